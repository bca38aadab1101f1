"""Results as files for programs."""

import csv
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from kiosk.evaluation.columns import Labels
from kiosk.evaluation.liveness.challenge_space import ChallengeSpace
from kiosk.evaluation.liveness.material import LeftOut
from kiosk.evaluation.liveness.outcome import Outcome
from kiosk.evaluation.liveness.results.combination import CrossValidated, cross_validate
from kiosk.evaluation.liveness.results.groups import GroupRates, rates_by_group
from kiosk.evaluation.liveness.results.held_out import HeldOut, hold_out
from kiosk.evaluation.liveness.results.rates import (
    Share,
    SpeciesRates,
    ablation,
    attempts_per_success,
    by_person,
    rates,
    refused_in_the_end,
    sample_rule,
)
from kiosk.evaluation.liveness.results.requirements import requirements


def result_json(
    outcomes: Sequence[Outcome],
    space: ChallengeSpace | None,
    labels: Mapping[str, Labels],
    provenance: Mapping[str, Any],
) -> str:
    """All figures, and every session; `labels` are what is said of people, by person."""
    found, rule = rates(outcomes), sample_rule(outcomes)
    figures = {
        "provenance": dict(provenance), "is_certification": False,
        "species": {each.species.name: _species(each) for each in found},
        "bpcer_by_person": {name: _share(share) for name, share in by_person(outcomes).items()},
        "refused_in_the_end": _share(refused_in_the_end(outcomes)),
        "attempts_per_success": attempts_per_success(outcomes),
        "groups": [_group(each) for each in rates_by_group(outcomes, labels).rates],
        "ablation": [
            {
                "name": each.name,
                "bpcer": _share(each.bpcer),
                "apcer": {kind: _share(share) for kind, share in each.apcer.items()},
            }
            for each in ablation(outcomes)
        ],
        "sample_rule": None if rule is None else {
            "threshold": rule.threshold, "bpcer": _share(rule.bpcer), "apcer": _share(rule.apcer),
            "ours": _share(rule.ours), "as_published": _share(rule.as_published),
            "bpcer_as_published": _share(rule.bpcer_as_published),
            "by_species": {name: _share(share) for name, share in rule.by_species.items()},
        },
        "held_out": _held_out(hold_out(outcomes)),
        "combination": _combination(cross_validate(outcomes, provenance["policy"]["judge"]["min_confidence"])),
        "challenge_space": None if space is None else asdict(space),
        "nist_sp_800_63a_4": [asdict(each) for each in requirements(found, outcomes)],
        "sessions": [asdict(each) for each in outcomes],
    }  # fmt: skip
    return json.dumps(figures, indent=1) + "\n"


def _group(each: GroupRates) -> dict[str, Any]:
    return {
        "column": each.column,
        "group": each.group,
        "people": each.people,
        "bpcer": _share(each.refused),
        "apcer": _share(each.accepted),
    }


def _species(each: SpeciesRates) -> dict[str, Any]:
    return {
        "kind": str(each.species.kind),
        "title": each.species.title,
        "errors": _share(each.errors),
        "non_responses": _share(each.non_responses),
        "cut_short": each.cut_short,
        "waiting_for_staff": each.waiting,
        "goal": each.species.goal,
        "meets_goal": each.meets_goal,
        "reasons": dict(each.reasons),
        "seconds_p50": each.seconds_p50,
        "seconds_p95": each.seconds_p95,
        "starts": each.starts,
    }


def _held_out(held: HeldOut | None) -> dict[str, Any] | None:
    return None if held is None else asdict(held) | {"bpcer": _share(held.bpcer), "apcer": _share(held.apcer)}


def _combination(found: CrossValidated | None) -> dict[str, Any] | None:
    if found is None:
        return None
    errors = {each.species: {"by_hand": _share(each.by_hand), "fitted": _share(each.fitted)} for each in found.species}
    return asdict(found) | {"species": errors}


def _share(share: Share) -> dict[str, Any]:
    interval = share.interval
    return {
        "count": share.count,
        "of": share.of,
        "share": share.share,
        "at_most": share.at_most,
        "interval": [interval.low, interval.high],
    }


def measurements_csv(outcomes: Sequence[Outcome]) -> str:
    """One row a session with everything that was measured; people by name, to be put into folds."""
    names = sorted({name for each in outcomes for name in (*each.evidence, *each.measures)})
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(["species", "person", "number", "passed", "confidence", "score", "ended", "reasons", *names])
    for each in outcomes:
        values = [each.evidence.get(name, each.measures.get(name, "")) for name in names]
        row = [each.species, each.person, each.number, int(each.passed), each.confidence, each.score, each.ended]
        writer.writerow([*row, " ".join(each.reasons), *values])
    return written.getvalue()


def left_out_csv(left_out: Sequence[LeftOut]) -> str:
    """What nothing was measured with."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(["name", "reason"])
    writer.writerows((each.name, each.reason) for each in left_out)
    return written.getvalue()
