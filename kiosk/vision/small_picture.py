"""The camera's whole picture, small enough to go along with a frame: it shows where things are, and no more."""

import cv2
import numpy as np

from kiosk.vision.arrays import Image
from kiosk.vision.jpeg import encode_jpeg

MAX_WIDTH_PX, MAX_HEIGHT_PX = 480, 360
QUALITIES = (60, 40, 20)
MAX_BYTES = 60_000
"""What a backend takes; a picture of this size and the first quality has some 10 to 25 kB."""


def shrink(bgr: Image) -> Image:
    """The picture in its own aspect, inside the largest size; one that is smaller already stays as it is."""
    high, wide = bgr.shape[:2]
    scale = min(MAX_WIDTH_PX / wide, MAX_HEIGHT_PX / high, 1.0)
    size = (max(1, round(wide * scale)), max(1, round(high * scale)))
    return np.asarray(cv2.resize(bgr, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)


def encode_small(bgr: Image) -> bytes:
    """A JPEG file of at most MAX_BYTES, but for noise that no camera shows."""
    jpeg = b""
    for quality in QUALITIES:
        jpeg = encode_jpeg(bgr, quality)
        if len(jpeg) <= MAX_BYTES:
            break
    return jpeg
