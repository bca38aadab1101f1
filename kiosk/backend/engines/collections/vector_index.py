"""Exact search for the nearest of many vectors, in memory."""

import math
from collections import deque
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from threading import Lock

import numpy as np
from numpy.typing import ArrayLike, NDArray

GROWTH = 1.5
MIN_CAPACITY = 1024
COMPACT_FROM = 4096
"""Deleted rows that are worth copying the rest for, once they are also half as many as those that live."""
GROUP, MANY = 64, 4
"""Rows of which the best stands for all, when more than so many times the rows wanted come into question."""
AT_ONCE = 16_384
"""Rows that are measured in double precision at a time: 16 MB of 128 numbers each."""
_ROUNDING = 2.0**-24
"""Relative error of one operation in single precision (IEEE 754)."""
_LOWEST = float(np.finfo(np.float32).min)


@dataclass(frozen=True, slots=True)
class Nearest:
    """Keys with their distances, the nearest first, equally near ones by key."""

    keys: NDArray[np.int64]
    distances: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class _Rows:
    """One state of the index. Rows before `count` do not change while a search can see them; later ones belong to later
    states.
    """

    matrix: NDArray[np.float32]
    half_squares: NDArray[np.float32]
    """Half the squared length of each row; infinite once the row is deleted, which puts it beyond every distance."""
    keys: NDArray[np.int64]
    count: int
    living: int
    longest: float
    """No row is longer."""


class VectorIndex:
    """Vectors of single precision under integer keys.

    Any thread may call it. A search sees one state of the index from beginning to end and waits for nobody; changes
    take turns. What is taken out is overwritten once the searches that began before are over.
    """

    def __init__(self) -> None:
        """Empty; the first vector decides how many numbers a vector has."""
        self._changing, self._barrier = Lock(), _SearchBarrier()
        self._rows = _empty(0, 0)

    def __len__(self) -> int:
        return self._rows.living

    def replace(self, removed: Collection[int], keys: Sequence[int], vectors: ArrayLike) -> None:
        """Take out these keys (unknown ones are ignored) and put others in, both at once for whoever searches.

        A key that is put in must not be there, unless it is among those taken out. Raises ValueError when the vectors
        are not finite, or not as long as those that are there.
        """
        added = np.asarray(vectors, dtype=np.float32).reshape(len(keys), -1 if keys else 0)
        if not np.isfinite(added).all():
            raise ValueError("a vector is not finite")
        with self._changing:
            before = self._rows
            gone = _places(before, removed) if removed else np.empty(0, np.intp)
            rows = _without(before, gone) if len(gone) else before
            self._rows = _with(rows, np.asarray(keys, dtype=np.int64), added) if keys else rows
            if self._rows.matrix is not before.matrix:
                self._barrier.erase(before.matrix, slice(0, before.count))
            elif len(gone):
                self._barrier.erase(before.matrix, gone)

    def clear(self) -> None:
        """Take out everything, and give back the memory."""
        with self._changing:
            before, self._rows = self._rows, _empty(0, 0)
            self._barrier.erase(before.matrix, slice(0, before.count))

    def takes(self, vectors: Sequence[Sequence[float]]) -> bool:
        """Whether these could be put in: finite, and of as many numbers as one another and those that are there."""
        rows, lengths = self._rows, {len(vector) for vector in vectors}
        if len(lengths) > 1 or (rows.count and lengths != {rows.matrix.shape[1]}):
            return False
        return bool(np.isfinite(np.asarray(vectors, dtype=np.float32)).all())

    def reserve(self, count: int, numbers: int) -> None:
        """Make room for that many vectors of so many numbers, before they are put in one batch after the other."""
        with self._changing:
            if not self._rows.count:
                self._rows = _empty(count, numbers)

    def nearest(self, vector: ArrayLike, limit: int, farthest: float = np.inf) -> Nearest:
        """At most `limit` vectors within the Euclidean distance `farthest`.

        One matrix product ranks all rows by q.v - |v|^2/2, which is (|q|^2 - |q - v|^2) / 2; the few that can be among
        the nearest are measured again in double precision, so that rounding decides nothing.
        """
        wanted = np.asarray(vector, dtype=np.float32)
        age = self._barrier.enter()
        try:
            rows = self._rows
            if not rows.living or limit < 1:
                return Nearest(np.empty(0, np.int64), np.empty(0))
            scores = rows.matrix[: rows.count] @ wanted
            scores -= rows.half_squares[: rows.count]
            return _ranked(rows, _candidates(rows, scores, wanted, limit, farthest), wanted, limit, farthest)
        finally:
            self._barrier.leave(age)


_Erased = NDArray[np.intp] | slice


@dataclass(slots=True)
class _Age:
    """The searches that began between two deletions, and what the second one deleted."""

    searches: int = 0
    gone: list[tuple[NDArray[np.float32], _Erased]] = field(default_factory=list)


class _SearchBarrier:
    """Any thread. Searches wait for nobody, deletions for no search: whoever leaves last overwrites."""

    def __init__(self) -> None:
        self._counting = Lock()
        self._ages = deque([_Age()])

    def enter(self) -> _Age:
        """A search begins: whatever is visible now stays as it is until it leaves."""
        with self._counting:
            age = self._ages[-1]
            age.searches += 1
        return age

    def leave(self, age: _Age) -> None:
        """A search of this age is over."""
        with self._counting:
            age.searches -= 1
            last = not age.searches and len(self._ages) > 1
        if last:
            self._overwrite()

    def erase(self, matrix: NDArray[np.float32], rows: _Erased) -> None:
        """Overwrite these rows, which no search that begins from now on sees: at once, if none is under way."""
        with self._counting:
            self._ages[-1].gone.append((matrix, rows))
            self._ages.append(_Age())
        self._overwrite()

    def _overwrite(self) -> None:
        """What an age deleted may still be seen by the searches of that age and of those before."""
        unseen = list[tuple[NDArray[np.float32], _Erased]]()
        with self._counting:
            while len(self._ages) > 1 and not self._ages[0].searches:
                unseen += self._ages.popleft().gone
        for matrix, rows in unseen:
            matrix[rows] = 0


def _empty(capacity: int, numbers: int) -> _Rows:
    return _Rows(
        np.empty((capacity, numbers), np.float32),
        np.empty(capacity, np.float32),
        np.empty(capacity, np.int64),
        0,
        0,
        0.0,
    )


def _candidates(
    rows: _Rows, scores: NDArray[np.float32], wanted: NDArray[np.float32], limit: int, farthest: float
) -> NDArray[np.intp]:
    """Positions of all rows that can be among the nearest, allowing for the rounding of `scores`."""
    length = math.sqrt(wanted.dot(wanted))
    slack = (wanted.size + 4) * _ROUNDING * rows.longest * (length + rows.longest)
    floor = (length**2 - farthest**2) / 2 - slack
    found = _reaching(scores, floor) if floor > _LOWEST else None
    if found is None or len(found) > limit * MANY:
        found = _reaching(scores, max(floor, _surely_reached(scores, limit) - 2 * slack, _LOWEST))
    if len(found) > limit:
        reached = scores.take(found)
        ordered = reached.copy()
        ordered.partition(len(found) - limit)
        found = found[reached >= np.float32(ordered[len(found) - limit] - 2 * slack)]
    return found


def _reaching(scores: NDArray[np.float32], floor: float) -> NDArray[np.intp]:
    return (scores >= np.float32(floor)).nonzero()[0]


def _surely_reached(scores: NDArray[np.float32], limit: int) -> float:
    """A score that at least `limit` rows reach, found without ordering all: that of the `limit`th best group's best."""
    groups = len(scores) // GROUP
    if groups < limit:
        return _LOWEST
    best = np.maximum.reduce(scores[: groups * GROUP].reshape(GROUP, groups), axis=0)
    best.partition(groups - limit)
    return float(best[groups - limit])


def _ranked(rows: _Rows, found: NDArray[np.intp], wanted: NDArray[np.float32], limit: int, farthest: float) -> Nearest:
    exact = wanted.astype(np.float64)
    parts = [_distances(rows, found[start : start + AT_ONCE], exact) for start in range(0, len(found), AT_ONCE)]
    distances = parts[0] if len(parts) == 1 else np.concatenate([np.empty(0), *parts])
    keys = rows.keys.take(found)
    order = np.lexsort((keys, distances))[:limit]
    keys, distances = keys.take(order), distances.take(order)
    # They are in order: as many as lie within are the first.
    within = len(distances) if farthest == math.inf else int(distances.searchsorted(farthest, side="right"))
    return Nearest(keys[:within], distances[:within])


def _distances(rows: _Rows, found: NDArray[np.intp], exact: NDArray[np.float64]) -> NDArray[np.float64]:
    away = rows.matrix.take(found, axis=0) - exact
    np.multiply(away, away, out=away)
    distances: NDArray[np.float64] = np.add.reduce(away, axis=1)
    return np.sqrt(distances, out=distances)


def _with(rows: _Rows, keys: NDArray[np.int64], vectors: NDArray[np.float32]) -> _Rows:
    if rows.count and vectors.shape[1] != rows.matrix.shape[1]:
        raise ValueError("a vector has another number of numbers")
    end = rows.count + len(keys)
    if end > len(rows.keys) or not rows.count:
        rows = _grown(rows, end, vectors.shape[1])
    squares = np.einsum("ij,ij->i", vectors, vectors, dtype=np.float64)
    new = slice(rows.count, end)
    rows.matrix[new], rows.half_squares[new], rows.keys[new] = vectors, squares / 2, keys
    longest = max(rows.longest, float(np.sqrt(squares.max())))
    return _Rows(rows.matrix, rows.half_squares, rows.keys, end, rows.living + len(keys), longest)


def _grown(rows: _Rows, needed: int, numbers: int) -> _Rows:
    """Room for more, in which the rows lie as before."""
    if len(rows.keys) >= needed and rows.matrix.shape[1] == numbers:
        return rows
    larger = _empty(max(needed, MIN_CAPACITY, int(len(rows.keys) * GROWTH)), numbers)
    if rows.count:
        _copy(rows, larger, slice(0, rows.count))
        # A search may be keeping their rows where they come from.
        larger.matrix[: rows.count][np.isinf(rows.half_squares[: rows.count])] = 0
    return _Rows(larger.matrix, larger.half_squares, larger.keys, rows.count, rows.living, rows.longest)


def _places(rows: _Rows, removed: Collection[int]) -> NDArray[np.intp]:
    """Where those of the keys lie that there are."""
    wanted = np.fromiter(removed, np.int64, len(removed))
    return np.flatnonzero(np.isin(rows.keys[: rows.count], wanted) & np.isfinite(rows.half_squares[: rows.count]))


def _without(rows: _Rows, gone: NDArray[np.intp]) -> _Rows:
    """The same rows with some marked as deleted; searches that are under way keep the marks they began with."""
    half_squares = rows.half_squares.copy()
    half_squares[gone] = np.inf
    left = _Rows(rows.matrix, half_squares, rows.keys, rows.count, rows.living - len(gone), rows.longest)
    deleted = left.count - left.living
    return _compacted(left) if deleted >= COMPACT_FROM and deleted * 2 >= left.living else left


def _compacted(rows: _Rows) -> _Rows:
    living = np.flatnonzero(np.isfinite(rows.half_squares[: rows.count]))
    smaller = _empty(max(len(living), MIN_CAPACITY), rows.matrix.shape[1])
    _copy(rows, smaller, living)
    longest = float(np.sqrt(2 * smaller.half_squares[: len(living)].max(initial=0.0))) * (1 + 2 * _ROUNDING)
    return _Rows(smaller.matrix, smaller.half_squares, smaller.keys, len(living), len(living), longest)


def _copy(rows: _Rows, into: _Rows, which: slice | NDArray[np.intp]) -> None:
    count = rows.count if isinstance(which, slice) else len(which)
    into.matrix[:count], into.keys[:count] = rows.matrix[which], rows.keys[which]
    into.half_squares[:count] = rows.half_squares[which]
