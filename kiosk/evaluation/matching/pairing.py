"""Which pairs of a folder's pictures are compared: all, or as many of each kind as are wanted, drawn by a seed."""

from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from kiosk.domain.calibration.comparisons import People

Couples = NDArray[np.int64]
"""Two places in the list of pictures a row, the lower first."""


def pair_up(people: People, most: int, generator: np.random.Generator) -> Couples:
    """All pairs of one person's pictures and all of strangers', at most so many of each kind."""
    return np.concatenate([_genuine(people, most, generator), _impostor(people, most, generator)])


def count_pairs(people: People) -> tuple[int, int]:
    """How many pairs of one person and of strangers there are."""
    _, sizes = np.unique(people, return_counts=True)
    genuine = int((sizes * (sizes - 1) // 2).sum())
    return genuine, len(people) * (len(people) - 1) // 2 - genuine


def _genuine(people: People, most: int, generator: np.random.Generator) -> Couples:
    found = [
        couple for person in np.unique(people) for couple in combinations(np.flatnonzero(people == person).tolist(), 2)
    ]
    couples = np.array(found, dtype=np.int64).reshape(-1, 2)
    if len(couples) <= most:
        return couples
    drawn = np.sort(generator.choice(len(couples), most, replace=False))
    return np.asarray(couples[drawn], dtype=np.int64)


def _impostor(people: People, most: int, generator: np.random.Generator) -> Couples:
    if count_pairs(people)[1] <= most:
        a, b = np.triu_indices(len(people), 1)
        return np.asarray(np.stack([a, b], axis=1)[people[a] != people[b]], dtype=np.int64)
    drawn = np.empty(0, dtype=np.int64)
    size = len(people)
    while len(drawn) < most:
        a, b = generator.integers(0, size, (2, 2 * most))
        low, high = np.minimum(a, b), np.maximum(a, b)
        strangers = people[low] != people[high]
        # In the order in which they were drawn, each once.
        codes = np.concatenate([drawn, (low * size + high)[strangers]])
        _, first = np.unique(codes, return_index=True)
        drawn = codes[np.sort(first)]
    drawn = np.sort(drawn[:most])
    return np.stack([drawn // size, drawn % size], axis=1)
