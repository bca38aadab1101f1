from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.identity.steady_time import Mark, advance, first_mark

WALL_S = 1_700_000_000.0


def test_begins_as_the_wall_clock_has_it() -> None:
    assert first_mark(WALL_S, 50.0) == Mark(WALL_S, WALL_S, 50.0)


@pytest.mark.parametrize("set_by_s", [-1e9, -3600.0, 0.0, 3600.0, 1e9])
def test_while_the_machine_is_up_setting_the_clock_changes_nothing(set_by_s: float) -> None:
    mark = advance(first_mark(WALL_S, 50.0), WALL_S + 60 + set_by_s, 110.0)
    assert mark.steady_s == WALL_S + 60
    assert advance(mark, mark.wall_s + 5, 115.0).steady_s == WALL_S + 65


@pytest.mark.parametrize(
    ("wall_passed_s", "uptime_s", "counts_s"),
    [
        (600.0, 40.0, 40.0),
        (20.0, 40.0, 20.0),
        (1e9, 40.0, 40.0),  # set forward meanwhile
        (-1e9, 40.0, 0.0),  # set back meanwhile
    ],
)
def test_after_a_restart_the_shorter_of_wall_difference_and_uptime_counts(
    wall_passed_s: float, uptime_s: float, counts_s: float
) -> None:
    mark = advance(first_mark(WALL_S, 5000.0), WALL_S + wall_passed_s, uptime_s)
    assert mark.steady_s == WALL_S + counts_s
    # From then on the uptime counts, whatever the wall clock said.
    assert advance(mark, 0.0, uptime_s + 1800).steady_s == mark.steady_s + 1800


@dataclass
class World:
    """Real time, and what the clocks of a machine make of it."""

    real_s: float = 0.0
    started_s: float = 0.0
    wall_offset_s: float = WALL_S

    def read(self) -> tuple[float, float]:
        return self.real_s + self.wall_offset_s, self.real_s - self.started_s


STEPS = st.lists(
    st.tuples(st.sampled_from(["wait", "set", "restart", "off"]), st.floats(-1e6, 1e6, allow_nan=False)), max_size=40
)


@given(STEPS)
def test_never_runs_ahead_of_real_time_nor_back(steps: list[tuple[str, float]]) -> None:
    world = World(started_s=-1000.0)
    mark = first_mark(*world.read())
    for step, amount_s in steps:
        match step:
            case "wait":
                world.real_s += abs(amount_s)
            case "set":
                world.wall_offset_s += amount_s
            case "restart":
                world.started_s = world.real_s
            case _:
                world.real_s += abs(amount_s)
                world.started_s = world.real_s
        before, mark = mark, advance(mark, *world.read())
        assert mark.steady_s >= before.steady_s
        assert mark.steady_s - WALL_S <= world.real_s + 1e-3


@given(st.floats(-1e8, 1e8), st.floats(0, 1e6))
def test_no_lock_lasts_for_ever(set_by_s: float, uptime_s: float) -> None:
    """Whatever happened to the clocks, half an hour of uptime ends half an hour of lock."""
    locked = first_mark(WALL_S, 1e6 + 1)
    restarted = advance(locked, WALL_S + set_by_s, uptime_s)
    later = advance(restarted, 0.0, uptime_s + 1800)
    assert later.steady_s >= locked.steady_s + 1800 - 1e-6
