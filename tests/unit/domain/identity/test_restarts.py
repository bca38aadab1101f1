"""Who may begin again: honest customers always, and nobody for ever."""

import heapq
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.identity.restarts import (
    RestartPolicy,
    StartCount,
    StartLimits,
    count_finished,
    count_start,
    wait_s,
    withdraw_start,
)

POLICY = RestartPolicy()
MINUTE_S, HOUR_S = 60.0, 3600.0
LIMITS = {"customer": POLICY.of_customer(), "device": POLICY.of_device(), "address": POLICY.of_address()}
Happened = tuple[float, bool]
"""When, and whether it was a start; otherwise a verdict."""


def refused(limits: StartLimits, happened: Iterator[Happened]) -> int:
    """How many starts are refused."""
    counted, waiting = StartCount(), 0
    for at_s, is_start in happened:
        if not is_start:
            counted = count_finished(counted, limits, at_s)
        elif wait_s(counted, limits, at_s) > 0:
            waiting += 1
        else:
            counted = count_start(counted, limits, at_s)
    return waiting


def terminals(number: int, hours: float) -> Iterator[Happened]:
    """Each has 60 customers an hour; all need a second try, a minute later, and of those one in four leaves."""
    events: list[Happened] = []
    for terminal in range(number):
        for customer in range(int(60 * hours)):
            came_s = customer * MINUTE_S + terminal
            events += [(came_s, True), (came_s + 40, False), (came_s + 45, True)]
            events += [] if customer % 4 == 0 else [(came_s + 85, False)]
    heapq.heapify(events)
    while events:
        yield heapq.heappop(events)


def restarts(number: int, every_s: float) -> Iterator[Happened]:
    """Somebody who looks at what is drawn, and leaves."""
    return ((each * every_s, True) for each in range(number))


def test_a_customer_who_comes_back_three_times_is_not_refused() -> None:
    visits = ((visit * 10 * MINUTE_S + try_ * 30, True) for visit in range(3) for try_ in range(3))
    assert refused(LIMITS["customer"], visits) == 0


def test_a_busy_terminal_is_not_refused() -> None:
    assert refused(LIMITS["device"], terminals(1, 10)) == 0


def test_thirty_busy_terminals_behind_one_address_are_not_refused() -> None:
    assert refused(LIMITS["address"], terminals(30, 3)) == 0


def test_a_branch_that_opens_with_a_queue_is_not_refused() -> None:
    """At every terminal somebody begins at once, and two before them have left."""
    rush = ((each * 0.1, True) for each in range(3 * 30))
    assert refused(LIMITS["address"], rush) == 0


@pytest.mark.parametrize(("whose", "heard"), [("customer", 10), ("device", 90), ("address", 240)])
def test_who_starts_and_leaves_four_hundred_times_is_refused(whose: str, heard: int) -> None:
    assert 400 - refused(LIMITS[whose], restarts(400, 0.001)) == heard


def test_a_search_that_takes_all_day_gets_no_more_than_the_window_gives() -> None:
    day = 86_400
    assert day / 10 - refused(LIMITS["customer"], restarts(day // 10, 10.0)) <= 10 * (24 + 1)


def test_starts_count_too_where_all_are_finished() -> None:
    limits = StartLimits(starts=3, unfinished=2, window_s=30.0)
    counted = StartCount()
    for _ in range(3):
        assert wait_s(counted, limits, 100.0) == 0
        counted = count_finished(count_start(counted, limits, 100.0), limits, 100.0)
    assert wait_s(counted, limits, 100.0) == pytest.approx(10.0)
    assert wait_s(counted, limits, 110.0) == pytest.approx(0.0)
    assert counted.clear_at_s == pytest.approx(130.0)


def test_whoever_waits_as_told_may_start() -> None:
    limits, counted = LIMITS["customer"], StartCount()
    for at_s in range(10):
        counted = count_start(counted, limits, float(at_s))
    pause_s = wait_s(counted, limits, 10.0)
    assert 0 < pause_s <= HOUR_S / 10
    assert wait_s(counted, limits, 10.0 + pause_s) == pytest.approx(0.0, abs=1e-6)


def test_a_start_that_came_to_nothing_is_withdrawn() -> None:
    limits = LIMITS["device"]
    before = count_start(StartCount(), limits, 100.0)
    after = withdraw_start(count_start(before, limits, 100.0), limits, 100.0)
    assert (after.starts, after.unfinished) == (before.starts, before.unfinished)


def test_nothing_is_written_where_nothing_was_counted() -> None:
    assert count_finished(StartCount(), LIMITS["device"], 1e9) == StartCount()


@given(
    st.lists(
        st.tuples(st.sampled_from([count_start, count_finished, withdraw_start]), st.floats(-50, 500)), max_size=60
    )
)
def test_counts_stay_in_bounds_whatever_the_clock_does(happened: list[tuple[object, float]]) -> None:
    limits, counted, now_s = StartLimits(5, 3, 60.0), StartCount(), 1000.0
    for rule, passed_s in happened:
        now_s += passed_s
        counted = rule(counted, limits, now_s)  # type: ignore[operator]
        assert counted.starts >= 0
        assert counted.unfinished >= 0
        assert wait_s(counted, limits, now_s) >= 0
    assert wait_s(counted, limits, max(now_s, counted.clear_at_s) + limits.window_s) == 0


@pytest.mark.parametrize(
    "changes", [{"window_s": 0.0}, {"customer_unfinished": 0}, {"address_starts": -1}, {"device_starts": 10**9}]
)
def test_what_would_refuse_all_or_none(changes: dict[str, float]) -> None:
    with pytest.raises(ValueError, match=next(iter(changes))):
        RestartPolicy(**changes)  # type: ignore[arg-type]
