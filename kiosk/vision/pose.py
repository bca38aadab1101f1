"""Head pose from the mesh's own third dimension, with no camera model to calibrate."""

from math import asin, atan2, degrees, sqrt

import numpy as np
from numpy.typing import NDArray

from kiosk.domain.faces.face_detail import Pose
from kiosk.vision.mesh_points import CHIN, FOREHEAD, SYMMETRIC_PAIRS

_COUNT = len(SYMMETRIC_PAIRS)
_ENDS = [*(left for left, _ in SYMMETRIC_PAIRS), *(right for _, right in SYMMETRIC_PAIRS), FOREHEAD, CHIN]


def head_pose(points: NDArray[np.float32]) -> Pose:
    """Pose of one face; `points` is 468x3 in pixels, x right, y down, z away from the camera.

    The head's horizontal axis is the sum of the lines between symmetric points, its vertical axis the midline made
    perpendicular to it. Pitch has an offset of a few degrees that depends on the shape of the face.
    """
    ends = points[_ENDS].astype(np.float64)
    across = _unit((ends[_COUNT : 2 * _COUNT] - ends[:_COUNT]).sum(axis=0).tolist())
    midline = (ends[-1] - ends[-2]).tolist()
    along = _dot(across, midline)
    down = _unit([m - along * a for m, a in zip(midline, across, strict=True)])
    back_x, back_y, back_z = _cross(across, down)
    return Pose(
        yaw_deg=degrees(atan2(-back_x, back_z)),
        pitch_deg=degrees(asin(min(max(-back_y, -1.0), 1.0))),
        roll_deg=degrees(atan2(across[1], across[0])),
    )


def _unit(vector: list[float]) -> list[float]:
    length = sqrt(_dot(vector, vector)) or 1.0
    return [value / length for value in vector]


def _dot(a: list[float], b: list[float]) -> float:
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]


def _cross(a: list[float], b: list[float]) -> tuple[float, float, float]:
    return a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]
