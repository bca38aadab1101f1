"""Keys of single sessions: what they open, for how long, and how backends ask for them."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import boto3
import pytest
import requests
from botocore.config import Config
from botocore.exceptions import ClientError
from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import Response

from kiosk.rekognition_local.errors import AccessDeniedException, ThrottlingException
from kiosk.rekognition_local.liveness.records import Wishes, new_session
from kiosk.rekognition_local.liveness.store import SessionStore
from kiosk.rekognition_local.session_tokens import FORM, SessionTokens
from kiosk.rekognition_local.streaming import session_keys
from kiosk.rekognition_local.streaming.session_keys import SessionKeys
from tests.fakes.clock import START_S, FakeClock
from tests.fakes.served_backend import running

MINE, ANOTHER = "00000000-0000-4000-8000-000000000001", "00000000-0000-4000-8000-000000000002"
ROLE = "arn:aws:iam::000000000000:role/streams"
SIGNED = {"Content-Type": FORM, "Authorization": "AWS4-HMAC-SHA256 Credential=nobody"}


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock(START_S)


@pytest.fixture
def keys(clock: FakeClock) -> SessionKeys:
    return SessionKeys(clock)


def test_a_key_opens_its_session_with_its_token_until_it_ends(keys: SessionKeys, clock: FakeClock) -> None:
    made = keys.make(MINE)
    assert keys.secret_of(made.access_key_id) == made.secret_access_key
    assert made.expires_at_s == START_S + 900
    keys.demand(MINE, made.access_key_id, made.session_token)
    for session_id, token in ((ANOTHER, made.session_token), (MINE, ""), (MINE, made.session_token + "x")):
        with pytest.raises(AccessDeniedException):
            keys.demand(session_id, made.access_key_id, token)
    clock.now_s += 900
    assert keys.secret_of(made.access_key_id) is None
    with pytest.raises(AccessDeniedException):
        keys.demand(MINE, made.access_key_id, made.session_token)


def test_a_session_with_keys_is_opened_by_no_other(keys: SessionKeys) -> None:
    keys.demand(MINE, "AKIAANYBODY", "")
    first, second = keys.make(MINE), keys.make(MINE)
    assert first.access_key_id != second.access_key_id
    for made in (first, second):
        keys.demand(MINE, made.access_key_id, made.session_token)
    with pytest.raises(AccessDeniedException):
        keys.demand(MINE, "AKIAANYBODY", "")
    keys.demand(ANOTHER, "AKIAANYBODY", "")


def test_memory_is_not_filled_with_keys(keys: SessionKeys, clock: FakeClock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session_keys, "MAX_KEYS", 3)
    for _ in range(3):
        keys.make(MINE)
    with pytest.raises(ThrottlingException):
        keys.make(MINE)
    clock.now_s += 900
    keys.make(MINE)


@pytest.fixture
def asked(tmp_path: Path, clock: FakeClock, keys: SessionKeys) -> Iterator[tuple[str, str]]:
    """The address of what answers AssumeRole, and the id of a session that waits."""
    opened = SessionStore(tmp_path / "sessions.sqlite3", bytes(range(32)))
    with closing(opened) as store, _answering(store, keys) as url:
        yield url, store.create(new_session(clock(), Wishes()), None)


@contextmanager
def _answering(store: SessionStore, keys: SessionKeys) -> Iterator[str]:
    tokens, app = SessionTokens(store, keys), FastAPI(openapi_url=None)

    @app.post("/")
    async def answer(request: Request) -> Response:
        assert tokens.is_asked(request)
        return await tokens.answer(request)

    with running(app) as url:
        yield url


def sts(url: str) -> Any:
    once = Config(retries={"total_max_attempts": 1}, parameter_validation=False)
    told: Any = {"region_name": "us-east-1", "aws_access_key_id": "nobody", "aws_secret_access_key": "nothing"}
    return boto3.client("sts", endpoint_url=url, config=once, **told)


def test_an_unmodified_client_of_sts_gets_a_key(asked: tuple[str, str], keys: SessionKeys) -> None:
    url, session_id = asked
    answer = sts(url).assume_role(RoleArn=ROLE, RoleSessionName=session_id, DurationSeconds=1000)
    key = answer["Credentials"]
    assert key["Expiration"].timestamp() == START_S + 1000
    keys.demand(session_id, key["AccessKeyId"], key["SessionToken"])
    assert keys.secret_of(key["AccessKeyId"]) == key["SecretAccessKey"]
    assert answer["AssumedRoleUser"]["Arn"].endswith(session_id)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"RoleSessionName": ANOTHER}, "ValidationError"),
        ({"RoleSessionName": "<xml/>"}, "ValidationError"),
        ({"RoleArn": "no <arn>"}, "ValidationError"),
        ({"DurationSeconds": 899}, "ValidationError"),
        ({"DurationSeconds": 43_201}, "ValidationError"),
    ],
)
def test_what_is_no_session_role_or_time_is_refused(asked: tuple[str, str], changes: dict[str, Any], code: str) -> None:
    url, session_id = asked
    told = {"RoleArn": ROLE, "RoleSessionName": session_id, "DurationSeconds": 900, **changes}
    with pytest.raises(ClientError) as caught:
        sts(url).assume_role(**told)
    assert caught.value.response["Error"]["Code"] == code


@pytest.mark.parametrize(
    ("headers", "body", "status", "code"),
    [
        ({"Content-Type": FORM}, b"Action=AssumeRole", 403, "MissingAuthenticationToken"),
        (SIGNED, b"Action=GetCallerIdentity", 400, "InvalidAction"),
        (SIGNED, b"", 400, "InvalidAction"),
        (SIGNED, b"\xff=\xfe", 400, "MalformedInput"),
        (SIGNED, b"&".join(b"a=b" for _ in range(50)), 400, "MalformedInput"),
        (SIGNED, b"a=" + b"b" * 20_000, 413, "RequestEntityTooLarge"),
    ],
)
def test_other_requests_are_refused(
    asked: tuple[str, str], headers: dict[str, str], body: bytes, status: int, code: str
) -> None:
    answer = requests.post(asked[0], data=body, headers=headers, timeout=10)
    assert (answer.status_code, f"<Code>{code}</Code>" in answer.text) == (status, True)
