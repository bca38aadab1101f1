"""A bank's own network that tells presentation attacks from people, in an ONNX file that a description names.

It can only speak against a customer: whatever it says of a picture, it has not seen a challenge.
"""

import hashlib
from pathlib import Path
from threading import Lock
from typing import Annotated, Literal, Self

import cv2
import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field, model_validator

from kiosk.domain.faces.face_detail import Box
from kiosk.errors import AnalysisFailed, ModelDamaged, ModelMissing
from kiosk.vision.arrays import Image
from kiosk.vision.network_description import Finite, read_toml

MAX_OUTPUTS = 64
GREY = 128


class AttackNetworkDescription(BaseModel):
    """What has to be known of such a network, and what its answers mean on this terminal's pictures."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9.-]{0,39}$")]
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    """Of the file: what answers mean is known of no other."""
    file: str
    """Beside the description."""
    side_px: Annotated[int, Field(ge=32, le=512)]
    channels: Literal["RGB", "BGR"] = "RGB"
    mean: tuple[Finite, Finite, Finite] = (0.0, 0.0, 0.0)
    """Taken from the channels, in their order, of 0-255."""
    factor: Annotated[float, Field(gt=0, allow_inf_nan=False)] = 1.0
    """Multiplies what is left."""
    face_scale: Annotated[float, Field(ge=0.5, le=5.0)] = 1.0
    """Side of the square that is shown to it, in widths or heights of the face's box, whichever is longer."""
    outputs: Annotated[int, Field(ge=1, le=MAX_OUTPUTS)]
    attack_outputs: Annotated[tuple[Annotated[int, Field(ge=0)], ...], Field(min_length=1)]
    """Which of them say that it is an attack; their sum counts."""
    softmax: bool = False
    """Whether the outputs become shares of 1 first."""
    customers: Finite
    """What it answers to most customers, measured on this terminal's pictures."""
    neutral: Finite
    """From here on, towards `attacks`, it speaks against a customer."""
    attacks: Finite
    """From here on as much as it can."""

    @model_validator(mode="after")
    def _check(self) -> Self:
        if not (self.customers < self.neutral < self.attacks or self.customers > self.neutral > self.attacks):
            raise ValueError("neutral must lie between customers and attacks")
        if max(self.attack_outputs) >= self.outputs:
            raise ValueError("attack_outputs must be among the outputs")
        return self

    def suspicion(self, answer: float) -> float:
        """What an answer means: 0 for most customers, 0.5 where it speaks neither way, 1 for attacks."""
        if (answer < self.neutral) == (self.customers < self.neutral):
            share = (answer - self.customers) / (self.neutral - self.customers)
        else:
            share = 1 + (answer - self.neutral) / (self.attacks - self.neutral)
        return min(max(share, 0.0), 2.0) / 2


class AttackNetwork:
    """One such network; any thread may ask it."""

    def __init__(self, description: AttackNetworkDescription, data: bytes) -> None:
        """Load the network from the bytes of its file; raises ModelDamaged when it is not what is described."""
        name = description.file
        if hashlib.sha256(data).hexdigest() != description.sha256:
            raise ModelDamaged(f"{name}: not the file that is described")
        try:
            self._net = cv2.dnn.readNetFromONNX(np.frombuffer(data, dtype=np.uint8))
        except cv2.error as error:
            raise ModelDamaged(f"{name} cannot be loaded") from error
        self.description, self._lock = description, Lock()
        try:
            answer = self._answer(np.full((description.side_px, description.side_px, 3), GREY, dtype=np.uint8))
        except (cv2.error, ValueError) as error:
            raise ModelDamaged(f"{name}: does not do what is described") from error
        if not np.isfinite(answer):
            raise ModelDamaged(f"{name}: its answer is no number")

    def suspect(self, bgr: Image, face: Box) -> float:
        """How much a picture of this face looks like an attack, 0-1; raises AnalysisFailed."""
        try:
            with self._lock:
                answer = self._answer(self._cut_out(bgr, face))
        except (cv2.error, ValueError) as error:
            raise AnalysisFailed("the attack network refused a face") from error
        if not np.isfinite(answer):
            raise AnalysisFailed("the attack network's answer is no number")
        return self.description.suspicion(answer)

    def _cut_out(self, bgr: Image, face: Box) -> Image:
        """The square around the face; what lies outside the picture goes on as its edge."""
        high, wide = bgr.shape[:2]
        reach = self.description.face_scale * max(face.width * wide, face.height * high)
        zoom = self.description.side_px / max(reach, 1.0)
        left, top = face.centre.x * wide - reach / 2, face.centre.y * high - reach / 2
        matrix = np.array([[zoom, 0, -left * zoom], [0, zoom, -top * zoom]])
        size = (self.description.side_px, self.description.side_px)
        return np.asarray(cv2.warpAffine(bgr, matrix, size, borderMode=cv2.BORDER_REPLICATE), dtype=np.uint8)

    def _answer(self, bgr: Image) -> float:
        described = self.description
        ordered = bgr if described.channels == "BGR" else bgr[:, :, ::-1]
        values = (ordered.astype(np.float32) - np.array(described.mean, np.float32)) * np.float32(described.factor)
        self._net.setInput(np.ascontiguousarray(values.transpose(2, 0, 1)[None]))
        outputs: NDArray[np.float64] = np.array(self._net.forward(), dtype=np.float64).reshape(-1)
        if len(outputs) != described.outputs:
            raise ValueError("another number of outputs")
        if described.softmax:
            outputs = np.exp(outputs - outputs.max())
            outputs = outputs / outputs.sum()
        return float(outputs[list(described.attack_outputs)].sum())


def load_attack_network(path: Path) -> AttackNetwork:
    """The network that a description (TOML) names; raises ModelMissing and ModelDamaged."""
    description = read_toml(path, AttackNetworkDescription)
    try:
        data = path.with_name(description.file).read_bytes()
    except OSError as error:
        raise ModelMissing(f"{description.file}: the described file cannot be read") from error
    return AttackNetwork(description, data)
