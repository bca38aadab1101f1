"""Patterns and noise that are drawn here: what real cameras and screens show is measured elsewhere."""

from dataclasses import replace

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from kiosk.domain.faces.face_detail import Box
from kiosk.vision.camera_measures import CameraMeter

Image = NDArray[np.uint8]
WIDTH_PX, HEIGHT_PX = 1280, 720
FACE = Box(0.4, 0.3, 0.2, 0.45)
"""256 by 324 pixels."""
SUSPICIOUS, USUAL = 8.0, 5.5
"""Real faces stay under 4.3 (n=90), noise alone under 5."""


def picture(seed: int = 1, noise: float = 2.0) -> Image:
    """Soft shapes like a face before a wall, as a sensor sees them; the same scene every time."""
    scene = np.random.default_rng(7).normal(0, 1, (HEIGHT_PX // 8, WIDTH_PX // 8))
    soft = cv2.resize(cv2.GaussianBlur(scene, (0, 0), 2), (WIDTH_PX, HEIGHT_PX), interpolation=cv2.INTER_CUBIC)
    grey = 120 + 200 * soft + np.random.default_rng(seed).normal(0, noise, soft.shape)
    channel = np.clip(np.rint(grey), 0, 255).astype(np.uint8)
    return np.dstack([channel, channel, channel])


def with_grid(image: Image, period_px: float, strength: float, turned_deg: float = 0.0) -> Image:
    """A pattern of lines over everything, as a filmed screen leaves it."""
    y, x = np.mgrid[0:HEIGHT_PX, 0:WIDTH_PX]
    turned = np.radians(turned_deg)
    wave = strength * np.sin(2 * np.pi * (x * np.cos(turned) + y * np.sin(turned)) / period_px)
    return np.asarray(np.clip(image + wave[..., None], 0, 255), dtype=np.uint8)


def moire(image: Image) -> float:
    meter = CameraMeter()
    meter.measure(picture(2), FACE)
    measures = meter.measure(image, FACE)
    assert measures is not None
    return measures.moire


def test_a_face_before_a_camera_shows_no_pattern() -> None:
    assert max(moire(picture(seed)) for seed in range(5)) < USUAL


@pytest.mark.parametrize("period_px", [2.7, 3.3, 5.3])
@pytest.mark.parametrize("turned_deg", [3.0, 20.0, 70.0])
def test_a_faint_regular_pattern_is_found(period_px: float, turned_deg: float) -> None:
    assert moire(with_grid(picture(), period_px, 3.0, turned_deg)) > SUSPICIOUS


def test_the_blocks_of_jpeg_are_no_screen() -> None:
    done, packed = cv2.imencode(".jpg", picture(), [cv2.IMWRITE_JPEG_QUALITY, 40])
    assert done
    assert moire(np.asarray(cv2.imdecode(packed, cv2.IMREAD_COLOR), dtype=np.uint8)) < USUAL


@pytest.mark.parametrize("noise", [0.0, 1.0, 3.0])
def test_noise_is_the_sensor_s_whatever_moves_in_a_part_of_the_room(noise: float) -> None:
    meter = CameraMeter()
    first, second = picture(1, noise), picture(2, noise)
    second[250:400, 200:330] = 200
    meter.measure(first, FACE)
    measures = meter.measure(second, FACE)
    assert measures is not None
    assert measures.noise == pytest.approx(noise, abs=0.3)


def test_a_picture_that_is_shown_again_has_no_noise() -> None:
    meter = CameraMeter()
    meter.measure(picture(), FACE)
    measures = meter.measure(picture(), FACE)
    assert measures is not None
    assert measures.noise == 0


def test_what_cannot_be_measured_is_not_made_up() -> None:
    meter = CameraMeter()
    assert meter.measure(picture(1), FACE) is None, "nothing to compare the first with"
    assert meter.measure(picture(2), replace(FACE, width=0.05)) is None, "too small a face"
    assert meter.measure(picture(1), Box(-0.1, -0.1, 1.2, 1.2)) is None, "no room beside the face"
    assert meter.measure(np.full((480, 640, 3), 90, np.uint8), FACE) is None, "another size than before"
    assert meter.measure(np.full((480, 640, 3), 255, np.uint8), FACE) is None, "nothing but white"
    meter.measure(picture(1), FACE)
    meter.forget()
    assert meter.measure(picture(2), FACE) is None


@pytest.mark.parametrize(
    "face", [Box(-0.3, 0.3, 0.5, 0.5), Box(0.9, 0.9, 0.4, 0.4), Box(0.5, -0.4, 0.3, 0.5), Box(2.0, 2.0, 0.3, 0.3)]
)
def test_a_face_at_the_edge_is_no_trouble(face: Box) -> None:
    meter = CameraMeter()
    meter.measure(picture(1), face)
    measures = meter.measure(picture(2), face)
    assert measures is None or measures.noise >= 0
