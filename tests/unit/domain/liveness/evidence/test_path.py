from dataclasses import replace
from math import isnan, nan

import numpy as np
import pytest

from kiosk.domain.faces.face_detail import Point
from kiosk.domain.liveness.evidence.path import is_human, measure_path
from kiosk.domain.liveness.frames import FrameFacts
from kiosk.domain.liveness.nose.challenge import challenge_at
from tests.factories.faces import frame, head

CHALLENGE = challenge_at("id", 640, 480, 57, 0)
TURNS = [*[0.0] * 6, *np.linspace(0, 20, 12), *[20.0] * 4, *np.linspace(20, -20, 20), *[-20.0] * 4]


def both_ways(shift_per_deg: float = 0.0, step_s: float = 1 / 12) -> list[FrameFacts]:
    """A head that turns to both sides; something moves it across the picture as well, in widths a degree."""
    return [
        replace(
            frame(i, head(turn, centre=(0.5 + shift_per_deg * turn, 0.5), size=0.2), at_s=1000 + i * step_s),
            untrusted_timestamp_ms=round(i * step_s * 1000),
        )
        for i, turn in enumerate(TURNS)
    ]


def test_a_head_turns_about_its_neck() -> None:
    evidence = measure_path(CHALLENGE, both_ways())
    assert evidence is not None
    assert evidence.nose_fit > 0.98
    assert evidence.face_fit > 0.98
    assert evidence.unexplained < 0.05
    assert evidence.asymmetry < 0.2
    assert evidence.clocks_apart_s == pytest.approx(0, abs=0.001)
    assert is_human(evidence)


def test_a_recording_that_is_moved_goes_further_than_its_turn() -> None:
    turning, moved = measure_path(CHALLENGE, both_ways()), measure_path(CHALLENGE, both_ways(0.004))
    assert turning is not None
    assert moved is not None
    assert moved.face_slope > turning.face_slope + 1
    assert moved.nose_slope == pytest.approx(turning.nose_slope, abs=0.01)


def test_a_face_that_is_carried_about_is_not_explained() -> None:
    frames = both_ways()
    for i in range(0, len(frames), 8):
        frames[i : i + 4] = [
            replace(each, faces=(head(each.faces[0].pose.yaw_deg, centre=(0.6, 0.5), size=0.2),))
            for each in frames[i : i + 4]
        ]
    evidence = measure_path(CHALLENGE, frames)
    assert evidence is not None
    assert evidence.unexplained > 0.2


def test_nobody_turns_as_fast_as_a_program() -> None:
    leaps = [frame(i, head(10.0 * (i // 2 % 2), size=0.2), at_s=1000 + i * 0.02) for i in range(40)]
    evidence = measure_path(CHALLENGE, leaps)
    assert evidence is not None
    assert not is_human(evidence)


def test_clocks_that_disagree_are_told() -> None:
    late = [replace(each, received_at_s=each.received_at_s + 2.0 * (i > 30)) for i, each in enumerate(both_ways())]
    evidence = measure_path(CHALLENGE, late)
    assert evidence is not None
    assert evidence.clocks_apart_s == pytest.approx(2, abs=0.01)
    backwards = [replace(each, untrusted_timestamp_ms=-each.untrusted_timestamp_ms) for each in both_ways()]
    evidence = measure_path(CHALLENGE, backwards)
    assert evidence is not None
    assert isnan(evidence.clocks_apart_s)


def test_what_hardly_turns_or_is_too_short_or_no_number_is_not_measured() -> None:
    assert measure_path(CHALLENGE, []) is None
    assert measure_path(CHALLENGE, both_ways()[:7]) is None
    assert measure_path(CHALLENGE, [frame(i, head()) for i in range(20)]) is None
    broken = [
        replace(each, faces=(replace(face, landmarks={**face.landmarks, "leftEyeLeft": Point(nan, nan)}),))
        for each in both_ways()
        for face in each.faces
    ]
    assert measure_path(CHALLENGE, broken) is None
