"""Rates by session, what they mean for goals and demands, and the page that tells them."""

import json
import random
import re
from dataclasses import replace
from typing import Any

import pytest

from kiosk.evaluation.liveness.challenge_space import measure_space
from kiosk.evaluation.liveness.outcome import Outcome
from kiosk.evaluation.liveness.results.groups import CANNOT_BE_SHOWN, rates_by_group
from kiosk.evaluation.liveness.results.held_out import hold_out
from kiosk.evaluation.liveness.results.rates import (
    Share,
    ablation,
    attempts_per_success,
    by_person,
    least_bound,
    rates,
    refused_in_the_end,
    sample_rule,
)
from kiosk.evaluation.liveness.results.requirements import MET, NOT_MET, NOT_SHOWN, requirements
from kiosk.evaluation.liveness.results.result_json import measurements_csv, result_json
from kiosk.evaluation.liveness.results.result_page import result_page
from kiosk.evaluation.liveness.results.result_text import summary_lines

PROVENANCE: dict[str, Any] = {
    "made": "2026-11-30", "versions": {"kiosk": "1"}, "command": "kiosk evaluate <b>", "seed": 1, "material": "ab" * 32,
    "challenge": "nose",
    "policy": {"judge": {"min_confidence": 80.0}},
}  # fmt: skip


def sessions(species: str, passed: int, of: int, **more: Any) -> list[Outcome]:
    return [
        Outcome(
            species,
            f"person {number % 3}",
            number,
            number < passed,
            () if number < passed else ("NO_DEPTH",),
            90.0 if number < passed else 0.0,
            90.0 if number < passed else 0.0,
            {"nose_parallax": 0.1},
            {"room.moved_px": 2.0},
            seconds=6.0,
            **{"without": {"gaze": number <= passed}, **more},
        )
        for number in range(of)
    ]


def test_the_bound_of_none_accepted_is_the_rule_of_three() -> None:
    assert Share(0, 150).at_most == least_bound(150) == pytest.approx(0.0198, abs=1e-4)
    assert Share(0, 0).at_most == 1.0 and Share(3, 10).interval.low < 0.3 < Share(3, 10).interval.high


def test_people_who_are_refused_and_attacks_that_are_accepted_are_errors() -> None:
    ended = [Outcome("genuine", "person 0", 99, passed=False, ended="LOCKED_OUT")]
    found = {each.species.name: each for each in rates([*sessions("genuine", 9, 10), *ended, *sessions("bot", 1, 10)])}
    assert (found["genuine"].errors.count, found["bot"].errors.count) == (2, 1)
    assert found["genuine"].non_responses.count == 1 and found["genuine"].reasons == {"NO_DEPTH": 1, "LOCKED_OUT": 1}
    assert found["genuine"].seconds_p50 == 6.0


@pytest.mark.parametrize(
    ("species", "passed", "of", "meets"),
    [
        ("bot", 0, 150, True),
        ("bot", 1, 150, False),
        ("bot", 0, 20, None),
        ("bent_80", 0, 20, None),
        ("bent_80", 0, 60, True),
        ("bent_80", 1, 60, None),
        ("worn_mask", 9, 9, None),
    ],
)
def test_a_goal_is_met_missed_or_open(species: str, passed: int, of: int, meets: bool | None) -> None:
    assert rates(sessions(species, passed, of))[0].meets_goal is meets


def test_the_worst_person_stands_first() -> None:
    outcomes = sessions("genuine", 8, 9)
    assert next(iter(by_person(outcomes).items())) == ("person 2", Share(1, 3))


def test_attempts_are_those_of_people_who_try_again() -> None:
    refused = sessions("genuine", 0, 2, attempts=3), sessions("genuine", 0, 1, attempts=2, passed_in_the_end=True)
    outcomes = [*sessions("genuine", 7, 7), *refused[0], *refused[1]]
    assert attempts_per_success(outcomes) == pytest.approx((7 + 6 + 2) / 8)
    assert refused_in_the_end(outcomes) == Share(2, 10) and rates(outcomes)[0].errors == Share(3, 10)
    assert attempts_per_success(sessions("genuine", 0, 3)) is None


def test_people_who_wait_for_staff_are_told_beside_those_who_are_refused() -> None:
    waiting = [replace(each, reasons=("LIGHT_NOT_SHOWN",)) for each in sessions("genuine_no_light", 0, 2)]
    outcomes = [*sessions("genuine", 3, 3), *waiting, *sessions("genuine_no_light", 0, 1)]
    assert [(each.errors.count, each.waiting) for each in rates(outcomes)] == [(0, 0), (3, 2)]
    space = measure_space(random.Random(1).randrange, library=5, drawn=20)
    assert "2 of them wait for staff" in result_page(outcomes, space, {}, {}, PROVENANCE)


def test_what_was_cut_short_has_no_time() -> None:
    outcomes = [*sessions("bot", 1, 2), *sessions("bot", 0, 3, cut_short=True)]
    found = rates([replace(each, seconds=0.0 if each.cut_short else 6.0) for each in outcomes])[0]
    assert found.seconds_p50 == 6.0 and found.cut_short == 3 and found.errors == Share(1, 5)


def test_groups_have_rates_of_their_own_where_the_material_says_who_belongs_to_them() -> None:
    outcomes = [*sessions("genuine", 7, 9), *sessions("bot", 1, 9)]
    labels = {"person 0": {"sex": "f", "age": "31"}, "person 1": {"sex": "m", "age": ""}, "person 2": {"sex": "f"}}
    found = rates_by_group(outcomes, labels)
    assert [(each.column, each.group, each.people, each.refused, each.accepted) for each in found.rates] == [
        ("sex", "f", 2, Share(1, 6), Share(1, 6)),
        ("sex", "m", 1, Share(1, 3), Share(0, 3)),
    ]
    assert found.notes == ("The column age says the same of everybody and makes no groups.",)
    space = measure_space(random.Random(1).randrange, library=5, drawn=20)
    assert "sex: f" in result_page(outcomes, space, labels, {}, PROVENANCE)
    assert len(json.loads(result_json(outcomes, space, labels, PROVENANCE))["groups"]) == 2
    assert CANNOT_BE_SHOWN in result_page(outcomes, space, {}, {}, PROVENANCE)


def test_what_a_piece_of_evidence_contributes_is_what_passes_without_it() -> None:
    with_all, without = ablation([*sessions("genuine", 3, 4), *sessions("bot", 0, 4)])
    assert with_all.apcer["injection attack"].count == 0 and without.apcer["injection attack"].count == 1
    assert without.name == "without gaze" and (with_all.bpcer.count, without.bpcer.count) == (1, 0)


def test_the_sample_s_rule_is_compared_where_it_refuses_as_many_people() -> None:
    people = [*sessions("genuine", 9, 10, sample_score=2.0)]
    attacks = [*sessions("bot", 0, 5, sample_score=3.0), *sessions("flat_print", 1, 5, sample_score=0.5)]
    rule = sample_rule([*people, *attacks])
    assert rule is not None and rule.threshold == 2.0
    assert (rule.apcer.count, rule.ours.count, rule.as_published.count) == (5, 1, 5)
    assert rule.by_species == {"bot": Share(5, 5), "flat_print": Share(0, 5)}
    assert sample_rule(people) is None


def test_a_demand_is_met_only_when_its_bound_is() -> None:
    def finding(*outcomes: Outcome) -> list[str]:
        return [each.finding for each in requirements(rates(outcomes), outcomes)]

    assert finding(*sessions("flat_print", 0, 150))[0] == MET
    assert finding(*sessions("flat_print", 0, 10))[0] == NOT_SHOWN
    assert finding(*sessions("flat_print", 20, 150))[0] == NOT_MET
    assert finding(*sessions("virtual_camera", 1, 20)) == [NOT_SHOWN, NOT_SHOWN, NOT_SHOWN, NOT_MET, NOT_MET]


def test_the_page_needs_nothing_but_itself_and_certifies_nothing() -> None:
    outcomes = [*sessions("genuine", 9, 10), *sessions("bot", 1, 10), *sessions("bent_80", 0, 10)]
    space = measure_space(random.Random(1).randrange, library=5, drawn=20)
    page = result_page(outcomes, space, {}, {"cannot be decoded": 2}, PROVENANCE)
    assert (
        "certifies nothing" in page
        and "<script" not in page
        and "&lt;b&gt;" in page
        and "2 x cannot be decoded" in page
    )
    assert not re.search(r"(src|href)=.(?!data:)", page) and "NIST SP 800-63A-4" in page and "APCER" in page
    alone = result_page(sessions("genuine", 1, 1), space, {}, {}, PROVENANCE)
    assert "None were made." in alone


def test_files_for_programs_tell_the_same() -> None:
    outcomes = [*sessions("genuine", 9, 10), *sessions("bot", 1, 10)]
    space = measure_space(random.Random(1).randrange, library=5, drawn=20)
    told = json.loads(result_json(outcomes, space, {}, PROVENANCE))
    assert told["species"]["bot"]["errors"]["count"] == 1 and told["is_certification"] is False
    assert len(told["sessions"]) == 20 and told["challenge_space"]["library"] == 5
    rows = measurements_csv(outcomes).splitlines()
    assert rows[0].endswith("nose_parallax,room.moved_px") and len(rows) == 21
    lines = list(summary_lines(outcomes))
    assert lines[0].startswith("genuine") and lines[-1] == "Simulated sessions certify nothing."


def test_thresholds_are_tried_on_people_on_whom_they_were_not_chosen() -> None:
    people = [f"person {number}" for number in range(10)]
    outcomes = [
        Outcome(species, person, number, score >= 90, score=score)
        for person in people
        for number in range(4)
        for species, score in (("genuine", 95.0 + number), ("bot", 20.0), ("bent_80", 96.0 if number == 0 else 60.0))
    ]
    found = hold_out(outcomes)
    assert found is not None
    assert set(found.thresholds) == {95.0} and found.bpcer == Share(0, 40) and found.apcer == Share(10, 80)
    assert found.slope > 0 and found.fitted_error < found.told_error


def test_one_person_unlike_the_others_is_refused_by_their_threshold() -> None:
    scores = {f"person {number}": 95.0 for number in range(5)} | {"person 5": 50.0}
    outcomes = [Outcome("genuine", person, 0, score >= 90, score=score) for person, score in scores.items()]
    found = hold_out([*outcomes, *sessions("bot", 0, 6)])
    assert found is not None and found.bpcer.count == 1


def test_few_people_and_no_attacks_hold_nothing_out() -> None:
    assert hold_out(sessions("genuine", 9, 9)) is None
    assert hold_out([]) is None
