"""When a terminal is started again, and after how long."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.system.exit_codes import Exit
from kiosk.terminal.supervisor.policy import WAITS_FOR_SOMEBODY, Restart, RestartPolicy, after_end, notice_code

POLICY = RestartPolicy(first_pause_s=2, longest_pause_s=60, quiet_s=600)
STATUSES = st.one_of(st.none(), st.integers(-64, 255), st.just(0xC0000005))


@given(ran_s=st.floats(0, 1e7), failures=st.integers(0, 10_000))
def test_a_terminal_that_was_asked_to_end_is_not_started_again(ran_s: float, failures: int) -> None:
    assert after_end(POLICY, Exit.OK, ran_s, failures) is None


@given(status=STATUSES.filter(lambda status: status != 0), ran_s=st.floats(0, 1e7), failures=st.integers(0, 10_000))
def test_every_other_end_is_followed_by_a_start_within_bounds(status: int, ran_s: float, failures: int) -> None:
    restart = after_end(POLICY, status, ran_s, failures)
    assert isinstance(restart, Restart)
    assert POLICY.first_pause_s <= restart.pause_s <= POLICY.longest_pause_s
    assert 1 <= restart.failures <= failures + 1


def test_pauses_double_until_they_are_a_minute() -> None:
    failures, pauses = 0, []
    for _ in range(8):
        restart = after_end(POLICY, -9, 1.0, failures)
        assert restart is not None
        failures = restart.failures
        pauses.append(restart.pause_s)
    assert pauses == [2, 4, 8, 16, 32, 60, 60, 60]


@pytest.mark.parametrize(("ran_s", "pause_s", "failures"), [(599.9, 16, 4), (600.0, 2, 1), (86_400.0, 2, 1)])
def test_a_quiet_time_makes_up_for_failures(ran_s: float, pause_s: float, failures: int) -> None:
    assert after_end(POLICY, None, ran_s, 3) == Restart(pause_s, failures)


@pytest.mark.parametrize("status", sorted(WAITS_FOR_SOMEBODY))
def test_what_somebody_has_to_put_right_is_tried_rarely_at_once(status: Exit) -> None:
    assert after_end(POLICY, status, 0.5, 0) == Restart(60, 1)


@pytest.mark.parametrize(
    ("status", "code"),
    [
        (None, "INTERNAL_ERROR"),
        (-6, "INTERNAL_ERROR"),
        (0xC0000005, "INTERNAL_ERROR"),
        (Exit.INTERNAL_ERROR, "INTERNAL_ERROR"),
        (Exit.CAMERA_UNUSABLE, "INTERNAL_ERROR"),
        (Exit.SETTINGS_INVALID, "SETTINGS_INVALID"),
        (Exit.PROGRAM_DAMAGED, "RESOURCE_MISSING"),
        (Exit.ALREADY_RUNNING, None),
    ],
)
def test_the_notice_names_what_is_known(status: int | None, code: str | None) -> None:
    assert notice_code(status) == code
