"""What the scale of similarities promises: strangers reach 80, 95 and 99 once in 100, 1,000 and 10,000 pairs."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from kiosk.domain.calibration.error_rates import Rate

PROMISED: Mapping[float, float] = MappingProxyType({80.0: 0.01, 95.0: 0.001, 99.0: 0.0001})
TOLERANCE = 2.0
"""A scale that was fitted to a rate misses it by chance on one side or the other; twice the rate is a fault."""


class Finding(StrEnum):
    """Whether a bound on a rate holds."""

    MET = "met"
    NOT_MET = "not met"
    NOT_SHOWN = "cannot be shown"


def check_bound(rate: Rate, bound: float) -> Finding:
    """Met when all that the rate may be lies below the bound, not met when all lies above it."""
    may_be = rate.bounds
    if rate.of and may_be.high <= bound:
        return Finding.MET
    return Finding.NOT_MET if rate.of and may_be.low > bound else Finding.NOT_SHOWN
