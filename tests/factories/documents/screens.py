"""A page shown on a screen and photographed: every dot has its three colours side by side, and dark gaps between."""

import cv2
import numpy as np
from numpy.typing import NDArray

from tests.factories.documents.sheet import Image

SAMPLES = 3
"""Of each pixel of the camera, along each side."""
MAX_PX = (1_900, 1_300)
GAP, STRIPE = 0.85, 0.293
"""Shares of a dot: how high it shines, and how wide each colour is."""
STARTS = (0.687, 0.353, 0.02)
"""Where blue, green and red begin in a dot."""
GLOW = 0.03
"""Light of what is black."""

Plane = NDArray[np.float32]


def photographed_from_screen(image: Image, random: np.random.Generator, pitch_px: float, tilt_deg: float) -> Image:
    """The page, a dot of the screen for each of its pixels, by a camera that sees a dot `pitch_px` wide."""
    high, wide = image.shape[:2]
    size = tuple(min(int(1.12 * side * pitch_px), most) for side, most in zip((wide, high), MAX_PX, strict=True))
    matrix = _to_screen(image, size, pitch_px, tilt_deg)
    light = (image.astype(np.float32) / 255) ** 2.2
    seen = np.zeros((size[1], size[0], 3), dtype=np.float32)
    down, across = np.indices(seen.shape[:2]).astype(np.float32)
    for place in range(SAMPLES**2):
        x, y = across + (place % SAMPLES + 0.5) / SAMPLES, down + (place // SAMPLES + 0.5) / SAMPLES
        u, v, w = (row[0] * x + row[1] * y + row[2] for row in matrix.astype(np.float32))
        seen += _shining(light, u / w, v / w) / SAMPLES**2
    seen = np.asarray(cv2.GaussianBlur(seen, (0, 0), 0.5), dtype=np.float32)
    exposed = np.clip(seen * np.float32(random.uniform(0.75, 1.0)), 0, 1) ** np.float32(1 / 2.2) * 255
    noise = random.standard_normal(exposed.shape, dtype=np.float32)
    return np.clip(exposed + 2 * noise, 0, 255).astype(np.uint8)


def _to_screen(image: Image, size: tuple[int, ...], pitch_px: float, tilt_deg: float) -> NDArray[np.float64]:
    """From the camera's pixels to the screen's dots."""
    high, wide = image.shape[:2]
    corners = np.array([[-0.97, -1], [0.97, -1], [1, 1], [-1, 1]]) * np.array([wide, high]) * pitch_px / 2
    turn = np.radians(tilt_deg)
    rotation = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    seen = (corners @ rotation.T + np.array(size) / 2).astype(np.float32)
    dots = np.array([[0, 0], [wide, 0], [wide, high], [0, high]], dtype=np.float32)
    return np.asarray(cv2.getPerspectiveTransform(seen, dots), dtype=np.float64)


def _shining(light: Plane, u: Plane, v: Plane) -> Plane:
    """The light at these places of the screen, in dots."""
    column, row = np.floor(u), np.floor(v)
    lit: Plane = np.asarray(
        cv2.remap(light, column, row, cv2.INTER_NEAREST, borderMode=cv2.BORDER_CONSTANT), dtype=np.float32
    )
    within, on = u - column, (v - row) < GAP
    for channel, start in enumerate(STARTS):
        lit[..., channel][~((within >= start) & (within < start + STRIPE) & on)] = 0
    return np.asarray(np.maximum(lit / np.float32(STRIPE * GAP), GLOW), dtype=np.float32)
