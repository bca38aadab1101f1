"""The vectors of one collection in memory, and what their distances mean as similarity."""

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Protocol

import numpy as np
from numpy.typing import ArrayLike, NDArray

from kiosk.backend.engines.collections.records import Collection
from kiosk.backend.engines.collections.schema import FACE
from kiosk.backend.engines.collections.vector_index import GROWTH, VectorIndex
from kiosk.backend.stores.cipher import Seals, Vector, vector_place
from kiosk.backend.stores.sqlite.authentic_rows import AuthenticRows, Row, RowsOf

BATCH = 8192
"""Rows that are read at a time."""
BEST_QUALITY, MIN_WEIGHT = 100.0, 0.01
"""However poor a face is, the only one of a user stands for them."""


@dataclass(frozen=True, slots=True)
class CollectionVectors:
    """One index of the faces and one of the users who have faces, by the keys of their rows."""

    faces: VectorIndex = field(default_factory=VectorIndex)
    users: VectorIndex = field(default_factory=VectorIndex)


@dataclass(frozen=True, slots=True)
class WeightedVector:
    """A face's vector, and how much it counts among others of the same user."""

    vector: Vector
    weight: float = 1.0


def user_vector(faces: Iterable[WeightedVector]) -> Vector:
    """What stands for all faces of a user: the mean of their directions by weight, as long as they are on average.

    A mean is shorter than what it is the mean of, and similarity is measured by distance: without the length of a real
    descriptor a user would be less like each of their own faces than those are like one another.
    """
    weighted = list(faces)
    matrix = np.array([each.vector for each in weighted], dtype=np.float64)
    mean = np.average(matrix, axis=0, weights=[each.weight for each in weighted])
    length = np.linalg.norm(mean)
    if length == 0:
        return np.asarray(mean, dtype=np.float32)
    return np.asarray(mean * (np.linalg.norm(matrix, axis=1).mean() / length), dtype=np.float32)


def open_weighted(seals: Seals, collection: Collection, row: Row) -> WeightedVector:
    """The vector of a row of `face`, by the quality of its picture; raises StorageFailed.

    One of which nobody measured any counts as a good one.
    """
    vector = seals.open_vector(row["vector"], vector_place(collection.model_version, row["face_id"]))
    quality = BEST_QUALITY if row["quality"] is None else row["quality"]
    return WeightedVector(vector, max(float(quality) / BEST_QUALITY, MIN_WEIGHT))


def load_vectors(
    connection: sqlite3.Connection, rows_of: RowsOf, seals: Seals, collection: Collection
) -> CollectionVectors:
    """Read and decrypt all vectors of a collection but those that do not fit, which nobody is found by; raises
    StorageFailed."""
    loaded, of_users = CollectionVectors(), dict[int, list[WeightedVector]]()
    (count,) = connection.execute("SELECT count(*) FROM face WHERE collection = ?", [collection.key]).fetchone()
    for keys, users, faces in _batches(rows_of(FACE), seals, collection):
        vectors = [face.vector for face in faces]
        # With room to grow, so that the first new face does not move all the others.
        loaded.faces.reserve(int(count * GROWTH), len(vectors[0]))
        loaded.faces.replace((), keys, vectors)
        for user, face in zip(users, faces, strict=True):
            if user is not None:
                of_users.setdefault(user, []).append(face)
    if of_users:
        loaded.users.replace((), list(of_users), [user_vector(each) for each in of_users.values()])
    return loaded


def _batches(
    faces: AuthenticRows, seals: Seals, collection: Collection
) -> Iterator[tuple[list[int], list[int | None], list[WeightedVector]]]:
    rows = faces.read("WHERE collection = ? ORDER BY id", collection.key, skip_tampered=True)
    while batch := list(islice(rows, BATCH)):
        opened = [open_weighted(seals, collection, row) for row in batch]
        yield [row["id"] for row in batch], [row["user"] for row in batch], opened


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
