"""Rows that are overwritten as soon as no search can see them."""

from collections import deque
from dataclasses import dataclass, field
from threading import Lock

import numpy as np
from numpy.typing import NDArray

Rows = NDArray[np.intp] | slice


@dataclass(slots=True)
class _Age:
    """The searches that began between two deletions, and what the second one deleted."""

    searches: int = 0
    gone: list[tuple[NDArray[np.float32], Rows]] = field(default_factory=list)


class _Search:
    """One search, from `with` to its end; written out, as a generator would take longer than some searches."""

    __slots__ = ("_age", "_erasure")

    def __init__(self, erasure: "SearchBarrier") -> None:
        self._erasure = erasure

    def __enter__(self) -> None:
        self._age = self._erasure.begin()

    def __exit__(self, *_: object) -> None:
        self._erasure.end(self._age)


class SearchBarrier:
    """Any thread. Searches wait for nobody, deletions for no search: whoever leaves last overwrites."""

    def __init__(self) -> None:
        self._counting = Lock()
        self._ages = deque([_Age()])

    def search(self) -> _Search:
        """A block in which whatever is visible now stays as it is until the end."""
        return _Search(self)

    def begin(self) -> _Age:
        """A search begins."""
        with self._counting:
            age = self._ages[-1]
            age.searches += 1
        return age

    def end(self, age: _Age) -> None:
        """A search of this age ends."""
        with self._counting:
            age.searches -= 1
            last = not age.searches and len(self._ages) > 1
        if last:
            self._overwrite()

    def erase(self, matrix: NDArray[np.float32], rows: Rows) -> None:
        """Overwrite these rows, which no search that begins from now on sees: at once, if none is under way."""
        with self._counting:
            self._ages[-1].gone.append((matrix, rows))
            self._ages.append(_Age())
        self._overwrite()

    def _overwrite(self) -> None:
        """What an age deleted may still be seen by the searches of that age and of those before."""
        unseen = list[tuple[NDArray[np.float32], Rows]]()
        with self._counting:
            while len(self._ages) > 1 and not self._ages[0].searches:
                unseen += self._ages.popleft().gone
        for matrix, rows in unseen:
            matrix[rows] = 0
