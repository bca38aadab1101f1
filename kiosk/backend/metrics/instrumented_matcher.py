"""The comparisons of a challenge's own faces, counted."""

from collections.abc import Sequence

from kiosk.backend.metrics import names
from kiosk.backend.metrics.instrumented_engines import counted_result
from kiosk.backend.ports import FaceMatcher, Metrics, PreparedPair, StoredFace


class InstrumentedMatcher:
    """Implements `FaceMatcher`."""

    def __init__(self, matcher: FaceMatcher, metrics: Metrics) -> None:
        """Whoever made the matcher closes it."""
        self._matcher = matcher
        self._metrics = metrics

    @property
    def waiting(self) -> int:
        """How much prepared work is not done yet."""
        return self._matcher.waiting

    def prepare(self, challenge_id: str, pairs: Sequence[PreparedPair]) -> None:
        """Do what can be done before the verdict compares these."""
        self._matcher.prepare(challenge_id, pairs)

    def prepared(self, challenge_id: str) -> frozenset[int]:
        """Sequence numbers of the faces that cost little to compare."""
        return self._matcher.prepared(challenge_id)

    def match(self, challenge_id: str, pairs: Sequence[tuple[StoredFace, StoredFace]]) -> tuple[float, ...]:
        """Similarity of each pair; all of a verdict are one request, and each is a comparison."""
        with counted_result(self._metrics, names.FACE_COMPARISONS, len(pairs), of="frame"):
            similarities = self._matcher.match(challenge_id, pairs)
        for similarity in similarities:
            self._metrics.observe(names.COMPARISON_SIMILARITY, similarity, of="frame")
        return similarities
