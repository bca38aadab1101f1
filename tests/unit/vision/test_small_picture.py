"""The camera's whole picture on its way to the backend."""

import cv2
import numpy as np
import pytest

from kiosk.vision.small_picture import MAX_BYTES, encode_small, shrink


@pytest.mark.parametrize(
    ("width_px", "height_px", "small"),
    [(1280, 720, (480, 270)), (640, 480, (480, 360)), (1920, 1080, (480, 270)), (1080, 1920, (202, 360))],
)
def test_it_keeps_its_aspect(width_px: int, height_px: int, small: tuple[int, int]) -> None:
    assert shrink(np.zeros((height_px, width_px, 3), np.uint8)).shape == (small[1], small[0], 3)


def test_a_small_one_stays() -> None:
    assert shrink(np.zeros((240, 320, 3), np.uint8)).shape == (240, 320, 3)


def test_whatever_it_shows_it_is_no_larger_than_the_backend_takes() -> None:
    noise = np.random.default_rng(1).integers(0, 256, (360, 480, 3)).astype(np.uint8)
    jpeg = encode_small(noise)
    assert len(jpeg) <= MAX_BYTES
    decoded = cv2.imdecode(np.frombuffer(jpeg, dtype=np.uint8), cv2.IMREAD_COLOR)
    assert decoded is not None
    assert decoded.shape == noise.shape
