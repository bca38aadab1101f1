"""What follows from the comparisons: rates with bounds, thresholds, the scale, and for whom it is worse."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from kiosk.domain.calibration.comparisons import Comparisons, Mask
from kiosk.domain.calibration.error_rates import (
    DetCurve,
    EqualError,
    Rate,
    det_curve,
    equal_error,
    false_match_rates,
    false_non_match_rates,
)
from kiosk.domain.calibration.groups import GroupRates, Worst, rates_by_group, strangers_by_likeness, worst_group
from kiosk.domain.calibration.promise import PROMISED, TOLERANCE, Finding, check_bound
from kiosk.domain.calibration.resampling import Drawn, blocks_of
from kiosk.domain.calibration.scale_fit import Anchors, Threshold, fit_anchors, threshold_of
from kiosk.evaluation.matching.measured import DistanceScale, Enrolled, Measured

THRESHOLDS = (80.0, 90.0, 95.0, 99.0)
"""Similarities that the product, and Rekognition's documentation, go by."""
MOST_RESAMPLED = 100_000
"""People; with more, or where nobody knows who they are, one resample would take as long as all else. Exact intervals
are as good then."""
TARGETS = (0.01, 0.001, 0.0001)
UNIT_FARTHEST, UNIT_ERROR = 2.0, 1e-3
"""Descriptors of the length 1 are 2 apart at most."""


@dataclass(frozen=True, slots=True)
class Promise:
    """What the scale says of strangers at one threshold, and what was found."""

    similarity: float
    promised: float
    rate: Rate
    couples: int
    """How many different couples of people the pairs are of."""
    finding: Finding
    within_tolerance: Finding


@dataclass(frozen=True, slots=True)
class Target:
    """The threshold that a false match rate asks for, and who is refused there."""

    share: float
    threshold: Threshold | None
    similarity: float | None
    """On the engine's scale; None when there is none, or no telling."""
    false_non_match: Rate | None


@dataclass(frozen=True, slots=True)
class EnrolmentFailures:
    """Failure to enrol, of all and by group, with reasons; and what the gate of quality would have refused."""

    rate: Rate
    by_code: Mapping[str, int]
    by_group: Mapping[tuple[str, str], Rate]
    gate: Rate
    by_measure: Mapping[str, int]
    several_faces: int


@dataclass(frozen=True, slots=True, eq=False)
class Analysis:
    """Everything that a report says."""

    thresholds: tuple[float, ...]
    false_match: tuple[Rate, ...]
    false_non_match: tuple[Rate, ...]
    equal_error: EqualError | None
    curve: DetCurve
    promises: tuple[Promise, ...]
    targets: tuple[Target, ...]
    anchors: Anchors | None
    enrolment: EnrolmentFailures | None
    groups: tuple[GroupRates, ...]
    likeness: Mapping[str, tuple[Rate, ...]]
    worst_matches: tuple[Worst | None, ...]
    """One a threshold: the group with the highest false match rate."""
    worst_refusals: tuple[Worst | None, ...]
    """One a threshold: the group with the highest false non-match rate."""


def analyse(measured: Measured, more_thresholds: Sequence[float], resamples: int, seed: int) -> Analysis:
    """Work everything out; the same figures for the same pairs and seed."""
    pairs, thresholds = measured.comparisons, tuple(sorted({*THRESHOLDS, *more_thresholds}))
    drawn = _draw_people(measured, resamples, seed)
    genuine, impostor = pairs.genuine, pairs.impostor
    matches = false_match_rates(impostor, thresholds, drawn)
    refusals = false_non_match_rates(genuine, thresholds, drawn)
    groups = rates_by_group(pairs, measured.attributes, thresholds, drawn)
    places = range(len(thresholds))
    return Analysis(
        thresholds=thresholds,
        false_match=matches,
        false_non_match=refusals,
        equal_error=equal_error(genuine, impostor, drawn),
        curve=det_curve(genuine.similarities, impostor.similarities),
        promises=_promises(thresholds, matches, blocks_of(impostor).count),
        targets=tuple(_target(measured, share, drawn) for share in TARGETS),
        anchors=_anchors(measured),
        enrolment=None if measured.enrolled is None else _enrolment(measured.enrolled, measured, drawn),
        groups=groups,
        likeness=strangers_by_likeness(pairs, measured.single_attributes, thresholds, drawn),
        worst_matches=tuple(worst_group(groups, matches, place, matches=True) for place in places),
        worst_refusals=tuple(worst_group(groups, refusals, place, matches=False) for place in places),
    )


def _draw_people(measured: Measured, resamples: int, seed: int) -> Drawn:
    """How often each person is drawn in each resample."""
    everybody = [measured.comparisons.a, measured.comparisons.b]
    if measured.enrolled is not None:
        everybody.append(measured.enrolled.people)
    count = int(np.concatenate(everybody).max()) + 1
    rows = resamples if count <= MOST_RESAMPLED else 0
    generator, drawn = np.random.default_rng(seed), np.empty((rows, count), dtype=np.uint16)
    for row in drawn:
        row[:] = generator.multinomial(count, np.full(count, 1 / count))
    return drawn


def _promises(thresholds: Sequence[float], matches: Sequence[Rate], couples: int) -> tuple[Promise, ...]:
    found = dict(zip(thresholds, matches, strict=True))
    return tuple(
        Promise(
            similarity,
            promised,
            found[similarity],
            couples,
            check_bound(found[similarity], promised),
            check_bound(found[similarity], TOLERANCE * promised),
        )
        for similarity, promised in PROMISED.items()
    )


def _target(measured: Measured, share: float, drawn: Drawn) -> Target:
    """In distances where there are some: a tail is no straight line on a scale that was bent to fit it."""
    pairs, scale, strangers = measured.comparisons, measured.scale, ~measured.comparisons.is_genuine
    nearness = pairs.similarities[strangers] if scale is None else -scale.distances[strangers]
    threshold = threshold_of(pairs.impostor, nearness, share, drawn)
    if threshold is None:
        return Target(share, None, None, None)
    genuine = pairs.genuine
    if scale is None:
        reached = genuine.similarities >= threshold.at
        similarity = threshold.at if threshold.at <= 100 else None
    else:
        reached = -scale.distances[~strangers] >= threshold.at
        similarity = float(scale.similarities(np.array([-threshold.at]))[0]) if threshold.at < 0 else None
    return Target(share, threshold, similarity, None if similarity is None else _refused(genuine, reached, drawn))


def _refused(genuine: Comparisons, reached: Mask, drawn: Drawn) -> Rate:
    return _share(genuine, ~reached, drawn)


def _share(pairs: Comparisons, failed: Mask, drawn: Drawn) -> Rate:
    """How many of these failed, with both intervals."""
    as_pairs = Comparisons(np.where(failed, 0.0, 100.0), pairs.a, pairs.b)
    return false_non_match_rates(as_pairs, [50.0], drawn)[0]


def _anchors(measured: Measured) -> Anchors | None:
    scale = measured.scale
    if scale is None:
        return None
    strangers = ~measured.comparisons.is_genuine
    distances = scale.distances[strangers]
    return fit_anchors(measured.comparisons.impostor, distances, _farthest(measured, scale)) if len(distances) else None


def _farthest(measured: Measured, scale: DistanceScale) -> float:
    outcomes = () if measured.enrolled is None else measured.enrolled.outcomes
    lengths = [float(np.linalg.norm(outcome.descriptor)) for outcome in outcomes if outcome.descriptor]
    if lengths and max(abs(length - 1) for length in lengths) < UNIT_ERROR:
        return UNIT_FARTHEST
    return float(np.ceil(scale.distances.max() * 10) / 10) + 0.1


def _enrolment(enrolled: Enrolled, measured: Measured, drawn: Drawn) -> EnrolmentFailures:
    failed = np.array([bool(outcome.code) for outcome in enrolled.outcomes])
    gated = np.array([bool(outcome.refused_by) for outcome in enrolled.outcomes])
    presented = Comparisons(np.zeros(len(failed)), enrolled.people, enrolled.people)
    groups = {
        (column.name, group): mask
        for column in measured.columns
        for group, mask in _by_group([column.group_of(labels) for labels in enrolled.labels])
    }
    return EnrolmentFailures(
        _share(presented, failed, drawn),
        dict(Counter(outcome.code for outcome in enrolled.outcomes if outcome.code)),
        {name: _share(presented.only(mask), failed[mask], drawn) for name, mask in groups.items()},
        _share(presented.only(~failed), gated[~failed], drawn),
        dict(Counter(measure for outcome in enrolled.outcomes for measure in outcome.refused_by)),
        sum(outcome.faces > 1 for outcome in enrolled.outcomes),
    )


def _by_group(labels: Sequence[str]) -> list[tuple[str, Mask]]:
    said = np.array(labels, dtype=np.str_)
    return [(str(group), np.asarray(said == group)) for group in np.unique(said) if group]
