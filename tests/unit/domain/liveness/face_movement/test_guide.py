"""The guide of the face-movement challenges: what the customer is told, and when the recording and colours begin."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

import pytest

from kiosk.domain.faces.face_detail import FaceDetail, Observation
from kiosk.domain.liveness.challenge import Hint
from kiosk.domain.liveness.face_movement.guide import MovementGuide, MovementStep, advance, begin, finish_light
from kiosk.domain.liveness.face_movement.guided_challenge import MatchRules, MovementChallenge, challenge_of
from kiosk.domain.liveness.guide import Phase, with_instruction
from kiosk.domain.liveness.guide_policy import GuidePolicy
from tests.factories.faces import head
from tests.factories.films import challenge as drawn

POLICY, RULES = GuidePolicy(), MatchRules(0.3, 0.7, 0.15, 0.15, 15.0)
FAR, NEAR = 0.19, 0.42
STEP_S = 1 / 12


def wanted(*, light: bool = False) -> MovementChallenge:
    return challenge_of("id", drawn(with_light=light), RULES)


class Visitor:
    """Stands before the camera, and is guided."""

    def __init__(self, challenge: MovementChallenge) -> None:
        self.challenge, self.now_s = challenge, 100.0
        self.guide: MovementGuide = begin(self.now_s, POLICY)
        self.hints: list[Hint] = []

    def face(self, size: float, aside: float = 0.0, brightness: float = 60.0) -> FaceDetail:
        centre = self.challenge.face_area.centre
        made = head(size=size, centre=(centre.x + aside, centre.y + 0.1 * size))
        return replace(made, quality=replace(made.quality, brightness=brightness))

    def see(self, *faces: FaceDetail, brightness: float = 60.0, times: int = 1) -> MovementGuide:
        for _ in range(times):
            self.now_s += STEP_S
            self.guide = advance(self.guide, Observation(self.now_s, faces, brightness), self.challenge, POLICY)
            self.hints.append(self.guide.hint)
        return self.guide

    def stand(self, size: float, times: int = 1, **more: float) -> MovementGuide:
        return self.see(self.face(size, **more), times=times)

    def come_near(self, steps: int = 20) -> MovementGuide:
        for number in range(steps + 1):
            self.stand(FAR * (NEAR / FAR) ** (number / steps))
        return self.guide


def test_one_who_stands_far_comes_near_and_stays_has_reached_the_oval() -> None:
    visitor = Visitor(wanted())
    assert visitor.stand(FAR, times=4).step is MovementStep.COME_NEAR
    assert visitor.guide.initial_face is not None
    assert visitor.come_near().step is MovementStep.HOLD
    assert visitor.guide.hint is Hint.HOLD_STILL
    matched_at_s = visitor.guide.matched_at_s
    ended = visitor.stand(NEAR, times=8)
    assert (ended.phase, ended.hint) == (Phase.REACHED, Hint.DONE)
    assert ended.matched_at_s == matched_at_s


def test_what_is_read_follows_at_once_into_the_next_part_and_never_sooner_than_after_a_second() -> None:
    visitor, shown_s = Visitor(wanted()), 0.0
    told = with_instruction(None, visitor.stand(FAR), shown_s)
    came_near = with_instruction(told, visitor.stand(FAR, times=3), shown_s + 0.4)
    assert visitor.guide.step is MovementStep.COME_NEAR
    assert came_near.told is Hint.HOLD_STILL
    # A machine that is late shows at once what the camera saw over a second.
    assert with_instruction(came_near, visitor.stand(0.25, times=20), shown_s + 0.9).told is Hint.HOLD_STILL
    told = with_instruction(came_near, visitor.stand(0.25), shown_s + 1.0)
    assert told.told is Hint.MOVE_CLOSER
    assert with_instruction(told, visitor.come_near(), shown_s + 2.0).told is Hint.HOLD_STILL


def test_colours_begin_a_second_after_the_match_and_end_the_challenge() -> None:
    visitor = Visitor(wanted(light=True))
    visitor.stand(FAR, times=4)
    visitor.come_near()
    assert visitor.guide.step is MovementStep.HOLD
    matched_at_s = visitor.guide.matched_at_s
    assert matched_at_s is not None
    while visitor.guide.step is MovementStep.HOLD:
        visitor.stand(NEAR)
    assert visitor.now_s - matched_at_s == pytest.approx(1.0, abs=0.25)
    assert visitor.stand(NEAR, times=40).step is MovementStep.LIGHT
    assert finish_light(visitor.guide).phase is Phase.REACHED


def test_who_stands_too_near_at_first_is_told_to_move_back_and_nothing_is_recorded() -> None:
    visitor = Visitor(wanted())
    assert visitor.stand(0.33, times=40).step is MovementStep.PLACE
    assert visitor.guide.hint is Hint.MOVE_BACK


@pytest.mark.parametrize(
    ("size", "more", "hint"),
    [
        (0.05, {}, Hint.MOVE_CLOSER),
        (FAR, {"aside": 0.25}, Hint.MOVE_TO_CENTRE),
        (FAR, {"brightness": 20.0}, Hint.TOO_DARK),
        (FAR, {"brightness": 99.0}, Hint.TOO_BRIGHT),
    ],
)
def test_what_keeps_the_recording_from_beginning_is_said(size: float, more: dict[str, float], hint: Hint) -> None:
    visitor = Visitor(wanted())
    assert visitor.stand(size, times=20, **more).hint is hint
    assert visitor.guide.step is MovementStep.PLACE


def test_nobody_several_people_and_darkness_are_told_apart() -> None:
    visitor = Visitor(wanted())
    assert visitor.see(times=20).hint is Hint.NO_FACE
    assert visitor.see(brightness=5.0, times=20).hint is Hint.TOO_DARK
    two = visitor.face(FAR), visitor.face(FAR, aside=0.2)
    assert visitor.see(*two, times=20).hint is Hint.SEVERAL_FACES


def _runs(hints: list[Hint]) -> Iterator[int]:
    length = 1
    for before, after in pairwise(hints):
        if before is after:
            length += 1
        else:
            yield length
            length = 1


def test_a_hint_stays_for_a_second_however_the_face_flickers() -> None:
    visitor = Visitor(wanted())
    for _ in range(30):
        visitor.stand(0.33)
        visitor.stand(0.05)
        visitor.see()
    assert min(list(_runs(visitor.hints))[1:]) * STEP_S >= 0.99


def test_a_face_at_the_edge_of_a_bound_keeps_its_hint() -> None:
    """Half of a face's width against three tenths of the oval's: a hair below is not far enough once one was above."""
    visitor = Visitor(wanted())
    sizes = [0.2 + number / 2000 for number in range(200)]
    edge = next(size for size in sizes if Visitor(wanted()).stand(size, times=13).hint is Hint.MOVE_BACK)
    visitor.stand(edge, times=13)
    assert visitor.stand(0.99 * edge, times=30).hint is Hint.MOVE_BACK
    assert visitor.stand(0.9 * edge, times=30).step is MovementStep.COME_NEAR


def test_who_never_comes_near_is_given_up_when_the_servers_time_is_over() -> None:
    visitor = Visitor(wanted())
    assert visitor.stand(FAR, times=round(14 / STEP_S)).phase is Phase.TARGET
    assert visitor.guide.hint is Hint.MOVE_CLOSER
    assert visitor.stand(FAR, times=round(2 / STEP_S)).phase is Phase.GAVE_UP
    assert visitor.stand(NEAR, times=40).phase is Phase.GAVE_UP


def test_a_second_face_or_no_face_ends_the_recording() -> None:
    for faces in (0, 2):
        visitor = Visitor(wanted())
        visitor.stand(FAR, times=6)
        assert visitor.guide.step is MovementStep.COME_NEAR
        assert visitor.see(*[visitor.face(FAR)] * faces, times=10).phase is Phase.GAVE_UP


def test_a_face_that_is_lost_for_a_moment_is_waited_for() -> None:
    visitor = Visitor(wanted())
    visitor.stand(FAR, times=6)
    for _ in range(3):
        assert visitor.see(times=6).phase is Phase.TARGET
        assert visitor.stand(FAR).away_since_s is None


def test_who_leaves_the_oval_before_it_ends_comes_near_once_more() -> None:
    visitor = Visitor(wanted())
    visitor.stand(FAR, times=4)
    visitor.come_near()
    assert visitor.stand(0.27, times=15).step is MovementStep.COME_NEAR
    assert visitor.guide.hint is Hint.MOVE_CLOSER


def test_no_colours_are_shown_to_a_face_that_has_left() -> None:
    visitor = Visitor(wanted(light=True))
    visitor.stand(FAR, times=4)
    visitor.come_near()
    visitor.stand(NEAR, times=20)
    assert visitor.guide.step is MovementStep.LIGHT
    assert visitor.stand(FAR, times=10).phase is Phase.GAVE_UP
    assert finish_light(visitor.guide).phase is Phase.GAVE_UP


def test_too_large_a_face_counts_as_in_the_oval() -> None:
    visitor = Visitor(wanted())
    visitor.stand(FAR, times=4)
    assert visitor.stand(0.62).step is MovementStep.HOLD
