"""What the points of a mesh with irises tell of eyes and mouth: ratios within the face, and so of any size and roll."""

from collections.abc import Mapping
from dataclasses import astuple, dataclass
from math import hypot, isfinite

from kiosk.domain.faces.face_detail import FaceDetail, Point

LEFT_EYE = ("leftEyeLeft", "leftLidUp1", "leftLidDown1", "leftLidUp2", "leftLidDown2", "leftEyeRight", "leftPupil")
RIGHT_EYE = (
    "rightEyeLeft",
    "rightLidUp1",
    "rightLidDown1",
    "rightLidUp2",
    "rightLidDown2",
    "rightEyeRight",
    "rightPupil",
)
"""Left corner, two pairs of lids, right corner, pupil; left and right as in the picture."""
LIPS = ("lipUp", "lipDown", "lipLeft", "lipRight")
"""The inner edges of the lips."""


@dataclass(frozen=True, slots=True)
class Expression:
    """What a face shows."""

    eye_opening: float
    """Opening to width of the eyes, the mean of both (Soukupová and Čech, 2016)."""
    left_gaze: float
    """Where the left eye's pupil stands between its corners: 0 at the left one, 1 at the right one."""
    right_gaze: float
    mouth_opening: float
    """Between the inner edges of the lips, to their width."""
    mouth_width: float
    """Between the corners of the mouth, to the distance of the outer corners of the eyes."""


def measure_expression(face: FaceDetail, aspect: float) -> Expression | None:
    """Measure a face in a picture of this aspect; None for one without the points that are needed, or without size."""
    wanted = (*LEFT_EYE, *RIGHT_EYE, *LIPS, "mouthLeft", "mouthRight")
    if not all(name in face.landmarks for name in wanted):
        return None
    points = {name: Point(face.landmarks[name].x * aspect, face.landmarks[name].y) for name in wanted}
    try:
        found = Expression(
            eye_opening=(_opening(points, LEFT_EYE) + _opening(points, RIGHT_EYE)) / 2,
            left_gaze=_gaze(points, LEFT_EYE),
            right_gaze=_gaze(points, RIGHT_EYE),
            mouth_opening=_ratio(points, LIPS[:2], LIPS[2:]),
            mouth_width=_ratio(points, ("mouthLeft", "mouthRight"), ("leftEyeLeft", "rightEyeRight")),
        )
    except ZeroDivisionError:
        return None
    return found if all(isfinite(value) for value in astuple(found)) else None


def _opening(points: Mapping[str, Point], eye: tuple[str, ...]) -> float:
    left, up_1, down_1, up_2, down_2, right, _ = eye
    return (_ratio(points, (up_1, down_1), (left, right)) + _ratio(points, (up_2, down_2), (left, right))) / 2


def _gaze(points: Mapping[str, Point], eye: tuple[str, ...]) -> float:
    left, right, pupil = points[eye[0]], points[eye[-2]], points[eye[-1]]
    x, y = right.x - left.x, right.y - left.y
    return ((pupil.x - left.x) * x + (pupil.y - left.y) * y) / (x * x + y * y)


def _ratio(points: Mapping[str, Point], one: tuple[str, ...], other: tuple[str, ...]) -> float:
    return _distance(points, one) / _distance(points, other)


def _distance(points: Mapping[str, Point], ends: tuple[str, ...]) -> float:
    a, b = (points[name] for name in ends)
    return hypot(a.x - b.x, a.y - b.y)
