"""What is looked at before a body is read, how much of bodies is read at once, and what in them is refused."""

import asyncio
import contextlib
import json
import logging
import secrets
import socket
from collections.abc import Iterator

import pytest
import requests
from fastapi import FastAPI
from starlette.types import Message

from kiosk.backend.api.body_budget import SMALL_BYTES, BodyBudget
from kiosk.backend.api.body_gate import LANES, BodyGate
from kiosk.backend.api.challenge_addresses import Work, template_of, work_of
from kiosk.backend.api.lanes import Lane, LaneSize
from kiosk.backend.api.step_routes import MAX_DOCUMENT_BODY_BYTES
from kiosk.contract.challenge import TOKEN_HEADER
from kiosk.errors import Busy
from kiosk.service_settings import ServerSettings
from kiosk.settings import Settings
from tests.fakes.clock import FakeClock
from tests.fakes.served_backend import Json, Terminal, assert_refused

UNKNOWN_ID = "0123456789abcdef0123456789abcdef"


def head_only(terminal: Terminal, path: str, *headers: str, method: str = "POST") -> tuple[int, Json]:
    """Send a head that announces a body, and nothing of it; what is answered all the same."""
    host, _, port = terminal.url.removeprefix("http://").partition(":")
    lines = [f"{method} {path} HTTP/1.1", "Host: localhost", "Content-Type: application/json", *headers]
    with socket.create_connection((host, int(port)), timeout=5) as client:
        client.sendall("\r\n".join([*lines, "", ""]).encode())
        head, _, body = client.recv(65_536).partition(b"\r\n\r\n")
        while len(body) < 2:
            body += client.recv(65_536)
    return int(head.split()[1]), json.loads(body)


@pytest.fixture
def started(terminal: Terminal) -> Json:
    return terminal.started()


LARGE = f"Content-Length: {MAX_DOCUMENT_BODY_BYTES}"


@pytest.mark.parametrize("step", ["document", "frames", "frame", "verify"])
@pytest.mark.parametrize("length", ["Content-Length: 300000", "Transfer-Encoding: chunked"])
def test_nothing_is_read_for_a_challenge_that_there_is_not(terminal: Terminal, step: str, length: str) -> None:
    status, body = head_only(terminal, f"/challenge/{UNKNOWN_ID}/{step}", length)
    assert status in (401, 403)
    assert body.get("code", body.get("Code")) in ("TOKEN_INVALID", "UnauthorizedError")


@pytest.mark.parametrize("token", ["bogus", "eyJhbGciOiJub25lIn0.e30.", "", "x" * 4000])
def test_nothing_is_read_with_a_token_that_is_shown_and_wrong(terminal: Terminal, started: Json, token: str) -> None:
    path = f"/challenge/{started['id']}/document"
    assert head_only(terminal, path, LARGE, f"{TOKEN_HEADER}: {token}")[0] == 403
    twice = [f"{TOKEN_HEADER}: {started['token']}"] * 2
    assert head_only(terminal, path, LARGE, *twice)[0] == 403


def test_nothing_is_read_with_the_token_of_another_challenge_or_of_yesterday(
    terminal: Terminal, started: Json, clock: FakeClock
) -> None:
    other = terminal.started()
    path = f"/challenge/{started['id']}/document"
    shown = f"{TOKEN_HEADER}: {other['token']}"
    assert head_only(terminal, path, LARGE, shown)[1]["code"] == "TOKEN_INVALID"
    clock.now_s += 86_400
    shown = f"{TOKEN_HEADER}: {started['token']}"
    assert head_only(terminal, path, LARGE, shown)[1]["code"] == "TOKEN_EXPIRED"


def test_the_token_of_the_body_counts_whatever_was_shown(terminal: Terminal, started: Json) -> None:
    terminal.headers[TOKEN_HEADER] = str(started["token"])
    assert terminal.frame(started).status_code == 200
    assert_refused(terminal.frame(started, token="bogus"), 403, "TOKEN_INVALID")


@pytest.mark.parametrize(
    ("headers", "status", "code"),
    [
        (["Content-Length: 14000000"], 413, "IMAGE_TOO_LARGE"),
        (["Content-Length: 99999999999999999999"], 413, "IMAGE_TOO_LARGE"),
        (["Content-Length: 9", "Content-Encoding: gzip"], 415, "CONTENT_TYPE_REFUSED"),
        (["Content-Length: 9", "Content-Encoding: identity, gzip"], 415, "CONTENT_TYPE_REFUSED"),
        (["Content-Length: 9", "Content-Type: multipart/form-data; boundary=x"], 415, "CONTENT_TYPE_REFUSED"),
    ],
)
def test_what_its_head_gives_away_is_not_read(terminal: Terminal, headers: list[str], status: int, code: str) -> None:
    answered, body = head_only(terminal, "/challenge/start", *headers)
    assert (answered, body["code"]) == (status, code)


START = {"userId": "u-1", "imageWidth": 640, "imageHeight": 480}
START_TEXT = json.dumps(START)[:-1]


@pytest.mark.parametrize(
    "text",
    [
        f'{START_TEXT}, "userId": "u-2"}}',
        f'{START_TEXT}, "unknown": {{"a": 1, "a": 2}}}}',
        f'{START_TEXT}, "camera": {{"name": "a", "name": "b"}}}}',
        f'{START_TEXT}, "unknown": 1e400}}',
        f'{START_TEXT}, "unknown": {"9" * 10_000}}}',
        f'{START_TEXT}, "unknown": {"[" * 500}{"]" * 500}}}',
        f'{START_TEXT}, "unknown": NaN}}',
        f'{START_TEXT}, "unknown": "\\ud800"}}',
        f'{START_TEXT}, "\\udc00": 1}}',
        "[" * 100_000,
    ],
)
def test_bodies_that_two_readers_might_read_differently_are_refused(shared_terminal: Terminal, text: str) -> None:
    assert_refused(shared_terminal.post_bytes("/challenge/start", text.encode()), 400, "REQUEST_INVALID")


LONE = "\ud800"
TEXTS = [
    ("POST", "/challenge/start", {**START, "userId": LONE}),
    ("POST", "/challenge/start", {**START, "customer": LONE}),
    ("POST", "/challenge/start", {**START, "deviceId": f"t{LONE}"}),
    ("POST", "/challenge/start", {**START, "sessionId": LONE}),
    ("POST", "/challenge/start", {**START, "camera": {"name": LONE}}),
    ("POST", "/challenge/start", {**START, "idPhotoBase64": LONE}),
    ("POST", "/challenge", {"imageWidth": 640, "imageHeight": 480, "challengeType": LONE}),
    ("PUT", "/challenge/a/frames", {"timestamp": 1, "frameBase64": "", "token": LONE}),
    ("PUT", "/challenge/a/frames", {"timestamp": 1, "frameBase64": "", "token": "t", "chain": LONE}),
    ("POST", "/challenge/a/verify", {"token": "t", "requestId": LONE}),
    ("POST", "/challenge/a/enrol", {"token": "t", "requestId": "r", "customer": LONE}),
    ("POST", "/challenge/a/authenticate", {"token": LONE, "requestId": "r"}),
    ("POST", "/challenge/a/abandon", {"token": "t", "stage": "challenge", "reason": LONE}),
    ("POST", "/challenge/a/decision", {"token": "t", "staffId": "s", "pin": "1", "decision": "review", "reason": LONE}),
    ("POST", "/challenge/a/evidence", {"token": "t", "staffId": LONE, "pin": "1"}),
    ("POST", "/staff/check", {"staffId": "s", "pin": LONE}),
    ("POST", "/staff/check", {"staffId": "s", "pin": "1", "deviceId": LONE}),
    ("POST", "/terminal/readiness", {"deviceId": LONE}),
    ("DELETE", "/customers", {"customer": LONE, "staffId": "s", "pin": "1", "reason": "r"}),
    ("POST", "/customers/find", {"deviceId": LONE, "staffId": "s", "pin": "1"}),
    ("POST", "/customers/export", {"customer": "c", "staffId": "s", "pin": "1", "reason": LONE}),
    ("POST", "/customers/unlock", {"deviceId": LONE, "staffId": "s", "pin": "1", "reason": "r"}),
    ("POST", "/api/liveness/compare-faces", {"sourceImage": LONE, "targetImage": ""}),
]


@pytest.mark.parametrize(("method", "path", "body"), TEXTS)
def test_half_of_a_surrogate_pair_is_bad_input_everywhere(
    shared_terminal: Terminal, method: str, path: str, body: Json
) -> None:
    response = shared_terminal.call(method, path, body)
    assert response.status_code in (400, 401, 403), (response.status_code, response.text)


@pytest.mark.parametrize("raw", ["%ED%A0%80", "%FF", "%00", "a%2Fb", "%C0%AE"])
def test_addresses_that_are_no_text_end_well(shared_terminal: Terminal, raw: str) -> None:
    for path in (f"/challenge/{raw}/verify", f"/api/liveness/session/{raw}/results", f"/{raw}", f"/health?{raw}={raw}"):
        response = shared_terminal.call("POST" if "verify" in path else "GET", path, {"token": "t"})
        assert response.status_code < 500, (path, response.text)


def test_headers_that_are_no_text_end_well(shared_terminal: Terminal) -> None:
    for name in ("X-Api-Key", "Authorization", TOKEN_HEADER, "Origin", "Content-Type", "X-Forwarded-For"):
        value = b"\xed\xa0\x80\xff"
        response = requests.post(
            f"{shared_terminal.url}/challenge/{UNKNOWN_ID}/verify", data=b"{}", headers={name: value}, timeout=10
        )
        assert response.status_code < 500, name


def test_no_answer_is_kept_or_guessed_at(terminal: Terminal, started: Json) -> None:
    answers = [
        terminal.frame(started),
        terminal.call("GET", "/health"),
        terminal.call("GET", "/metrics"),
        terminal.call("GET", "/nothing"),
        terminal.call("POST", f"/challenge/{UNKNOWN_ID}/evidence", {}),
        terminal.call("POST", "/api/liveness/session"),
        terminal.post_bytes("/challenge/start", b"{"),
    ]
    terminal.headers["Host"] = "evil.example"
    answers.append(terminal.start())
    for answer in answers:
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["x-content-type-options"] == "nosniff"


def test_who_is_refused_is_recorded_without_what_they_said(
    terminal: Terminal, caplog: pytest.LogCaptureFixture
) -> None:
    key = secrets.token_urlsafe(32)
    terminal.headers = {"Origin": "https://evil.example", "X-Api-Key": key}
    with caplog.at_level(logging.INFO):
        terminal.call("POST", f"/challenge/{UNKNOWN_ID}/verify", {"token": "Jane Doe"})
        terminal.call("POST", "/Jane-Doe", {})
        terminal.call("JANE", "/challenge/start")
    assert "API_KEY_INVALID: 127.0.0.1, with a key, asked for POST /challenge/{id}/verify" in caplog.text
    assert "POST an address that there is not" in caplog.text
    assert not [said for said in (key, "Jane", "JANE", UNKNOWN_ID, "evil") if said in caplog.text]


@pytest.mark.parametrize(
    ("path", "template", "work"),
    [
        ("/challenge/abc/document", "/challenge/{id}/document", Work.PICTURES),
        ("/challenge/abc/frames", "/challenge/{id}/frames", Work.OTHER),
        ("/challenge/abc/verify", "/challenge/{id}/verify", Work.DECISIONS),
        ("/staff/check", "/staff/check", Work.DECISIONS),
        ("/api/liveness/verify/abc", "/api/liveness/verify/{id}", Work.OTHER),
        ("/api/liveness/compare-faces", "/api/liveness/compare-faces", Work.PICTURES),
        ("/health", "/health", Work.NONE),
        ("/challenge/abc/secret", "an address that there is not", Work.OTHER),
    ],
)
def test_addresses_are_known_by_their_form(path: str, template: str, work: Work) -> None:
    assert (template_of(path), work_of(path)) == (template, work)


def test_room_for_bodies_is_of_each_address_and_small_ones_have_their_own() -> None:
    budget, large = BodyBudget(40_000_000, 20_000_000), 10_000_000
    with contextlib.ExitStack() as held:
        for network in ("a", "a", "b", "b"):
            held.enter_context(budget.reserved(network, large))
        for network in ("a", "c"):
            with pytest.raises(Busy), budget.reserved(network, large):
                pass
            held.enter_context(budget.reserved(network, SMALL_BYTES))
    with budget.reserved("c", large), budget.reserved("c", large):
        pass


def test_lanes_are_left_in_the_order_of_their_line_and_fairly() -> None:
    asyncio.run(_drive_a_lane())


async def _drive_a_lane() -> None:
    lane, order = Lane(LaneSize(places=4, line=4, line_per_address=2)), list[str]()
    release = {name: asyncio.Event() for name in ("a1", "a2", "a3", "a4", "b1")}

    async def work(name: str) -> None:
        async with lane.entered(name[0]):
            order.append(name)
            await release[name].wait()

    tasks = {name: asyncio.create_task(work(name)) for name in ("a1", "a2", "a3", "a4", "b1")}
    await asyncio.sleep(0)
    assert order == ["a1", "a2", "b1"]
    with pytest.raises(Busy):
        async with lane.entered("a"):
            pass
    tasks["a3"].cancel()
    release["a1"].set()
    await asyncio.gather(tasks["a1"])
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    assert order == ["a1", "a2", "b1", "a4"]
    for event in release.values():
        event.set()
    await asyncio.gather(*tasks.values(), return_exceptions=True)
    async with lane.entered("a"), lane.entered("a"):
        pass


def test_lanes_leave_threads_for_health() -> None:
    assert sum(size.places for size in LANES.values()) < 40


@pytest.fixture
def gate() -> Iterator[BodyGate]:
    limits = ServerSettings(max_body_bytes_at_once=16_777_216, max_body_bytes_at_once_per_address=16_777_216)
    yield BodyGate(FastAPI(), lambda path: 20_000_000, limits)


@pytest.mark.parametrize("announced", [True, False])
def test_a_body_for_which_there_is_no_room_is_not_read(gate: BodyGate, announced: bool) -> None:
    headers = [(b"content-length", b"17000000")] if announced else [(b"transfer-encoding", b"chunked")]
    scope = {"type": "http", "method": "POST", "path": "/challenge/start", "headers": headers, "client": None}
    sent: list[Message] = []

    async def receive() -> Message:
        raise AssertionError("read")

    async def send(message: Message) -> None:
        sent.append(message)

    asyncio.run(gate(scope, receive, send))
    assert (sent[0]["status"], json.loads(sent[1]["body"])["code"]) == (503, "BUSY")
    assert (b"retry-after", b"1") in sent[0]["headers"]


def test_a_document_at_its_largest_has_room(settings: Settings) -> None:
    limits = settings.server
    assert limits.max_body_bytes_at_once_per_address >= 4 * MAX_DOCUMENT_BODY_BYTES
