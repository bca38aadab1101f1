from dataclasses import replace

import pytest

from kiosk.domain.faces.face_detail import FaceDetail, Observation, Point, Quality
from kiosk.domain.liveness.challenge import Hint
from kiosk.domain.liveness.guide import Guide, Phase
from kiosk.domain.liveness.guide_policy import GuidePolicy
from kiosk.domain.liveness.judge_policy import JudgePolicy
from kiosk.domain.liveness.nose.challenge import challenge_at
from kiosk.domain.liveness.nose.directions import direction_hint
from kiosk.domain.liveness.nose.guide import advance, approach_hint, begin
from tests.factories.faces import head

POLICY = GuidePolicy()
ON_THE_RIGHT = challenge_at("id", 640, 480, 57, 0)
NEIGHBOUR = head(centre=(0.85, 0.5), size=0.3)
"""Nearer to the camera than the customer."""
PASSER_BY = head(centre=(0.85, 0.4), size=0.1)


def seen(*faces: FaceDetail, at_s: float = 0.0, brightness: float = 50.0) -> Observation:
    return Observation(at_s, faces, brightness)


def in_target_phase() -> Guide:
    guide = begin(0.0, POLICY)
    for i in range(POLICY.hold_frames):
        guide = advance(guide, seen(head(), at_s=i / 24), ON_THE_RIGHT, POLICY)
    assert guide.phase is Phase.TARGET
    return guide


@pytest.mark.parametrize(
    ("observation", "hint"),
    [
        (seen(), Hint.NO_FACE),
        (seen(brightness=5), Hint.TOO_DARK),
        (seen(head(), NEIGHBOUR), Hint.SEVERAL_FACES),
        (seen(head(size=0.15)), Hint.MOVE_CLOSER),
        (seen(head(size=0.40)), Hint.MOVE_BACK),
        (seen(head(centre=(0.6, 0.5))), Hint.MOVE_RIGHT),
        (seen(head(centre=(0.4, 0.5))), Hint.MOVE_LEFT),
        (seen(head(centre=(0.5, 0.7))), Hint.MOVE_UP),
        (seen(head(centre=(0.5, 0.3))), Hint.MOVE_DOWN),
        (seen(head(), PASSER_BY), Hint.OTHERS_PASSING),
        (seen(head(), head(centre=(0.501, 0.5))), Hint.OTHERS_PASSING),
        (seen(head(yaw_deg=15, centre=(0.46, 0.5))), Hint.LOOK_STRAIGHT),
        (seen(replace(head(), quality=Quality(10, 50))), Hint.TOO_DARK),
        (seen(replace(head(), quality=Quality(97, 50))), Hint.TOO_BRIGHT),
        (seen(head()), Hint.HOLD_STILL),
    ],
)
def test_approach_asks_for_one_thing_at_a_time(observation: Observation, hint: Hint) -> None:
    assert approach_hint(observation, ON_THE_RIGHT, POLICY) is hint


@pytest.mark.parametrize("stretch", [0.9, 1.0, 1.1, 1.2, 1.3, 1.4])
def test_who_stands_well_may_sway_a_little_however_broad_the_face_is(stretch: float) -> None:
    good = 0
    for size in (0.16 + step / 200 for step in range(50)):
        centre = head(size=size, stretch=stretch).bounding_box.centre
        at = (1 - centre.x, 1 - centre.y)
        if approach_hint(seen(head(size=size, stretch=stretch, centre=at)), ON_THE_RIGHT, POLICY) is Hint.HOLD_STILL:
            good += 1
            swaying = (head(size=size, stretch=stretch, centre=(at[0] + off, at[1])) for off in (-0.008, 0.008))
            assert {approach_hint(seen(face), ON_THE_RIGHT, POLICY) for face in swaying} == {Hint.HOLD_STILL}
    assert good >= 6


def test_the_right_of_the_image_is_the_customers_left() -> None:
    assert direction_hint(Point(0.5, 0.5), ON_THE_RIGHT.nose_target) is Hint.TURN_LEFT
    assert direction_hint(Point(0.7, 0.5), ON_THE_RIGHT.nose_target) is Hint.TURN_RIGHT
    assert direction_hint(Point(0.59, 0.3), ON_THE_RIGHT.nose_target) is Hint.TURN_DOWN
    assert direction_hint(Point(0.59, 0.7), ON_THE_RIGHT.nose_target) is Hint.TURN_UP


@pytest.mark.parametrize(
    ("nose", "hint"),
    [
        ((0.5, 0.4), Hint.TURN_LEFT_DOWN),
        ((0.5, 0.6), Hint.TURN_LEFT_UP),
        ((0.68, 0.4), Hint.TURN_RIGHT_DOWN),
        ((0.68, 0.6), Hint.TURN_RIGHT_UP),
    ],
)
def test_both_axes_are_one_hint(nose: tuple[float, float], hint: Hint) -> None:
    assert direction_hint(Point(*nose), ON_THE_RIGHT.nose_target) is hint


def test_a_diagonal_stays_until_one_axis_is_done_and_an_axis_until_the_way_is_clearly_diagonal() -> None:
    target = ON_THE_RIGHT.nose_target
    slightly = Point(0.5, 0.5 - 0.5 * target.height - 0.018)
    assert direction_hint(slightly, target) is Hint.TURN_LEFT_DOWN
    assert direction_hint(slightly, target, Hint.TURN_LEFT) is Hint.TURN_LEFT
    nearly_done = Point(0.42, 0.5 - 0.5 * target.height - 0.002)
    assert direction_hint(nearly_done, target, Hint.TURN_LEFT_DOWN) is Hint.TURN_LEFT_DOWN
    assert direction_hint(nearly_done, target) is Hint.TURN_LEFT


def test_limits_ask_for_a_little_more_of_whom_they_have_stopped() -> None:
    at_the_edge = seen(head(yaw_deg=9.5, centre=(0.47, 0.5)))
    assert approach_hint(at_the_edge, ON_THE_RIGHT, POLICY) is Hint.HOLD_STILL
    assert approach_hint(at_the_edge, ON_THE_RIGHT, POLICY, Hint.LOOK_STRAIGHT) is Hint.LOOK_STRAIGHT


@pytest.mark.parametrize(
    ("away", "hint"), [((0, 57), Hint.TURN_UP), ((0, -57), Hint.TURN_DOWN), ((57, 0), Hint.LOOK_STRAIGHT)]
)
def test_a_nose_that_rests_in_the_first_target_is_sent_out_of_it_before_the_challenge_begins(
    away: tuple[int, int], hint: Hint
) -> None:
    challenge = challenge_at("id", 640, 480, *away)
    face = replace(head(), landmarks={**head().landmarks, "nose": challenge.nose_target.centre})
    near = replace(POLICY, max_off_centre=1.0)
    assert approach_hint(seen(face), challenge, near) is hint
    assert approach_hint(seen(head()), challenge, near) is Hint.HOLD_STILL


def test_a_dark_face_that_shows_its_features_is_well_lit() -> None:
    dark = replace(head(), quality=Quality(22, 50))
    by_contrast = {c: approach_hint(Observation(0.0, (dark,), 22, c), ON_THE_RIGHT, POLICY) for c in (3.0, 30.0)}
    assert by_contrast == {3.0: Hint.TOO_DARK, 30.0: Hint.HOLD_STILL}
    burnt_out = replace(head(), quality=Quality(98, 50))
    assert approach_hint(Observation(0.0, (burnt_out,), 98, 2.0), ON_THE_RIGHT, POLICY) is Hint.TOO_BRIGHT


def test_a_turn_into_the_target_that_is_held_ends_it() -> None:
    guide = in_target_phase()
    for i in range(40):
        guide = advance(guide, seen(head(min(20, i)), at_s=1 + i / 24), ON_THE_RIGHT, POLICY)
    assert guide.phase is Phase.REACHED
    assert guide.hint is Hint.DONE
    assert guide.progress == 1.0


def test_three_frames_are_needed_even_when_time_has_passed() -> None:
    guide = replace(in_target_phase(), nose=None)
    for at_s in (1.0, 2.0):
        guide = advance(guide, seen(head(20), at_s=at_s), ON_THE_RIGHT, POLICY)
        guide = replace(guide, nose=head(20).nose)
    assert guide.phase is Phase.TARGET


def test_a_machine_that_sees_few_frames_asks_for_more_of_them() -> None:
    guide = replace(in_target_phase(), nose=None)
    seen_frames = 0
    while guide.phase is Phase.TARGET:
        seen_frames += 1
        guide = advance(guide, seen(head(20), at_s=seen_frames / 2), ON_THE_RIGHT, POLICY)
    assert guide.phase is Phase.REACHED
    assert seen_frames == POLICY.target_frames > JudgePolicy().min_frames


def test_moving_without_turning_is_not_enough() -> None:
    guide = in_target_phase()
    for i in range(40):
        guide = advance(guide, seen(head(0, centre=(0.59, 0.5)), at_s=1 + i / 24), ON_THE_RIGHT, POLICY)
    assert guide.phase is Phase.TARGET
    assert guide.hint is Hint.TURN_NOT_SHIFT


def test_time_runs_out_in_both_phases() -> None:
    late = advance(begin(0.0, POLICY), seen(at_s=POLICY.approach_duration_s), ON_THE_RIGHT, POLICY)
    assert late.phase is Phase.GAVE_UP
    guide = in_target_phase()
    late = advance(guide, seen(head(), at_s=guide.started_at_s + POLICY.nose_duration_s), ON_THE_RIGHT, POLICY)
    assert late.phase is Phase.GAVE_UP
    assert late.seconds_left == 0


def interrupted(guide: Guide, *faces: FaceDetail, for_s: float) -> Guide:
    for i in range(round(for_s * 24) + 1):
        guide = advance(guide, seen(*faces, at_s=1 + i / 24), ON_THE_RIGHT, POLICY)
    return guide


def test_a_lost_face_is_forgiven_for_a_second() -> None:
    guide = interrupted(in_target_phase(), for_s=POLICY.max_lost_s)
    assert (guide.phase, guide.hint) == (Phase.TARGET, Hint.NO_FACE)
    back = advance(guide, seen(head(), at_s=2.01), ON_THE_RIGHT, POLICY)
    assert advance(back, seen(at_s=2.5), ON_THE_RIGHT, POLICY).phase is Phase.TARGET
    assert advance(guide, seen(at_s=2.1), ON_THE_RIGHT, POLICY).phase is Phase.GAVE_UP


def test_the_challenge_waits_for_passers_by_and_its_time_does_too() -> None:
    guide = interrupted(in_target_phase(), head(), PASSER_BY, for_s=3)
    assert (guide.phase, guide.hint) == (Phase.TARGET, Hint.OTHERS_PASSING)
    alone = advance(guide, seen(head(), at_s=4.04), ON_THE_RIGHT, POLICY)
    assert alone.seconds_left > POLICY.nose_duration_s - 4.04 + 2.5
    assert interrupted(in_target_phase(), head(), PASSER_BY, for_s=4.2).phase is Phase.GAVE_UP


def test_a_second_face_ends_the_attempt_unless_it_was_a_mistake_of_the_tracker() -> None:
    assert interrupted(in_target_phase(), head(), NEIGHBOUR, for_s=0.1).phase is Phase.TARGET
    guide = interrupted(in_target_phase(), head(), NEIGHBOUR, for_s=0.5)
    assert (guide.phase, guide.hint) == (Phase.GAVE_UP, Hint.SEVERAL_FACES)


def test_a_finished_guide_stays_finished() -> None:
    guide = replace(in_target_phase(), phase=Phase.GAVE_UP)
    assert advance(guide, seen(head(20), at_s=1), ON_THE_RIGHT, POLICY) is guide


LEFT_THEN_RIGHT = replace(
    challenge_at("id", 640, 480, -57, 0), later_targets=(challenge_at("id", 640, 480, 57, 0).nose_target,)
)


def turn_through(yaws_deg: list[float], guide: Guide, at_s: float = 1.0) -> list[Guide]:
    states = []
    for i, yaw_deg in enumerate(yaws_deg):
        guide = advance(guide, seen(head(yaw_deg), at_s=at_s + i / 24), LEFT_THEN_RIGHT, POLICY)
        states.append(guide)
    return states


def test_several_targets_are_asked_for_one_after_the_other() -> None:
    there = [-float(min(i, 20)) for i in range(30)]
    back = [float(min(i - 20, 20)) for i in range(50)]
    states = turn_through([*there, *back], in_target_phase())
    reached = [state.targets_reached for state in states]
    assert reached == sorted(reached)
    assert states[len(there) - 1].targets_reached == 1
    assert states[len(there)].hint is Hint.TURN_LEFT
    assert (states[-1].phase, states[-1].targets_reached) == (Phase.REACHED, 2)


def test_the_second_target_alone_reaches_nothing() -> None:
    states = turn_through([float(min(i, 20)) for i in range(40)], in_target_phase())
    assert {state.targets_reached for state in states} == {0}


def test_each_further_target_has_its_time() -> None:
    guide = in_target_phase()
    late_s = guide.started_at_s + POLICY.nose_duration_s + POLICY.later_target_duration_s
    assert advance(guide, seen(head(), at_s=late_s - 0.1), LEFT_THEN_RIGHT, POLICY).phase is Phase.TARGET
    assert advance(guide, seen(head(), at_s=late_s), LEFT_THEN_RIGHT, POLICY).phase is Phase.GAVE_UP


def test_a_target_above_asks_for_a_nod() -> None:
    above = challenge_at("id", 640, 480, 0, -45)
    guide = in_target_phase()
    shifted = head(centre=(0.5, 0.41))
    assert advance(guide, seen(shifted, at_s=1), above, POLICY).hint in (Hint.TURN_UP, Hint.TURN_NOT_SHIFT)
    for i in range(40):
        guide = advance(guide, seen(head(pitch_deg=max(-20, -i)), at_s=1 + i / 24), above, POLICY)
    assert guide.phase is Phase.REACHED
