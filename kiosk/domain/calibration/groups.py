"""Error rates by group, and the worst group against all at the same threshold."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kiosk.domain.calibration.comparisons import Comparisons, Mask
from kiosk.domain.calibration.error_rates import Rate, false_match_rates, false_non_match_rates
from kiosk.domain.calibration.resampling import Drawn

Labels = NDArray[np.str_]
MIN_PAIRS = 30
"""A group with fewer pairs is shown, and is never called the worst."""
ALL_LABELS = "all labels"
"""Stands for groups of people who share every label."""


@dataclass(frozen=True, slots=True, eq=False)
class Attribute:
    """One column of labels: what it says of the people on both sides of each pair; empty where it says nothing."""

    name: str
    a: Labels
    b: Labels

    @property
    def groups(self) -> tuple[str, ...]:
        """The labels that occur, in order."""
        return tuple(str(label) for label in np.unique(np.concatenate([self.a, self.b])) if label)

    def within(self, group: str) -> Mask:
        """Pairs with both sides in the group."""
        return np.asarray((self.a == group) & (self.b == group))

    @property
    def is_shared(self) -> Mask:
        """Pairs whose sides have the same label."""
        return np.asarray((self.a == self.b) & (self.a != ""))

    @property
    def is_known(self) -> Mask:
        """Pairs whose sides both have a label."""
        return np.asarray((self.a != "") & (self.b != ""))


@dataclass(frozen=True, slots=True)
class GroupRates:
    """One group's rates, in the order of the thresholds; strangers are both of the group."""

    attribute: str
    group: str
    people: int
    false_match: tuple[Rate, ...]
    false_non_match: tuple[Rate, ...]


@dataclass(frozen=True, slots=True)
class Worst:
    """The group with the highest rate at one threshold, and how many times all people's that is."""

    group: GroupRates
    rate: Rate
    ratio: float | None
    """None when nobody at all was taken for somebody else."""
    is_beyond_chance: bool
    """Whether all that the group's rate may be lies above what was measured of all."""


def rates_by_group(
    pairs: Comparisons, attributes: Sequence[Attribute], thresholds: Sequence[float], drawn: Drawn
) -> tuple[GroupRates, ...]:
    """Every group of every attribute."""
    return tuple(
        group_rates(pairs.only(attribute.within(group)), attribute.name, group, thresholds, drawn)
        for attribute in attributes
        for group in attribute.groups
    )


def group_rates(
    inside: Comparisons, attribute: str, group: str, thresholds: Sequence[float], drawn: Drawn
) -> GroupRates:
    """The rates of these pairs, under this name."""
    genuine, impostor = inside.genuine, inside.impostor
    return GroupRates(
        attribute,
        group,
        inside.people,
        false_match_rates(impostor, thresholds, drawn),
        false_non_match_rates(genuine, thresholds, drawn),
    )


def strangers_by_likeness(
    pairs: Comparisons, attributes: Sequence[Attribute], thresholds: Sequence[float], drawn: Drawn
) -> Mapping[str, tuple[Rate, ...]]:
    """False match rates of strangers who share a label, each label or all of them, and of those who do not."""
    impostor = ~pairs.is_genuine
    return {
        name: false_match_rates(pairs.only(mask & impostor), thresholds, drawn)
        for name, mask in _likeness(attributes)
        if (mask & impostor).any()
    }


def worst_group(groups: Sequence[GroupRates], of_all: Sequence[Rate], threshold: int, *, matches: bool) -> Worst | None:
    """The group with the highest false match rate at the threshold of this number, or false non-match rate."""
    enough = [
        (group, rate)
        for group in groups
        for rate in [(group.false_match if matches else group.false_non_match)[threshold]]
        if rate.of >= MIN_PAIRS
    ]
    if not enough:
        return None
    group, rate = max(enough, key=lambda one: (one[1].share or 0.0, one[1].of))
    everybody = of_all[threshold].share or 0.0
    ratio = (rate.share or 0.0) / everybody if everybody > 0 else None
    is_beyond_chance = rate.over_people is not None and rate.bounds.low > everybody
    return Worst(group, rate, ratio, bool(is_beyond_chance))


def _likeness(attributes: Sequence[Attribute]) -> Iterator[tuple[str, Mask]]:
    for attribute in attributes:
        yield f"same {attribute.name}", attribute.is_shared
        yield f"different {attribute.name}", attribute.is_known & ~attribute.is_shared
    if len(attributes) > 1:
        shared = np.logical_and.reduce([attribute.is_shared for attribute in attributes])
        known = np.logical_and.reduce([attribute.is_known for attribute in attributes])
        yield f"same {ALL_LABELS}", shared
        yield f"not the same {ALL_LABELS}", known & ~shared
