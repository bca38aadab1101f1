from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from skimage import data

from kiosk.terminal.client.upload.jpeg_quality import SizeBand, SizedEncoder, next_quality

BAND = SizeBand()
Pixels = NDArray[np.uint8]


class CountingEncoder:
    """Real JPEG files, counted."""

    def __init__(self) -> None:
        self.calls = 0

    def __call__(self, image: Pixels, quality: int) -> bytes:
        self.calls += 1
        return bytes(cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, quality])[1])


def model(complexity: float) -> Callable[[object, int], bytes]:
    """Files whose size falls as a power of the quantisation, like a JPEG's."""

    def encode(image: object, quality: int) -> bytes:
        scale = 5000 / quality if quality < 50 else 200 - 2 * quality
        return bytes(int(complexity * max(scale, 1) ** -0.75))

    return encode


def camera_picture(name: str, blur_px: float = 1.2) -> Pixels:
    """A photograph at the size of a frame, softened as a webcam softens it."""
    small = cv2.resize(getattr(data, name)()[..., ::-1], (640, 480))
    return np.asarray(cv2.GaussianBlur(small, (0, 0), blur_px), dtype=np.uint8)


def in_band(jpeg: bytes) -> bool:
    return BAND.min_bytes <= len(jpeg) <= BAND.max_bytes


@given(st.integers(1, 100), st.integers(0, 10_000_000))
def test_the_next_quality_is_in_range_and_moves_the_right_way(quality: int, size_bytes: int) -> None:
    proposed = next_quality(quality, size_bytes, BAND)
    if BAND.min_bytes <= size_bytes <= BAND.max_bytes:
        assert proposed == quality
        return
    assert BAND.min_quality <= proposed <= BAND.max_quality
    if BAND.min_quality < quality < BAND.max_quality:
        assert (proposed > quality) == (size_bytes < BAND.min_bytes)


@given(st.floats(120_000, 700_000), st.integers(30, 92))
def test_the_first_frame_already_fits(complexity: float, first_quality: int) -> None:
    encoder = SizedEncoder(model(complexity), first_quality=first_quality)
    assert in_band(encoder(None))


@pytest.mark.parametrize("picture", ["astronaut", "coffee", "chelsea"])
def test_real_pictures_fit_and_settle(picture: str) -> None:
    image = camera_picture(picture)
    count = CountingEncoder()
    encoder = SizedEncoder(count)
    assert in_band(encoder(image))
    settled = count.calls
    assert all(in_band(encoder(image)) for _ in range(5))
    assert count.calls == settled + 5


def test_a_picture_that_changes_is_followed() -> None:
    encoder = SizedEncoder(CountingEncoder())
    encoder(camera_picture("astronaut", blur_px=3))
    encoder(camera_picture("astronaut"))
    assert in_band(encoder(camera_picture("astronaut")))


@pytest.mark.parametrize(("complexity", "quality"), [(1.0, 92), (1e8, 30)])
def test_a_picture_that_cannot_fit_stops_at_the_limit(complexity: float, quality: int) -> None:
    tried: list[int] = []

    def encode(image: object, quality: int) -> bytes:
        tried.append(quality)
        return bytes(min(int(complexity), 50_000))

    encoder = SizedEncoder(encode)
    for _ in range(3):
        encoder(None)
    assert tried[-1] == quality
    assert len(tried) <= 4 + 2 * 2


def test_camera_pictures_of_people_fit(testdata: Path) -> None:
    video = cv2.VideoCapture(str(testdata / "clips/liveportrait/d19.mp4"))
    encoder = SizedEncoder(CountingEncoder())
    sizes = [len(encoder(np.asarray(cv2.resize(video.read()[1], (640, 480)), dtype=np.uint8))) for _ in range(30)]
    video.release()
    assert sum(BAND.min_bytes <= size <= BAND.max_bytes for size in sizes) >= 28
