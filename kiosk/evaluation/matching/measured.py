"""What was measured, before anything is concluded from it."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from kiosk.domain.calibration.comparisons import Comparisons, People
from kiosk.domain.calibration.groups import Attribute, Labels
from kiosk.evaluation.columns import Column
from kiosk.evaluation.matching.labelled import Labels as SaidLabels
from kiosk.evaluation.matching.labelled import LeftOut
from kiosk.evaluation.matching.matcher import Enrolment

MAX_COMBINED = 60
"""Groups of all labels together; more are too small to say anything."""


@dataclass(frozen=True, slots=True, eq=False)
class Enrolled:
    """Every picture that was looked at, and what came of it."""

    outcomes: tuple[Enrolment, ...]
    people: People
    labels: tuple[SaidLabels, ...]


@dataclass(frozen=True, slots=True, eq=False)
class DistanceScale:
    """Distances of the pairs, for engines that tell them, and how they become similarities and back."""

    distances: NDArray[np.float64]
    distance: Callable[[float], float]
    similarities: Callable[[NDArray[np.float64]], NDArray[np.float64]]
    anchors: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Measured:
    """Comparisons with all that is known of them."""

    model_id: str
    comparisons: Comparisons
    attributes: tuple[Attribute, ...]
    columns: tuple[Column, ...]
    enrolled: Enrolled | None
    """None where a list brought similarities, and nobody looked at a picture."""
    scale: DistanceScale | None
    left_out: tuple[LeftOut, ...]
    notes: tuple[str, ...]
    inputs: Mapping[str, str]
    """Digests of what went in, by what it is."""

    def with_input(self, name: str, sha256: str) -> "Measured":
        """The same, made with one more file."""
        return replace(self, inputs={**self.inputs, name: sha256})

    def with_note(self, note: str) -> "Measured":
        """The same, with one more sentence for the report."""
        return replace(self, notes=(*self.notes, note))

    @property
    def single_attributes(self) -> tuple[Attribute, ...]:
        """Those of one column."""
        return self.attributes[: len(self.columns)]

    @property
    def left_out_by_reason(self) -> Mapping[str, int]:
        """How many pictures and lines, by reason."""
        return dict(sorted(Counter(each.reason for each in self.left_out).items()))


def attributes_of(columns: Sequence[Column], a: Sequence[SaidLabels], b: Sequence[SaidLabels]) -> tuple[Attribute, ...]:
    """Each column, and all of them together where there are several and they make groups enough."""
    single = tuple(_attribute(column, a, b) for column in columns)
    if len(single) < 2:
        return single
    name = " + ".join(column.name for column in columns)
    together = Attribute(name, *(_joined([getattr(each, side) for each in single]) for side in ("a", "b")))
    return (*single, together) if len(together.groups) <= MAX_COMBINED else single


def number_people(names: Sequence[str]) -> People:
    """A number for each name, by their order."""
    return np.unique(np.array(names, dtype=np.str_), return_inverse=True)[1].astype(np.int64).reshape(-1)


def _attribute(column: Column, a: Sequence[SaidLabels], b: Sequence[SaidLabels]) -> Attribute:
    sides = (np.array([column.group_of(labels) for labels in side], dtype=np.str_) for side in (a, b))
    return Attribute(column.name, *sides)


def _joined(labels: Sequence[Labels]) -> Labels:
    known = np.logical_and.reduce([each != "" for each in labels])
    whole = labels[0]
    for each in labels[1:]:
        whole = np.char.add(np.char.add(whole, " + "), each)
    return np.where(known, whole, "")
