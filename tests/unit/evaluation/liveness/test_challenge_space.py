"""When a recording fits a challenge, and how large the space of challenges is."""

import random

import numpy as np
import pytest

from kiosk.domain.liveness.nose.challenge import NoseChallenge, draw_challenge
from kiosk.evaluation.liveness.challenge_space import find_fit, measure_space, offsets, state_bits


def challenges(count: int, seed: int = 5) -> list[NoseChallenge]:
    chance = random.Random(seed)
    return [draw_challenge("0", 640, 480, chance.randrange) for _ in range(count)]


def test_a_recording_fits_the_challenge_that_it_was_made_for() -> None:
    for challenge in challenges(20):
        fit = find_fit(offsets(challenge), challenge)
        assert fit is not None and not fit.is_mirrored


def test_its_mirror_image_fits_mirrored() -> None:
    for challenge in challenges(20):
        fit = find_fit(offsets(challenge) * np.array([-1, 1]), challenge)
        assert fit is not None


def test_a_shifted_and_smaller_recording_fits_when_it_is_moved_and_enlarged() -> None:
    challenge = challenges(1)[0]
    fit = find_fit((offsets(challenge) - np.array([0.05, -0.03])) / 1.08, challenge, 0.5)
    assert fit is not None and fit.shift == pytest.approx((0.05, -0.03), abs=0.02)


def test_a_shift_that_leaves_the_area_does_not_count() -> None:
    challenge = challenges(1)[0]
    assert find_fit(offsets(challenge) + np.array([0.3, 0.0]), challenge, 0.5) is None


def test_too_few_turns_fit_nothing() -> None:
    challenge = challenges(1)[0]
    assert find_fit(np.zeros((1, 2)), challenge) is None


def test_one_recording_fits_few_challenges_and_a_library_more() -> None:
    chance = random.Random(1)
    space = measure_space(chance.randrange, library=20, drawn=60)
    assert 0 < space.fitted_by_one < space.fitted / space.drawn <= 1
    assert space.bits == pytest.approx(state_bits()) and 5 < space.bits < 20
