from math import isnan, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.liveness.person import MAX_ANCHORS, low_similarities, measure_person, pairs_to_compare

FORTY = range(40)


def similarities_of(people: list[str], pairs: list[tuple[int, int]]) -> dict[tuple[int, int], float]:
    """99 for one person, 95 for a morph (`AB`) and either of those in it, 30 for strangers."""
    return {(a, b): _similarity(people[a], people[b]) for a, b in pairs}


def _similarity(one: str, other: str) -> float:
    if one == other:
        return 99.0
    return 95.0 if set(one) & set(other) else 30.0


@pytest.mark.parametrize("swapped", [1, 4, 8, 12])
def test_any_number_of_a_stranger_s_frames_is_seen(swapped: int) -> None:
    people = ["A"] * 40
    for i in range(10, 10 + swapped):
        people[i] = "B"
    pairs = pairs_to_compare(0, [3, 30, 38], FORTY, thorough=True)
    evidence = measure_person(similarities_of(people, pairs), 90)
    assert evidence is not None
    assert evidence.worst == 30
    assert evidence.compared_frames == 40
    assert evidence.strange_frames == swapped


@pytest.mark.parametrize("thorough", [True, False])
def test_a_morph_at_the_start_does_not_vouch_for_two_people(thorough: bool) -> None:
    people = ["AB"] * 5 + ["A"] * 15 + ["B"] * 20
    pairs = pairs_to_compare(0, [3, 18, 38], [0, 3, 10, 18, 25, 38], thorough=thorough)
    evidence = measure_person(similarities_of(people, pairs), 90)
    assert evidence is not None
    assert evidence.worst == 30


def test_where_each_comparison_is_paid_for_only_the_essential_ones_meet() -> None:
    assert pairs_to_compare(0, [3, 18, 38], [0, 10], thorough=False) == [
        (0, 3),
        (0, 10),
        (0, 18),
        (0, 38),
        (3, 18),
        (3, 38),
        (18, 38),
    ]


@given(st.integers(1, 400), st.sets(st.integers(0, 399), max_size=8))
def test_every_frame_is_compared_and_the_work_is_bounded(count: int, essential: set[int]) -> None:
    inside = [each for each in essential if each < count]
    pairs = pairs_to_compare(0, inside, range(count), thorough=True)
    assert len(pairs) == len(set(pairs)) <= MAX_ANCHORS * count
    assert all(a < b for a, b in pairs)
    if count > 1:
        assert {each for pair in pairs for each in pair} == set(range(count))


def test_of_few_comparisons_the_least_counts_and_no_number_is_less_than_all() -> None:
    least = low_similarities({(0, 1): 99.0, (0, 2): nan, (1, 2): 97.0, (1, 3): 95.0})
    assert least[1] == 95.0
    assert isnan(least[0])
    assert isnan(least[2])
    evidence = measure_person({(0, 1): 99.0, (0, 2): nan}, 90)
    assert evidence is not None
    assert isnan(evidence.worst)


def shown(people: str, alike: float = 99.0, apart: float = 60.0, morph: float = 93.0) -> dict[tuple[int, int], float]:
    """All pairs of frames that show these people; M is a morph of all."""
    return {
        (i, j): morph if "M" in people[i] + people[j] else alike if people[i] == people[j] else apart
        for i in range(len(people))
        for j in range(i + 1, len(people))
    }


@pytest.mark.parametrize("people", ["MAAABBB", "MAAAAAB", "ABBBBBB", "AAAABBB", "MBA", "AAAAAAAAAAAB"])
def test_somebody_in_another_s_place_is_seen_however_few_frames_show_them(people: str) -> None:
    assert min(low_similarities(shown(people)).values()) == 60


def test_one_pair_of_grimaces_speaks_against_nobody() -> None:
    similarities = shown("AAAAAAAA") | {(2, 5): 82.0}
    assert min(low_similarities(similarities).values()) == 99


def test_without_comparisons_nothing_is_measured() -> None:
    assert measure_person({}, 90) is None
    assert pairs_to_compare(0, [], [0], thorough=True) == []
