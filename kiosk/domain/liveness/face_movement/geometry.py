"""Where a face is by the measure that the service's clients take: a box as wide as eyes and mouth let expect."""

from kiosk.domain.faces.face_detail import Box, FaceDetail, Point
from kiosk.domain.liveness.face_movement.challenge import OVAL_ASPECT, FaceMovementChallenge

PUPIL_WEIGHT, HEIGHT_WEIGHT = 2.0, 1.8
"""Of the distances between the eyes, and from eyes to mouth (the service's)."""
EXCESS = 0.15
"""By how much of the oval a face may exceed it and still count as in it."""


def client_box(face: FaceDetail, challenge: FaceMovementChallenge) -> Box:
    """The face's box in ratios, as clients compute it."""
    marks, aspect = face.landmarks, challenge.aspect
    left = _middle(marks["leftEyeLeft"], marks["leftEyeRight"])
    right = _middle(marks["rightEyeLeft"], marks["rightEyeRight"])
    mouth, eyes = _middle(marks["mouthLeft"], marks["mouthRight"]), _middle(left, right)
    pupils, height = _distance(left, right, aspect), _distance(eyes, mouth, aspect)
    width = (PUPIL_WEIGHT * pupils + HEIGHT_WEIGHT * height) / 2
    centre = _middle(eyes, marks["nose"])
    return Box(centre.x - width / aspect / 2, centre.y - OVAL_ASPECT * width / 2, width / aspect, OVAL_ASPECT * width)


def overlap(first: Box, second: Box) -> float:
    """Intersection over union, 0-1."""
    width = min(first.right, second.right) - max(first.left, second.left)
    height = min(first.bottom, second.bottom) - max(first.top, second.top)
    if not (width > 0 and height > 0):
        return 0.0
    return width * height / (first.area + second.area - width * height)


def fit(face: Box, oval: Box) -> float:
    """How well a face fills the oval, 0-1: their overlap, or 1 for a face that exceeds it all around."""
    beyond_x, beyond_y = EXCESS * oval.width, EXCESS * oval.height
    exceeds_sides = oval.left - face.left > beyond_x and face.right - oval.right > beyond_x
    exceeds_ends = oval.top - face.top > beyond_y or face.bottom - oval.bottom > beyond_y
    return 1.0 if exceeds_sides or (exceeds_ends and overlap(face, oval) > 0.5) else overlap(face, oval)


def _middle(first: Point, second: Point) -> Point:
    return Point((first.x + second.x) / 2, (first.y + second.y) / 2)


def _distance(first: Point, second: Point, aspect: float) -> float:
    """In heights of the picture."""
    return float(((first.x - second.x) ** 2 * aspect**2 + (first.y - second.y) ** 2) ** 0.5)
