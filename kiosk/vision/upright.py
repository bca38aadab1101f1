"""How far a picture is turned, by the face in it."""

import numpy as np
from numpy.typing import NDArray

from kiosk.vision.face_detector import Detected, FaceDetector

SIDE_PX = 320
QUARTERS = (0, 1, 2, 3)


def find_turn_deg(bgr: NDArray[np.uint8], detector: FaceDetector) -> int | None:
    """Degrees that the picture has to be turned clockwise for its largest face to be upright; None without a face."""
    rgb = np.ascontiguousarray(bgr[:, :, ::-1])
    found = [each for turns in QUARTERS for each in detector.detect(rgb, SIDE_PX, turns=turns)]
    if not found:
        return None
    return (360 - 90 * max(found, key=_surest).turns) % 360


def _surest(detected: Detected) -> float:
    return detected.score
