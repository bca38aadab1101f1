"""Descriptors by a network in an ONNX file, run by OpenCV."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from types import MappingProxyType

import cv2
import numpy as np
from numpy.typing import NDArray

from kiosk.domain.faces.face_detail import Point
from kiosk.errors import ModelDamaged, ModelMissing
from kiosk.vision.arrays import Image
from kiosk.vision.descriptor import Scale

SIDE_PX = 112
TEMPLATE_PX = ((38.2946, 51.6963), (73.5318, 51.5014), (56.0252, 71.7366), (41.5493, 92.3655), (70.7299, 92.2041))
"""Where eyes, tip of the nose and corners of the mouth lie in what the network is shown (InsightFace's template)."""
EYES = (("leftEyeLeft", "leftEyeRight"), ("rightEyeLeft", "rightEyeRight"))
"""Midway between its corners is where an eye is, wherever it looks. Irises measure the same on our pairs."""
OTHERS = ("nose", "mouthLeft", "mouthRight")


@dataclass(frozen=True, slots=True)
class Network:
    """A network that was measured, by the SHA-256 of its file: what its distances mean is known of no other file."""

    name: str
    scale: Scale


MOBILE_FACE_V2 = "6707e8127b8739cb62a4a503740d0b82c2f4fe2203138f60351575b97daa417c"
NETWORKS: Mapping[str, Network] = MappingProxyType(
    {
        MOBILE_FACE_V2: Network(
            "mobileface-v2",
            Scale(((0.0, 100.0), (0.94, 99.0), (1.085, 95.0), (1.20, 80.0), (1.30, 50.0), (1.41, 10.0), (2.0, 0.0))),
        )
    }
)
"""RGB 0-255 in, descriptors whose angle counts out.

MobileFace V2's anchors: cosines of 0.28, 0.41 and 0.56. Of 845 pairs of strangers 1 % are above 0.28; of 18,560
held-out ones (50 people) 0.1 % are above 0.41 and 0.01 % above 0.56, of 17,999 others (47 people) 0.1 % above 0.39.
"""


class OnnxDescriptorModel:
    """Implements `DescriptorModel` with a configured file; descriptors have the length 1."""

    def __init__(self, path: Path) -> None:
        """Load the network; raises ModelMissing, and ModelDamaged for one whose distances nobody has measured."""
        data = _read(path)
        digest = hashlib.sha256(data).hexdigest()
        network = NETWORKS.get(digest)
        if network is None:
            raise ModelDamaged(f"{path.name}: not a network that this version has measured")
        try:
            self._net = cv2.dnn.readNetFromONNX(np.frombuffer(data, dtype=np.uint8))
        except cv2.error as error:
            raise ModelDamaged(f"{path.name} cannot be loaded") from error
        self._lock = Lock()
        self.model_id = f"{network.name}-{digest[:16]}"
        self.version = f"100.2.{int(digest[:12], 16)}"
        self.scale = network.scale

    def describe(self, rgb: Image, landmarks: Mapping[str, Point]) -> tuple[float, ...]:
        """Descriptor of the face with these landmarks, which are ratios of the picture; raises ValueError."""
        face = align_face(rgb, landmarks)
        # A face and its mirror image are one person's; their mean wavers less.
        both = np.stack([face, face[:, ::-1]]).transpose(0, 3, 1, 2).astype(np.float32)
        try:
            with self._lock:
                values = self._run(both[0]) + self._run(both[1])
        except cv2.error as error:
            raise ValueError("the network refused the face") from error
        length = float(np.linalg.norm(values))
        if not (np.isfinite(length) and length > 0):
            raise ValueError("the network gave no descriptor")
        return tuple(float(value) for value in values / length)

    def _run(self, face: NDArray[np.float32]) -> NDArray[np.float64]:
        self._net.setInput(np.ascontiguousarray(face[None]))
        return np.asarray(self._net.forward()[0], dtype=np.float64)


def align_face(rgb: Image, landmarks: Mapping[str, Point]) -> Image:
    """The face upright in 112x112 pixels; raises ValueError when the landmarks lie in one place."""
    scale = (rgb.shape[1], rgb.shape[0])
    eyes = [[(landmarks[a].x + landmarks[b].x) / 2, (landmarks[a].y + landmarks[b].y) / 2] for a, b in EYES]
    points = np.array([*eyes, *([landmarks[name].x, landmarks[name].y] for name in OTHERS)]) * scale
    # Least median of squares: one point in a wrong place does not tilt the face.
    matrix, _ = cv2.estimateAffinePartial2D(points.astype(np.float32), np.array(TEMPLATE_PX), method=cv2.LMEDS)
    if matrix is None:
        raise ValueError("the face cannot be aligned")
    return np.asarray(cv2.warpAffine(rgb, matrix, (SIDE_PX, SIDE_PX)), dtype=np.uint8)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ModelMissing(f"{path.name}: the configured file cannot be read") from error
