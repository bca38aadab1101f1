"""Blinks: skin from above an eye is drawn down over its opening."""

import cv2
import numpy as np

from kiosk.terminal.camera.demo.eyes import LOWER_LIDS, UPPER_LIDS
from kiosk.terminal.camera.demo.portrait import Image, Points

MARGIN_PX = 3
LEAST = 0.03
"""Below this share of a blink nothing is drawn."""


def close_lids(image: Image, points: Points, share: float) -> Image:
    """The picture with both lids closed by that share (0-1); the points of the mesh are in its pixels."""
    if share < LEAST:
        return image
    picture = image.copy()
    for eye in (0, 1):
        _close(picture, image, points, eye, min(share, 1.0))
    return picture


def _close(picture: Image, image: Image, points: Points, eye: int, share: float) -> None:
    upper, lower = (points[list(lids[eye]), :2] for lids in (UPPER_LIDS, LOWER_LIDS))
    left, right = int(upper[0, 0]) - MARGIN_PX, int(upper[-1, 0]) + MARGIN_PX + 1
    opening = float((lower[:, 1] - upper[:, 1]).max())
    skin = max(opening * 1.1, 6.0)
    top, bottom = int(upper[:, 1].min() - skin) - 1, int(lower[:, 1].max()) + MARGIN_PX
    x, y = np.meshgrid(np.arange(left, right, dtype=np.float32), np.arange(top, bottom, dtype=np.float32))
    lid = np.interp(x, upper[:, 0], upper[:, 1])
    down = np.interp(x, lower[:, 0], lower[:, 1])
    edge = lid + share * np.maximum(down - lid, 0)
    start = lid - skin
    stretched = start + (y - start) * skin / np.maximum(edge - start, 1e-3)
    source = np.where((y > start) & (y < edge), stretched, y).astype(np.float32)
    picture[top:bottom, left:right] = cv2.remap(image, x, source, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
