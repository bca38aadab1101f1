"""Pictures that show nobody."""

from functools import cache

import cv2
import numpy as np


@cache
def picture(width_px: int = 640, height_px: int = 480, tag: int = 0) -> bytes:
    """A JPEG file that shows nobody; `tag` makes it differ from others."""
    noise = np.random.default_rng(tag).integers(0, 255, (height_px // 20, width_px // 20, 3))
    image = cv2.resize(noise.astype(np.uint8), (width_px, height_px), interpolation=cv2.INTER_CUBIC)
    return bytes(cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, 70])[1])
