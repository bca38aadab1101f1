"""Exact confidence intervals of a share that was counted (Clopper and Pearson, 1934)."""

from collections.abc import Callable
from dataclasses import dataclass
from math import exp, lgamma, log, log1p

CONFIDENCE = 0.95
"""Of every interval, two-sided."""
_SMALLEST = 1e-300
"""In place of 0 in Lentz's continued fraction."""
_CLOSE = 1e-14
_MAX_TERMS = 100_000
_HALVINGS = 200


@dataclass(frozen=True, slots=True)
class Interval:
    """From `low` to `high`, both included."""

    low: float
    high: float

    def hull(self, other: "Interval | None") -> "Interval":
        """The smallest interval around both."""
        return self if other is None else Interval(min(self.low, other.low), max(self.high, other.high))


def clopper_pearson(count: int, of: int, confidence: float = CONFIDENCE) -> Interval:
    """The interval that holds a share at least this often, when `count` of `of` independent trials succeeded.

    Of no trials it is everything, 0 to 1. Raises ValueError for counts that cannot be.
    """
    if not 0 <= count <= of:
        raise ValueError("0 <= count <= of")
    outside = (1 - confidence) / 2
    low = 0.0 if count == 0 else _quantile(outside, count, of - count + 1)
    high = 1.0 if count == of else _quantile(1 - outside, count + 1, of - count)
    return Interval(low, high)


def interval_of_share(share: float, of: int, confidence: float = CONFIDENCE) -> Interval:
    """The same for a share that was counted otherwise, as if it had been found in `of` independent trials.

    Between whole counts it goes on without a step; raises ValueError for a share outside 0 to 1.
    """
    if not (0 <= share <= 1 and of >= 0):
        raise ValueError("0 <= share <= 1")
    outside, count = (1 - confidence) / 2, share * of
    low = 0.0 if count <= 0 else _quantile(outside, count, of - count + 1)
    high = 1.0 if count >= of else _quantile(1 - outside, count + 1, of - count)
    return Interval(low, high)


def trials_to_show(share: float, confidence: float = CONFIDENCE) -> int:
    """How many trials without a success show that the share is at most this; raises ValueError outside 0 to 1."""
    if not 0 < share < 1:
        raise ValueError("0 < share < 1")
    needed = int(log((1 - confidence) / 2) / log1p(-share))
    while clopper_pearson(0, needed, confidence).high > share:
        needed += 1
    return needed


def incomplete_beta(x: float, a: float, b: float) -> float:
    """The regularised incomplete beta function I_x(a, b): how much of a beta distribution lies below x."""
    if x <= 0:
        return 0.0
    if x >= 1:
        return 1.0
    # The fraction converges fast on this side of the mean alone.
    if x > (a + 1) / (a + b + 2):
        return 1 - incomplete_beta(1 - x, b, a)
    front = lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x)
    return exp(front) / a / _fraction(x, a, b)


def _fraction(x: float, a: float, b: float) -> float:
    """The continued fraction below I_x(a, b) (Abramowitz and Stegun 26.5.8), by Lentz's method."""
    value, c, d = 1.0, 1.0, 0.0
    for term in range(1, _MAX_TERMS):
        numerator = _numerator(term, x, a, b)
        d = 1 / _nonzero(1 + numerator * d)
        c = _nonzero(1 + numerator / c)
        value *= c * d
        if abs(c * d - 1) < _CLOSE:
            break
    return value


def _numerator(term: int, x: float, a: float, b: float) -> float:
    m, is_odd = divmod(term, 2)
    if is_odd:
        return -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
    return m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))


def _nonzero(value: float) -> float:
    return value if abs(value) > _SMALLEST else _SMALLEST


def _quantile(share: float, a: float, b: float) -> float:
    """Where I_x(a, b) reaches this share."""
    return _bisect(lambda x: incomplete_beta(x, a, b) < share)


def _bisect(is_below: Callable[[float], bool]) -> float:
    low, high = 0.0, 1.0
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        if middle in (low, high):
            break
        low, high = (middle, high) if is_below(middle) else (low, middle)
    return (low + high) / 2
