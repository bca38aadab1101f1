import asyncio
import base64
import contextlib
import http.client
import json
import logging
import threading
from collections.abc import Iterator
from functools import partial

import pytest
from pydantic import SecretStr
from starlette.types import Message

from kiosk import errors
from kiosk.backend.api.app import create_app
from kiosk.backend.api.facade import VerificationService
from kiosk.backend.challenge.start import MAX_WAITING_FACES
from kiosk.settings import Settings
from tests.factories.faces import head
from tests.factories.jpeg_files import jpeg
from tests.fakes.face_engine import FakeFaceEngine
from tests.fakes.served_backend import Terminal, assert_refused, rewired

KEY = "a key that is shared with the terminals"


@pytest.fixture
def guarded(service: VerificationService, settings: Settings) -> Iterator[Terminal]:
    changes = {"backend_api_key": SecretStr(KEY), "cors_origins": ("https://branch.example",)}
    with rewired(service, settings.model_copy(update=changes)) as terminal:
        yield terminal


@pytest.mark.parametrize("key", [None, "", "wrong", KEY[:-1], KEY + "x", "ä"])
def test_nothing_works_without_the_key(guarded: Terminal, key: str | None) -> None:
    if key is not None:
        guarded.headers["X-Api-Key"] = key.encode().decode("latin-1")
    assert_refused(guarded.start(), 401, "API_KEY_INVALID")
    assert_refused(guarded.call("GET", "/openapi.json"), 401, "API_KEY_INVALID")
    assert_refused(guarded.call("GET", "/health/"), 401, "API_KEY_INVALID")
    assert guarded.call("GET", "/health").status_code == 200


def test_with_the_key_everything_works(guarded: Terminal) -> None:
    guarded.headers["X-Api-Key"] = KEY
    assert guarded.start().status_code == 200


def test_browsers_of_known_origins_may_ask(guarded: Terminal) -> None:
    asking = {"Access-Control-Request-Method": "PUT", "Access-Control-Request-Headers": "x-api-key,content-type"}
    guarded.headers = {"Origin": "https://branch.example", **asking}
    response = guarded.call("OPTIONS", "/challenge/a/frames")
    assert response.status_code == 200
    assert response.headers["access-control-allow-origin"] == "https://branch.example"
    assert "PUT" in response.headers["access-control-allow-methods"]
    refused = guarded.start()
    assert refused.status_code == 401
    assert refused.headers["access-control-allow-origin"] == "https://branch.example"
    guarded.headers["Origin"] = "https://elsewhere.example"
    assert "access-control-allow-origin" not in guarded.call("OPTIONS", "/challenge/a/frames").headers


def test_without_settings_no_other_origin_may_ask(terminal: Terminal) -> None:
    terminal.headers["Origin"] = "https://branch.example"
    assert not [name for name in terminal.start().headers if name.startswith("access-control")]


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"Host": "evil@127.0.0.1"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"X-Forwarded-Proto": "https"},
        {"CF-Connecting-IP": "203.0.113.7"},
    ],
)
def test_without_a_key_no_web_page_and_no_proxy_gets_in(terminal: Terminal, headers: dict[str, str]) -> None:
    terminal.headers = headers
    for path in ("/challenge/start", "/staff/check", "/challenge/a/evidence", "/customers/export"):
        assert_refused(terminal.call("POST", path, {}), 401, "API_KEY_INVALID")
    assert terminal.call("GET", "/openapi.json").status_code == 401
    assert terminal.call("GET", "/health").status_code == 200


def test_without_a_key_what_an_unconfigured_proxy_hands_on_is_nobody_of_this_machine(terminal: Terminal) -> None:
    connection = http.client.HTTPConnection(terminal.url.removeprefix("http://"), timeout=10)
    connection._http_vsn, connection._http_vsn_str = 10, "HTTP/1.0"  # type: ignore[attr-defined]
    with contextlib.closing(connection):
        connection.request("GET", "/openapi.json")
        assert connection.getresponse().status == 401


def test_without_a_key_pages_of_this_machine_and_known_ones_get_in(
    service: VerificationService, settings: Settings
) -> None:
    with rewired(service, settings.model_copy(update={"cors_origins": ("https://branch.example",)})) as terminal:
        for origin in ("https://branch.example", "http://localhost:3000", "http://127.0.0.1:1"):
            terminal.headers = {"Origin": origin, "Host": "localhost:1"}
            assert terminal.start().status_code == 200


def test_long_body_is_refused_before_it_is_sent(terminal: Terminal) -> None:
    connection = http.client.HTTPConnection(terminal.url.removeprefix("http://"), timeout=10)
    with contextlib.closing(connection):
        connection.putrequest("POST", "/challenge/start")
        connection.putheader("Content-Length", "9999999999")
        connection.endheaders()
        response = connection.getresponse()
        assert (response.status, json.load(response)["code"]) == (413, "IMAGE_TOO_LARGE")


def test_long_body_in_pieces_is_refused_on_the_way(service: VerificationService, settings: Settings) -> None:
    # Without a socket: a client that is still sending may never see the answer.
    pieces: Iterator[Message] = ({"type": "http.request", "body": bytes(2**20), "more_body": True} for _ in range(9))
    sent: list[Message] = []

    async def receive() -> Message:
        return next(pieces)

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "method": "POST",
        "path": "/challenge/start",
        "query_string": b"",
        "headers": [(b"host", b"localhost"), (b"transfer-encoding", b"chunked")],
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 8008),
    }
    asyncio.run(create_app(service, settings)(scope, receive, send))
    assert [sent[0]["status"], json.loads(sent[1]["body"])["code"]] == [413, "IMAGE_TOO_LARGE"]
    assert next(pieces)


@pytest.mark.expect_logs
def test_busy_service_says_when_to_come_back(terminal: Terminal, engine: FakeFaceEngine) -> None:
    rested = threading.Event()
    engine.before_describe = partial(rested.wait, 30)
    photo = base64.b64encode(engine.show(jpeg("document"), head())).decode()
    for _ in range(MAX_WAITING_FACES + 1):
        assert terminal.start(idPhotoBase64=photo).status_code == 200
    response = terminal.start()
    rested.set()
    assert_refused(response, 503, "BUSY")
    assert response.headers["retry-after"] == "1"


@pytest.mark.expect_logs
@pytest.mark.parametrize("error", [RuntimeError("Jane Doe"), errors.AnalysisFailed("mesh"), MemoryError()])
def test_failing_engine_is_an_error_of_ours(
    terminal: Terminal, engine: FakeFaceEngine, error: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    def fail() -> None:
        raise error

    engine.before_detect = fail
    assert_refused(terminal.frame(terminal.started()), 500, "ANALYSIS_FAILED")
    assert "Jane Doe" not in caplog.text


@pytest.mark.expect_logs
def test_unexpected_failure_is_an_error_of_ours_and_its_message_stays_out_of_the_log(
    terminal: Terminal, service: VerificationService, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(challenge_id: str) -> None:
        raise KeyError("Jane Doe")

    body = terminal.started()
    monkeypatch.setattr(service._context.store, "load", fail)
    with caplog.at_level(logging.DEBUG):
        assert_refused(terminal.frame(body), 500, "INTERNAL_ERROR")
        assert_refused(terminal.verify(body), 500, "INTERNAL_ERROR")
    assert "KeyError at " in caplog.text
    assert "Jane Doe" not in caplog.text


def test_logs_of_a_session_name_nobody(
    terminal: Terminal, engine: FakeFaceEngine, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        body = terminal.started(userId="customer-4711", camera={"name": "C920"})
        terminal.frame(body, jpeg("x"))
        terminal.frame(body, b"nonsense")
        terminal.verify(body)
    # Not uvicorn's access log: it is off, and only caplog hears it all the same.
    said = [record.getMessage() for record in caplog.records if record.name.startswith(("kiosk", "uvicorn.error"))]
    ours = "\n".join(said)
    assert "refused: IMAGE_NOT_JPEG" in ours
    for secret in ("customer-4711", "C920", str(body["id"]), str(body["token"])):
        assert secret not in ours
