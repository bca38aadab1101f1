"""The challenge of those who cannot turn far, and the time of those who need more of it."""

import random
from dataclasses import replace

import pytest

from kiosk.domain.liveness.judge_policy import JudgePolicy
from kiosk.domain.liveness.nose.challenge import (
    AREA_HEIGHT_RATIO,
    NEAR_NOD_MAX_RATIO,
    NEAR_SIDE_MAX_RATIO,
    TARGET_NOD_MIN_RATIO,
    TARGET_SIDE_MIN_RATIO,
    NoseChallenge,
    draw_challenge,
    draw_near_challenge,
    is_aside,
)
from kiosk.domain.liveness.nose.weighed_evidence import PRIOR, PRIOR_OF_EASIER, prior_of
from kiosk.evaluation.liveness.challenge_space import find_fit, offsets

LIBRARY, DRAWN = 25, 120


def near(count: int, seed: int = 5) -> list[NoseChallenge]:
    chance = random.Random(seed)
    return [draw_near_challenge("0", 640, 480, chance.randrange) for _ in range(count)]


def usual(count: int, seed: int = 5) -> list[NoseChallenge]:
    chance = random.Random(seed)
    return [draw_challenge("0", 640, 480, chance.randrange) for _ in range(count)]


def test_it_has_one_target_more_each_in_a_direction_of_its_own() -> None:
    for challenge in near(50):
        assert len(challenge.targets) == len(usual(1)[0].targets) + 1
        ways = {(is_aside(box, challenge), box.centre.x > 0.5, box.centre.y > 0.5) for box in challenge.targets}
        aside = [box for box in challenge.targets if is_aside(box, challenge)]
        assert len(aside) == 2
        assert len(ways) >= 3
        assert challenge.light is not None


def test_its_targets_lie_near_and_never_nearer_than_the_nearest_of_others() -> None:
    unit = AREA_HEIGHT_RATIO
    for challenge in near(100):
        for box, (right, down) in zip(challenge.targets, offsets(challenge), strict=True):
            off = abs(right) if is_aside(box, challenge) else abs(down)
            least, most = (
                (TARGET_SIDE_MIN_RATIO, NEAR_SIDE_MAX_RATIO)
                if is_aside(box, challenge)
                else (TARGET_NOD_MIN_RATIO, NEAR_NOD_MAX_RATIO)
            )
            assert least * unit - 0.005 <= off <= most * unit + 0.005


def test_a_recording_fits_fewer_of_them_than_of_the_usual() -> None:
    def fitted(library: list[NoseChallenge], drawn: list[NoseChallenge]) -> int:
        return sum(find_fit(offsets(each), challenge) is not None for each in library for challenge in drawn)

    assert fitted(near(LIBRARY, 1), near(DRAWN, 2)) < fitted(usual(LIBRARY, 1), usual(DRAWN, 2))


def test_a_recording_of_the_usual_challenge_fits_none_of_them() -> None:
    assert all(find_fit(offsets(each), challenge) is None for each in usual(10, 1) for challenge in near(10, 2))


def test_all_orders_come() -> None:
    orders = {tuple(tuple(round(way / 0.06) for way in row) for row in offsets(challenge)) for challenge in near(400)}
    assert len(orders) >= 24


@pytest.mark.parametrize("factor", [0.5, 3.5, float("nan")])
def test_nobody_can_be_granted_any_time(factor: float) -> None:
    with pytest.raises(ValueError, match="longer_time_factor"):
        JudgePolicy(longer_time_factor=factor)


def test_others_have_no_more_time_than_before() -> None:
    assert usual(1)[0].time_factor == 1
    assert replace(usual(1)[0], time_factor=2.0).time_factor == 2


def test_a_smaller_turn_has_to_be_surer() -> None:
    assert all(each.has_nearer_targets and prior_of(each) == PRIOR_OF_EASIER < PRIOR for each in near(5))
    assert all(not each.has_nearer_targets and prior_of(each) == PRIOR for each in usual(5))
    assert all(prior_of(replace(each, time_factor=2.0)) == PRIOR_OF_EASIER for each in usual(5))
    alone = replace(usual(1)[0], later_targets=())
    assert not alone.has_nearer_targets and prior_of(alone) > PRIOR
