"""From distances to similarities and back."""

from typing import Protocol

import numpy as np
from numpy.typing import ArrayLike, NDArray

from kiosk.backend.engines.collections.vector_index import VectorIndex


class SimilarityScale(Protocol):
    """What a model's distances mean."""

    def similarities(self, distances: NDArray[np.float64]) -> NDArray[np.float64]:
        """Similarity 0-100 of each Euclidean distance of two vectors; never grows with the distance."""
        ...


_TRIED = np.linspace(0.0, 4.0, 101)
"""Distances that are tried; a threshold that is still reached at the last one bounds nothing."""


def matches(
    scale: SimilarityScale, index: VectorIndex, vector: ArrayLike, limit: int, threshold: float
) -> dict[int, float]:
    """Keys with their similarity, the most similar first: at most `limit`, none below the threshold."""
    found = index.nearest(vector, limit, _farthest(scale, threshold))
    similarities = scale.similarities(found.distances)
    # They never grow with the distance, so the first ones are those that reach the threshold.
    count = int(np.count_nonzero(similarities >= threshold))
    return dict(zip(found.keys[:count].tolist(), similarities[:count].tolist(), strict=True))


def similarity(scale: SimilarityScale, a: ArrayLike, b: ArrayLike) -> float:
    """Similarity 0-100 of two vectors."""
    distance = np.linalg.norm(np.asarray(a, dtype=np.float64) - np.asarray(b, dtype=np.float64))
    return float(scale.similarities(np.array([distance]))[0])


def _farthest(scale: SimilarityScale, threshold: float) -> float:
    """A distance beyond which nothing reaches the threshold; rather a little too far."""
    if threshold <= 0:
        return np.inf
    failing = (scale.similarities(_TRIED) < threshold).nonzero()[0]
    return float(_TRIED[failing[0]]) if len(failing) else np.inf
