"""What wrong PINs cost those who try them, over a file as the backend has it."""

import logging
import statistics
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import pytest

from kiosk.backend.attempts import staff_pins as staff_module
from kiosk.backend.attempts.ports import Subject, SubjectKind
from kiosk.backend.attempts.staff_pins import StaffPins
from kiosk.backend.build.attempt_context import AttemptContext
from kiosk.backend.build.local_attempts import build_attempts
from kiosk.backend.stores.files.master_key import load_keys
from kiosk.domain.identity.origin import Origin
from kiosk.domain.identity.staff import StaffProof
from kiosk.errors import Busy, LockedOut, RequestInvalid, StaffRefused
from kiosk.settings import load
from tests.fakes.clock import START_S, FakeClock
from tests.fakes.metrics import FakeMetrics

COLLEAGUES = [f"s-{number}" for number in range(7)]
PIN = "123456"


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(staff_module, "_COST", 2**10)


@pytest.fixture
def parts(tmp_path: Path) -> Iterator[AttemptContext]:
    clock = FakeClock(START_S)
    with ExitStack() as stack:
        yield build_attempts(load(data_dir=tmp_path), load_keys(tmp_path), clock, stack, FakeMetrics(), clock)


@pytest.fixture
def staff(parts: AttemptContext) -> StaffPins:
    return StaffPins({number: staff_module.hash_pin(PIN) for number in COLLEAGUES}, parts.lockouts, parts.key_of)


def answer(staff: StaffPins, number: str, pin: str, device: str = "t1", origin: Origin | None = None) -> str:
    try:
        staff.check(StaffProof(number, pin, device, origin or Origin()))
    except (StaffRefused, LockedOut, Busy) as error:
        return error.code
    return "IN"


def test_a_burst_of_pins_is_no_more_than_five(staff: StaffPins) -> None:
    with ThreadPoolExecutor(20) as pool:
        heard = Counter(pool.map(lambda number: answer(staff, "s-1", f"{number:06d}"), range(60)))
    assert 1 <= heard["STAFF_REFUSED"] <= 5
    while heard["STAFF_REFUSED"] < 5:
        heard[answer(staff, "s-1", "000000")] += 1
    assert answer(staff, "s-1", PIN) == "LOCKED_OUT"
    assert answer(staff, "s-2", PIN) == "IN", "a terminal is not locked by one number"


def test_one_pin_for_many_numbers_locks_the_terminal(staff: StaffPins) -> None:
    assert [answer(staff, number, "000000") for number in COLLEAGUES] == ["STAFF_REFUSED"] * 5 + ["LOCKED_OUT"] * 2
    assert answer(staff, "s-6", PIN) == "LOCKED_OUT"
    assert answer(staff, "s-6", PIN, device="t2") == "IN"
    assert answer(staff, "s-6", PIN, device="") == "IN"


def test_a_number_that_nobody_has_hears_what_others_hear_for_the_same_work(
    staff: StaffPins, parts: AttemptContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    done, key, change = list[object](), staff_module._key, type(parts.lockout_store).change

    def note_hash(pin: str, salt: bytes) -> bytes:
        done.append("hash")
        return key(pin, salt)

    def note_change(store: object, subject: Subject, rule: object) -> object:
        done.append(subject.kind)
        return change(store, subject, rule)  # type: ignore[arg-type]

    def heard(number: str, device: str) -> tuple[list[str], list[object]]:
        done.clear()
        return [answer(staff, number, "000000", device) for _ in range(7)], [*done]

    monkeypatch.setattr(staff_module, "_key", note_hash)
    monkeypatch.setattr(type(parts.lockout_store), "change", note_change)
    known, unknown = heard("s-1", "t1"), heard("made-up", "t2")
    assert known == unknown
    assert known[0] == ["STAFF_REFUSED"] * 5 + ["LOCKED_OUT"] * 2
    assert known[1].count("hash") == 5
    assert [answer(staff, f"made-up-{number}", "0" * 6, f"d{number}") for number in range(9)] == ["STAFF_REFUSED"] * 9
    assert answer(staff, "s-2", PIN) == "IN"


def test_many_numbers_from_one_address_lock_it_for_staff_and_nobody_else(tmp_path: Path) -> None:
    clock, settings = FakeClock(START_S), load(data_dir=tmp_path, lockout={"address_failures": 8})
    here, elsewhere = Origin("192.0.2.1"), Origin("192.0.2.2")
    with ExitStack() as stack:
        parts = build_attempts(settings, load_keys(tmp_path), clock, stack, FakeMetrics(), clock)
        staff = StaffPins({"s-1": staff_module.hash_pin(PIN)}, parts.lockouts, parts.key_of)
        heard = [answer(staff, f"n-{number}", "000000", f"d{number}", here) for number in range(10)]
        assert heard == ["STAFF_REFUSED"] * 8 + ["LOCKED_OUT"] * 2
        assert answer(staff, "s-1", PIN, "t1", here) == "LOCKED_OUT"
        assert answer(staff, "s-1", PIN, "t1", elsewhere) == "IN"
        parts.lockouts.check(Subject(SubjectKind.ADDRESS, "192.0.2.1"))
        assert parts.lockouts.unlock(Subject(SubjectKind.ADDRESS, "192.0.2.1"))
        assert answer(staff, "s-1", PIN, "t1", here) == "IN"


def test_who_shows_no_key_locks_no_colleague_at_a_terminal(staff: StaffPins, parts: AttemptContext) -> None:
    stranger = Origin("192.0.2.66", terminal_known=False)
    assert [answer(staff, "s-1", "000000", "t1", stranger) for _ in range(6)] == ["STAFF_REFUSED"] * 5 + ["LOCKED_OUT"]
    assert answer(staff, "s-1", PIN, "t1") == "IN"
    assert answer(staff, "s-1", PIN, "t1", stranger) == "LOCKED_OUT", "guesses are bounded all the same"
    assert parts.lockouts.unlock(Subject(SubjectKind.STAFF, "s-1"))
    assert answer(staff, "s-1", PIN, "t1", stranger) == "IN"


def test_a_wrong_pin_is_written_down_with_who_and_where(staff: StaffPins, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    place = Origin("192.0.2.9")
    for number in ("s-1", "s-1", "s-unknown"):
        answer(staff, number, "987654", "terminal-7", place)
    first, again, other = (record.getMessage() for record in caplog.records if "staff refused" in record.getMessage())
    assert first == again != other
    assert "192.0.2.9" in first
    for message in (first, other):
        assert not [word for word in ("987654", "s-1", "s-unknown", "terminal-7") if word in message], message


def test_refusing_a_number_that_nobody_has_takes_as_long(
    parts: AttemptContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(staff_module, "_COST", 2**12)
    staff = StaffPins({"s-1": staff_module.hash_pin(PIN)}, parts.lockouts, parts.key_of)

    def took_s(number: str, try_: int) -> float:
        parts.lockouts.unlock(Subject(SubjectKind.STAFF, number))
        began_s = time.perf_counter()
        assert answer(staff, number, "000000", f"t{try_}") == "STAFF_REFUSED"
        return time.perf_counter() - began_s

    times = [(took_s("s-1", try_), took_s("nobody", try_)) for try_ in range(150)]
    known, unknown = (statistics.median(each) for each in zip(*times, strict=True))
    assert 0.8 < unknown / known < 1.25, (known, unknown)


def test_what_is_no_terminal(staff: StaffPins) -> None:
    with pytest.raises(RequestInvalid):
        staff.check(StaffProof("s-1", PIN, "t" * 65))
