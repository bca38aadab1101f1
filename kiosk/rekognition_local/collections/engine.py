"""What the operations need of a face engine."""

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from kiosk.rekognition_local.faces import AnalysedFace
from kiosk.rekognition_local.images import Picture


class Engine(Protocol):
    """Finds, describes and compares faces; any thread."""

    @property
    def model_version(self) -> str:
        """Digits and dots; vectors of different versions cannot be compared."""
        ...

    def faces(self, picture: Picture) -> tuple[AnalysedFace, ...]:
        """All faces, the largest first, at most 100; raises AnalysisFailed."""
        ...

    def descriptor(self, picture: Picture, face: AnalysedFace) -> tuple[float, ...]:
        """The vector of one of the picture's faces; raises AnalysisFailed."""
        ...

    def similarities(self, distances: NDArray[np.float64]) -> NDArray[np.float64]:
        """Similarity 0-100 of each Euclidean distance of two vectors; never grows with the distance."""
        ...
