"""Figures and findings in words, the same wherever they stand."""

from collections.abc import Mapping, Sequence

import numpy as np

from kiosk.domain.calibration.binomial import Interval, trials_to_show
from kiosk.domain.calibration.error_rates import Rate
from kiosk.domain.calibration.promise import Finding
from kiosk.evaluation.matching.analysis import Promise
from kiosk.evaluation.report import Cell, Tone

TONES: Mapping[Finding, Tone] = {Finding.MET: Tone.GOOD, Finding.NOT_MET: Tone.BAD, Finding.NOT_SHOWN: Tone.OPEN}
SMALLEST_PERCENT = 0.0001
"""Below it a rate is told as smaller than this."""


def describe_finding(promise: Promise) -> str:
    """Met or not, or how many pairs do not show it."""
    if promise.finding is not Finding.NOT_SHOWN:
        return str(promise.finding)
    needed = trials_to_show(promise.promised)
    enough = f"; {needed:,} couples would, if none matched" if promise.couples < needed else ""
    measured = f"{count_words(promise.rate.of, 'pair')} of {count_words(promise.couples, 'couple')}"
    return f"{promise.finding} with {measured}{enough}"


def describe_percent(share: float | None) -> str:
    """Two significant digits; a dash for nothing."""
    if share is None:
        return "-"
    percent = 100 * share
    if percent == 0:
        return "0 %"
    if percent < SMALLEST_PERCENT:
        return f"<{SMALLEST_PERCENT:g} %"
    digits = max(0, min(4, 1 - int(np.floor(np.log10(percent)))))
    return f"{percent:.{digits}f} %"


def describe_range(interval: Interval) -> str:
    """Both ends, in per cent."""
    return f"{describe_percent(interval.low).removesuffix(' %')} - {describe_percent(interval.high)}"


def describe_people(rate: Rate) -> str:
    """The interval over people, where there is one."""
    return "" if rate.over_people is None else f", {describe_range(rate.over_people)} by people"


def count_words(count: int, one: str, several: str = "") -> str:
    """A number and what it counts."""
    return f"{count:,} {one if count == 1 else several or one + 's'}"


def join_words(words: Sequence[str]) -> str:
    """With commas and a last "and"."""
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else list(words))


def rate_cells(rate: Rate) -> tuple[Cell, ...]:
    """Rate, counts and both intervals."""
    return (
        Cell(describe_percent(rate.share), is_number=True),
        Cell(f"{rate.count:,} of {rate.of:,}", is_number=True),
        *interval_cells(rate),
    )


def interval_cells(rate: Rate) -> tuple[Cell, Cell]:
    """The exact interval and that over people."""
    exact = describe_range(rate.exact) if rate.of else "-"
    by_people = "-" if rate.over_people is None else describe_range(rate.over_people)
    return Cell(exact, is_number=True), Cell(by_people, is_number=True)
