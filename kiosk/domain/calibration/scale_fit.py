"""Thresholds that strangers reach once in so many pairs, and a scale of similarities pinned to them.

Where a set is too small to count to a rate, the nearest 5 % of strangers are continued by an exponential tail, whose
logarithm is a straight line; whatever was found so says so.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from math import log
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from kiosk.domain.calibration.binomial import Interval
from kiosk.domain.calibration.comparisons import Comparisons
from kiosk.domain.calibration.resampling import MIN_PEOPLE, Drawn, Weights, blocks_of, interval_of

ANCHORED: Mapping[float, float] = MappingProxyType({99.0: 0.0001, 95.0: 0.001, 80.0: 0.01, 50.0: 0.1, 10.0: 0.5})
"""Similarities, and the share of strangers that reach them; the first three are what the scale promises."""
TAIL = 0.05
MIN_COUNTED = 10
"""Pairs beyond a threshold that was counted; and in a tail that is continued."""
LOOKED_AT = 4.0
"""Times the share that is looked for, or the tail: what resamples of people may come to."""
Nearness = NDArray[np.float64]
"""How near two faces are, rising, in any unit: a similarity, or a distance with its sign turned."""


@dataclass(frozen=True, slots=True)
class Threshold:
    """Where strangers reach a share."""

    share: float
    at: float
    is_extrapolated: bool
    over_people: Interval | None = None


@dataclass(frozen=True, slots=True)
class Anchors:
    """A scale as models have it: rising distances with falling similarities, from (0, 100) to 0."""

    points: tuple[tuple[float, float], ...]
    extrapolated: tuple[float, ...]
    """Similarities whose distances no count shows."""


def find_threshold(near: Nearness, weights: Weights, total: float, share: float, *, counted: bool) -> float | None:
    """Where the nearest pairs make up this share of all; None when there is no telling.

    `near` falls, and may end before the pairs do, whose weights are `total` together.
    """
    if not total > 0:
        return None
    cumulated = np.cumsum(weights) / total
    if counted:
        # A hair more than the share, for the sum of many parts that make it up exactly may come out above it.
        return _last_whole(near, int(np.searchsorted(cumulated, share * (1 + 1e-9), side="right")))
    inside = int(np.searchsorted(cumulated, TAIL, side="right"))
    if inside < MIN_COUNTED or inside >= len(near):
        return None
    start = float(near[inside])
    weight = float(weights[:inside].sum())
    mean_excess = float(((near[:inside] - start) * weights[:inside]).sum()) / weight if weight > 0 else 0.0
    return start + mean_excess * log(TAIL / share) if mean_excess > 0 else None


def _last_whole(near: Nearness, inside: int) -> float | None:
    """The last value that no more than `inside` pairs reach: those that are as near as the next one come with it."""
    if 0 < inside < len(near) and near[inside] == near[inside - 1]:
        inside = int(np.searchsorted(-near, -near[inside], side="left"))
    return float(near[inside - 1]) if inside else None


def threshold_of(impostor: Comparisons, nearness: Nearness, share: float, drawn: Drawn) -> Threshold | None:
    """Where strangers reach this share, counted where there are pairs enough, with its interval over people."""
    # No resample looks further than this.
    seen = min(len(nearness), int(LOOKED_AT * max(share, TAIL) * len(nearness)) + 1)
    order = np.argsort(-nearness, kind="stable")[:seen]
    near, counted = nearness[order], share * len(nearness) >= MIN_COUNTED
    at = find_threshold(near, np.ones(len(near)), len(nearness), share, counted=counted)
    if at is None:
        return None
    blocks, values = blocks_of(impostor), np.full(len(drawn), np.nan)
    sizes, of_pair = np.bincount(blocks.of_pair, minlength=blocks.count), blocks.of_pair[order]
    for number, row in enumerate(drawn):
        weights = blocks.weights(row)
        found = find_threshold(near, weights[of_pair], float(weights @ sizes), share, counted=counted)
        values[number] = np.nan if found is None else found
    return Threshold(share, at, not counted, interval_of(values) if impostor.people >= MIN_PEOPLE else None)


def fit_anchors(impostor: Comparisons, distances: NDArray[np.float64], farthest: float) -> Anchors | None:
    """The scale that these strangers ask for; None when there are too few, or they do not spread.

    `farthest` is a distance that has the similarity 0.
    """
    none_drawn = np.empty((0, 0), dtype=np.uint16)
    found = {value: threshold_of(impostor, -distances, share, none_drawn) for value, share in ANCHORED.items()}
    thresholds = {value: threshold for value, threshold in found.items() if threshold is not None}
    inner = [(-threshold.at, value) for value, threshold in thresholds.items()]
    points = ((0.0, 100.0), *inner, (farthest, 0.0))
    rising = all(before[0] < after[0] for before, after in pairwise(points))
    if len(thresholds) < len(ANCHORED) or not rising:
        return None
    return Anchors(points, tuple(value for value, threshold in thresholds.items() if threshold.is_extrapolated))
