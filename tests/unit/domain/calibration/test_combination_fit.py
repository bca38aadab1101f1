"""What is fitted stays within its bounds, and near what was set by hand where little speaks for more."""

from random import Random

import pytest

from kiosk.domain.calibration.combination_fit import (
    AGAINST,
    BY_HAND,
    IN_FAVOUR,
    SHIFT,
    Combination,
    Labelled,
    fit_combination,
)

PRIOR = -1.5


def noisy(count: int, seed: int = 1) -> list[Labelled]:
    """Sessions in which `told` tells people from attacks, and `noise` speaks against either by chance."""
    random, sessions = Random(seed), list[Labelled]()
    for index in range(count):
        is_live = index % 2 == 0
        noise = random.choice((0.0, -3.0))
        sessions.append(Labelled({"told": 2.0 if is_live else -2.0, "noise": noise}, is_live))
    return sessions


def test_a_combination_weighs_what_speaks_for_and_against_apart() -> None:
    combination = Combination(-0.5, {"gaze": 0.5}, {"gaze": 2.0})
    assert combination.total({"gaze": 2.0, "room": 1.0}, PRIOR) == pytest.approx(-1.5 - 0.5 + 1.0 + 1.0)
    assert combination.total({"gaze": -2.0}, PRIOR) == pytest.approx(-6.0)
    assert BY_HAND.total({"gaze": 2.0, "room": -1.0}, PRIOR) == pytest.approx(-0.5)


def test_a_piece_that_speaks_against_people_as_often_weighs_less() -> None:
    found = fit_combination(noisy(400), PRIOR)
    assert found.against["noise"] < 0.5 < found.against["told"]
    assert found.in_favour["told"] == pytest.approx(IN_FAVOUR[1], abs=0.01)


def test_few_sessions_move_little() -> None:
    found = fit_combination(noisy(4), PRIOR)
    assert found.against["noise"] == pytest.approx(1.0, abs=0.35)
    assert found.in_favour["noise"] == 1.0


@pytest.mark.parametrize("flipped", [False, True])
def test_no_factor_leaves_its_bounds(flipped: bool) -> None:
    sessions = [Labelled(each.log_odds, each.is_live is not flipped, 50.0) for each in noisy(300)]
    found = fit_combination(sessions, PRIOR)
    assert SHIFT[0] <= found.shift <= SHIFT[1]
    assert all(IN_FAVOUR[0] <= factor <= IN_FAVOUR[1] for factor in found.in_favour.values())
    assert all(AGAINST[0] <= factor <= AGAINST[1] for factor in found.against.values())


@pytest.mark.parametrize("is_live", [False, True])
def test_people_alone_or_attacks_alone_fit_nothing(is_live: bool) -> None:
    assert fit_combination([Labelled({"gaze": 1.0}, is_live)] * 9, PRIOR) is BY_HAND
    assert fit_combination([], PRIOR) is BY_HAND
