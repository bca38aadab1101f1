from dataclasses import replace
from typing import Any

import pytest

from kiosk.domain.faces.face_detail import Box, Point, Pose, Quality
from kiosk.rekognition_local.faces import AnalysedFace, Gaze, Judged
from kiosk.rekognition_local.quality import BARS, Reason, reasons_against
from kiosk.rekognition_local.wire_faces import DEFAULT_LANDMARKS, compared_face
from tests.factories.faces import head

GOOD = AnalysedFace(
    replace(
        head(),
        landmarks=dict.fromkeys(DEFAULT_LANDMARKS, Point(0.5, 0.5)),
        pose=Pose(0, 0, 0),
        quality=Quality(60, 60),
        confidence=95,
        bounding_box=Box(0.3, 0.3, 0.3, 0.4),
    ),
    Judged(True, 99),
    Judged(False, 99),
    Gaze(0, 0, 99),
    width_px=200,
    height_px=260,
)


def changed(**detail: Any) -> AnalysedFace:
    return replace(GOOD, detail=replace(GOOD.detail, **detail))


POOR = [
    (changed(pose=Pose(80, 0, 0)), Reason.EXTREME_POSE),
    (changed(pose=Pose(-80, 0, 0)), Reason.EXTREME_POSE),
    (changed(pose=Pose(0, 80, 0)), Reason.EXTREME_POSE),
    (changed(quality=Quality(1, 60)), Reason.LOW_BRIGHTNESS),
    (changed(quality=Quality(60, 1)), Reason.LOW_SHARPNESS),
    (changed(confidence=51), Reason.LOW_CONFIDENCE),
    (replace(GOOD, width_px=20), Reason.SMALL_BOUNDING_BOX),
    (changed(bounding_box=Box(-0.2, 0.3, 0.3, 0.4)), Reason.LOW_FACE_QUALITY),
]


@pytest.mark.parametrize("quality_filter", ["AUTO", *BARS])
@pytest.mark.parametrize(("face", "reason"), POOR)
def test_every_filter_says_why_it_leaves_a_face_out(face: AnalysedFace, reason: Reason, quality_filter: str) -> None:
    assert reasons_against(GOOD, quality_filter) == ()
    assert reasons_against(face, quality_filter) == (reason,)
    assert reasons_against(face, "NONE") == ()


def test_all_reasons_are_given() -> None:
    worst = replace(changed(pose=Pose(80, 0, 0), quality=Quality(0, 0), confidence=0), width_px=1)
    assert len(reasons_against(worst, "LOW")) == 5


def test_the_bars_rise() -> None:
    low, medium, high = (BARS[name] for name in ("LOW", "MEDIUM", "HIGH"))
    for name in ("confidence", "brightness", "sharpness", "side_px", "in_picture"):
        assert getattr(low, name) < getattr(medium, name) < getattr(high, name)
    assert low.turn_deg > medium.turn_deg > high.turn_deg


def test_pitch_is_positive_upwards_on_the_wire() -> None:
    assert compared_face(changed(pose=Pose(3, 7, 5)))["Pose"] == {"Yaw": 3, "Pitch": -7, "Roll": 5}


def test_a_roll_is_no_reason() -> None:
    assert reasons_against(changed(pose=Pose(0, 0, 120)), "HIGH") == ()
