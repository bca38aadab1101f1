from collections.abc import Sequence
from dataclasses import replace
from statistics import median

import numpy as np
import pytest

from kiosk.domain.faces.face_detail import FaceDetail, Point
from kiosk.domain.liveness.evidence.expression import (
    MIN_FRAMES,
    MOVING,
    OF_THE_MESH,
    STEADY,
    ExpressionEvidence,
    measure_expression,
)
from kiosk.domain.liveness.frames import FrameFacts
from kiosk.domain.liveness.nose.weighed_evidence import EXPRESSION
from tests.factories.faces import frame, head

NOISE = 0.0012
"""Of a landmark, in image heights: half a pixel."""
FRAMES = 50


def turning(
    lively: float, seed: int, frames: int = FRAMES, every_s: float = 0.09, noise: float = NOISE
) -> list[FrameFacts]:
    """A head that turns to both sides, with noise, whose mouth and brows move by so much on top."""
    random = np.random.default_rng(seed)
    times_s = np.arange(frames) * every_s
    yaw_deg = 20 * np.sin(2 * np.pi * times_s / 4.5)
    mood = np.sin(
        2 * np.pi * times_s[:, None] / random.uniform(0.9, 2.0, len(MOVING)) + random.uniform(0, 6, len(MOVING))
    )
    return [
        frame(index, _moved(head(yaw_deg=float(yaw)), lively * mood[index], random, noise), at_s=float(times_s[index]))
        for index, yaw in enumerate(yaw_deg)
    ]


def _moved(face: FaceDetail, mood: Sequence[float], random: np.random.Generator, noise: float) -> FaceDetail:
    lips = dict.fromkeys(("lipUp", "lipDown", "lipLeft", "lipRight"), face.landmarks["mouthUp"])
    landmarks = {OF_THE_MESH: face.landmarks["leftEyeUp"], **lips, **face.landmarks}
    for name in (*STEADY, *MOVING):
        point, (x, y) = landmarks[name], random.normal(0, noise, 2)
        down = mood[MOVING.index(name)] if name in MOVING else 0.0
        landmarks[name] = Point(point.x + float(x), point.y + float(y) + float(down))
    return FaceDetail(face.bounding_box, landmarks, face.pose, face.quality, face.confidence)


def measured(frames: Sequence[FrameFacts]) -> ExpressionEvidence:
    found = measure_expression(frames, 4 / 3)
    assert found is not None
    return found


@pytest.mark.parametrize("every_s", [0.09, 0.14, 0.18])
def test_a_face_that_moves_by_two_pixels_is_told_from_one_that_only_turns_at_every_rate(every_s: float) -> None:
    alive = [measured(turning(0.004, seed, every_s=every_s)).persistence for seed in range(8)]
    rigid = [measured(turning(0.0, seed, every_s=every_s)).persistence for seed in range(8)]
    assert min(alive) > max(*rigid, EXPRESSION.neutral), (alive, rigid)
    assert median(rigid) < EXPRESSION.attack, rigid


@pytest.mark.parametrize("noise", [0.5, 2.0, 6.0])
def test_noise_of_landmarks_moves_no_face(noise: float) -> None:
    rigid = [measured(turning(0.0, seed, noise=noise * NOISE)) for seed in range(8)]
    assert median(each.own_movement for each in rigid) < EXPRESSION.attack, rigid


def test_a_calm_mouth_speaks_against_nobody_who_blinks() -> None:
    calm = ExpressionEvidence(persistence=0.01, blinks=0, frames=FRAMES)
    assert EXPRESSION.weigh(calm.own_movement) == -EXPRESSION.against
    assert EXPRESSION.weigh(replace(calm, blinks=1).own_movement) == 0


def test_too_few_frames_show_nothing_of_the_kind() -> None:
    few = turning(0.01, 1)[: MIN_FRAMES - 1]
    assert measured(few) == ExpressionEvidence(0.0, 0, MIN_FRAMES - 1)
    assert EXPRESSION.weigh(measured(few).persistence) == -EXPRESSION.against


def test_one_picture_again_and_again_shows_nothing_of_the_kind() -> None:
    first = turning(0.0, 1)[0]
    still = [frame(index, *first.faces, at_s=index * 0.09) for index in range(FRAMES)]
    assert measured(still).persistence <= EXPRESSION.attack


def test_frames_that_are_far_apart_show_nothing_of_the_kind() -> None:
    assert measured(turning(0.01, 1, every_s=0.5)).persistence == 0.0


def test_other_engines_landmarks_were_not_measured() -> None:
    assert measure_expression([frame(index, head()) for index in range(FRAMES)], 4 / 3) is None
