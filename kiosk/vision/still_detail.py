"""A face of a still picture in the words of the rules."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from kiosk.domain.faces.face_detail import FaceDetail
from kiosk.vision.face_mesh import measure_face
from kiosk.vision.occlusion import occlusion
from kiosk.vision.photo_faces import PhotoFace

MIN_SHARPNESS = 25.0
"""Of a blurred face nobody can say whether detail is missing because something covers it."""


def still_detail(face: PhotoFace, rgb: NDArray[np.uint8]) -> FaceDetail:
    """With the detector's score as confidence, and whether something covers the face if it is sharp enough to tell."""
    detail = replace(measure_face(face.points, rgb), confidence=100 * face.score)
    if detail.quality.sharpness <= MIN_SHARPNESS:
        return detail
    found = occlusion(rgb, face.points, detail.pose.yaw_deg)
    return replace(detail, occluded=found.covered, occlusion_confidence=found.confidence)
