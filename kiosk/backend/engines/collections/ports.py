"""What collections need of a face engine."""

from typing import Protocol

from kiosk.backend.engines.collections.vectors import SimilarityScale
from kiosk.backend.ports import Descriptor, SizedFace


class IndexingEngine(SimilarityScale, Protocol):
    """Finds and describes faces; any thread, several at a time."""

    @property
    def model_id(self) -> str:
        """Names the model; vectors of different ones cannot be compared."""
        ...

    def describe_largest(self, image: bytes) -> tuple[SizedFace, Descriptor] | None:
        """The largest face with all measures of quality, and its vector; None without a face.

        Raises ImageErrors and ServiceErrors.
        """
        ...
