import logging
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from kiosk.domain.liveness.challenge import Stage
from kiosk.errors import (
    BackendRefused,
    BackendResponseInvalid,
    BackendTimeout,
    BackendUnreachable,
    SettingsInvalid,
)
from kiosk.terminal.client.backend import BackendClient
from kiosk.terminal.client.backoff import RetryPolicy
from kiosk.terminal.client.started_challenge import EncodedFrame, StartedChallenge, StartOptions
from tests.factories.answers import PASSED, STARTED, started
from tests.fakes import fault_server as fault
from tests.fakes.fault_server import Reply, Server, serving

FRAME = EncodedFrame(b"\xff\xd8jpeg", 0, 1_700_000_000_000, Stage.CHALLENGE, "ab" * 32)
Call = Callable[[BackendClient], object]


class Waits:
    """Waits for nothing and remembers for how long."""

    def __init__(self) -> None:
        self.pauses_s: list[float] = []

    def __call__(self, pause_s: float) -> bool:
        self.pauses_s.append(pause_s)
        return False


def start(client: BackendClient) -> StartedChallenge:
    return client.start(StartOptions("customer-1", 640, 480, synthetic=False, camera_name="cam"))


def send(client: BackendClient) -> None:
    client.send_frame(started(), FRAME)


def verify(client: BackendClient) -> object:
    return client.verify(started())


@contextmanager
def talking(*replies: Reply, read_timeout_s: float = 5.0, api_key: str = "") -> Iterator[tuple[BackendClient, Server]]:
    with serving(*replies) as server:
        client = BackendClient(server.url, api_key, read_timeout_s=read_timeout_s, random01=lambda: 0.5, wait=Waits())
        try:
            yield client, server
        finally:
            client.close()


def unused_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def test_a_whole_challenge_over_one_connection() -> None:
    replies = fault.ok(**STARTED), fault.ok(message="Frame saved successfully"), fault.ok(**PASSED)
    with talking(*replies, api_key="secret") as (client, server):
        challenge = start(client)
        client.send_frame(challenge, FRAME)
        assert client.verify(challenge).passed
        requests = server.script.requests
    assert [(each.method, each.path) for each in requests] == [
        ("POST", "/challenge/start"),
        ("PUT", f"/challenge/{STARTED['id']}/frames"),
        ("POST", f"/challenge/{STARTED['id']}/verify"),
    ]
    assert {each.headers["X-Api-Key"] for each in requests} == {"secret"}
    assert len({each.client_port for each in requests}) == 1
    body = requests[2].body
    assert isinstance(body, dict)
    assert body["token"] == STARTED["token"]
    assert body.keys() == {"token", "requestId"}


def test_health_asks_once() -> None:
    with talking(fault.ok(status="ok")) as (client, server):
        client.health()
        assert server.script.requests[0].path == "/health"
    with talking(fault.status(503)) as (client, server):
        with pytest.raises(BackendUnreachable):
            client.health()
        assert len(server.script.requests) == 1


@pytest.mark.parametrize("call", [start, send, verify])
def test_a_backend_that_is_down_is_asked_again_and_then_given_up(call: Call) -> None:
    waits = Waits()
    client = BackendClient(f"http://127.0.0.1:{unused_port()}", random01=lambda: 0.5, wait=waits)
    with pytest.raises(BackendUnreachable):
        call(client)
    client.close()
    assert waits.pauses_s == [0.125, 0.25, 0.5, 1.0]


@pytest.mark.parametrize(
    ("failing", "requests"),
    [
        (fault.status(429), 5),
        (fault.status(500), 2),
        (fault.status(501), 1),
        (fault.status(502), 5),
        (fault.status(503), 5),
        (fault.status(504), 5),
        (fault.hang_up, 5),
    ],
)
def test_a_frame_is_repeated_while_the_trouble_may_pass(failing: Reply, requests: int) -> None:
    with talking(failing) as (client, server):
        with pytest.raises(BackendUnreachable):
            send(client)
        assert len(server.script.requests) == requests
        assert len({str(each.body) for each in server.script.requests}) == 1


@pytest.mark.parametrize("failing", [fault.status(code) for code in (429, 502, 503, 504, 500)] + [fault.hang_up])
def test_a_frame_arrives_after_one_failure(failing: Reply) -> None:
    with talking(failing, fault.ok()) as (client, server):
        send(client)
        assert len(server.script.requests) == 2


def test_a_slow_answer_to_a_frame_is_asked_for_again() -> None:
    with talking(fault.slow, fault.ok(), read_timeout_s=0.4) as (client, server):
        send(client)
        assert len(server.script.requests) == 2


def test_patience_ends_with_time_and_not_only_with_attempts() -> None:
    with serving(fault.slow) as server:
        retry = RetryPolicy(base_s=0.0, patience_s=0.5)
        client = BackendClient(server.url, read_timeout_s=0.3, retry=retry, wait=Waits())
        with pytest.raises(BackendTimeout):
            send(client)
        client.close()
        assert len(server.script.requests) == 2


@pytest.mark.parametrize("trouble", [fault.slow, fault.drip])
def test_a_backend_that_stays_slow_times_out(trouble: Reply) -> None:
    with talking(trouble, read_timeout_s=0.1) as (client, _), pytest.raises(BackendTimeout):
        send(client)


@pytest.mark.parametrize("failing", [fault.status(code) for code in (500, 502, 504)] + [fault.hang_up, fault.slow])
def test_verify_is_repeated_as_the_same_request_when_its_answer_was_lost(failing: Reply) -> None:
    with talking(failing, fault.ok(**PASSED), read_timeout_s=0.4) as (client, server):
        assert client.verify(started()).passed
        first, second = (each.body for each in server.script.requests)
        assert first == second


def test_every_verify_is_another_request() -> None:
    with talking(fault.ok(**PASSED), fault.ok(**PASSED)) as (client, server):
        client.verify(started())
        client.verify(started())
        first, second = (each.body for each in server.script.requests)
        assert first != second


@pytest.mark.parametrize("status", [429, 503])
def test_verify_is_repeated_when_it_was_turned_away(status: int) -> None:
    with talking(fault.status(status), fault.ok(**PASSED)) as (client, _):
        assert client.verify(started()).passed


def test_a_second_verify_is_an_error_and_no_pass() -> None:
    closed = fault.status(409, {"code": "CHALLENGE_CLOSED", "message": "closed"})
    with talking(closed) as (client, _), pytest.raises(BackendRefused) as refusal:
        verify(client)
    assert (refusal.value.refused_code, refusal.value.status) == ("CHALLENGE_CLOSED", 409)


@pytest.mark.parametrize("code", ["LOCKED_OUT", "TOO_MANY_STARTS"])
def test_what_lasts_for_minutes_is_not_waited_for(code: str) -> None:
    refusal = fault.status(429, {"code": code, "message": ""}, Retry_After="354")
    with talking(refusal, fault.ok()) as (client, server), pytest.raises(BackendRefused) as refused:
        start(client)
    assert (refused.value.refused_code, refused.value.retry_after_s) == (code, 354.0)
    assert len(server.script.requests) == 1


def test_retry_after_is_waited_for() -> None:
    waits = Waits()
    with serving(fault.status(429, Retry_After="3"), fault.status(503, Retry_After="9999"), fault.ok()) as server:
        client = BackendClient(server.url, random01=lambda: 0.5, wait=waits)
        send(client)
        client.close()
    assert waits.pauses_s == [3.0, 10.0]


@pytest.mark.parametrize(
    ("status", "body", "code"),
    [
        (400, {"code": "REQUEST_INVALID", "message": "userId"}, "REQUEST_INVALID"),
        (401, {"code": "API_KEY_INVALID"}, "API_KEY_INVALID"),
        (403, {"message": "Invalid token"}, "TOKEN_INVALID"),
        (404, {"message": "Challenge not found"}, "CHALLENGE_NOT_FOUND"),
        (413, None, "HTTP_413"),
    ],
)
def test_a_refusal_is_final_and_says_why(status: int, body: object, code: str) -> None:
    with talking(fault.status(status, body)) as (client, server):
        with pytest.raises(BackendRefused) as refusal:
            send(client)
        assert len(server.script.requests) == 1
    assert (refusal.value.refused_code, refusal.value.status) == (code, status)


@pytest.mark.parametrize("call", [start, send, verify])
@pytest.mark.parametrize(
    "nonsense",
    [
        fault.raw(b"nonsense"),
        fault.raw(b"[]"),
        fault.raw(b"<html>Sign in to the guest network</html>", "text/html"),
        fault.raw(b'{"success": true}', "text/plain"),
        fault.raw(b'{"success": true, "padding": "' + b"x" * 300_000 + b'"}'),
        fault.truncated,
        fault.status(302, Location="/elsewhere"),
        fault.status(204),
    ],
)
def test_an_answer_outside_the_contract_is_never_a_pass(call: Call, nonsense: Reply) -> None:
    with talking(nonsense) as (client, server):
        with pytest.raises(BackendResponseInvalid):
            call(client)
        assert len(server.script.requests) == 1


def test_a_challenge_for_another_size_is_refused() -> None:
    with talking(fault.ok(**{**STARTED, "imageWidth": 1280})) as (client, _), pytest.raises(BackendResponseInvalid):
        start(client)


def test_the_proxy_of_the_environment_is_bypassed_on_loopback(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", f"http://127.0.0.1:{unused_port()}")
    with talking(fault.ok(status="ok")) as (client, _):
        client.health()


def test_a_closed_client_gives_up_and_sends_nothing_more() -> None:
    with serving(fault.status(503)) as server:
        client = BackendClient(server.url)
        client.close()
        with pytest.raises(BackendUnreachable):
            send(client)
        assert server.script.requests == []


def test_closing_wakes_a_client_that_waits() -> None:
    with serving(fault.status(503, Retry_After="10")) as server:
        client = BackendClient(server.url, wait=lambda pause_s: True)
        with pytest.raises(BackendUnreachable):
            send(client)
        client.close()
        assert len(server.script.requests) == 1


@pytest.mark.parametrize(
    "url",
    [
        "",
        "backend",
        "ftp://bank.example",
        "http://bank.example",
        "https://",
        "https://u:p@bank.example",
        "https://:p@bank.example",
        "https://bank.example/?x=1",
        "http://127.0.0.1:99999",
        "http://127.0.0.1.bank.example",
    ],
)
def test_addresses_that_cannot_be_trusted_are_settings_errors(url: str) -> None:
    with pytest.raises(SettingsInvalid):
        BackendClient(url)


@pytest.mark.parametrize("suffix", ["", "/", "/challenge", "/challenge/"])
def test_the_samples_api_url_is_understood(suffix: str) -> None:
    with serving(fault.ok(**STARTED)) as server:
        client = BackendClient(server.url + "/Prod" + suffix)
        start(client)
        client.close()
        assert server.script.requests[0].path == "/Prod/challenge/start"


def test_logs_hold_neither_tokens_nor_ids(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG, "kiosk"), talking(fault.status(503), fault.ok()) as (client, _):
        send(client)
    assert caplog.records
    assert str(STARTED["token"]) not in caplog.text
    assert str(STARTED["id"]) not in caplog.text
