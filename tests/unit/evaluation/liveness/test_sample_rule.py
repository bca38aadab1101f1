"""The AWS sample's rule: the first frame in the target decides, by the grid of landmarks, yaw and path."""

from dataclasses import replace

import pytest

from kiosk.domain.faces.face_detail import Box, FaceDetail, Point, Pose, Quality
from kiosk.domain.liveness.challenge import Stage
from kiosk.domain.liveness.frames import FrameFacts
from kiosk.domain.liveness.nose.challenge import challenge_at
from kiosk.evaluation.liveness.session.sample_rule import sample_score

CHALLENGE = challenge_at("0", 640, 480, 60, 0)
GRID = [(x, y) for x in (0.0, 0.5, 1.0) for y in (0.0, 0.5, 1.0)]


def face(nose_x: float, yaw_deg: float, shift: float = 0.0) -> FaceDetail:
    """A face whose landmarks fill the grid evenly, but for `shift`, which moves the middle column to the right."""
    box = Box(0.33, 0.2, 0.34, 0.6)
    points = {
        f"p{i}": Point(box.left + (x + (shift if x == 0.5 else 0)) * box.width, box.top + y * box.height)
        for i, (x, y) in enumerate(GRID)
    }
    return FaceDetail(box, {"nose": Point(nose_x, 0.5), **points}, Pose(yaw_deg, 0, 0), Quality(60, 60), 99)


def frames(*faces: FaceDetail) -> list[FrameFacts]:
    return [FrameFacts(i, Stage.CHALLENGE, 100 + i / 10, "", True, (each,)) for i, each in enumerate(faces)]


def test_a_turn_that_moves_landmarks_to_other_bins_passes() -> None:
    seen = frames(face(0.5, 0), face(0.55, 8), face(0.594, 15, 0.3))
    assert sample_score(CHALLENGE, seen) > 1


def test_a_turn_to_the_other_side_fails() -> None:
    assert sample_score(CHALLENGE, frames(face(0.5, 0), face(0.55, 8), face(0.594, -15, 0.3))) == 0


def test_a_nose_that_jumps_about_fails() -> None:
    wild = [face(0.5 + 0.01 * i, 0) for i in range(8)]
    wild = [
        replace(each, landmarks={**each.landmarks, "nose": Point(each.nose.x, 0.5 + 0.04 * (-1) ** i)})
        for i, each in enumerate(wild)
    ]
    assert sample_score(CHALLENGE, frames(*wild, face(0.594, 15, 0.3))) == 0


def test_without_a_turn_more_is_demanded() -> None:
    turned, straight = (
        sample_score(CHALLENGE, frames(face(0.5, 0), face(0.594, yaw_deg, 0.3))) for yaw_deg in (15.0, 2.0)
    )
    assert turned == pytest.approx(2 * straight)


def test_leaving_the_area_or_coming_late_fails() -> None:
    seen = frames(face(0.5, 0), face(0.594, 15, 0.3))
    outside = replace(seen[1].faces[0], bounding_box=Box(0.0, 0.2, 0.34, 0.6))
    assert sample_score(CHALLENGE, [seen[0], replace(seen[1], faces=(outside,))]) == 0
    assert sample_score(CHALLENGE, [seen[0], replace(seen[1], received_at_s=120.0)]) == 0
    assert sample_score(CHALLENGE, []) == 0 and sample_score(CHALLENGE, seen[:1]) == 0
