"""The combination of evidence is judged by people whom it was not fitted to."""

import json
import random
from typing import Any

from kiosk.evaluation.liveness.challenge_space import measure_space
from kiosk.evaluation.liveness.outcome import Outcome
from kiosk.evaluation.liveness.results.combination import cross_validate
from kiosk.evaluation.liveness.results.rates import Share
from kiosk.evaluation.liveness.results.result_json import result_json
from kiosk.evaluation.liveness.results.result_page import result_page

PROVENANCE: dict[str, Any] = {
    "made": "2026-11-30", "versions": {"kiosk": "1"}, "command": "kiosk evaluate", "seed": 1, "material": "ab" * 32,
    "challenge": "nose", "policy": {"judge": {"min_confidence": 80.0}},
}  # fmt: skip
TITLE = "Combination of the evidence: cross-validated over people"
LIVE = {"nose_slope": 2.0, "eye_movement": 2.0, "colour_step": -0.5}


def sessions(species: str, log_odds: dict[str, float], count: int = 30) -> list[Outcome]:
    return [Outcome(species, f"person {n % 10}", n, passed=False, log_odds=log_odds) for n in range(count)]


def test_both_combinations_are_told_of_people_whom_neither_has_seen() -> None:
    rejected = sessions("genuine", {**LIVE, "colour_step": -1.5}, 10)
    replays = sessions("replay_tablet", {"nose_slope": 2.0, "eye_movement": 2.0, "light_answer": -3.5})
    found = cross_validate([*sessions("genuine", LIVE), *rejected, *replays], 80.0)
    assert found is not None and found.folds == 5
    people, attacks = found.species
    assert (people.by_hand, people.fitted) == (Share(10, 40), Share(0, 40))
    assert (attacks.by_hand, attacks.fitted) == (Share(0, 30), Share(0, 30))
    assert found.fitted_error < found.by_hand_error
    assert found.combination.against["colour_step"] < 1 < found.combination.against["light_answer"]


def test_a_person_whom_the_others_do_not_resemble_gains_nothing() -> None:
    """Fitted to this person as well, the piece would weigh nothing."""
    only = [Outcome("genuine", "person 0", 99, passed=False, log_odds={**LIVE, "scene_step": -3.0})] * 30
    attacks = sessions("stitched", {**LIVE, "scene_step": -3.0})
    found = cross_validate([*sessions("genuine", LIVE), *only, *attacks], 80.0)
    assert found is not None
    assert found.species[0].fitted == Share(30, 60)


def test_what_a_rule_refuses_stays_refused() -> None:
    people, attacks = [*sessions("genuine", LIVE), *sessions("genuine", {}, 10)], sessions("flat_print", {}, 10)
    weighed = sessions("replay_tablet", {"light_answer": -3.5})
    found = cross_validate([*people, *attacks, *weighed], 80.0)
    assert found is not None
    assert [(each.species, each.fitted) for each in found.species] == [
        ("genuine", Share(10, 40)),
        ("replay_tablet", Share(0, 30)),
    ]


def test_too_few_people_or_no_attacks_are_compared_with_nothing() -> None:
    replays = sessions("replay_tablet", {"light_answer": -3.5})
    assert cross_validate(sessions("genuine", LIVE), 80.0) is None
    assert cross_validate([*sessions("genuine", LIVE, 4), *replays], 80.0) is None
    assert cross_validate([*sessions("genuine", LIVE), *sessions("flat_print", {})], 80.0) is None


def test_the_report_and_the_figures_tell_it_where_it_can_be_told() -> None:
    outcomes = [*sessions("genuine", LIVE), *sessions("replay_tablet", {"light_answer": -3.5})]
    space = measure_space(random.Random(1).randrange, library=5, drawn=20)
    page = result_page(outcomes, space, {}, {}, PROVENANCE)
    assert TITLE in page and "light_answer" in page
    found = json.loads(result_json(outcomes, space, {}, PROVENANCE))["combination"]
    assert found["species"]["replay_tablet"]["fitted"]["count"] == 0
    assert TITLE not in result_page(outcomes[:5], space, {}, {}, PROVENANCE)
