"""Where faces are in a picture, by OpenCV's YuNet: whole heads and mere faces, near and far."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from kiosk.errors import ModelDamaged
from kiosk.vision import models
from kiosk.vision.arrays import Image

MIN_SCORE = 0.6
OVERLAP = 0.3
"""Of two boxes of one face the better stays (intersection over union); YuNet's own value."""
CANDIDATES = 5000
LARGEST = 2.0
"""No face is so many times as large as the picture's shorter side: boxes without end come of noise."""
GREY = (128, 128, 128)
SAME_FACE = 0.5
"""Two boxes are of one face when they share this much of the smaller one."""

BoxCorners = tuple[float, float, float, float]
"""Left, top, right, bottom in pixels."""


@dataclass(frozen=True, slots=True)
class Detected:
    """Where the detector sees a face, and its score 0-1; the face stands upright after that many quarter turns to the
    left."""

    corners: BoxCorners
    score: float
    turns: int = 0


class FaceDetector:
    """Made and used on one thread at a time."""

    def __init__(self) -> None:
        """Load the network; raises ModelMissing and ModelDamaged."""
        path = models.verify_model(models.FACE_DETECTOR)
        try:
            # By its bytes: OpenCV cannot open a path with letters of another script on Windows.
            network = np.frombuffer(path.read_bytes(), dtype=np.uint8)
            nothing = np.empty(0, dtype=np.uint8)
            self._network = cv2.FaceDetectorYN.create(
                "onnx", network, nothing, (320, 320), MIN_SCORE, OVERLAP, CANDIDATES
            )
        except (cv2.error, OSError) as error:
            raise ModelDamaged(f"{models.FACE_DETECTOR.name} cannot be loaded") from error

    def detect(self, rgb: Image, side_px: int, *, border: float = 0.0, turns: int = 0) -> Iterator[Detected]:
        """Faces of the picture as it looks with its longer side scaled to `side_px`.

        `border` puts grey around it, as a share of that side: a face that fills the picture is found by its outline.
        `turns` are quarter turns to the left before the network looks; corners are those of the picture as given.
        """
        scale = side_px / max(rgb.shape[:2])
        height_px, width_px = (max(1, round(side * scale)) for side in rgb.shape[:2])
        smaller = cv2.resize(
            rgb, (width_px, height_px), interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
        )
        edge = round(border * side_px)
        framed = cv2.copyMakeBorder(smaller, edge, edge, edge, edge, cv2.BORDER_CONSTANT, value=GREY)
        turned = np.ascontiguousarray(np.rot90(framed, turns)[:, :, ::-1])
        for box, score in self._run(turned):
            left, top, right, bottom = turn_back(box, turns, framed.shape[1], framed.shape[0])
            corners = ((left - edge) / scale, (top - edge) / scale, (right - edge) / scale, (bottom - edge) / scale)
            if max(right - left, bottom - top) <= LARGEST * scale * min(rgb.shape[:2]):
                yield Detected(corners, score, turns)

    def _run(self, bgr: NDArray[np.uint8]) -> Iterator[tuple[BoxCorners, float]]:
        try:
            self._network.setInputSize((bgr.shape[1], bgr.shape[0]))
            _, found = self._network.detect(bgr)
        except cv2.error as error:
            raise ValueError("the detector refused the picture") from error
        for row in () if found is None else found[np.isfinite(found).all(axis=1)]:
            left, top, width, height = (float(value) for value in row[:4])
            yield (left, top, left + width, top + height), float(row[-1])


def turn_back(box: BoxCorners, turns: int, width_px: int, height_px: int) -> BoxCorners:
    """The box in a picture of this size, when it was found after quarter turns to the left."""
    left, top, right, bottom = box
    match turns % 4:
        case 1:
            return width_px - bottom, left, width_px - top, right
        case 2:
            return width_px - right, height_px - bottom, width_px - left, height_px - top
        case 3:
            return top, height_px - right, bottom, height_px - left
        case _:
            return box


def distinct(detections: Iterable[Detected]) -> list[Detected]:
    """One detection a face: the one with the highest score."""
    kept: list[Detected] = []
    for one in sorted(detections, key=lambda detection: -detection.score):
        if not any(same_face(one.corners, other.corners) for other in kept):
            kept.append(one)
    return kept


def same_face(a: BoxCorners, b: BoxCorners, share: float = SAME_FACE) -> bool:
    """Whether two boxes are of one face, which have more than this share of the smaller one in common."""
    width = min(a[2], b[2]) - max(a[0], b[0])
    height = min(a[3], b[3]) - max(a[1], b[1])
    return min(width, height) > 0 and width * height > share * min(area(a), area(b))


def area(corners: BoxCorners) -> float:
    """In square pixels."""
    return max(corners[2] - corners[0], 0.0) * max(corners[3] - corners[1], 0.0)
