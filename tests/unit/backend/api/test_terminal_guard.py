"""Who may start a challenge, and go on with it, over real HTTP."""

import base64
import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import pytest
import requests

from kiosk.backend.api.facade import VerificationService
from kiosk.backend.terminals.own_terminal import OwnTerminal
from kiosk.backend.terminals.signatures import TerminalSignatures
from kiosk.contract.http_signature import CONTENT_DIGEST, SIGNATURE, SIGNATURE_INPUT
from kiosk.domain.liveness.frames import chain_link
from kiosk.settings import Settings
from kiosk.terminal.client.signing import RequestSigner, SigningKey
from tests.factories.jpeg_files import digest, jpeg
from tests.factories.terminals import ANYBODY, ENROLLED, signer, store_with
from tests.fakes.clock import FakeClock
from tests.fakes.served_backend import START, assert_refused, served

KEY, SECOND = SigningKey(bytes(32)), SigningKey(bytes([1]) * 32)


@pytest.fixture
def store() -> OwnTerminal:
    return store_with(KEY, SECOND)


@pytest.fixture
def sign(clock: FakeClock) -> RequestSigner:
    return signer(KEY, clock)


def _served(service: VerificationService, settings: Settings, store: OwnTerminal, clock: FakeClock) -> Iterator[str]:
    policy = settings.terminals
    signatures = TerminalSignatures(store, policy, clock)
    other = VerificationService(
        replace(service._context, settings=settings, signatures=signatures), service._resources, service.identity
    )
    with served(other, settings) as url:
        yield url


@pytest.fixture
def url(service: VerificationService, settings: Settings, store: OwnTerminal, clock: FakeClock) -> Iterator[str]:
    yield from _served(service, settings.model_copy(update={"terminals": ENROLLED}), store, clock)


@pytest.fixture
def open_url(service: VerificationService, settings: Settings, store: OwnTerminal, clock: FakeClock) -> Iterator[str]:
    yield from _served(service, settings.model_copy(update={"terminals": ANYBODY}), store, clock)


def send(url: str, method: str, path: str, body: Mapping[str, Any], headers: Mapping[str, str]) -> requests.Response:
    data = json.dumps(body).encode()
    return requests.request(
        method, url + path, data=data, headers={"Content-Type": "application/json", **headers}, timeout=10
    )


def signed(sign: RequestSigner, method: str, path: str, body: Mapping[str, Any]) -> Mapping[str, str]:
    return sign(method, path, json.dumps(body).encode())


def start(url: str, sign: RequestSigner) -> dict[str, Any]:
    answer = send(url, "POST", "/challenge/start", START, signed(sign, "POST", "/challenge/start", START))
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def frame_of(body: Mapping[str, Any], **more: object) -> dict[str, Any]:
    link = chain_link(str(body["id"]), 0, 1, digest(jpeg()))
    told = {
        "timestamp": 1,
        "frameBase64": base64.b64encode(jpeg()).decode(),
        "token": body["token"],
        "sequence": 0,
        "chain": link,
    }
    return {**told, **more}


def frames_path(body: Mapping[str, Any]) -> str:
    return f"/challenge/{body['id']}/frames"


def test_an_enrolled_terminal_starts_and_sends_frames(url: str, sign: RequestSigner) -> None:
    started = start(url, sign)
    path, frame = frames_path(started), frame_of(started)
    assert send(url, "PUT", path, frame, signed(sign, "PUT", path, frame)).status_code == 200


def test_unsigned_requests_are_refused(url: str, sign: RequestSigner) -> None:
    assert_refused(send(url, "POST", "/challenge/start", START, {}), 401, "TERMINAL_UNSIGNED")
    started = start(url, sign)
    # A token that was stolen is no use without the key.
    stolen = {"X-Challenge-Token": str(started["token"])}
    assert_refused(send(url, "PUT", frames_path(started), frame_of(started), stolen), 401, "TERMINAL_UNSIGNED")
    verify = f"/challenge/{started['id']}/verify"
    assert_refused(send(url, "POST", verify, {"token": started["token"]}, stolen), 401, "TERMINAL_UNSIGNED")


def test_the_framework_s_addresses_are_no_way_around(url: str) -> None:
    answer = send(url, "POST", "/challenge", {"imageWidth": 640, "imageHeight": 480}, {})
    assert (answer.status_code, answer.json()["Code"]) == (401, "UnauthorizedError")


def test_frames_of_a_terminal_are_numbered_and_chained(url: str, sign: RequestSigner) -> None:
    started = start(url, sign)
    path, bare = frames_path(started), {k: v for k, v in frame_of(started).items() if k not in ("sequence", "chain")}
    assert_refused(send(url, "PUT", path, bare, signed(sign, "PUT", path, bare)), 400, "REQUEST_INVALID")


def test_another_terminal_does_not_go_on(url: str, sign: RequestSigner, clock: FakeClock) -> None:
    started, other = start(url, sign), signer(SECOND, clock)
    start(url, other)
    path, frame = frames_path(started), frame_of(started)
    assert_refused(send(url, "PUT", path, frame, signed(other, "PUT", path, frame)), 403, "TERMINAL_MISMATCH")


def test_a_body_that_was_changed_is_refused_before_it_is_read(url: str, sign: RequestSigner) -> None:
    headers = signed(sign, "POST", "/challenge/start", START)
    changed = send(url, "POST", "/challenge/start", {**START, "userId": "somebody-else"}, headers)
    assert_refused(changed, 401, "TERMINAL_SIGNATURE_INVALID")
    headers = sign("POST", "/challenge/start", b"{}")
    broken = requests.post(
        url + "/challenge/start", data=b"{no json", headers={"Content-Type": "application/json", **headers}, timeout=10
    )
    assert_refused(broken, 401, "TERMINAL_SIGNATURE_INVALID")


def test_another_address_and_another_method_are_refused(url: str, sign: RequestSigner) -> None:
    started = start(url, sign)
    frame = frame_of(started)
    for headers in (
        signed(sign, "PUT", "/challenge/start", frame),
        signed(sign, "POST", frames_path(started), frame),
    ):
        refused = send(url, "PUT", frames_path(started), frame, headers)
        assert_refused(refused, 401, "TERMINAL_SIGNATURE_INVALID")
    asked = requests.post(
        url + "/challenge/start?more=1", json=START, headers=sign("POST", "/challenge/start", b"{}"), timeout=10
    )
    assert_refused(asked, 401, "TERMINAL_SIGNATURE_INVALID")


def test_replays_stale_and_future_requests_are_refused(url: str, sign: RequestSigner, clock: FakeClock) -> None:
    path = "/challenge/start"
    headers = signed(sign, "POST", path, START)
    assert send(url, "POST", path, START, headers).status_code == 200
    assert_refused(send(url, "POST", path, START, headers), 409, "TERMINAL_SIGNATURE_REPLAYED")
    for off_s in (-200, 200):
        early = signed(signer(KEY, FakeClock(clock.now_s + off_s)), "POST", path, START)
        assert_refused(send(url, "POST", path, START, early), 401, "TERMINAL_CLOCK_WRONG")


def test_unknown_and_revoked_terminals_are_refused(
    url: str, sign: RequestSigner, store: OwnTerminal, clock: FakeClock
) -> None:
    stranger = signer(SigningKey(bytes([2]) * 32), clock)
    path = "/challenge/start"
    assert_refused(send(url, "POST", path, START, signed(stranger, "POST", path, START)), 401, "TERMINAL_UNKNOWN")
    started = start(url, sign)
    store.change(KEY.terminal_id, lambda before: replace(before, revoked_at_s=1.0))
    frames, frame = frames_path(started), frame_of(started)
    assert_refused(send(url, "PUT", frames, frame, signed(sign, "PUT", frames, frame)), 403, "TERMINAL_REVOKED")


def test_two_devices_with_one_key_are_both_refused(url: str, sign: RequestSigner, clock: FakeClock) -> None:
    copy, path = signer(KEY, clock), "/challenge/start"
    start(url, sign)
    start(url, copy)
    for each in (sign, copy):
        assert_refused(send(url, "POST", path, START, signed(each, "POST", path, START)), 403, "TERMINAL_DOUBLED")


@pytest.mark.parametrize("name", [SIGNATURE, SIGNATURE_INPUT, CONTENT_DIGEST])
def test_headers_that_lack_or_are_too_long_are_refused(url: str, sign: RequestSigner, name: str) -> None:
    path = "/challenge/start"
    told = dict(signed(sign, "POST", path, START))
    longer = {**told, name: told[name] + "A" * 4000}
    assert_refused(send(url, "POST", path, START, longer), 401, "TERMINAL_SIGNATURE_INVALID")
    del told[name]
    assert_refused(send(url, "POST", path, START, told), 401, "TERMINAL_SIGNATURE_INVALID")


def test_whoever_is_admitted_without_a_key_is_not_taken_for_a_terminal(
    open_url: str, sign: RequestSigner, service: VerificationService
) -> None:
    answer = send(open_url, "POST", "/challenge/start", START, {})
    assert answer.status_code == 200
    record = service._context.store.load(answer.json()["id"]).record
    assert record.terminal_id == ""
    started = start(open_url, sign)
    assert service._context.store.load(started["id"]).record.terminal_id == KEY.terminal_id
    # What a terminal has started is its own, whoever else is admitted.
    frame = frame_of(started)
    assert_refused(send(open_url, "PUT", frames_path(started), frame, {}), 401, "TERMINAL_UNSIGNED")


def test_a_signature_that_is_wrong_is_refused_also_where_none_is_needed(open_url: str, clock: FakeClock) -> None:
    stranger, path = signer(SigningKey(bytes([2]) * 32), clock), "/challenge/start"
    refused = send(open_url, "POST", path, START, signed(stranger, "POST", path, START))
    assert_refused(refused, 401, "TERMINAL_UNKNOWN")


def test_a_digest_alone_is_no_signature(open_url: str) -> None:
    answer = send(open_url, "POST", "/challenge/start", START, {CONTENT_DIGEST: "sha-256=:AAAA:"})
    assert answer.status_code == 200
