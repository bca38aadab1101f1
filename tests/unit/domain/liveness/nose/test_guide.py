from dataclasses import replace

import pytest

from kiosk.domain.faces.face_detail import FaceDetail, Observation, Point, Quality
from kiosk.domain.liveness.challenge import Hint
from kiosk.domain.liveness.guide import Guide, Phase
from kiosk.domain.liveness.guide_policy import GuidePolicy
from kiosk.domain.liveness.judge_policy import JudgePolicy
from kiosk.domain.liveness.nose.challenge import challenge_at
from kiosk.domain.liveness.nose.guide import advance, approach_hint, begin, direction_hint
from tests.factories.faces import head

POLICY = GuidePolicy()
ON_THE_RIGHT = challenge_at("id", 640, 480, 57, 0)


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
        (seen(head(), head()), Hint.SEVERAL_FACES),
        (seen(head(size=0.15)), Hint.MOVE_CLOSER),
        (seen(head(size=0.40)), Hint.MOVE_BACK),
        (seen(head(centre=(0.6, 0.5))), Hint.MOVE_TO_CENTRE),
        (seen(head(yaw_deg=15, centre=(0.46, 0.5))), Hint.LOOK_STRAIGHT),
        (seen(replace(head(), quality=Quality(10, 50))), Hint.TOO_DARK),
        (seen(replace(head(), quality=Quality(97, 50))), Hint.TOO_BRIGHT),
        (seen(head()), Hint.HOLD_STILL),
    ],
)
def test_approach_asks_for_one_thing_at_a_time(observation: Observation, hint: Hint) -> None:
    assert approach_hint(observation, ON_THE_RIGHT, POLICY) is hint


def test_the_right_of_the_image_is_the_customers_left() -> None:
    assert direction_hint(Point(0.5, 0.5), ON_THE_RIGHT) is Hint.TURN_LEFT
    assert direction_hint(Point(0.7, 0.5), ON_THE_RIGHT) is Hint.TURN_RIGHT
    assert direction_hint(Point(0.59, 0.3), ON_THE_RIGHT) is Hint.TURN_DOWN
    assert direction_hint(Point(0.59, 0.7), ON_THE_RIGHT) is Hint.TURN_UP


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


def test_a_lost_face_is_forgiven_for_a_few_frames_only() -> None:
    guide = in_target_phase()
    for i in range(POLICY.max_faceless_frames):
        guide = advance(guide, seen(at_s=1 + i / 24), ON_THE_RIGHT, POLICY)
    assert guide.phase is Phase.TARGET
    assert advance(guide, seen(at_s=2), ON_THE_RIGHT, POLICY).phase is Phase.GAVE_UP


def test_a_second_face_ends_the_attempt() -> None:
    guide = advance(in_target_phase(), seen(head(), head(), at_s=1), ON_THE_RIGHT, POLICY)
    assert (guide.phase, guide.hint) == (Phase.GAVE_UP, Hint.SEVERAL_FACES)


def test_a_finished_guide_stays_finished() -> None:
    guide = replace(in_target_phase(), phase=Phase.GAVE_UP)
    assert advance(guide, seen(head(20), at_s=1), ON_THE_RIGHT, POLICY) is guide
