"""Rates of sessions by species, in the terms of ISO/IEC 30107-3."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from kiosk.domain.calibration.binomial import Interval, clopper_pearson
from kiosk.domain.identity.without_light import waits_for_staff
from kiosk.evaluation.liveness.outcome import Outcome
from kiosk.evaluation.liveness.species.near import NEAR_GENUINE
from kiosk.evaluation.liveness.species.registry import ALL_SPECIES, GENUINE
from kiosk.evaluation.liveness.species.species import Kind, Species

NONE_AT_MOST = 0.02
"""Upper bound at which a goal of none counts as shown: no set of sessions shows 0, and none of 150 shows this."""
ONE_SIDED = 0.9
"""Of a two-sided interval with this confidence the upper end is a bound with 95 %."""


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many, with the upper bound (95 %, one-sided, exact)."""

    count: int
    of: int

    @property
    def share(self) -> float:
        """The rate; 0 of nothing."""
        return self.count / self.of if self.of else 0.0

    @property
    def at_most(self) -> float:
        """Its upper bound with a confidence of 95 %; 1 of nothing."""
        return clopper_pearson(self.count, self.of, ONE_SIDED).high if self.of else 1.0

    @property
    def interval(self) -> Interval:
        """Both bounds, with 95 %."""
        return clopper_pearson(self.count, self.of) if self.of else Interval(0.0, 1.0)


@dataclass(frozen=True, slots=True)
class SpeciesRates:
    """One species: attacks that were accepted, or people who were refused, by session."""

    species: Species
    errors: Share
    """APCER of attacks, BPCER of people: a session without a verdict is no attack that was accepted, but a person who
    was refused."""
    non_responses: Share
    """APNRR or BPNRR: no verdict was given."""
    reasons: Mapping[str, int]
    seconds_p50: float
    """Of those that were not cut short; 0 where all were."""
    seconds_p95: float
    cut_short: int
    waiting: int
    """Of those that did not pass, whom nothing speaks against but that they were shown no light: staff decide."""
    starts: float
    """Challenges that were started a session, on average."""

    @property
    def meets_goal(self) -> bool | None:
        """Whether the upper bound lies within the goal (True) or the rate itself above it (False); None for neither."""
        if self.species.goal is None or not self.errors.of:
            return None
        if self.errors.share > self.species.goal:
            return False
        return True if self.errors.at_most <= max(self.species.goal, NONE_AT_MOST) else None


def least_bound(sessions: int) -> float:
    """The upper bound of none accepted: no set of so many sessions shows less."""
    return Share(0, sessions).at_most


def group(outcomes: Sequence[Outcome]) -> Mapping[str, list[Outcome]]:
    """Sessions by species, in the order of the report."""
    found: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        found.setdefault(outcome.species, []).append(outcome)
    return found


def rates(outcomes: Sequence[Outcome]) -> tuple[SpeciesRates, ...]:
    """Of every species."""
    return tuple(_rates(ALL_SPECIES[name], sessions) for name, sessions in group(outcomes).items())


def _rates(species: Species, sessions: Sequence[Outcome]) -> SpeciesRates:
    is_genuine = species.kind is Kind.BONA_FIDE
    errors = sum(each.passed is not is_genuine for each in sessions)
    told = Counter(reason for each in sessions for reason in (each.reasons or ((each.ended,) if each.ended else ())))
    seconds = [each.seconds for each in sessions if not (each.ended or each.cut_short)]
    p50, p95 = (float(np.percentile(seconds, part)) if seconds else 0.0 for part in (50, 95))
    return SpeciesRates(
        species,
        Share(errors, len(sessions)),
        Share(sum(bool(each.ended) for each in sessions), len(sessions)),
        dict(told.most_common()),
        p50,
        p95,
        sum(each.cut_short for each in sessions),
        sum(waits_for_staff(each.reasons) for each in sessions),
        float(np.mean([each.starts for each in sessions])),
    )


def attacks(outcomes: Sequence[Outcome]) -> list[Outcome]:
    """All that are no bona fide presentations."""
    return [each for each in outcomes if ALL_SPECIES[each.species].kind is not Kind.BONA_FIDE]


def genuine(outcomes: Sequence[Outcome]) -> list[Outcome]:
    """The bona fide presentations before a fixed terminal, which others are told beside."""
    return [each for each in outcomes if each.species in (GENUINE.name, NEAR_GENUINE.name)]


def by_person(outcomes: Sequence[Outcome], species: str = GENUINE.name) -> Mapping[str, Share]:
    """Refused people, the worst first: before a fixed terminal, unless another species of people is asked for."""
    people: dict[str, list[Outcome]] = {}
    for each in outcomes:
        if each.species == species:
            people.setdefault(each.person, []).append(each)
    found = {name: Share(sum(not each.passed for each in of), len(of)) for name, of in people.items()}
    return dict(sorted(found.items(), key=lambda item: (-item[1].share, item[0])))


def attempts_per_success(outcomes: Sequence[Outcome]) -> float | None:
    """Attempts of all people, repeated ones included, for each that came through in the end; None when nobody did."""
    people = genuine(outcomes)
    passed = sum(each.passed or each.passed_in_the_end for each in people)
    return sum(each.attempts for each in people) / passed if passed else None


def refused_in_the_end(outcomes: Sequence[Outcome]) -> Share:
    """People whom no attempt let pass."""
    people = genuine(outcomes)
    return Share(sum(not (each.passed or each.passed_in_the_end) for each in people), len(people))


@dataclass(frozen=True, slots=True)
class WithoutEvidence:
    """Both rates if one piece of evidence were not there."""

    name: str
    bpcer: Share
    apcer: Mapping[str, Share]
    """By kind of attack."""


def ablation(outcomes: Sequence[Outcome]) -> tuple[WithoutEvidence, ...]:
    """What each piece of evidence contributes; the first row is with all of it."""
    judged = [each for each in outcomes if not each.ended]
    names = list(dict.fromkeys(name for each in judged for name in each.without))
    rows = [_without("with all evidence", judged, lambda each: each.passed)]
    rows.extend(_without(f"without {name}", judged, partial(_passes_without, name)) for name in names)
    return tuple(rows)


def _passes_without(name: str, outcome: Outcome) -> bool:
    return outcome.without.get(name, outcome.passed)


def _without(name: str, judged: Sequence[Outcome], passes: Callable[[Outcome], bool]) -> WithoutEvidence:
    people = genuine(judged)
    kinds = {}
    for kind in (Kind.PRESENTATION, Kind.INJECTION):
        of_kind = [each for each in judged if ALL_SPECIES[each.species].kind is kind]
        kinds[str(kind)] = Share(sum(passes(each) for each in of_kind), len(of_kind))
    return WithoutEvidence(name, Share(sum(not passes(each) for each in people), len(people)), kinds)


@dataclass(frozen=True, slots=True)
class SampleRule:
    """The AWS sample's rule on the same frames, set so that it refuses as many people."""

    threshold: float
    bpcer: Share
    apcer: Share
    ours: Share
    as_published: Share
    """Of attacks, at its own threshold."""
    bpcer_as_published: Share
    by_species: Mapping[str, Share]
    """Of each attack, at this BPCER."""


def sample_rule(outcomes: Sequence[Outcome]) -> SampleRule | None:
    """Compare both at one BPCER; None without people or attacks that were judged, or where nobody turns."""
    people = [each for each in genuine(outcomes) if not each.ended]
    attacking = [each for each in attacks(outcomes) if not each.ended]
    if not people or not attacking or ALL_SPECIES[people[0].species].is_near:
        return None
    refused = sum(not each.passed for each in people)
    scores = np.sort([each.sample_score for each in people])
    threshold = float(scores[min(refused, len(scores) - 1)])

    return SampleRule(
        threshold,
        Share(len(people) - _accepted(people, threshold), len(people)),
        Share(_accepted(attacking, threshold), len(attacking)),
        Share(sum(each.passed for each in attacking), len(attacking)),
        Share(_accepted(attacking, 1.0), len(attacking)),
        Share(len(people) - _accepted(people, 1.0), len(people)),
        {name: Share(_accepted(of, threshold), len(of)) for name, of in group(attacking).items()},
    )


def _accepted(sessions: Sequence[Outcome], least: float) -> int:
    """By the sample's rule with this threshold."""
    return sum(each.sample_score >= least and each.sample_score > 0 for each in sessions)
