"""What the mesh with irises tells of eyes, mouth and gaze; each measure is a ratio within the face."""

from math import asin, degrees, exp

import numpy as np
from numpy.typing import NDArray

from kiosk.rekognition_local.faces import Gaze, Judged

LEFT_EYE = (33, 160, 144, 158, 153, 133)
RIGHT_EYE = (362, 385, 380, 387, 373, 263)
"""Left corner, then two pairs of upper and lower lid, right corner; left and right as in the unmirrored image."""
LEFT_IRIS, RIGHT_IRIS = 468, 473
UPPER_LIP, LOWER_LIP, LEFT_LIP, RIGHT_LIP = 13, 14, 78, 308
"""The inner edges of the lips."""

EYES_OPEN_RATIO, EYES_SLOPE = 0.15, 0.025
"""Opening to width of an eye (Soukupová and Čech, 2016). On blinking clips closed eyes have 0.03-0.10, on stills open
ones 0.16-0.40; in between few frames lie. The slope makes 0.05 from the threshold 88 % sure."""
MOUTH_OPEN_RATIO, MOUTH_SLOPE = 0.10, 0.025
"""Opening to width of the mouth: closed lips have 0.00-0.03, a smile that shows teeth 0.1-0.3."""
EYE_WIDTH_TO_RADIUS = 2.5
"""A palpebral fissure of 30 mm to an eyeball's radius of 12 mm: how far the iris travels across the eye."""
IRIS_ABOVE_CORNERS = 0.055
"""Of the eye's width: where the iris is when somebody looks straight ahead; the median of forty stills."""
GAZE_AGREEMENT = 0.15
"""Of the eye's width: eyes that disagree by this much were not measured well."""

Points = NDArray[np.float32]


def eyes_open(points: Points) -> Judged:
    """Whether the eyes are open, by both together."""
    return _judged((_opening(points, LEFT_EYE) + _opening(points, RIGHT_EYE)) / 2, EYES_OPEN_RATIO, EYES_SLOPE)


def mouth_open(points: Points) -> Judged:
    """Whether the lips are apart."""
    ratio = _distance(points, UPPER_LIP, LOWER_LIP) / max(_distance(points, LEFT_LIP, RIGHT_LIP), 1e-6)
    return _judged(ratio, MOUTH_OPEN_RATIO, MOUTH_SLOPE)


def gaze(points: Points) -> Gaze:
    """Where the irises stand between the corners of the eyes; sure when both agree and are open."""
    left = _iris(points, LEFT_IRIS, LEFT_EYE)
    right = _iris(points, RIGHT_IRIS, RIGHT_EYE)
    across, down = (left[0] + right[0]) / 2, (left[1] + right[1]) / 2
    # Both irises stand a little towards the nose, which says nothing of where they look.
    apart = abs(left[1] - right[1]) + max(abs(left[0] - right[0]) - GAZE_AGREEMENT, 0.0)
    opened = eyes_open(points)
    seen = opened.confidence if opened.value else 100 - opened.confidence
    return Gaze(
        yaw_deg=_angle(across),
        pitch_deg=-_angle(down + IRIS_ABOVE_CORNERS),
        confidence=seen * exp(-((apart / GAZE_AGREEMENT) ** 2)),
    )


def _judged(ratio: float, threshold: float, slope: float) -> Judged:
    chance = 1 / (1 + exp(min(max((threshold - ratio) / slope, -50.0), 50.0)))
    return Judged(chance > 0.5, 100 * max(chance, 1 - chance))


def _opening(points: Points, eye: tuple[int, ...]) -> float:
    left, up_1, down_1, up_2, down_2, right = eye
    opening = (_distance(points, up_1, down_1) + _distance(points, up_2, down_2)) / 2
    return opening / max(_distance(points, left, right), 1e-6)


def _iris(points: Points, iris: int, eye: tuple[int, ...]) -> tuple[float, float]:
    """The iris from the middle between the corners, along their line and across it, in widths of the eye."""
    left, right = points[eye[0], :2].astype(np.float64), points[eye[-1], :2].astype(np.float64)
    line = right - left
    square = max(float(line @ line), 1e-6)
    x, y = points[iris, :2] - (left + right) / 2
    return float(x * line[0] + y * line[1]) / square, float(y * line[0] - x * line[1]) / square


def _distance(points: Points, a: int, b: int) -> float:
    return float(np.linalg.norm(points[a, :2] - points[b, :2]))


def _angle(share: float) -> float:
    return degrees(asin(min(max(EYE_WIDTH_TO_RADIUS * share, -1.0), 1.0)))
