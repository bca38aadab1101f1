"""The comparisons of a challenge's own faces, counted."""

from collections.abc import Sequence

from kiosk.backend.metrics import names
from kiosk.backend.metrics.instrumented_engines import counted_result
from kiosk.backend.ports import FaceMatcher, Metrics, StoredFace


class InstrumentedMatcher:
    """Implements `FaceMatcher`; what is not counted is done by the matcher's own methods."""

    def __init__(self, matcher: FaceMatcher, metrics: Metrics) -> None:
        """Whoever made the matcher closes it."""
        self._matcher = matcher
        self._metrics = metrics
        self.prepare, self.list_prepared = matcher.prepare, matcher.list_prepared

    @property
    def waiting(self) -> int:
        """How much prepared work is not done yet."""
        return self._matcher.waiting

    def match(self, challenge_id: str, pairs: Sequence[tuple[StoredFace, StoredFace]]) -> tuple[float, ...]:
        """Similarity of each pair; all of a verdict are one request, and each is a comparison."""
        with counted_result(self._metrics, names.FACE_COMPARISONS, len(pairs), of="frame"):
            similarities = self._matcher.match(challenge_id, pairs)
        for similarity in similarities:
            self._metrics.observe(names.COMPARISON_SIMILARITY, similarity, of="frame")
        return similarities
