"""Intervals by resampling people: pairs that share a person are not independent, and people are.

People are drawn with replacement; a mated pair counts as often as its person was drawn, a non-mated pair as often as
both together (the pigeonhole bootstrap, Owen 2007). A person who is drawn twice gives no pair of strangers.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kiosk.domain.calibration.binomial import CONFIDENCE, Interval
from kiosk.domain.calibration.comparisons import Comparisons, People

Drawn = NDArray[np.uint16]
"""How often each person was drawn: one row a resample, one column a person."""
Weights = NDArray[np.float64]
MIN_PEOPLE = 5
"""Fewer say nothing about people at large, however they are drawn."""
MIN_USABLE = 0.5
"""Share of the resamples in which a value must exist."""


@dataclass(frozen=True, slots=True, eq=False)
class Blocks:
    """Pairs put together by whose they are, for nothing else counts in a resample."""

    a: People
    b: People
    of_pair: NDArray[np.int64]
    """The block of each pair."""

    @property
    def count(self) -> int:
        """How many different couples of people there are."""
        return len(self.a)

    def weights(self, drawn: Drawn) -> Weights:
        """How often each block counts when people are drawn so often: one row, one column a block."""
        ours = drawn[self.a].astype(np.float64)
        return np.where(self.a == self.b, ours, ours * drawn[self.b])


def blocks_of(pairs: Comparisons) -> Blocks:
    """Which couple of people each pair belongs to."""
    low, high = np.minimum(pairs.a, pairs.b), np.maximum(pairs.a, pairs.b)
    size = int(high.max()) + 1 if len(pairs) else 1
    codes, of_pair = np.unique(low * size + high, return_inverse=True)
    return Blocks(codes // size, codes % size, np.asarray(of_pair, dtype=np.int64))


def resampled_shares(pairs: Comparisons, reached: NDArray[np.bool_], drawn: Drawn) -> NDArray[np.float64]:
    """Share of the pairs that reached each threshold in each resample; NaN where no pair was drawn.

    `reached` has one row a pair and one column a threshold; the result one row a resample.
    """
    blocks = blocks_of(pairs)
    counted = [np.bincount(blocks.of_pair, column, blocks.count) for column in reached.T]
    hits = np.stack(counted, axis=1).astype(np.float64)
    sizes = np.bincount(blocks.of_pair, minlength=blocks.count).astype(np.float64)
    return np.array([_shares(blocks.weights(row), hits, sizes) for row in drawn])


def interval_of(values: NDArray[np.float64]) -> Interval | None:
    """The middle 95 % of what the resamples gave; None when too many of them gave nothing."""
    usable = values[np.isfinite(values)]
    if not len(values) or len(usable) < MIN_USABLE * len(values):
        return None
    outside = (1 - CONFIDENCE) / 2
    low, high = np.quantile(usable, [outside, 1 - outside])
    return Interval(float(low), float(high))


def _shares(weights: Weights, hits: NDArray[np.float64], sizes: NDArray[np.float64]) -> NDArray[np.float64]:
    total = float(weights @ sizes)
    return weights @ hits / total if total > 0 else np.full(hits.shape[1], np.nan)
