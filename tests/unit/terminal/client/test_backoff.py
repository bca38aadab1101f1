from datetime import UTC, datetime
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.terminal.client.backoff import RetryPolicy, delay_s, retry_after_s

NOW_S = datetime(2026, 1, 1, tzinfo=UTC).timestamp()
attempts = st.integers(0, 10_000)
shares = st.floats(0, 1, exclude_max=True)
seconds = st.floats(0.001, 100)


@given(attempts, seconds, seconds, shares)
def test_a_delay_lies_between_nothing_and_the_cap(attempt: int, base_s: float, cap_s: float, share: float) -> None:
    assert 0 <= delay_s(attempt, base_s, cap_s, share) <= cap_s


@given(st.integers(0, 60), seconds, seconds)
def test_the_ceiling_doubles_until_the_cap(attempt: int, base_s: float, cap_s: float) -> None:
    assert delay_s(attempt, base_s, cap_s, 1.0) == pytest.approx(min(cap_s, base_s * 2**attempt))


@given(attempts, shares, st.none() | st.floats(-10, 10_000))
def test_retry_after_is_a_floor_but_not_for_ever(attempt: int, share: float, asked_s: float | None) -> None:
    policy = RetryPolicy()
    wait_s = policy.wait_s(attempt, share, asked_s)
    assert min(max(asked_s or 0, 0), policy.max_retry_after_s) <= wait_s
    assert wait_s <= max(policy.cap_s, policy.max_retry_after_s)


@pytest.mark.parametrize(
    ("header", "expected_s"),
    [
        (None, None),
        ("3", 3.0),
        (" 0 ", 0.0),
        ("-1", None),
        ("soon", None),
        ("", None),
        ("٣", None),
        ("1.5", None),
        (format_datetime(datetime(2026, 1, 1, 0, 0, 7, tzinfo=UTC), usegmt=True), 7.0),
        (format_datetime(datetime(2025, 1, 1, tzinfo=UTC), usegmt=True), 0.0),
        ("Thu, 99 Jan 2026 00:00:00 GMT", None),
    ],
)
def test_retry_after_is_seconds_or_a_date(header: str | None, expected_s: float | None) -> None:
    assert retry_after_s(header, NOW_S) == expected_s


@given(st.text(max_size=40))
def test_no_header_breaks_the_client(header: str) -> None:
    pause_s = retry_after_s(header, NOW_S)
    assert pause_s is None or pause_s >= 0
