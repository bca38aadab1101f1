"""False match and false non-match rates at thresholds, the DET curve, and where both are equal (ISO/IEC 19795-1)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from kiosk.domain.calibration.binomial import Interval, clopper_pearson, interval_of_share
from kiosk.domain.calibration.comparisons import Comparisons, Scores
from kiosk.domain.calibration.resampling import MIN_PEOPLE, Drawn, blocks_of, interval_of, resampled_shares


@dataclass(frozen=True, slots=True)
class Rate:
    """A share that was counted, with its two 95 % intervals."""

    count: int
    of: int
    exact: Interval
    """Clopper-Pearson's, as if pairs were independent."""
    over_people: Interval | None = None
    """For people rather than pairs; None where nothing can be said of them."""

    @property
    def share(self) -> float | None:
        """The rate itself; None of nothing."""
        return self.count / self.of if self.of else None

    @property
    def bounds(self) -> Interval:
        """The hull of both intervals, which is what is judged by."""
        return self.exact.hull(self.over_people)


@dataclass(frozen=True, slots=True)
class EqualError:
    """The equal error rate, and the similarity at which it is."""

    rate: float
    similarity: float
    over_people: Interval | None


@dataclass(frozen=True, slots=True, eq=False)
class DetCurve:
    """Both error rates at rising thresholds."""

    thresholds: Scores
    false_match: NDArray[np.float64]
    false_non_match: NDArray[np.float64]


def false_match_rates(impostor: Comparisons, thresholds: Sequence[float], drawn: Drawn) -> tuple[Rate, ...]:
    """Share of the strangers' pairs that reach each threshold.

    Whether two people look alike is the same on all their pictures, so that the interval over people is at least the
    exact one of as many trials as there are couples of people. Without a false match resampling would say nothing.
    """
    reached = impostor.similarities[:, None] >= np.asarray(thresholds)
    couples = blocks_of(impostor).count if len(impostor) else 0
    return tuple(_widen(rate, couples) for rate in _rates(impostor, reached, drawn))


def false_non_match_rates(genuine: Comparisons, thresholds: Sequence[float], drawn: Drawn) -> tuple[Rate, ...]:
    """Share of one person's pairs that do not reach each threshold; over people by resampling them alone."""
    # Not `<`: what is no number has not reached anything.
    missed = ~(genuine.similarities[:, None] >= np.asarray(thresholds))
    return _rates(genuine, missed, drawn)


def det_curve(genuine: Scores, impostor: Scores) -> DetCurve:
    """Both error rates at every similarity that occurs."""
    thresholds = np.unique(np.concatenate([genuine, impostor]))
    return _curve(genuine, impostor, thresholds)


def equal_error(genuine: Comparisons, impostor: Comparisons, drawn: Drawn) -> EqualError | None:
    """Where both rates come closest, and their mean there; None when one kind of pair is missing."""
    if not (len(genuine) and len(impostor)):
        return None
    near = impostor.similarities[impostor.similarities >= genuine.similarities.min()]
    thresholds = np.unique(np.concatenate([genuine.similarities, near]))
    curve = _curve(genuine.similarities, impostor.similarities, thresholds)
    at = int(np.argmin(np.abs(curve.false_match - curve.false_non_match)))
    rate = float(curve.false_match[at] + curve.false_non_match[at]) / 2
    enough = genuine.people >= MIN_PEOPLE and len(drawn) > 0
    over_people = interval_of(_resampled_equal_errors(genuine, impostor, thresholds, drawn)) if enough else None
    return EqualError(rate, float(thresholds[at]), over_people)


def _rates(pairs: Comparisons, wrong: NDArray[np.bool_], drawn: Drawn) -> tuple[Rate, ...]:
    counts = wrong.sum(axis=0)
    enough = len(pairs) > 0 and pairs.people >= MIN_PEOPLE and len(drawn) > 0
    shares = resampled_shares(pairs, wrong, drawn) if enough else None
    return tuple(
        Rate(
            int(count),
            len(pairs),
            clopper_pearson(int(count), len(pairs)),
            interval_of(shares[:, column]) if shares is not None and 0 < count < len(pairs) else None,
        )
        for column, count in enumerate(counts)
    )


def _widen(rate: Rate, couples: int) -> Rate:
    if rate.share is None:
        return rate
    return replace(rate, over_people=interval_of_share(rate.share, couples).hull(rate.over_people))


def _curve(genuine: Scores, impostor: Scores, thresholds: Scores) -> DetCurve:
    false_non_match = np.searchsorted(np.sort(genuine), thresholds, side="left") / max(len(genuine), 1)
    below = np.searchsorted(np.sort(impostor), thresholds, side="left")
    return DetCurve(thresholds, (len(impostor) - below) / max(len(impostor), 1), false_non_match)


def _resampled_equal_errors(
    genuine: Comparisons, impostor: Comparisons, thresholds: Scores, drawn: Drawn
) -> NDArray[np.float64]:
    rejecting, accepting = _Below(genuine, thresholds), _Below(impostor, thresholds)
    found = list[float]()
    for row in drawn:
        missed, passed = rejecting.shares(row), 1 - accepting.shares(row)
        # A resample without pairs of one kind has no rate.
        gaps = np.abs(missed - passed)
        at = 0 if np.isnan(gaps).any() else int(np.argmin(gaps))
        found.append(float(missed[at] + passed[at]) / 2)
    return np.array(found)


class _Below:
    """Weighted shares of pairs below thresholds, with what does not depend on weights worked out once."""

    def __init__(self, pairs: Comparisons, thresholds: Scores) -> None:
        self._blocks = blocks_of(pairs)
        self._steps = np.searchsorted(thresholds, pairs.similarities, side="right")
        self._count = len(thresholds)

    def shares(self, drawn: Drawn) -> NDArray[np.float64]:
        weights = self._blocks.weights(drawn)[self._blocks.of_pair]
        total = float(weights.sum())
        if not total > 0:
            return np.full(self._count, np.nan)
        # A pair is below every threshold from this step on.
        steps = np.bincount(self._steps, weights, self._count + 1)
        return np.asarray(np.cumsum(steps[: self._count]) / total, dtype=np.float64)
