from dataclasses import replace
from math import inf, nan
from typing import Any

import pytest

from kiosk.domain.faces.face_detail import Box, FaceDetail, Pose, Quality
from kiosk.domain.faces.quality import Advice, FaceQualityPolicy, Measure, QualityFailure, quality_failures
from tests.factories.faces import head

WIDTH_PX, HEIGHT_PX = 640, 480
GOOD = replace(
    head(),
    pose=Pose(0, 0, 90),
    quality=Quality(60, 60),
    bounding_box=Box(0.3, 0.2, 200 / 640, 240 / 480),
    occluded=False,
)


def failures(policy: FaceQualityPolicy | None = None, **detail: Any) -> tuple[QualityFailure, ...]:
    return quality_failures(replace(GOOD, **detail), WIDTH_PX, HEIGHT_PX, policy or FaceQualityPolicy())


def sized(width_px: float, height_px: float) -> Box:
    return Box(0.1, 0.1, width_px / WIDTH_PX, height_px / HEIGHT_PX)


def test_a_good_face_has_no_failures_however_it_is_rolled() -> None:
    assert failures() == ()


BOUNDARIES: list[tuple[dict[str, Any], dict[str, Any], Measure, Advice, float, float]] = [
    ({"pose": Pose(30, 0, 0)}, {"pose": Pose(30.1, 0, 0)}, Measure.YAW, Advice.LOOK_STRAIGHT, 30.1, 30),
    ({"pose": Pose(-30, 0, 0)}, {"pose": Pose(-30.1, 0, 0)}, Measure.YAW, Advice.LOOK_STRAIGHT, -30.1, 30),
    ({"pose": Pose(0, 30, 0)}, {"pose": Pose(0, 30.1, 0)}, Measure.PITCH, Advice.LEVEL_HEAD, 30.1, 30),
    ({"pose": Pose(0, -30, 0)}, {"pose": Pose(0, -30.1, 0)}, Measure.PITCH, Advice.LEVEL_HEAD, -30.1, 30),
    ({"quality": Quality(60, 25.1)}, {"quality": Quality(60, 25)}, Measure.SHARPNESS, Advice.HOLD_STILL, 25, 25),
    ({"quality": Quality(25.1, 60)}, {"quality": Quality(25, 60)}, Measure.BRIGHTNESS, Advice.MORE_LIGHT, 25, 25),
    ({"bounding_box": sized(51, 60)}, {"bounding_box": sized(50, 60)}, Measure.SIZE, Advice.COME_CLOSER, 50, 50),
    ({"bounding_box": sized(60, 51)}, {"bounding_box": sized(60, 50)}, Measure.SIZE, Advice.COME_CLOSER, 50, 50),
    (
        {"occluded": None},
        {"occluded": True, "occlusion_confidence": 80.0},
        Measure.OCCLUSION,
        Advice.UNCOVER_FACE,
        80,
        50,
    ),
]


@pytest.mark.parametrize(("passes", "fails", "measure", "advice", "value", "limit"), BOUNDARIES)
def test_boundaries(
    passes: dict[str, Any], fails: dict[str, Any], measure: Measure, advice: Advice, value: float, limit: float
) -> None:
    assert failures(**passes) == ()
    (failure,) = failures(**fails)
    assert (failure.measure, failure.advice) == (measure, advice)
    assert (failure.value, failure.limit) == pytest.approx((value, limit))


def test_every_failed_measure_is_told() -> None:
    worst = FaceDetail(sized(10, 10), GOOD.landmarks, Pose(90, -90, 0), Quality(0, 0), 99, True, 99)
    told = quality_failures(worst, WIDTH_PX, HEIGHT_PX, FaceQualityPolicy())
    assert [failure.measure for failure in told] == [*list(Measure)[:4], Measure.OCCLUSION, Measure.SIZE]


@pytest.mark.parametrize("number", [nan, inf, -inf])
def test_what_is_no_number_fails_and_is_told_as_one(number: float) -> None:
    told = failures(
        pose=Pose(number, number, 0), quality=Quality(number, number), bounding_box=Box(0, 0, number, number)
    )
    assert {failure.measure for failure in told} == {*Measure} - {Measure.OCCLUSION, Measure.OVER_EXPOSURE_PREVENTION}
    assert [failure.value for failure in told] == [0.0] * 5


def test_the_policy_counts() -> None:
    strict = FaceQualityPolicy(max_yaw_deg=5, min_sharpness=70)
    told = failures(strict, pose=Pose(6, 0, 0))
    assert [(failure.measure, failure.limit) for failure in told] == [(Measure.YAW, 5), (Measure.SHARPNESS, 70)]
