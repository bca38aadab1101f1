"""Median and mean, as the standard library's `statistics` computes them, whose import is a fortieth of a cold start."""

from collections.abc import Iterable
from math import fsum


def median(values: Iterable[float]) -> float:
    """Return the middle value, or the mean of both; raises ValueError without any."""
    ordered = sorted(values)
    if not ordered:
        raise ValueError("there is no median of nothing")
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2


def fmean(values: Iterable[float]) -> float:
    """Return the mean; raises ValueError without any value."""
    known = list(values)
    if not known:
        raise ValueError("there is no mean of nothing")
    return fsum(known) / len(known)
