"""How the demo person follows instructions."""

from itertools import pairwise
from math import hypot

import pytest

from kiosk.domain.liveness.challenge import Hint
from kiosk.terminal.camera.demo.motion import MAX_LEAN_PX, MAX_TURN_DEG, DemoPerson, Motion

STEP_S = 1 / 24


def turn(person: DemoPerson, hint: Hint, seconds: float) -> list[Motion]:
    person.see(hint)
    return [person.move(STEP_S) for _ in range(round(seconds / STEP_S))]


@pytest.mark.parametrize(
    ("hint", "axis", "sign"),
    [
        (Hint.TURN_LEFT, "yaw_deg", 1),
        (Hint.TURN_RIGHT, "yaw_deg", -1),
        (Hint.TURN_DOWN, "pitch_deg", 1),
        (Hint.TURN_UP, "pitch_deg", -1),
    ],
)
def test_the_head_turns_as_fast_as_heads_do_and_slows_down_where_targets_are(hint: Hint, axis: str, sign: int) -> None:
    turned = [0.0, *(sign * getattr(each, axis) for each in turn(DemoPerson(), hint, 1.6))]
    speeds = [(after - before) / STEP_S for before, after in pairwise(turned)]
    assert turned[5] == 0, "people need a moment to read"
    assert 40 <= max(speeds) <= 60
    assert all(speed < 20 for speed, angle in zip(speeds, turned[1:], strict=True) if angle > 17)
    assert turned[-1] > 20


def test_the_head_comes_to_rest_within_a_degree_of_where_it_is_told_to() -> None:
    person = DemoPerson()
    at = turn(person, Hint.TURN_LEFT, 1.2)[-1].yaw_deg
    held = turn(person, Hint.HOLD_STILL, 0.5)
    assert abs(held[-1].yaw_deg - at) < 1
    assert held[-1] == held[-2]


def test_from_one_target_to_the_other_side_takes_less_than_two_seconds() -> None:
    person = DemoPerson()
    assert turn(person, Hint.TURN_LEFT, 1.3)[-1].yaw_deg > 18
    turn(person, Hint.HOLD_STILL, 0.3)
    assert turn(person, Hint.TURN_RIGHT, 1.8)[-1].yaw_deg < -18


def test_nobody_turns_further_aside_and_up_together_than_a_picture_can_be_turned() -> None:
    for each in turn(DemoPerson(), Hint.TURN_LEFT_UP, 5.0):
        assert hypot(each.yaw_deg, each.pitch_deg) <= MAX_TURN_DEG + 1e-6


def test_who_leans_back_leaves_the_room_where_it_is() -> None:
    person = DemoPerson()
    before = turn(person, Hint.TURN_LEFT, 1.2)[-1]
    after = turn(person, Hint.TURN_NOT_SHIFT, 3.0)[-1]
    assert (after.shift_x_px, after.shift_y_px) == (before.shift_x_px, before.shift_y_px)
    assert after.lean_x_px == -MAX_LEAN_PX
    assert after.all_of_it.shift_x_px == before.shift_x_px - MAX_LEAN_PX, "what is held goes along"


@pytest.mark.parametrize(("hint", "axis"), [(Hint.TURN_UP, "pitch_deg"), (Hint.TURN_LEFT, "yaw_deg")])
def test_who_has_leaned_turns_further_the_same_way(hint: Hint, axis: str) -> None:
    person = DemoPerson()
    before = turn(person, hint, 0.6)[-1]
    after = turn(person, Hint.TURN_NOT_SHIFT, 0.4)[-1]
    assert abs(getattr(after, axis)) > abs(getattr(before, axis))
    other = "yaw_deg" if axis == "pitch_deg" else "pitch_deg"
    assert getattr(after, other) == 0
