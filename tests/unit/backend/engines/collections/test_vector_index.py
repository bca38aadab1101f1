"""Exact search against brute force."""

import threading
import tracemalloc
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from kiosk.backend.engines.collections import vector_index
from kiosk.backend.engines.collections.vector_index import VectorIndex

NUMBERS = 8


def brute_force(
    vectors: dict[int, NDArray[np.float32]], wanted: NDArray[np.float32], limit: int, farthest: float
) -> list[tuple[int, float]]:
    exact = wanted.astype(np.float64)
    distances = {key: float(np.linalg.norm(vector.astype(np.float64) - exact)) for key, vector in vectors.items()}
    ranked = sorted((distance, key) for key, distance in distances.items() if distance <= farthest)
    return [(key, distance) for distance, key in ranked[:limit]]


def found(index: VectorIndex, wanted: NDArray[np.float32], limit: int, farthest: float) -> list[tuple[int, float]]:
    nearest = index.nearest(wanted, limit, farthest)
    return list(zip(nearest.keys.tolist(), nearest.distances.tolist(), strict=True))


def drawn(seed: int, count: int, *, coarse: bool = False) -> NDArray[np.float32]:
    """Vectors of about a descriptor's length; coarse ones are often equal."""
    rng = np.random.default_rng(seed)
    vectors = rng.integers(-1, 2, (count, NUMBERS)) if coarse else rng.normal(size=(count, NUMBERS))
    return (vectors / 2).astype(np.float32)


@given(
    seed=st.integers(0, 2**32 - 1),
    count=st.integers(1, 400),
    limit=st.integers(1, 60),
    farthest=st.one_of(st.floats(0, 4), st.just(np.inf)),
    coarse=st.booleans(),
)
def test_finds_what_brute_force_finds(seed: int, count: int, limit: int, farthest: float, coarse: bool) -> None:
    vectors = drawn(seed, count, coarse=coarse)
    keys = np.random.default_rng(seed).permutation(count).tolist()
    index = VectorIndex()
    index.replace((), keys, vectors)
    wanted = drawn(seed + 1, 1, coarse=coarse)[0]
    expected = brute_force(dict(zip(keys, vectors, strict=True)), wanted, limit, farthest)
    assert [key for key, _ in found(index, wanted, limit, farthest)] == [key for key, _ in expected]
    assert np.allclose(
        [distance for _, distance in found(index, wanted, limit, farthest)], [each for _, each in expected], atol=1e-12
    )


@given(
    st.lists(
        st.tuples(st.sets(st.integers(0, 60), max_size=20), st.sets(st.integers(0, 60), max_size=20)), max_size=12
    ),
    st.integers(0, 2**32 - 1),
)
def test_holds_what_was_put_in_and_not_taken_out(changes: list[tuple[set[int], set[int]]], seed: int) -> None:
    index, model = VectorIndex(), dict[int, NDArray[np.float32]]()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(vector_index, "COMPACT_FROM", 8)
        patch.setattr(vector_index, "MIN_CAPACITY", 4)
        for number, (removed, added) in enumerate(changes):
            keys = sorted(added - (model.keys() - removed))
            vectors = drawn(seed + number, len(keys))
            index.replace(removed, keys, vectors)
            model = {key: vector for key, vector in model.items() if key not in removed}
            model |= dict(zip(keys, vectors, strict=True))
            assert len(index) == len(model)
            wanted = drawn(seed + 99, 1)[0]
            assert dict(found(index, wanted, 100, np.inf)) == pytest.approx(
                dict(brute_force(model, wanted, 100, np.inf))
            )


def test_the_same_vector_is_no_distance_away() -> None:
    index, vectors = VectorIndex(), drawn(1, 50)
    index.replace((), range(50), vectors)
    assert found(index, vectors[17], 1, 0.0) == [(17, 0.0)]


def test_many_equal_vectors_are_told_apart_by_key() -> None:
    index = VectorIndex()
    index.replace((), range(50_000), np.tile(drawn(1, 1), (50_000, 1)))
    assert [key for key, _ in found(index, drawn(2, 1)[0], 5, np.inf)] == [0, 1, 2, 3, 4]


@pytest.mark.parametrize("limit", [1, 10, 300, 4096])
def test_the_best_of_many_are_found_whatever_was_deleted(limit: int) -> None:
    index, vectors = VectorIndex(), drawn(5, 30_000)
    index.replace((), range(30_000), vectors)
    gone = range(0, 30_000, 17)
    index.replace(gone, [], [])
    model = {key: vector for key, vector in enumerate(vectors) if key % 17}
    wanted = drawn(6, 1)[0]
    expected = brute_force(model, wanted, limit, np.inf)
    assert [key for key, _ in found(index, wanted, limit, np.inf)] == [key for key, _ in expected]


def test_rounding_does_not_decide() -> None:
    """Distances that differ by less than single precision can tell, far from the origin."""
    index, far = VectorIndex(), np.full(NUMBERS, 100, np.float32)
    vectors = np.array([far + np.float32(2.0**-k) for k in range(3, 17)])
    index.replace((), range(len(vectors)), vectors)
    expected = brute_force(dict(enumerate(vectors)), far, 3, np.inf)
    assert [key for key, _ in found(index, far, 3, np.inf)] == [key for key, _ in expected]


def test_nothing_is_found_in_nothing() -> None:
    index = VectorIndex()
    assert found(index, drawn(1, 1)[0], 5, np.inf) == []
    index.replace((), [1], drawn(1, 1))
    index.replace([1], [], [])
    assert (len(index), found(index, drawn(1, 1)[0], 5, np.inf)) == (0, [])


@pytest.mark.parametrize("bad", [[[np.nan] * NUMBERS], [[np.inf] * NUMBERS], [[1.0] * (NUMBERS + 1)]])
def test_what_cannot_be_compared_is_refused_and_changes_nothing(bad: list[list[float]]) -> None:
    index, vectors = VectorIndex(), drawn(1, 3)
    index.replace((), [1, 2, 3], vectors)
    with pytest.raises(ValueError, match="vector"):
        index.replace([1], [4], bad)
    assert [key for key, _ in found(index, vectors[0], 9, np.inf)][:1] == [1]


def test_searches_see_one_state_while_others_change_it() -> None:
    """Every change moves a pair of keys at once: a search must never see half of it, nor a key twice."""
    index, stop, wrong = VectorIndex(), threading.Event(), list[object]()
    home = drawn(3, 2000)
    index.replace((), range(2000), home)

    def search() -> None:
        while not stop.is_set():
            keys = found(index, home[0], 5000, np.inf)
            seen = [key for key, _ in keys]
            if len(seen) != 2000 or len(set(seen)) != 2000:
                wrong.append(len(seen))

    threads = [threading.Thread(target=search) for _ in range(2)]
    for thread in threads:
        thread.start()
    for turn in range(1200):
        keys = [(turn * 7) % 2000, (turn * 7 + 1) % 2000, (turn * 7 + 2) % 2000]
        index.replace(keys, keys, drawn(turn, 3))
    stop.set()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_memory_is_given_back_when_most_is_deleted() -> None:
    index, vectors = VectorIndex(), drawn(1, 20_000)
    tracemalloc.start()
    try:
        index.replace((), range(20_000), vectors)
        before, _ = tracemalloc.get_traced_memory()
        index.replace(range(15_000), [], [])
        after, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert after < before / 3
    assert [key for key, _ in found(index, vectors[17_000], 1, np.inf)] == [17_000]


def matrix(index: VectorIndex) -> NDArray[np.float32]:
    """Where the vectors lie."""
    return index._rows.matrix


def test_what_is_taken_out_is_overwritten_at_once() -> None:
    index, vectors = VectorIndex(), drawn(1, 10)
    index.replace((), range(10), vectors)
    index.replace([3, 4, 99], [10], drawn(2, 1))
    assert not matrix(index)[3:5].any()
    assert matrix(index)[:11].any(axis=1).tolist() == [number not in (3, 4) for number in range(11)]
    index.replace([5], [5], drawn(3, 1))
    assert not matrix(index)[5].any()
    assert (matrix(index)[11] == drawn(3, 1)[0]).all()


@pytest.mark.parametrize("action", ["grow", "compact", "clear"])
def test_the_place_that_vectors_leave_is_overwritten(action: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vector_index, "MIN_CAPACITY", 4)
    monkeypatch.setattr(vector_index, "COMPACT_FROM", 2)
    index, vectors = VectorIndex(), drawn(1, 4)
    index.replace((), range(4), vectors)
    before = matrix(index)
    if action == "grow":
        index.replace([0], [4, 5], drawn(2, 2))
    elif action == "compact":
        index.replace([0, 1], [], [])
    else:
        index.clear()
    assert matrix(index) is not before
    assert not before.any()
    kept = {"grow": [1, 2, 3, 4, 5], "compact": [2, 3], "clear": []}[action]
    assert sorted(key for key, _ in found(index, vectors[0], 9, np.inf)) == kept
    assert not any((row == vectors[0]).all() for row in matrix(index)[: index._rows.count])


@pytest.mark.parametrize("also_grow", [False, True])
def test_what_a_search_still_sees_is_overwritten_when_it_ends(also_grow: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows are deleted while a search ranks them; it finds them as they were, and leaves nothing of them."""
    monkeypatch.setattr(vector_index, "MIN_CAPACITY", 4)
    index, vectors, ranked = VectorIndex(), drawn(1, 4), vector_index._ranked
    index.replace((), range(4), vectors)
    before, seen = matrix(index), list[bool]()

    def ranked_meanwhile(*arguments: Any) -> vector_index.Nearest:
        monkeypatch.setattr(vector_index, "_ranked", ranked)
        index.replace([0], [], [])
        index.replace([1], [4, 5] if also_grow else [], drawn(2, 2) if also_grow else [])
        assert sorted(key for key, _ in found(index, vectors[0], 9, np.inf)) == [2, 3] + [4, 5] * also_grow
        seen.append(bool((before[:4] == vectors).all()))
        return ranked(*arguments)

    monkeypatch.setattr(vector_index, "_ranked", ranked_meanwhile)
    assert found(index, vectors[0], 1, np.inf) == [(0, 0.0)]
    assert seen == [True]
    assert not before[: 4 if also_grow else 2].any()
    assert not matrix(index)[:2].any()
