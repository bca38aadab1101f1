"""Which columns of labels make groups, and which group a value belongs to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import floor, isfinite

from kiosk.errors import LabelsInvalid, LabelsMissing

Labels = Mapping[str, str]
"""What is said of somebody, by column."""

MAX_GROUPS = 50
"""A column with more is a name or a note."""
MAX_PLAIN_NUMBERS = 10
BAND = 10
"""Numbers that differ more often than that are put together by tens: ages, years."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column, and whether its numbers are put together."""

    name: str
    is_banded: bool

    def group_of(self, labels: Labels) -> str:
        """The group that these labels put somebody in; empty when they say nothing."""
        value = labels.get(self.name, "")
        if not (self.is_banded and value):
            return value
        start = floor(float(value) / BAND) * BAND
        return f"{start}-{start + BAND - 1}"


def choose_columns(said: Sequence[Labels], wanted: Sequence[str]) -> tuple[tuple[Column, ...], tuple[str, ...]]:
    """Columns that make groups, all or those that are wanted; and sentences on those that do not.

    Raises LabelsMissing for a wanted column that there is none of, and LabelsInvalid for one that makes no groups.
    """
    values = _values(said)
    unknown = [name for name in wanted if name not in values]
    if unknown:
        raise LabelsMissing(f"no column {', '.join(unknown)}; there are {', '.join(values) or 'none'}")
    chosen, notes = list[Column](), list[str]()
    for name in wanted or values:
        column = Column(name, _are_many_numbers(values[name]))
        count = len({column.group_of({name: value}) for value in values[name]})
        if 1 < count <= MAX_GROUPS:
            chosen.append(column)
            continue
        why = "has more than 50 different values" if count > 1 else "says the same of everybody"
        if wanted:
            raise LabelsInvalid(f"the column {name} {why}")
        notes.append(f"The column {name} {why} and makes no groups.")
    return tuple(chosen), tuple(notes)


def _values(said: Sequence[Labels]) -> Mapping[str, frozenset[str]]:
    found = dict[str, set[str]]()
    for labels in said:
        for name, value in labels.items():
            found.setdefault(name, set()).update([value] if value else [])
    return {name: frozenset(values) for name, values in found.items()}


def _are_many_numbers(values: frozenset[str]) -> bool:
    return len(values) > MAX_PLAIN_NUMBERS and all(map(_is_number, values))


def _is_number(value: str) -> bool:
    try:
        return isfinite(float(value))
    except ValueError:
        return False
