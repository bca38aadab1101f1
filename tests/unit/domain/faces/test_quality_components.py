from dataclasses import replace
from math import nan

import pytest

from kiosk.domain.faces.face_detail import Pose, Quality
from kiosk.domain.faces.quality import Advice, FaceQualityPolicy, Measure, quality_failures
from kiosk.domain.faces.quality_components import (
    NativeMeasures,
    inter_eye_distance_px,
    quality_components,
    sample_quality,
)
from tests.factories.faces import head

NATIVE = NativeMeasures(
    illumination_overlap=0.6,
    luminance_mean=0.4,
    luminance_variance=0.02,
    dark_share=0.1,
    bright_share=0.0,
    entropy_bits=7.2,
    block_edges=1.0,
    eye_opening=0.08,
    mouth_opening=0.01,
)
GOOD = replace(head(), quality=Quality(60, 80))


@pytest.mark.parametrize(
    ("changes", "name", "value"),
    [
        ({"illumination_overlap": 0.1}, "illumination_uniformity", 50.12),
        ({"luminance_mean": 0.2}, "luminance_mean", 50.0),
        ({"luminance_mean": 0.8}, "luminance_mean", 50.0),
        ({"luminance_variance": 1 / 60}, "luminance_variance", 100.0),
        ({"dark_share": 0.92}, "under_exposure_prevention", 39.84),
        ({"bright_share": 0.01}, "over_exposure_prevention", 50.0),
        ({"entropy_bits": 4.0}, "dynamic_range", 50.0),
        ({"eye_opening": 0.02}, "eyes_open", 50.0),
        ({"mouth_opening": 0.2}, "mouth_closed", 50.0),
    ],
)
def test_values_are_the_reference_implementations(changes: dict[str, float], name: str, value: float) -> None:
    found = quality_components(GOOD, 640, 480, replace(NATIVE, **changes))
    assert found[name] == pytest.approx(value, abs=0.05)


def test_pose_and_margins() -> None:
    found = quality_components(replace(GOOD, pose=Pose(60, 0, 45)), 640, 480)
    assert (found["head_pose_yaw"], found["head_pose_roll"]) == pytest.approx((25.0, 50.0))
    assert "dynamic_range" not in found, "nobody looked at pixels"
    middle, aside = (quality_components(head(centre=(x, 0.5)), 640, 480) for x in (0.5, 0.12))
    assert middle["leftward_crop_of_the_face_image"] > 99
    assert aside["leftward_crop_of_the_face_image"] < 50 < aside["rightward_crop_of_the_face_image"]


def test_the_distance_between_the_eyes_is_that_of_a_head_that_looks_straight() -> None:
    straight, turned = (inter_eye_distance_px(head(angle), 640, 480) for angle in (0.0, 25.0))
    assert straight is not None
    assert turned == pytest.approx(straight, rel=0.12)
    assert inter_eye_distance_px(replace(GOOD, landmarks={}), 640, 480) is None


def test_what_is_no_number_is_left_out_and_worth_nothing() -> None:
    broken = replace(GOOD, quality=Quality(nan, nan), pose=Pose(nan, 0, 0))
    found = quality_components(broken, 640, 480, replace(NATIVE, entropy_bits=nan, bright_share=nan))
    assert not {"sharpness", "head_pose_yaw", "dynamic_range", "over_exposure_prevention"} & set(found)
    assert sample_quality(broken) == pytest.approx(0.0)
    assert sample_quality(GOOD, replace(NATIVE, bright_share=nan)) == 0.0


def test_what_a_picture_is_worth() -> None:
    best = sample_quality(GOOD, NATIVE)
    assert best == pytest.approx(100, abs=0.2)
    for worse in (
        sample_quality(replace(GOOD, pose=Pose(30, 0, 0)), NATIVE),
        sample_quality(replace(GOOD, quality=Quality(60, 20)), NATIVE),
        sample_quality(replace(GOOD, quality=Quality(10, 80)), NATIVE),
        sample_quality(GOOD, replace(NATIVE, bright_share=0.3)),
        sample_quality(GOOD, replace(NATIVE, eye_opening=0.0)),
    ):
        assert 30 < worse < 80


def test_a_face_that_is_blown_out_is_not_compared() -> None:
    policy = FaceQualityPolicy()
    good = replace(GOOD, occluded=False)
    assert quality_failures(good, 640, 480, policy, NATIVE) == ()
    assert quality_failures(good, 640, 480, policy, replace(NATIVE, bright_share=0.3)) == ()
    for share in (0.35, nan):
        (failure,) = quality_failures(good, 640, 480, policy, replace(NATIVE, bright_share=share))
        assert (failure.measure, failure.advice) == (Measure.OVER_EXPOSURE_PREVENTION, Advice.LESS_LIGHT)
