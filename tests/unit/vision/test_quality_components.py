"""The standard's measures on a public-domain face, as it is and made worse in one way at a time."""

from collections.abc import Mapping

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from kiosk.domain.faces.quality_components import NativeMeasures, quality_components, sample_quality
from kiosk.vision.photo_faces import PhotoFace, PhotoFaceFinder
from kiosk.vision.quality_components import native_measures
from kiosk.vision.still_detail import still_detail
from tests.factories import pictures

Image = NDArray[np.uint8]


@pytest.fixture(scope="module")
def seen() -> tuple[Image, PhotoFace]:
    rgb = np.ascontiguousarray(pictures.grace_hopper()[..., ::-1])
    with PhotoFaceFinder() as finder:
        return rgb, finder.find(rgb, 1)[0]


def components(rgb: Image, face: PhotoFace) -> Mapping[str, float]:
    native = native_measures(rgb, face.points)
    return quality_components(still_detail(face, rgb), rgb.shape[1], rgb.shape[0], native)


def in_light(rgb: Image, gain: "float | NDArray[np.float64]") -> Image:
    return np.asarray(255 * np.clip((rgb / 255) ** 2.2 * gain, 0, 1) ** (1 / 2.2), dtype=np.uint8)


def test_a_good_picture_is_good_in_everything(seen: tuple[Image, PhotoFace]) -> None:
    found = components(*seen)
    assert set(found) == {
        "illumination_uniformity", "luminance_mean", "luminance_variance", "under_exposure_prevention",
        "over_exposure_prevention", "dynamic_range", "sharpness", "compression_artifacts", "inter_eye_distance",
        "head_pose_yaw", "head_pose_pitch", "head_pose_roll", "eyes_open", "mouth_closed",
        "leftward_crop_of_the_face_image", "rightward_crop_of_the_face_image", "margin_above_of_the_face_image",
        "margin_below_of_the_face_image",
    }  # fmt: skip
    for name in ("under_exposure_prevention", "over_exposure_prevention", "dynamic_range", "eyes_open"):
        assert found[name] > 80, name
    rgb, face = seen
    assert sample_quality(still_detail(face, rgb), native_measures(rgb, face.points)) > 85


def test_light_from_one_side(seen: tuple[Image, PhotoFace]) -> None:
    rgb, face = seen
    place = (np.arange(rgb.shape[1]) - face.points[:, 0].min()) / np.ptp(face.points[:, 0])
    gain = 0.05 + 0.95 / (1 + np.exp(-(place - 0.5) / 0.06))
    lit = in_light(rgb, gain[None, :, None])
    assert components(lit, face)["illumination_uniformity"] < components(rgb, face)["illumination_uniformity"] / 2


def test_exposure(seen: tuple[Image, PhotoFace]) -> None:
    rgb, face = seen
    bright, dark = components(in_light(rgb, 8), face), components(in_light(rgb, 1 / 32), face)
    assert bright["over_exposure_prevention"] < 3
    assert dark["under_exposure_prevention"] < 5
    assert dark["over_exposure_prevention"] == pytest.approx(100)
    assert dark["dynamic_range"] < 50 < components(rgb, face)["dynamic_range"]


def test_compression(seen: tuple[Image, PhotoFace]) -> None:
    rgb, face = seen
    packed = cv2.imencode(".jpg", rgb, [cv2.IMWRITE_JPEG_QUALITY, 10])[1]
    blocky = np.asarray(cv2.imdecode(packed, cv2.IMREAD_COLOR), dtype=np.uint8)
    smooth = np.asarray(cv2.GaussianBlur(rgb, (0, 0), 2), dtype=np.uint8)
    assert components(blocky, face)["compression_artifacts"] < 20
    assert components(smooth, face)["compression_artifacts"] > 90


def test_eyes_and_mouth_by_the_mesh(seen: tuple[Image, PhotoFace]) -> None:
    rgb, face = seen
    points = face.points.copy()
    for lids in ((160, 144), (159, 145), (158, 153)):
        points[list(lids)] = points[list(lids)].mean(axis=0)
    points[14, 1] += 0.5 * (points[152, 1] - points[14, 1])
    made = native_measures(rgb, points)
    found = quality_components(still_detail(face, rgb), rgb.shape[1], rgb.shape[0], made)
    assert found["eyes_open"] < 15, "the eye that is less open counts"
    assert found["mouth_closed"] < 60
    assert sample_quality(still_detail(face, rgb), made) < 75


def test_a_face_at_the_edge_of_the_picture_is_measured(seen: tuple[Image, PhotoFace]) -> None:
    rgb, face = seen
    moved = face.points + np.array([rgb.shape[1], rgb.shape[0], 0], dtype=np.float32)
    native = native_measures(rgb, moved)
    assert native.luminance_mean == 0.0
    assert native.block_edges == 1.0
    assert isinstance(native, NativeMeasures)
