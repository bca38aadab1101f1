"""The face engine of this server: all faces of a picture, and what they are compared by."""

import numpy as np
from numpy.typing import NDArray

from kiosk.rekognition_local.faces import AnalysedFace
from kiosk.rekognition_local.images import Picture

MAX_FACES = 100

Descriptors = NDArray[np.float32]
"""n x 128."""


class FaceAnalyser:
    """Any thread may use it, several at a time."""

    model_version: str
    """What the service calls `FaceModelVersion`; descriptors of different versions cannot be compared."""

    def faces(self, picture: Picture) -> tuple[AnalysedFace, ...]:
        """All faces, the largest first, at most 100."""
        raise NotImplementedError

    def descriptor(self, picture: Picture, face: AnalysedFace) -> tuple[float, ...]:
        """128 numbers, in about 250 ms."""
        raise NotImplementedError

    def similarities(self, distances: NDArray[np.float64]) -> NDArray[np.float64]:
        """Similarity 0-100 of each Euclidean distance of two descriptors; falls strictly until it is 0."""
        raise NotImplementedError
