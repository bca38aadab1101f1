"""From distances to the service's similarities and back."""

import numpy as np
from numpy.typing import ArrayLike

from kiosk.rekognition_local.collections.engine import Engine
from kiosk.rekognition_local.collections.vector_index import VectorIndex

_FARTHEST, _STEPS = 4.0, 100
"""Distances that are tried; a threshold that is still reached there bounds nothing."""


def matches(engine: Engine, index: VectorIndex, vector: ArrayLike, limit: int, threshold: float) -> dict[int, float]:
    """Keys with their similarity, the most similar first: at most `limit`, none below the threshold."""
    found = index.nearest(vector, limit, _farthest(engine, threshold))
    similarities = engine.similarities(found.distances).tolist()
    return {key: value for key, value in zip(found.keys.tolist(), similarities, strict=True) if value >= threshold}


def similarity(engine: Engine, a: ArrayLike, b: ArrayLike) -> float:
    """Similarity 0-100 of two vectors."""
    distance = np.linalg.norm(np.asarray(a, dtype=np.float64) - np.asarray(b, dtype=np.float64))
    return float(engine.similarities(np.array([distance]))[0])


def _farthest(engine: Engine, threshold: float) -> float:
    """A distance beyond which nothing reaches the threshold; rather a little too far."""
    tried = np.arange(_STEPS + 1) * (_FARTHEST / _STEPS)
    failing = np.flatnonzero(engine.similarities(tried) < threshold)
    return float(tried[failing[0]]) if len(failing) else np.inf
