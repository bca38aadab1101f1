"""The combination of evidence set by hand beside one that is fitted to people and tried on others."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import exp, log

from kiosk.domain.calibration.combination_fit import BY_HAND, Combination, Labelled, fit_combination
from kiosk.domain.liveness.nose.weighed_evidence import PRIOR
from kiosk.evaluation.liveness.outcome import Outcome
from kiosk.evaluation.liveness.results.rates import Share, group
from kiosk.evaluation.liveness.species.registry import ALL_SPECIES
from kiosk.evaluation.liveness.species.species import Kind

FOLDS = 5

Judge = Callable[[Outcome], Combination]


@dataclass(frozen=True, slots=True)
class Compared:
    """Errors of one species by both combinations: people refused, or attacks accepted."""

    species: str
    by_hand: Share
    fitted: Share


@dataclass(frozen=True, slots=True)
class CrossValidated:
    """What both combinations come to on people whom neither has seen."""

    folds: int
    species: tuple[Compared, ...]
    """Of which any session was weighed: none is where a rule refuses all, or holds them for staff."""
    by_hand_error: float
    fitted_error: float
    """Brier's, of the sessions that were weighed, people and attacks weighing alike (0-1)."""
    combination: Combination
    """Fitted to all of them."""


def cross_validate(outcomes: Sequence[Outcome], least: float) -> CrossValidated | None:
    """Fit on all folds of people but one and judge that, in turn, at a confidence of `least`.

    None with fewer people than folds or without attacks that were weighed. A session that a rule refuses stays refused.
    Challenges with nearer targets, which begin from another prior, and those of coming near are left out.
    """
    outcomes = [each for each in outcomes if _begins_from_prior(each)]
    people = sorted({each.person for each in outcomes if _is_live(each)})
    weighed = [each for each in outcomes if each.log_odds]
    if len(people) < FOLDS or all(map(_is_live, weighed)):
        return None
    fold_of = {person: index % FOLDS for index, person in enumerate(people)}
    known = [each for each in outcomes if each.person in fold_of]
    fitted = [_fit([each for each in known if fold_of[each.person] != fold]) for fold in range(FOLDS)]

    def by_fold(outcome: Outcome) -> Combination:
        return fitted[fold_of[outcome.person]]

    def by_hand(_: Outcome) -> Combination:
        return BY_HAND

    return CrossValidated(
        FOLDS,
        tuple(
            Compared(name, _errors(of, by_hand, least), _errors(of, by_fold, least))
            for name, of in group(known).items()
            if any(each.log_odds for each in of)
        ),
        _brier(known, by_hand),
        _brier(known, by_fold),
        _fit(known),
    )


def _begins_from_prior(outcome: Outcome) -> bool:
    species = ALL_SPECIES[outcome.species]
    return not species.is_near and not species.told.needs.turns_little


def _is_live(outcome: Outcome) -> bool:
    return ALL_SPECIES[outcome.species].kind is Kind.BONA_FIDE


def _fit(outcomes: Sequence[Outcome]) -> Combination:
    sessions = [Labelled(each.log_odds, _is_live(each), weight) for each, weight in _weighted(outcomes)]
    return fit_combination(sessions, PRIOR)


def _weighted(outcomes: Sequence[Outcome]) -> list[tuple[Outcome, float]]:
    """Sessions with weights, which together are as many as there are sessions.

    People and attacks weigh alike, and so does every species of either: how often each comes nobody knows."""
    weighed = [each for each in outcomes if each.log_odds]
    sessions = Counter(each.species for each in weighed)
    species = Counter(ALL_SPECIES[name].kind is Kind.BONA_FIDE for name in sessions)
    return [(each, len(weighed) / 2 / species[_is_live(each)] / sessions[each.species]) for each in weighed]


def _errors(outcomes: Sequence[Outcome], judge: Judge, least: float) -> Share:
    threshold = log(least / (100 - least))
    wrong = sum((bool(each.log_odds) and _total(each, judge) >= threshold) is not _is_live(each) for each in outcomes)
    return Share(wrong, len(outcomes))


def _total(outcome: Outcome, judge: Judge) -> float:
    return judge(outcome).total(outcome.log_odds, PRIOR)


def _brier(outcomes: Sequence[Outcome], judge: Judge) -> float:
    weighted = _weighted(outcomes)
    errors = ((_probability(_total(each, judge)) - _is_live(each)) ** 2 * weight for each, weight in weighted)
    return sum(errors) / sum(weight for _, weight in weighted)


def _probability(log_odds: float) -> float:
    return 1 / (1 + exp(-max(min(log_odds, 50.0), -50.0)))
