from dataclasses import replace
from math import nan

import numpy as np
import pytest

from kiosk.domain.faces.face_detail import Point
from kiosk.domain.liveness.evidence.gaze import NO_PROOF, GazeEvidence, measure_gaze
from kiosk.domain.liveness.frames import FrameFacts
from kiosk.domain.liveness.nose.challenge import NoseChallenge, challenge_at
from tests.factories.faces import turning
from tests.factories.liveness_pixels import with_pupils, without_pupils

RIGHT, LEFT = challenge_at("id", 640, 480, 57, 0), challenge_at("id", 640, 480, -57, 0)
UP = challenge_at("id", 640, 480, 0, -48)


def looking(challenge: NoseChallenge, lag_per_deg: float) -> list[FrameFacts]:
    """A turn during which the irises go against it by this share of the eye's width a degree."""
    return [
        replace(each, faces=(with_pupils(face, 0.5 - lag_per_deg * face.pose.yaw_deg),))
        for each in turning(challenge)
        for face in each.faces
    ]


@pytest.mark.parametrize("challenge", [RIGHT, LEFT])
def test_eyes_that_stay_on_the_screen_lag_behind_the_turn(challenge: NoseChallenge) -> None:
    evidence = measure_gaze(looking(challenge, 0.005), RIGHT.aspect)
    assert evidence is not None
    assert evidence.lag == pytest.approx(np.degrees(0.005), abs=0.03)
    assert evidence.own_movement == pytest.approx(evidence.lag, abs=0.03)


def test_painted_eyes_turn_with_the_head() -> None:
    evidence = measure_gaze(looking(RIGHT, 0.0), RIGHT.aspect)
    assert evidence is not None
    assert evidence.lag == pytest.approx(0, abs=1e-9)
    assert evidence.own_movement == pytest.approx(0, abs=1e-9)


def test_eyes_that_run_ahead_speak_neither_for_nor_against() -> None:
    evidence = measure_gaze(looking(RIGHT, -0.01), RIGHT.aspect)
    assert evidence is not None
    assert evidence.lag < -0.4
    assert evidence.own_movement == NO_PROOF


def test_what_is_unsure_is_no_proof_either_way() -> None:
    assert GazeEvidence(0.2, 0.001, 20).own_movement == pytest.approx(0.2, abs=1e-3)
    assert GazeEvidence(0.0, 0.001, 20).own_movement == pytest.approx(0.0, abs=1e-3)
    assert GazeEvidence(0.2, 0.05, 20).own_movement == pytest.approx((0.2 + NO_PROOF) / 2)
    for lag in (-0.1, 0.0, 0.3):
        assert GazeEvidence(lag, 1.0, 20).own_movement == pytest.approx(NO_PROOF, abs=1e-3)


def test_without_pupils_nothing_is_measured() -> None:
    blind = [replace(each, faces=(without_pupils(each.faces[0]),)) for each in turning(RIGHT)]
    assert measure_gaze(blind, RIGHT.aspect) is None


def test_nods_and_few_frames_say_nothing_of_the_sides() -> None:
    assert measure_gaze(looking(UP, 0.005), UP.aspect) is None
    assert measure_gaze(looking(RIGHT, 0.005)[-7:], RIGHT.aspect) is None
    assert measure_gaze([], RIGHT.aspect) is None


def test_closed_eyes_are_not_measured() -> None:
    frames = [
        replace(each, faces=(replace(face, landmarks={**face.landmarks, "leftEyeUp": face.landmarks["leftEyeDown"]}),))
        for each in looking(RIGHT, 0.005)
        for face in each.faces
    ]
    assert measure_gaze(frames, RIGHT.aspect) is None


def test_a_pupil_that_is_no_number_is_not_measured() -> None:
    frames = [
        replace(each, faces=(replace(face, landmarks={**face.landmarks, "leftPupil": Point(nan, 0.5)}),))
        for each in looking(RIGHT, 0.005)
        for face in each.faces
    ]
    assert measure_gaze(frames, RIGHT.aspect) is None
