"""A face of a still picture in the words of the rules."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from kiosk.liveness.faces import FaceDetail
from kiosk.vision.face_mesh import face_detail
from kiosk.vision.still_faces import StillFace


def still_detail(face: StillFace, rgb: NDArray[np.uint8]) -> FaceDetail:
    """With the detector's score as confidence."""
    return replace(face_detail(face.points, rgb), confidence=100 * face.score)
