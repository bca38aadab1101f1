from dataclasses import replace

import pytest

from kiosk.backend.terminals.own_terminal import OwnTerminal, own_terminal
from kiosk.backend.terminals.signatures import TerminalSignatures
from kiosk.contract.http_signature import CONTENT_DIGEST, SIGNATURE, SIGNATURE_INPUT, SignedRequest, read_headers
from kiosk.errors import StorageFailed
from kiosk.terminal.client.signing import RequestSigner, SigningKey
from kiosk.terminal_errors import (
    TerminalClockWrong,
    TerminalDoubled,
    TerminalRevoked,
    TerminalSignatureInvalid,
    TerminalSignatureReplayed,
    TerminalUnknown,
)
from tests.factories.terminals import ENROLLED, enrolled, signer, store_with
from tests.fakes.clock import FakeClock

KEY, OTHER = SigningKey(bytes(32)), SigningKey(bytes([1]) * 32)
START, FRAMES = "/challenge/start", "/challenge/1/frames"


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def store() -> OwnTerminal:
    return store_with(KEY)


@pytest.fixture
def signatures(store: OwnTerminal, clock: FakeClock) -> TerminalSignatures:
    return TerminalSignatures(store, ENROLLED, clock)


@pytest.fixture
def sign(clock: FakeClock) -> RequestSigner:
    return signer(KEY, clock)


def request(sign: RequestSigner, path: str = START, *, method: str = "POST", seen_path: str = "") -> SignedRequest:
    told = sign(method, path, b"{}")
    return read_headers(method, seen_path or path, told[SIGNATURE_INPUT], told[SIGNATURE], told[CONTENT_DIGEST])


def test_an_enrolled_terminal_starts_and_goes_on(signatures: TerminalSignatures, sign: RequestSigner) -> None:
    assert signatures.check_start(request(sign)) == KEY.terminal_id
    assert signatures.check(request(sign, FRAMES)) == KEY.terminal_id


def test_an_unknown_key_is_told(signatures: TerminalSignatures, clock: FakeClock) -> None:
    with pytest.raises(TerminalUnknown):
        signatures.check_start(request(signer(OTHER, clock)))


def test_another_s_signature_under_its_name_is_invalid(signatures: TerminalSignatures, sign: RequestSigner) -> None:
    genuine = request(sign)
    forged = replace(genuine, signature=OTHER.sign(genuine.base))
    with pytest.raises(TerminalSignatureInvalid):
        signatures.check_start(forged)


def test_a_signature_is_good_for_its_address_alone(signatures: TerminalSignatures, sign: RequestSigner) -> None:
    with pytest.raises(TerminalSignatureInvalid):
        signatures.check_start(request(sign, FRAMES, seen_path=START))


@pytest.mark.parametrize("off_s", [-121, 122])
def test_stale_and_future_requests_are_refused(signatures: TerminalSignatures, clock: FakeClock, off_s: float) -> None:
    with pytest.raises(TerminalClockWrong):
        signatures.check_start(request(signer(KEY, FakeClock(clock.now_s + off_s))))


def test_requests_are_good_once(signatures: TerminalSignatures, sign: RequestSigner) -> None:
    start, frame = request(sign), request(sign, FRAMES)
    signatures.check_start(start)
    signatures.check(frame)
    for check, again in ((signatures.check_start, start), (signatures.check, frame)):
        with pytest.raises(TerminalSignatureReplayed):
            check(again)


def test_a_start_is_good_once_for_all_processes(store: OwnTerminal, clock: FakeClock, sign: RequestSigner) -> None:
    start = request(sign)
    TerminalSignatures(store, ENROLLED, clock).check_start(start)
    with pytest.raises(TerminalSignatureReplayed):
        TerminalSignatures(store, ENROLLED, clock).check_start(start)


def test_a_revoked_terminal_is_refused_midway(
    signatures: TerminalSignatures, store: OwnTerminal, sign: RequestSigner
) -> None:
    signatures.check_start(request(sign))
    store.change(KEY.terminal_id, lambda before: replace(before, revoked_at_s=1.0))
    with pytest.raises(TerminalRevoked):
        signatures.check(request(sign, FRAMES))


def test_a_copied_key_is_found_out_and_refused_on_both_devices(
    signatures: TerminalSignatures, clock: FakeClock, sign: RequestSigner
) -> None:
    copy = signer(KEY, clock)
    signatures.check_start(request(sign))
    signatures.check_start(request(copy))
    for each in (sign, copy):
        with pytest.raises(TerminalDoubled):
            signatures.check_start(request(each))
        with pytest.raises(TerminalDoubled):
            signatures.check(request(each, FRAMES))


def test_whoever_has_no_key_cannot_condemn_a_terminal(
    signatures: TerminalSignatures, store: OwnTerminal, clock: FakeClock, sign: RequestSigner
) -> None:
    signatures.check_start(request(sign))
    forged = request(signer(KEY, clock, device="another"))
    with pytest.raises(TerminalSignatureInvalid):
        signatures.check_start(replace(forged, signature=OTHER.sign(forged.base)))
    assert store.load(KEY.terminal_id).usable


def test_a_damaged_row_lets_nobody_in(clock: FakeClock, sign: RequestSigner) -> None:
    damaged = OwnTerminal(replace(enrolled(KEY), public_key="AAAA"))
    with pytest.raises(StorageFailed):
        TerminalSignatures(damaged, ENROLLED, clock).check_start(request(sign))


def test_a_backend_of_one_terminal_knows_no_other(clock: FakeClock, sign: RequestSigner) -> None:
    signatures = TerminalSignatures(own_terminal(KEY.public_text), ENROLLED, clock)
    assert signatures.check_start(request(sign)) == KEY.terminal_id
    with pytest.raises(TerminalUnknown):
        signatures.check_start(request(signer(OTHER, clock)))
