"""Descriptors by a network in an ONNX file, run by OpenCV."""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from threading import Lock

import cv2
import numpy as np
from numpy.typing import NDArray

from kiosk.domain.faces.face_detail import Point
from kiosk.errors import ModelDamaged, ModelMissing
from kiosk.vision import models
from kiosk.vision.arrays import Image
from kiosk.vision.network_description import MEASURED, SFACE, NetworkDescription, read_description

EYES = (("leftEyeLeft", "leftEyeRight"), ("rightEyeLeft", "rightEyeRight"))
"""Midway between its corners is where an eye is, wherever it looks. Irises measure the same on our pairs."""
OTHERS = ("nose", "mouthLeft", "mouthRight")


class OnnxDescriptorModel:
    """Implements `DescriptorModel` with one network; descriptors have the length 1."""

    def __init__(self, network: NetworkDescription, data: bytes) -> None:
        """Load the network from the bytes of its file; raises ModelDamaged when it is not what is described."""
        name = network.file or network.name
        if hashlib.sha256(data).hexdigest() != network.sha256:
            raise ModelDamaged(f"{name}: not the file that is described")
        try:
            self._net = cv2.dnn.readNetFromONNX(np.frombuffer(data, dtype=np.uint8))
        except cv2.error as error:
            raise ModelDamaged(f"{name} cannot be loaded") from error
        self._network, self._lock = network, Lock()
        self.model_id, self.version, self.scale = network.model_id, network.version, network.scale
        self._try_out(name)

    def describe(self, rgb: Image, landmarks: Mapping[str, Point]) -> tuple[float, ...]:
        """Descriptor of the face with these landmarks, which are ratios of the picture; raises ValueError."""
        face = align_face(rgb, landmarks, self._network)
        try:
            with self._lock:
                values = self._run(face)
                if self._network.mirrored:
                    values = values + self._run(face[:, ::-1])
        except cv2.error as error:
            raise ValueError("the network refused the face") from error
        length = float(np.linalg.norm(values))
        if not (np.isfinite(length) and length > 0):
            raise ValueError("the network gave no descriptor")
        return tuple(float(value) for value in values / length)

    def _run(self, face: Image) -> NDArray[np.float64]:
        network = self._network
        ordered = face if network.channels == "RGB" else face[:, :, ::-1]
        values = (ordered.astype(np.float32) - np.array(network.mean, dtype=np.float32)) * np.float32(network.factor)
        self._net.setInput(np.ascontiguousarray(values.transpose(2, 0, 1)[None]))
        return np.array(self._net.forward()[0], dtype=np.float64)

    def _try_out(self, name: str) -> None:
        """A network of another shape is noticed when it is loaded, not when the first customer stands there."""
        side_px = self._network.side_px
        try:
            values = self._run(np.full((side_px, side_px, 3), 128, dtype=np.uint8))
        except cv2.error as error:
            raise ModelDamaged(f"{name}: does not take a face of {side_px} pixels") from error
        if values.shape != (self._network.dimension,) or not np.isfinite(values).all():
            raise ModelDamaged(f"{name}: does not give {self._network.dimension} numbers")


def load_sface() -> OnnxDescriptorModel:
    """OpenCV's SFace, which comes with a package; raises ModelMissing and ModelDamaged."""
    return OnnxDescriptorModel(SFACE, models.verify_model(models.SFACE).read_bytes())


def load_network(path: Path) -> OnnxDescriptorModel:
    """The network that a description (TOML) names, or that of an ONNX file which we measured.

    Raises ModelMissing, and ModelDamaged for one whose distances nobody has measured.
    """
    if path.suffix.lower() == ".toml":
        network = read_description(path)
        return OnnxDescriptorModel(network, _read(path.with_name(network.file)))
    data = _read(path)
    measured = MEASURED.get(hashlib.sha256(data).hexdigest())
    if measured is None:
        raise ModelDamaged(f"{path.name}: not a network that this version has measured; describe it in a TOML file")
    return OnnxDescriptorModel(measured, data)


def align_face(rgb: Image, landmarks: Mapping[str, Point], network: NetworkDescription = SFACE) -> Image:
    """The face upright as the network wants it; raises ValueError when the landmarks lie in one place."""
    scale = (rgb.shape[1], rgb.shape[0])
    eyes = [[(landmarks[a].x + landmarks[b].x) / 2, (landmarks[a].y + landmarks[b].y) / 2] for a, b in EYES]
    points = np.array([*eyes, *([landmarks[name].x, landmarks[name].y] for name in OTHERS)]) * scale
    template = np.array(network.template_px)
    # Least median of squares: one point in a wrong place does not tilt the face.
    matrix, _ = cv2.estimateAffinePartial2D(points.astype(np.float32), template, method=cv2.LMEDS)
    if matrix is None:
        raise ValueError("the face cannot be aligned")
    return np.asarray(cv2.warpAffine(rgb, matrix, (network.side_px, network.side_px)), dtype=np.uint8)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ModelMissing(f"{path.name}: the configured file cannot be read") from error
