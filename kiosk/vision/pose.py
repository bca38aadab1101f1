"""Head pose from the mesh's own third dimension, with no camera model to calibrate."""

import numpy as np
from numpy.typing import NDArray

from kiosk.liveness.faces import Pose
from kiosk.vision.mesh_points import CHIN, FOREHEAD, SYMMETRIC_PAIRS

_LEFT = [left for left, _ in SYMMETRIC_PAIRS]
_RIGHT = [right for _, right in SYMMETRIC_PAIRS]


def head_pose(points: NDArray[np.float32]) -> Pose:
    """Pose of one face; `points` is 468x3 in pixels, x right, y down, z away from the camera.

    The head's horizontal axis is the sum of the lines between symmetric points, its vertical axis the midline made
    perpendicular to it. Pitch has an offset of a few degrees that depends on the shape of the face.
    """
    across = (points[_RIGHT] - points[_LEFT]).sum(axis=0)
    across /= np.linalg.norm(across)
    down = points[CHIN] - points[FOREHEAD]
    down = down - across * float(across @ down)
    down /= np.linalg.norm(down)
    back = np.cross(across, down)
    return Pose(
        yaw_deg=float(np.degrees(np.arctan2(-back[0], back[2]))),
        pitch_deg=float(np.degrees(np.arcsin(np.clip(-back[1], -1, 1)))),
        roll_deg=float(np.degrees(np.arctan2(across[1], across[0]))),
    )
