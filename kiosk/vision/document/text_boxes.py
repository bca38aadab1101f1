"""Boxes around lines of text, from the map that a detector of text makes (differentiable binarization).

Liao et al., Real-time Scene Text Detection with Differentiable Binarization, AAAI 2020; constants as PP-OCR has them.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

MIN_SCORE, MIN_MEAN_SCORE = 0.3, 0.5
"""Of a pixel that belongs to text, and of all pixels of a box."""
GROWTH = 1.6
"""The map shows lines shrunken: they are grown by this share of their area to circumference."""
MIN_SIDE_PX = 3
MAX_BOXES = 120
"""A page has some forty lines; whoever sends wallpaper waits no longer for that."""

Quad = NDArray[np.float32]
"""4x2 in pixels, clockwise from the top left of the text, the long sides along it."""
Scores = NDArray[np.float32]


def find_boxes(scores: Scores, scale: tuple[float, float]) -> list[Quad]:
    """Boxes in pixels of the picture, whose sides are `scale` times those of the map; from top to bottom."""
    text = cv2.dilate((scores > MIN_SCORE).astype(np.uint8), np.ones((2, 2), dtype=np.uint8))
    outlines, _ = cv2.findContours(text, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
    outlines = sorted(outlines, key=cv2.contourArea, reverse=True)[:MAX_BOXES]
    largest = [np.asarray(outline, dtype=np.int32) for outline in outlines]
    quads = [_grown(outline, scale) for outline in largest if _is_text(outline, scores)]
    return sorted(quads, key=lambda quad: float(quad[:, 1].mean()))


def cut(bgr: NDArray[np.uint8], quad: Quad, height_px: int, max_width_px: int | None = None) -> NDArray[np.uint8]:
    """The line alone, made straight and as high as asked."""
    wide, high = size_of(quad)
    width = max(round(height_px * wide / max(high, 1.0)), height_px // 3)
    width = min(width, max_width_px or width)
    target = np.array([[0, 0], [width, 0], [width, height_px], [0, height_px]], dtype=np.float32)
    matrix = cv2.getPerspectiveTransform(quad, target)
    crop = cv2.warpPerspective(bgr, matrix, (width, height_px), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(crop, dtype=np.uint8)


def size_of(quad: Quad) -> tuple[float, float]:
    """Length and height of the line in pixels."""
    return float(np.linalg.norm(quad[1] - quad[0])), float(np.linalg.norm(quad[3] - quad[0]))


def _is_text(outline: NDArray[np.int32], scores: Scores) -> bool:
    if min(cv2.minAreaRect(outline)[1]) < MIN_SIDE_PX:
        return False
    left, top, width, height = cv2.boundingRect(outline)
    inside = np.zeros((height, width), dtype=np.uint8)
    cv2.fillPoly(inside, [outline - np.array([left, top])], (1,))
    return float(cv2.mean(scores[top : top + height, left : left + width], inside)[0]) >= MIN_MEAN_SCORE


def _grown(outline: NDArray[np.int32], scale: tuple[float, float]) -> Quad:
    centre, (wide, high), angle = cv2.minAreaRect(outline)
    if wide < high:
        wide, high, angle = high, wide, angle - 90
    more = GROWTH * wide * high / (wide + high)
    corners = cv2.boxPoints((centre, (wide + more, high + more), angle)) * np.array(scale)
    # `boxPoints` begins at the bottom left and goes round clockwise, whatever is left and right of a turned line.
    quad = corners[[1, 2, 3, 0]].astype(np.float32)
    return np.roll(quad, 2, axis=0) if quad[1, 0] < quad[0, 0] else quad
