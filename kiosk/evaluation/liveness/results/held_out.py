"""Thresholds and the scale of confidence, chosen on some people and tried on the others, for they say more than rates
of the people they were chosen on."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kiosk.evaluation.liveness.outcome import Outcome
from kiosk.evaluation.liveness.results.rates import Share, attacks, genuine

FOLDS = 5
BPCER = 0.03
"""Of the people on whom the threshold is chosen, at most."""
ROUNDS, RIDGE = 25, 1e-3
"""Of Newton's method for the logistic curve, and what keeps it from a vertical one."""

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class HeldOut:
    """What people and attackers meet on whom nothing was chosen."""

    folds: int
    thresholds: tuple[float, ...]
    """Of each fold, the highest that refuses no more of the other people than it may."""
    bpcer: Share
    apcer: Share
    slope: float
    intercept: float
    """Of the logistic curve from the log-odds that are told to those that are seen, all people together and attacks
    weighing as much: 1 and 0 for a confidence that says what it seems to."""
    told_error: float
    fitted_error: float
    """Brier's: mean square of what was wrong, as told and by the curve of the other folds (0-1)."""


def hold_out(outcomes: Sequence[Outcome]) -> HeldOut | None:
    """Choose on all folds of people but one and try on that, in turn; None with too few people or without attacks."""
    people = sorted({each.person for each in genuine(outcomes)})
    if len(people) < FOLDS or not attacks(outcomes):
        return None
    fold_of = {person: index % FOLDS for index, person in enumerate(people)}
    known = [each for each in outcomes if each.person in fold_of]
    thresholds: list[float] = []
    refused = accepted = 0
    squares: list[float] = []
    for fold in range(FOLDS):
        others = [each for each in known if fold_of[each.person] != fold]
        tried = [each for each in known if fold_of[each.person] == fold]
        thresholds.append(_threshold([each.score for each in genuine(others)]))
        refused += sum(not each.score >= thresholds[-1] for each in genuine(tried))
        accepted += sum(each.score >= thresholds[-1] for each in attacks(tried))
        squares.extend(_squares(_judged(tried), _fit(_judged(others))))
    slope, intercept = _fit(_judged(known))
    return HeldOut(
        FOLDS,
        tuple(thresholds),
        Share(refused, len(genuine(known))),
        Share(accepted, len(attacks(known))),
        slope,
        intercept,
        float(np.mean(_squares(_judged(known), (1.0, 0.0)) or [0.0])),
        float(np.mean(squares or [0.0])),
    )


def _threshold(scores: Sequence[float]) -> float:
    """The highest that refuses at most the share that may be refused; a score of 0 is refused by every threshold."""
    ordered = np.sort(scores)
    return max(float(ordered[int(BPCER * len(ordered))]), 1e-9)


def _judged(outcomes: Sequence[Outcome]) -> tuple[Floats, Floats]:
    """Log-odds and whether it was a person, of sessions whose confidence decided."""
    judged = [each for each in [*genuine(outcomes), *attacks(outcomes)] if each.score > 0]
    told = np.clip(np.array([each.score for each in judged]) / 100, 1e-4, 1 - 1e-4)
    people = {id(each) for each in genuine(outcomes)}
    return np.log(told / (1 - told)), np.array([float(id(each) in people) for each in judged])


def _fit(judged: tuple[Floats, Floats]) -> tuple[float, float]:
    """Slope and intercept of the logistic curve; both classes weigh alike, for how many attacks come nobody knows."""
    odds, alive = judged
    if not 0 < alive.sum() < len(alive):
        return 1.0, 0.0
    weights = np.where(alive > 0, 0.5 / alive.sum(), 0.5 / (len(alive) - alive.sum()))
    columns, found = np.column_stack([odds, np.ones_like(odds)]), np.array([1.0, 0.0])
    for _ in range(ROUNDS):
        expected = 1 / (1 + np.exp(-np.clip(columns @ found, -50, 50)))
        slope = columns.T @ (weights * (expected - alive)) + RIDGE * (found - (1.0, 0.0))
        curve = (columns * (weights * expected * (1 - expected))[:, None]).T @ columns + RIDGE * np.eye(2)
        found = found - np.linalg.solve(curve, slope)
    return float(found[0]), float(found[1])


def _squares(judged: tuple[Floats, Floats], curve: tuple[float, float]) -> list[float]:
    odds, alive = judged
    expected = 1 / (1 + np.exp(-np.clip(curve[0] * odds + curve[1], -50, 50)))
    return list((expected - alive) ** 2)
