"""How much each piece of evidence should weigh, fitted to sessions whose truth is known, near what was set by hand.

A logistic curve over pieces that are log-odds already. Factors on what speaks for and what speaks against stay within
bounds, so that what is fitted keeps what was set by hand promises: no piece turns round, none carries a pass, and what
was not measured weighs nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

LOG_ODDS = Mapping[str, float]
IN_FAVOUR, AGAINST, SHIFT = (0.0, 1.4), (0.0, 2.0), (-2.0, 0.0)
"""Bounds of factors and of what is added to the prior: with them two log-odds of depth do not pass above 1.5 less."""
RIDGE = 10.0
"""So many sessions it takes to move a factor as far as what was set by hand holds it."""
SWEEPS, SMALLEST_STEP = 200, 1e-3
"""Over all factors, in turn; the sum falls with every step."""

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Labelled:
    """One session: its pieces in log-odds by name, and what it was."""

    log_odds: LOG_ODDS
    is_live: bool
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Combination:
    """What is added to the prior, and factors by piece on what speaks for and against; a piece without one keeps 1."""

    shift: float = 0.0
    in_favour: Mapping[str, float] = field(default_factory=dict)
    against: Mapping[str, float] = field(default_factory=dict)

    def total(self, log_odds: LOG_ODDS, prior: float) -> float:
        """Log-odds of a session by this combination."""
        factors = ((value, self.in_favour if value > 0 else self.against, name) for name, value in log_odds.items())
        return prior + self.shift + sum(value * factor.get(name, 1.0) for value, factor, name in factors)


BY_HAND = Combination()
"""Leaves everything as it was weighed."""


def fit_combination(sessions: Sequence[Labelled], prior: float) -> Combination:
    """Fit shift and factors; those by hand where only people or only attacks are there."""
    live = np.array([each.is_live for each in sessions])
    if not 0 < live.sum() < len(live):
        return BY_HAND
    names = sorted({name for each in sessions for name in each.log_odds})
    columns, start = _columns(sessions, names), np.array([0.0, *[1.0] * (2 * len(names))])
    low, high = np.array([SHIFT, *[IN_FAVOUR] * len(names), *[AGAINST] * len(names)]).T
    weights = np.array([each.weight for each in sessions])
    found = _descend(columns, np.where(live, 1.0, -1.0), weights, prior, _Box(start, low, high))
    factors = found[1:].tolist()
    return Combination(
        float(found[0]), dict(zip(names, factors, strict=False)), dict(zip(names, factors[len(names) :], strict=True))
    )


@dataclass(frozen=True, slots=True)
class _Box:
    start: Floats
    low: Floats
    high: Floats


def _columns(sessions: Sequence[Labelled], names: Sequence[str]) -> Floats:
    """Ones, what speaks for, and what speaks against; a row a session."""
    values = np.array([[each.log_odds.get(name, 0.0) for name in names] for each in sessions])
    return np.hstack([np.ones((len(values), 1)), np.maximum(values, 0.0), np.minimum(values, 0.0)])


def _descend(columns: Floats, sides: Floats, weights: Floats, prior: float, box: _Box) -> Floats:
    """Least weighted logistic loss with a ridge about the start, one factor at a time, within the box.

    A quarter bounds the curvature, so that no step goes too far.
    """
    curves = (weights @ columns**2) / 4 + RIDGE
    found, totals = box.start.copy(), prior + columns @ box.start
    for _ in range(SWEEPS):
        furthest = 0.0
        for index in range(len(found)):
            pull = weights * sides / (1 + np.exp(np.clip(sides * totals, -50, 50)))
            slope = RIDGE * (found[index] - box.start[index]) - float(pull @ columns[:, index])
            wanted = np.clip(found[index] - slope / curves[index], box.low[index], box.high[index])
            step = float(wanted - found[index])
            found[index] += step
            totals += step * columns[:, index]
            furthest = max(furthest, abs(step))
        if furthest < SMALLEST_STEP:
            break
    return found
