"""What wrong PINs cost those who try them, over a file as the backend has it."""

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
    return StaffPins({number: staff_module.hash_pin(PIN) for number in COLLEAGUES}, parts.lockouts)


def answer(staff: StaffPins, number: str, pin: str, device: str = "t1") -> str:
    try:
        staff.check(StaffProof(number, pin, device))
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


def test_numbers_that_are_made_up_cost_little(
    staff: StaffPins, parts: AttemptContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    hashed, touched, key, change = list[str](), set[Subject](), staff_module._key, type(parts.lockout_store).change

    def count_hash(pin: str, salt: bytes) -> bytes:
        hashed.append(pin)
        return key(pin, salt)

    def count_change(store: object, subject: Subject, rule: object) -> object:
        touched.add(subject)
        return change(store, subject, rule)  # type: ignore[arg-type]

    monkeypatch.setattr(staff_module, "_key", count_hash)
    monkeypatch.setattr(type(parts.lockout_store), "change", count_change)
    heard = [answer(staff, f"made-up-{number}", "000000", f"t{number}") for number in range(12)]
    assert heard == ["STAFF_REFUSED"] * 5 + ["LOCKED_OUT"] * 7
    assert len(hashed) == 5
    assert {subject.kind for subject in touched} == {SubjectKind.STAFF}
    assert len(touched) == 1 + 5, "the numbers are one, and terminals count while these are tried"
    assert answer(staff, "s-1", PIN) == "IN"


def test_what_is_no_terminal(staff: StaffPins) -> None:
    with pytest.raises(RequestInvalid):
        staff.check(StaffProof("s-1", PIN, "t" * 65))
