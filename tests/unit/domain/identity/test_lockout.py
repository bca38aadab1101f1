from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.identity.lockout import (
    LockoutPolicy,
    LockoutRecord,
    find_refusal,
    has_failed_lately,
    is_held_against_customer,
    record_failure,
    record_success,
    record_try,
    stale_at_s,
    withdraw_try,
)
from kiosk.domain.identity.restarts import StartCount

POLICY = LockoutPolicy()
START_S = 1_000_000.0


def after_failures(
    *times_s: float, record: LockoutRecord | None = None, policy: LockoutPolicy = POLICY
) -> LockoutRecord:
    record = record or LockoutRecord()
    for time_s in times_s:
        record = record_failure(record, policy, START_S + time_s, f"event at {time_s}")
    return record


def wait_s(record: LockoutRecord, time_s: float) -> float | None:
    found = find_refusal(record, START_S + time_s)
    return 0.0 if found is None else found.retry_after_s


def test_four_failures_do_not_lock_and_the_fifth_does() -> None:
    four = after_failures(0, 10, 20, 30)
    assert find_refusal(four, START_S + 31) is None
    five = after_failures(40, record=four)
    assert wait_s(five, 40) == 1800.0
    assert wait_s(five, 41) == 1799.0


@pytest.mark.parametrize(("fifth_s", "locks"), [(179.999, True), (180.0, True), (180.001, False)])
def test_the_fifth_counts_up_to_three_minutes_after_the_first(fifth_s: float, locks: bool) -> None:
    record = after_failures(0, 10, 20, 30, fifth_s)
    assert (find_refusal(record, START_S + fifth_s) is not None) == locks


def test_the_window_slides() -> None:
    record = after_failures(0, 100, 170, 175, 181)
    assert find_refusal(record, START_S + 181) is None
    assert find_refusal(after_failures(182, record=record), START_S + 182) is not None


@pytest.mark.parametrize(("later_s", "locked"), [(0, True), (1799.999, True), (1800.0, False)])
def test_a_lock_ends_by_itself(later_s: float, locked: bool) -> None:
    record = after_failures(0, 1, 2, 3, 4)
    assert (find_refusal(record, START_S + 4 + later_s) is not None) == locked


def test_the_third_lock_is_a_block_that_no_time_ends() -> None:
    record = LockoutRecord()
    for lock in range(3):
        assert find_refusal(record, START_S + lock * 2000) is None
        record = after_failures(*(lock * 2000 + second for second in range(5)), record=record)
    assert record.blocked
    assert wait_s(record, 1e12) is None
    assert stale_at_s(record, POLICY) is None
    assert record_success(record, START_S + 1e9).blocked


def test_a_day_without_a_failure_forgets_locks_but_no_block() -> None:
    two_locks = after_failures(2000, 2001, 2002, 2003, 2004, record=after_failures(0, 1, 2, 3, 4))
    assert two_locks.locks == 2
    day = POLICY.forget_s
    assert after_failures(2004 + day - 1, record=two_locks).locks == 2
    assert after_failures(2004 + day, record=two_locks).locks == 0
    assert stale_at_s(two_locks, POLICY) == START_S + 2004 + day


def test_success_clears_failures_and_locks_but_not_a_lock_that_holds() -> None:
    four = after_failures(0, 1, 2, 3)
    assert not has_failed_lately(record_success(four, START_S + 4), POLICY, START_S + 4)
    assert find_refusal(after_failures(5, record=record_success(four, START_S + 4)), START_S + 5) is None
    locked = after_failures(4, record=four)
    assert wait_s(record_success(locked, START_S + 5), 5) == wait_s(locked, 5)
    assert record_success(locked, START_S + 1804).locks == 0


def test_one_event_counts_once_and_none_counts_during_a_lock() -> None:
    record = LockoutRecord()
    for _ in range(9):
        record = record_failure(record, POLICY, START_S, "the same")
    assert len(record.failures) == 1
    locked = after_failures(0, 1, 2, 3, 4)
    assert after_failures(5, 6, 7, record=locked) == locked


def test_a_clock_that_goes_back_stands_still() -> None:
    record = after_failures(1000, 900, 800, 700, 600)
    assert wait_s(record, 1000) == 1800.0
    assert wait_s(record, -1e9) == 1800.0


def test_a_policy_may_be_stricter() -> None:
    strict = replace(POLICY, failures=1, locks=1)
    assert after_failures(0, policy=strict).blocked


@given(st.lists(st.floats(0, 50_000), max_size=60), st.booleans())
def test_never_locked_without_five_failures_in_a_window_and_always_with(times_s: list[float], clears: bool) -> None:
    times_s.sort()
    record, counted = LockoutRecord(), list[float]()
    for number, time_s in enumerate(times_s):
        now_s = START_S + time_s
        if find_refusal(record, now_s) is not None:
            assert record_failure(record, POLICY, now_s, str(number)) == record
            continue
        counted = [each for each in counted if now_s - each <= POLICY.window_s] + [now_s]
        before, record = record, record_failure(record, POLICY, now_s, str(number))
        assert (find_refusal(record, now_s) is not None) == (len(counted) >= POLICY.failures)
        assert record.locks <= before.locks + 1
        assert record.blocked == (record.locks >= POLICY.locks)
        if len(counted) >= POLICY.failures:
            counted = []
        elif clears and number % 7 == 0:
            record, counted = record_success(record, now_s), []


def test_tries_hold_the_places_of_failures_and_lock_nobody() -> None:
    record = after_failures(0, 1, 2)
    for number in range(9):
        record = record_try(record, POLICY, START_S + 3, f"try {number}")
    assert [each.event for each in record.tries] == ["try 0", "try 1"]
    assert find_refusal(record, START_S + 3) is None
    assert withdraw_try(record, "try 0").tries == record.tries[1:]
    four = after_failures(4, record=record)
    assert find_refusal(four, START_S + 4) is None
    assert len(four.tries) == 2
    five = after_failures(5, record=four)
    assert record_try(five, POLICY, START_S + 6, "late") == five


def test_a_try_that_nobody_ended_goes_with_the_window() -> None:
    record = LockoutRecord()
    for number in range(5):
        record = record_try(record, POLICY, START_S, f"try {number}")
    assert record_try(record, POLICY, START_S + 180, "in time") == record
    assert len(record_try(record, POLICY, START_S + 180.001, "later").tries) == 1
    assert stale_at_s(record, POLICY) == START_S + POLICY.forget_s


AGAINST_CUSTOMER = {
    # claimed, liveness proven, terminal known
    (False, False, False): False,  # somebody else's number was named, or none
    (False, False, True): False,
    (False, True, False): False,  # the flow verify: who is alive claims to be nobody
    (False, True, True): False,
    (True, False, False): False,  # what anybody on the network may send under any number
    (True, False, True): True,  # somebody stood at a terminal of the bank and typed it
    (True, True, False): True,  # a live person whose face is another's: a guess, from wherever
    (True, True, True): True,
}


@pytest.mark.parametrize("case", AGAINST_CUSTOMER)
def test_whom_a_failure_is_held_against(case: tuple[bool, bool, bool]) -> None:
    claimed, proven, known = case
    held = is_held_against_customer(claimed=claimed, liveness_proven=proven, terminal_known=known)
    assert held is AGAINST_CUSTOMER[case]


def test_an_address_is_not_locked_by_a_branch_where_everybody_fails() -> None:
    """30 terminals, a customer a minute at each."""
    record, policy = LockoutRecord(), POLICY.of_address()
    for number in range(30 * 60):
        at_s = START_S + number * 2.0
        assert find_refusal(record, at_s) is None
        record = record_failure(record, policy, at_s, str(number))


def test_an_address_is_locked_by_a_flood_and_opens_again_every_time() -> None:
    record, policy, now_s = LockoutRecord(), POLICY.of_address(), START_S
    for round_ in range(12):
        for number in range(100):
            assert find_refusal(record, now_s) is None
            record = record_failure(record, policy, now_s, f"{round_} {number}")
        refusal = find_refusal(record, now_s)
        assert refusal is not None
        assert refusal.retry_after_s == 1800.0
        now_s += 1800.0
    assert not record.blocked


def test_what_was_started_outlasts_failures_and_successes() -> None:
    counted = StartCount(3.0, 2.0, START_S, START_S + 60)
    record = after_failures(0, 1, 2, 3, 4, record=LockoutRecord(starts=counted))
    assert record.starts == counted
    later = record_success(LockoutRecord(starts=counted), START_S)
    assert later.starts == counted
    assert stale_at_s(LockoutRecord(starts=counted), POLICY) == max(START_S + 60, POLICY.forget_s)


def test_a_terminals_lock_only_slows_down_and_never_blocks() -> None:
    policy, record, now_s = POLICY.of_device(), LockoutRecord(), 1000.0
    for _ in range(POLICY.locks + 1):
        for number in range(POLICY.failures):
            record = record_failure(record, policy, now_s, f"{now_s}-{number}")
        refusal = find_refusal(record, now_s)
        assert refusal is not None
        assert refusal.retry_after_s == POLICY.device_lock_s < POLICY.lock_s
        now_s += POLICY.device_lock_s
        assert find_refusal(record, now_s) is None
