"""What faces are compared by: descriptors, whose distance says whether two faces are one person's."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from kiosk.domain.faces.face_detail import Point
from kiosk.vision.arrays import Image

Distances = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Scale:
    """From Euclidean distances of two descriptors of one model to similarities 0-100, straight lines between anchors.

    Every model has its own anchors, fitted so that a similarity means the same with all of them: strangers reach 80
    once in 100 pairs, 95 once in 1,000 and 99 once in 10,000. `python -m tests.bench matching` measures it.
    """

    anchors: tuple[tuple[float, float], ...]
    """Rising distances with falling similarities, from (0, 100) to 0."""

    def similarities(self, distances: Distances) -> Distances:
        """Falls strictly until it is 0."""
        at, values = zip(*self.anchors, strict=True)
        return np.asarray(np.interp(distances, at, values), dtype=np.float64)

    def similarity(self, a: tuple[float, ...], b: tuple[float, ...]) -> float:
        """Of two descriptors."""
        return float(self.similarities(np.array(np.linalg.norm(np.subtract(a, b)))))

    def distance(self, similarity: float) -> float:
        """The distance that has this similarity, above 0."""
        at, values = zip(*self.anchors, strict=True)
        return float(np.interp(-similarity, -np.array(values), at))


class DescriptorModel(Protocol):
    """A model that turns a face into a descriptor; any thread may use it."""

    @property
    def model_id(self) -> str:
        """Names the model; descriptors of different ones cannot be compared."""
        ...

    @property
    def version(self) -> str:
        """The same in digits and dots, as Rekognition's `FaceModelVersion`."""
        ...

    @property
    def scale(self) -> Scale:
        """What distances of its descriptors mean."""
        ...

    def describe(self, rgb: Image, landmarks: Mapping[str, Point]) -> tuple[float, ...]:
        """Descriptor of the face with these landmarks, which are ratios of the picture; raises ValueError and
        RuntimeError."""
        ...
