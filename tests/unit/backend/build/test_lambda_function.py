"""The routes' own tests again, through events of API Gateway, and what only a Lambda function can get wrong."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache, partial
from typing import Any

import pytest
import requests
from mangum import Mangum

from kiosk.backend.api.facade import VerificationService
from kiosk.backend.build.lambda_function import make_adapter, respond, set_levels
from kiosk.errors import SettingsInvalid
from kiosk.settings import Settings, load
from tests.aws.events import SHAPES, Request, rest_event
from tests.aws.gateway import gateway, in_this_process
from tests.factories.terminals import ANYBODY
from tests.fakes.branch import build_service
from tests.fakes.face_engine import FakeFaceEngine
from tests.fakes.served_backend import Terminal
from tests.unit.backend.api.test_challenge_routes import *  # noqa: F403


def adapter_of(service: VerificationService, settings: Settings) -> Callable[[], Mangum]:
    """Made in the thread that answers: Mangum takes the event loop of whichever it is made in, and leaves it open."""
    return cache(partial(make_adapter, service, settings))


@contextmanager
def before_lambda(service: VerificationService, settings: Settings, shape: str) -> Iterator[Terminal]:
    with (
        in_this_process(partial(respond, adapter_of(service, settings), context=None)) as invoke,
        gateway(invoke, SHAPES[shape]) as url,
        requests.Session() as session,
    ):
        yield Terminal(url, session, service)


@pytest.fixture
def terminal(service: VerificationService, settings: Settings) -> Iterator[Terminal]:
    with before_lambda(service, settings, "rest") as terminal:
        yield terminal


@pytest.fixture(scope="module", params=sorted(SHAPES))
def shared_terminal(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Terminal]:
    settings = load(data_dir=tmp_path_factory.mktemp("shared"), terminals=ANYBODY, consent_elsewhere=True)
    with (
        build_service(settings, FakeFaceEngine()) as service,
        before_lambda(service, settings, request.param) as before,
    ):
        yield before


def broken() -> Any:
    raise SettingsInvalid("aws__table: needed by a backend on AWS")


EVENT = rest_event(Request("POST", "/challenge/start", {"content-type": "application/json"}, b"{}"))


@pytest.mark.parametrize("event", [None, [], {}, {"source": "aws.events"}, "text", 7])
def test_what_is_no_request_is_refused(event: Any) -> None:
    assert respond(broken, event, None)["statusCode"] == 400


@pytest.mark.expect_logs
@pytest.mark.parametrize("context", [None, {}, 7])
def test_a_function_that_cannot_be_built_says_so_and_no_more(context: Any, caplog: pytest.LogCaptureFixture) -> None:
    answer = respond(broken, EVENT, context)
    assert answer["statusCode"] == 500
    assert "INTERNAL_ERROR" in answer["body"]
    assert "aws__table" not in answer["body"]
    assert "aws__table" in caplog.text


@pytest.mark.expect_logs
@pytest.mark.parametrize(
    "change", [{"httpMethod": None}, {"path": None}, {"headers": 7}, {"body": 7}, {"path": "\ud800"}]
)
def test_a_crooked_event_ends_in_an_answer(
    service: VerificationService, settings: Settings, change: dict[str, Any]
) -> None:
    with in_this_process(partial(respond, adapter_of(service, settings), context=None)) as invoke:
        assert invoke({**EVENT, **change})["statusCode"] in (400, 404, 405, 500)


@pytest.mark.parametrize("body", ["%%%", "a", "====", "ä"])
def test_a_body_that_is_not_the_base64_it_claims_to_be(
    service: VerificationService, settings: Settings, body: str
) -> None:
    with in_this_process(partial(respond, adapter_of(service, settings), context=None)) as invoke:
        answer = invoke({**EVENT, "body": body, "isBase64Encoded": True})
    assert answer["statusCode"] == 400


def test_libraries_never_log_in_detail() -> None:
    root, ours = logging.getLogger(), logging.getLogger("kiosk")
    before = root.level, ours.level
    try:
        root.setLevel(logging.DEBUG)
        set_levels("DEBUG")
        assert logging.getLogger("botocore.parsers").getEffectiveLevel() == logging.WARNING
        assert logging.getLogger("kiosk.backend").getEffectiveLevel() == logging.DEBUG
        set_levels("ERROR")
        assert logging.getLogger("mangum.http").getEffectiveLevel() == logging.ERROR
    finally:
        root.setLevel(before[0])
        ours.setLevel(before[1])


@pytest.mark.expect_logs
def test_what_fails_outside_the_application_speaks_the_frameworks_contract_to_its_clients() -> None:
    assert "Code" in respond(broken, {**EVENT, "path": "/challenge"}, None)["body"]
