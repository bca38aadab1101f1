"""A picture of a person, set before the camera."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

WIDTH_PX, HEIGHT_PX = 1280, 720
FACE_WIDTH_PX = 168
"""Width of the face before the camera, which at a zoom of 1.8 covers half of the face area."""
MARGIN_PX = 28

Image = NDArray[np.uint8]
Points = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Portrait:
    """A BGR picture and its face mesh in pixels of the picture, z away from the camera: 468x3, or 478x3 with irises,
    without which its eyes cannot move."""

    image: Image
    points: Points


def stand(portrait: Portrait, centre_x_px: float = WIDTH_PX / 2, face_width_px: float = FACE_WIDTH_PX) -> Portrait:
    """The person standing before the camera, in a room that is a blur of the picture itself."""
    scale = face_width_px / float(np.ptp(portrait.points[:, 0]))
    nose = portrait.points[1] * scale
    shift = np.array([centre_x_px - nose[0], HEIGHT_PX / 2 - nose[1]])
    matrix = np.array([[scale, 0, shift[0]], [0, scale, shift[1]]])
    size = (WIDTH_PX, HEIGHT_PX)
    placed = cv2.warpAffine(portrait.image, matrix, size, flags=cv2.INTER_AREA, borderMode=cv2.BORDER_REPLICATE)
    points = portrait.points * np.float32(scale) + np.array([*shift, 0], dtype=np.float32)
    person = np.asarray(placed, dtype=np.uint8)
    return Portrait(blend(room(portrait.image), person, _soft_mask(portrait.image, matrix)), points)


def room(image: Image) -> Image:
    """A background as large as the camera's picture."""
    small = cv2.resize(image, (32, 18), interpolation=cv2.INTER_AREA)
    large = cv2.resize(small, (WIDTH_PX, HEIGHT_PX), interpolation=cv2.INTER_CUBIC)
    return np.asarray(cv2.GaussianBlur(large, (0, 0), 24), dtype=np.uint8)


def blend(back: Image, front: Image, mask: NDArray[np.float32]) -> Image:
    """Front over back; the mask is HxW, 0-1."""
    weight = mask[..., None]
    return np.asarray(front * weight + back * (1 - weight), dtype=np.uint8)


def _soft_mask(image: Image, matrix: NDArray[np.float64]) -> NDArray[np.float32]:
    inner = np.zeros(image.shape[:2], dtype=np.float32)
    inner[MARGIN_PX:, MARGIN_PX:-MARGIN_PX] = 1
    placed = cv2.warpAffine(inner, matrix, (WIDTH_PX, HEIGHT_PX))
    # The lower edge of a portrait goes on out of sight rather than ending in mid-air.
    bottom = int(np.flatnonzero(placed.any(axis=1)).max())
    placed[bottom:] = placed[bottom - 2]
    return np.asarray(cv2.GaussianBlur(placed, (0, 0), MARGIN_PX / 2), dtype=np.float32)
