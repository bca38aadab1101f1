"""From distances to similarities and back."""

from typing import Protocol

import numpy as np
from numpy.typing import ArrayLike, NDArray

from kiosk.backend.local.collections.vector_index import VectorIndex


class Scale(Protocol):
    """What a model's distances mean."""

    def similarities(self, distances: NDArray[np.float64]) -> NDArray[np.float64]:
        """Similarity 0-100 of each Euclidean distance of two vectors; never grows with the distance."""
        ...


_FARTHEST, _STEPS = 4.0, 100
"""Distances that are tried; a threshold that is still reached there bounds nothing."""


def matches(scale: Scale, index: VectorIndex, vector: ArrayLike, limit: int, threshold: float) -> dict[int, float]:
    """Keys with their similarity, the most similar first: at most `limit`, none below the threshold."""
    found = index.nearest(vector, limit, _farthest(scale, threshold))
    similarities = scale.similarities(found.distances).tolist()
    return {key: value for key, value in zip(found.keys.tolist(), similarities, strict=True) if value >= threshold}


def similarity(scale: Scale, a: ArrayLike, b: ArrayLike) -> float:
    """Similarity 0-100 of two vectors."""
    distance = np.linalg.norm(np.asarray(a, dtype=np.float64) - np.asarray(b, dtype=np.float64))
    return float(scale.similarities(np.array([distance]))[0])


def _farthest(scale: Scale, threshold: float) -> float:
    """A distance beyond which nothing reaches the threshold; rather a little too far."""
    tried = np.arange(_STEPS + 1) * (_FARTHEST / _STEPS)
    failing = np.flatnonzero(scale.similarities(tried) < threshold)
    return float(tried[failing[0]]) if len(failing) else np.inf
