"""Comparisons of faces: how alike, and whose they are."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float64]
People = NDArray[np.int64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Comparisons:
    """Similarities 0-100 of pairs, and the numbers of the people on both sides; one entry of each a pair."""

    similarities: Scores
    a: People
    b: People

    def __post_init__(self) -> None:
        """Raises ValueError for lengths that differ, and for similarities that are no numbers."""
        if not len(self.similarities) == len(self.a) == len(self.b):
            raise ValueError("one similarity and two people a pair")
        if not np.isfinite(self.similarities).all():
            raise ValueError("a similarity is no number")

    def __len__(self) -> int:
        return len(self.similarities)

    @property
    def is_genuine(self) -> Mask:
        """Which pairs are one person's."""
        return np.asarray(self.a == self.b)

    @property
    def genuine(self) -> "Comparisons":
        """The mated pairs."""
        return self.only(self.is_genuine)

    @property
    def impostor(self) -> "Comparisons":
        """The non-mated pairs."""
        return self.only(~self.is_genuine)

    @property
    def people(self) -> int:
        """How many different people are on either side."""
        return len(np.unique(np.concatenate([self.a, self.b])))

    def only(self, mask: Mask) -> "Comparisons":
        """Those pairs that are marked."""
        return Comparisons(self.similarities[mask], self.a[mask], self.b[mask])
