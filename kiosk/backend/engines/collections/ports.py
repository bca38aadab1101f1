"""What collections need of a face engine."""

from typing import Protocol

from kiosk.backend.engines.collections.vectors import SimilarityScale
from kiosk.backend.ports import Descriptor, SizedFace
from kiosk.domain.faces.face_detail import FaceDetail


class IndexingEngine(SimilarityScale, Protocol):
    """Finds, describes and compares faces; any thread, several at a time."""

    @property
    def model_id(self) -> str:
        """Names the model; vectors of different ones cannot be compared."""
        ...

    def faces(self, image: bytes) -> tuple[SizedFace, ...]:
        """All faces with all measures of quality, the largest first; raises ImageErrors and ServiceErrors."""
        ...

    def describe(self, image: bytes, face: FaceDetail) -> Descriptor:
        """The vector of one of the image's faces; raises ImageErrors and AnalysisFailed."""
        ...
