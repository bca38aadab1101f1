"""What the mesh with irises tells of eyes, mouth and gaze; each measure is a ratio within the face."""

from math import asin, degrees, exp

import numpy as np
from numpy.typing import NDArray

from kiosk.rekognition_local.faces import Gaze, Judged
from kiosk.vision.eyewear import Eyewear

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

CORNERS = (61, 291)
"""The corners of the mouth."""
SMILE_WIDTH, SMILE_RAISED, SMILE_AT = 18.0, 9.4, 18.0
"""Logistic regression over the mouth's width and the height of its corners above the middle of the lips, in distances
between the eyes. Of 54 faces that clearly smile (18) or do not (36) it errs at one, who sticks her tongue out; 15 with
closed lips in between were left out."""
MOST_SURE, MOST_SURE_OF_NO_GLASSES = 95.0, 70.0
"""What so few pictures can vouch for. Of nine faces with clear glasses three were seen: where three people in ten wear
some, of those of whom none are seen seven to eight in ten wear none."""

Points = NDArray[np.float32]


def eyes_open(points: Points) -> Judged:
    """Whether the eyes are open, by both together."""
    return _judged((_opening(points, LEFT_EYE) + _opening(points, RIGHT_EYE)) / 2, EYES_OPEN_RATIO, EYES_SLOPE)


def mouth_open(points: Points) -> Judged:
    """Whether the lips are apart."""
    ratio = _distance(points, UPPER_LIP, LOWER_LIP) / max(_distance(points, LEFT_LIP, RIGHT_LIP), 1e-6)
    return _judged(ratio, MOUTH_OPEN_RATIO, MOUTH_SLOPE)


def smile(points: Points) -> Judged:
    """Whether the mouth is wide and its corners lie high."""
    left, right = (points[list(corners)].mean(axis=0) for corners in ((33, 133), (362, 263)))
    apart = max(float(np.linalg.norm(right - left)), 1e-6)
    along = (right - left)[:2] / max(float(np.linalg.norm((right - left)[:2])), 1e-6)
    lips = points[[UPPER_LIP, LOWER_LIP], :2].mean(axis=0) - points[list(CORNERS), :2].mean(axis=0)
    raised = float(along[0] * lips[1] - along[1] * lips[0]) / max(float(np.linalg.norm((right - left)[:2])), 1e-6)
    wide = float(np.linalg.norm(points[CORNERS[1]] - points[CORNERS[0]])) / apart
    return _capped(_judged(SMILE_WIDTH * wide + SMILE_RAISED * raised, SMILE_AT, 1.0), MOST_SURE, MOST_SURE)


def eyeglasses(worn: Eyewear) -> Judged:
    """Whether there is a frame across the nose, or dark glasses; hardly sure that there is none, for wire rims are not
    seen."""
    return _capped(_yes_or_no(max(worn.frame, worn.dark)), MOST_SURE, MOST_SURE_OF_NO_GLASSES)


def sunglasses(worn: Eyewear) -> Judged:
    """Whether both eyes are hidden behind something dark."""
    return _capped(_yes_or_no(worn.dark), MOST_SURE, MOST_SURE)


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
    return _yes_or_no(1 / (1 + exp(min(max((threshold - ratio) / slope, -50.0), 50.0))))


def _yes_or_no(chance: float) -> Judged:
    return Judged(chance > 0.5, 100 * max(chance, 1 - chance))


def _capped(judged: Judged, most_of_yes: float, most_of_no: float) -> Judged:
    return Judged(judged.value, min(judged.confidence, most_of_yes if judged.value else most_of_no))


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
