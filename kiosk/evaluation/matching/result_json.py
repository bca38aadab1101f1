"""The results as JSON and CSV: figures, bounds, thresholds and how to repeat it; no pictures, no names."""

import csv
import io
import json
from collections.abc import Mapping, Sequence
from typing import Any

from kiosk.domain.calibration.binomial import CONFIDENCE, Interval, trials_to_show
from kiosk.domain.calibration.error_rates import Rate
from kiosk.domain.calibration.groups import GroupRates, Worst
from kiosk.domain.calibration.promise import PROMISED, TOLERANCE
from kiosk.evaluation.matching.analysis import Analysis, EnrolmentFailures, Promise, Target
from kiosk.evaluation.matching.labelled import LeftOut
from kiosk.evaluation.matching.measured import Measured

SCHEMA = 1
"""Of the JSON file; it is raised when a name changes its meaning or goes."""


def result_json(measured: Measured, analysis: Analysis, provenance: Mapping[str, Any]) -> str:
    """The whole file."""
    pairs = measured.comparisons
    result: dict[str, Any] = {
        "schema": SCHEMA,
        "kind": "face-matching-calibration",
        **provenance,
        "model_id": measured.model_id,
        "inputs_sha256": dict(measured.inputs),
        "confidence": CONFIDENCE,
        "people": pairs.people,
        "genuine_pairs": len(pairs.genuine),
        "impostor_pairs": len(pairs.impostor),
        "left_out": dict(measured.left_out_by_reason),
        "notes": list(measured.notes),
        "failure_to_enrol": None if analysis.enrolment is None else _enrolment(analysis.enrolment),
        "rates": _by_threshold(analysis.thresholds, analysis.false_match, analysis.false_non_match),
        "equal_error_rate": _equal_error(analysis),
        "scale": [_promise(promise) for promise in analysis.promises],
        "thresholds": [_target(measured, target) for target in analysis.targets],
        "anchors": _anchors(measured, analysis),
        "groups": [_group(analysis.thresholds, group) for group in analysis.groups],
        "strangers_by_likeness": {
            name: [{"threshold": at, "fmr": _rate(rate)} for at, rate in zip(analysis.thresholds, rates, strict=True)]
            for name, rates in analysis.likeness.items()
        },
        "worst_groups": _worst_groups(analysis),
        "det_curve": _curve(analysis),
    }
    return json.dumps(result, indent=2, allow_nan=False, ensure_ascii=False) + "\n"


def pairs_csv(measured: Measured) -> str:
    """Every comparison, in the form that the command reads again; people are numbers."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    single = measured.single_attributes
    sides = [f"{attribute.name}_{side}" for attribute in single for side in ("a", "b")]
    writer.writerow(["person_a", "person_b", "same", "similarity", *sides])
    pairs = measured.comparisons
    # So that their order stays what it was when they are read again, and with it what is drawn.
    width = len(str(int(max(pairs.a.max(), pairs.b.max())) + 1))
    values = [column for attribute in single for column in (attribute.a.tolist(), attribute.b.tolist())]
    columns = [pairs.a.tolist(), pairs.b.tolist(), pairs.similarities.tolist(), *values]
    for a, b, similarity, *labels in zip(*columns, strict=True):
        writer.writerow([f"p{a + 1:0{width}}", f"p{b + 1:0{width}}", int(a == b), repr(similarity), *labels])
    return written.getvalue()


def left_out_csv(left_out: Sequence[LeftOut]) -> str:
    """What was left out and why, by the names that folder and list have: for whoever puts it right."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(["code", "what"])
    writer.writerows((each.reason, each.what) for each in left_out)
    return written.getvalue()


def anchors_json(analysis: Analysis) -> list[list[float]] | None:
    """A scale as a description of a model has it: distance and similarity, from near to far."""
    if analysis.anchors is None:
        return None
    return [[round(distance, 4), similarity] for distance, similarity in analysis.anchors.points]


def _interval(interval: Interval | None) -> list[float] | None:
    return None if interval is None else [interval.low, interval.high]


def _rate(rate: Rate) -> dict[str, Any]:
    return {
        "count": rate.count,
        "of": rate.of,
        "rate": rate.share,
        "clopper_pearson_95": _interval(rate.exact),
        "over_people_95": _interval(rate.over_people),
    }


def _by_threshold(thresholds: Sequence[float], matches: Sequence[Rate], refusals: Sequence[Rate]) -> list[Any]:
    return [
        {"threshold": at, "fmr": _rate(match), "fnmr": _rate(refusal)}
        for at, match, refusal in zip(thresholds, matches, refusals, strict=True)
    ]


def _enrolment(enrolment: EnrolmentFailures) -> dict[str, Any]:
    return {
        **_rate(enrolment.rate),
        "by_code": dict(enrolment.by_code),
        "by_group": [
            {"attribute": attribute, "group": group, **_rate(rate)}
            for (attribute, group), rate in enrolment.by_group.items()
        ],
        "quality_gate": {**_rate(enrolment.gate), "by_measure": dict(enrolment.by_measure)},
        "pictures_with_several_faces": enrolment.several_faces,
    }


def _equal_error(analysis: Analysis) -> dict[str, Any] | None:
    found = analysis.equal_error
    if found is None:
        return None
    return {"rate": found.rate, "similarity": found.similarity, "over_people_95": _interval(found.over_people)}


def _promise(promise: Promise) -> dict[str, Any]:
    return {
        "similarity": promise.similarity,
        "promised_fmr": promise.promised,
        "measured_fmr": _rate(promise.rate),
        "couples_of_people": promise.couples,
        "finding": promise.finding,
        "tolerance": TOLERANCE,
        "finding_within_tolerance": promise.within_tolerance,
        "couples_needed_without_a_false_match": trials_to_show(promise.promised),
    }


def _target(measured: Measured, target: Target) -> dict[str, Any]:
    found, in_distances = target.threshold, measured.scale is not None
    bounds = None if found is None else _interval(found.over_people)
    at = None if found is None else found.at
    if in_distances and at is not None:
        at, bounds = -at, None if bounds is None else [-bounds[1], -bounds[0]]
    return {
        "fmr": target.share,
        "distance" if in_distances else "similarity_found": at,
        "over_people_95": bounds,
        "similarity": target.similarity,
        "method": None if found is None else "log-linear tail" if found.is_extrapolated else "counted",
        "fnmr": None if target.false_non_match is None else _rate(target.false_non_match),
    }


def _anchors(measured: Measured, analysis: Analysis) -> dict[str, Any] | None:
    if measured.scale is None:
        return None
    return {
        "fitted": anchors_json(analysis),
        "extrapolated": list(analysis.anchors.extrapolated) if analysis.anchors else [],
        "in_use": [list(point) for point in measured.scale.anchors],
        "promised": {f"{similarity:g}": share for similarity, share in PROMISED.items()},
    }


def _group(thresholds: Sequence[float], group: GroupRates) -> dict[str, Any]:
    return {
        "attribute": group.attribute,
        "group": group.group,
        "people": group.people,
        "rates": _by_threshold(thresholds, group.false_match, group.false_non_match),
    }


def _worst_groups(analysis: Analysis) -> list[Any]:
    return [
        {"threshold": at, "fmr": _worst(matches), "fnmr": _worst(refusals)}
        for at, matches, refusals in zip(
            analysis.thresholds, analysis.worst_matches, analysis.worst_refusals, strict=True
        )
    ]


def _worst(worst: Worst | None) -> dict[str, Any] | None:
    if worst is None:
        return None
    return {
        "attribute": worst.group.attribute,
        "group": worst.group.group,
        **_rate(worst.rate),
        "ratio_to_all": worst.ratio,
        "beyond_chance": worst.is_beyond_chance,
    }


def _curve(analysis: Analysis) -> list[list[float]]:
    """At every whole similarity: threshold, FMR, FNMR."""
    curve = analysis.curve
    rows = list[list[float]]()
    for threshold in range(101):
        at = int(curve.thresholds.searchsorted(threshold, side="left"))
        inside = at < len(curve.thresholds)
        rows.append(
            [
                threshold,
                float(curve.false_match[at]) if inside else 0.0,
                float(curve.false_non_match[at]) if inside else 1.0,
            ]
        )
    return rows
