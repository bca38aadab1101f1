"""In which order sessions are run, and what stays when somebody tries again."""

from collections import Counter
from itertools import islice, pairwise
from pathlib import Path

import numpy as np

from kiosk.evaluation.liveness.material import Material, Portraits
from kiosk.evaluation.liveness.run import list_tasks
from kiosk.evaluation.liveness.species.chances import Chances
from kiosk.evaluation.liveness.species.registry import EASED, SPECIES, choose
from kiosk.evaluation.liveness.species.species import Kind
from kiosk.settings import load

PEOPLE = tuple(Portraits(name, f"{name}.jpg", Path(name), is_clip=False) for name in ("ann", "ben", "cleo"))
MATERIAL = Material(PEOPLE, (), "0")


def test_people_come_first_and_attacks_side_by_side_with_every_person_in_turn() -> None:
    tasks = list(list_tasks(choose(()), MATERIAL, 5))
    assert Counter(task.species for task in tasks) == dict.fromkeys(SPECIES, 5)
    assert len({task.key for task in tasks}) == len(tasks)
    genuine = [SPECIES[task.species].kind is Kind.BONA_FIDE for task in tasks]
    assert genuine == sorted(genuine, reverse=True)
    attacks = tasks[sum(genuine) :]
    assert Counter(task.species for task in islice(attacks, 3 * (len(SPECIES) - sum(genuine) // 5))) == dict.fromkeys(
        (name for name in SPECIES if not name.startswith("genuine")), 3
    )
    changes = sum(before.person != after.person for before, after in pairwise(attacks))
    assert changes == 4


def test_more_sessions_go_on_where_fewer_ended() -> None:
    few, many = (list(list_tasks(choose(("bot", "swap")), MATERIAL, count)) for count in (4, 9))
    assert {task.key for task in few} < {task.key for task in many}


def test_whoever_tries_again_stands_in_the_same_place_with_the_same_camera() -> None:
    first = Chances(MATERIAL, "ann", np.random.default_rng(1), load())
    seen = first.portraits, first.room, first.light, first.profile, first.manner, first.clip_seed
    again = first.again(np.random.default_rng(2))
    assert (again.portraits, again.room, again.light, again.profile, again.manner) == seen[:5]
    assert again.clip_seed != first.clip_seed
    untouched = Chances(MATERIAL, "ann", np.random.default_rng(1), load()).again(np.random.default_rng(2))
    assert "room" not in vars(untouched)


def test_attackers_say_what_makes_a_challenge_easier_and_do_the_same() -> None:
    for name in EASED:
        plain, near, slow = SPECIES[name], SPECIES[f"{name}_turning_little"], SPECIES[f"{name}_slow"]
        assert near.told.needs.turns_little and slow.told.needs.needs_more_time
        assert (near.present, near.inject, near.answer) == (plain.present, plain.inject, plain.answer)
        assert near.goal == slow.goal == plain.goal and near.told.has_key is plain.told.has_key
