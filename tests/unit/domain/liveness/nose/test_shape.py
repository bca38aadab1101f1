from dataclasses import replace
from math import inf, nan

import numpy as np
import pytest

from kiosk.domain.faces.face_detail import Point, Pose
from kiosk.domain.liveness.frames import FrameFacts
from kiosk.domain.liveness.nose.shape import measure_shape
from tests.factories.faces import frame, head

ASPECT = 4 / 3
BOTH_WAYS = [*[0.0] * 5, *np.linspace(0, 20, 10), *[20.0] * 4, *np.linspace(20, -20, 18), *[-20.0] * 4]
ONE_WAY = BOTH_WAYS[:20]


def turned(turns: list[float], depth: float = 1.0, narrows: float = 0.0) -> list[FrameFacts]:
    """A head of some depth that narrows by this share at full turn."""
    return [
        frame(i, head(turn, depth=depth, stretch=1 - narrows * abs(np.sin(np.radians(turn)))))
        for i, turn in enumerate(turns)
    ]


def test_a_solid_head_keeps_its_width_and_its_nose_follows_on_both_sides() -> None:
    evidence = measure_shape(turned(BOTH_WAYS), ASPECT)
    assert evidence is not None
    assert evidence.turned is not None
    assert evidence.turned.sides == 2
    assert evidence.turned.width_slope == pytest.approx(0, abs=0.05)
    assert evidence.turned.nose_slope > 0.2
    assert evidence.turned.nose_fit > 0.98
    assert evidence.nodded is None


def test_one_side_is_enough() -> None:
    evidence = measure_shape(turned(ONE_WAY), ASPECT)
    assert evidence is not None
    assert evidence.turned is not None
    assert evidence.turned.sides == 1


def test_a_print_narrows_as_it_turns() -> None:
    evidence = measure_shape(turned(BOTH_WAYS, narrows=0.5), ASPECT)
    assert evidence is not None
    assert evidence.turned is not None
    assert evidence.turned.width_slope < -0.4


def test_relief_is_shallow() -> None:
    deep, shallow = measure_shape(turned(BOTH_WAYS), ASPECT), measure_shape(turned(BOTH_WAYS, depth=0.3), ASPECT)
    assert deep is not None
    assert deep.turned is not None
    assert shallow is not None
    assert shallow.turned is not None
    assert shallow.turned.nose_slope < 0.6 * deep.turned.nose_slope


def test_a_mirrored_session_measures_the_same() -> None:
    one, other = measure_shape(turned(ONE_WAY), ASPECT), measure_shape(turned([-turn for turn in ONE_WAY]), ASPECT)
    assert one is not None
    assert one.turned is not None
    assert other is not None
    assert other.turned is not None
    assert other.turned.width_slope == pytest.approx(one.turned.width_slope, abs=1e-6)
    assert other.turned.nose_slope == pytest.approx(one.turned.nose_slope, abs=1e-6)


def test_nods_are_measured_down_the_face() -> None:
    frames = [frame(i, replace(head(), pose=Pose(0.0, turn, 0.0))) for i, turn in enumerate(ONE_WAY)]
    evidence = measure_shape(frames, ASPECT)
    assert evidence is not None
    assert evidence.turned is None
    assert evidence.nodded is not None
    # The picture did not change, so that nothing in it is solid.
    assert evidence.nodded.nose_slope == pytest.approx(0, abs=1e-6)


def test_what_keeps_still_or_is_too_short_is_not_measured() -> None:
    assert measure_shape(turned(BOTH_WAYS)[:7], ASPECT) is None
    still = measure_shape(turned([0.0] * 20), ASPECT)
    assert still is not None
    assert still.turned is None
    assert still.nodded is None


def test_a_landmark_that_is_no_number_is_the_worst_there_is() -> None:
    frames = turned(ONE_WAY)
    face = frames[18].faces[0]
    broken = replace(face, landmarks={**face.landmarks, "nose": Point(nan, nan)})
    frames[18] = replace(frames[18], faces=(broken,))
    evidence = measure_shape(frames, ASPECT)
    assert evidence is not None
    assert evidence.turned is not None
    assert evidence.turned.nose_slope == -inf
