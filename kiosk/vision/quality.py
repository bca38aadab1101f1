"""Brightness and sharpness of a face, and brightness of a whole picture."""

import cv2
import numpy as np
from numpy.typing import NDArray

from kiosk.liveness.faces import Box, Quality

SHARPNESS_WIDTH_PX = 96
"""Faces are measured at one size, so that sharpness does not depend on the distance."""
SHARPNESS_SCALE = 400.0
"""Variance of the Laplacian at which sharpness is 63; a webcam's face in focus has 300-1500."""

Image = NDArray[np.uint8]


def face_quality(grey: Image, box: Box) -> Quality:
    """Measure one face of a grey picture; a box outside the picture is 0 in both."""
    height_px, width_px = grey.shape
    left, top = max(int(box.left * width_px), 0), max(int(box.top * height_px), 0)
    face = grey[top : int(box.bottom * height_px), left : int(box.right * width_px)]
    if face.size == 0:
        return Quality(0.0, 0.0)
    scale = SHARPNESS_WIDTH_PX / face.shape[1]
    small = cv2.resize(face, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    edges = float(cv2.Laplacian(small, cv2.CV_32F).var())
    return Quality(
        brightness=float(cv2.mean(small)[0]) / 2.55, sharpness=100.0 * (1 - float(np.exp(-edges / SHARPNESS_SCALE)))
    )


def picture_brightness(image: Image) -> float:
    """Mean luma of a picture, 0-100, measured on every eighth pixel."""
    return float(image[::8, ::8].mean()) / 2.55
