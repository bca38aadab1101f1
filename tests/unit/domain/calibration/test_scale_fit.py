"""Thresholds and anchors: counted where there are pairs enough, continued where there are not, and said so."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.calibration.comparisons import Comparisons
from kiosk.domain.calibration.scale_fit import find_threshold, fit_anchors, threshold_of
from tests.factories.comparisons import all_pairs, drawn_people


def strangers(
    people: int, pictures: int, seed: int = 5
) -> tuple[Comparisons, np.ndarray[tuple[int], np.dtype[np.float64]]]:
    """Distances whose share falls tenfold every 0.1 below 1: 0.7 is reached by one of 1,000."""
    a, b = all_pairs(people, pictures)
    different = a != b
    shares = np.random.default_rng(seed).uniform(size=int(different.sum()))
    return Comparisons(np.zeros(len(shares)), a[different], b[different]), 1 + 0.1 * np.log10(shares)


def test_what_can_be_counted_is_counted() -> None:
    pairs, distances = strangers(60, 4)
    found = threshold_of(pairs, -distances, 0.01, drawn_people(60))
    assert found is not None and not found.is_extrapolated and found.over_people is not None
    assert -found.at == pytest.approx(0.8, abs=0.01)
    assert (distances <= -found.at).mean() <= 0.01
    assert found.over_people.low <= found.at <= found.over_people.high


def test_what_cannot_is_continued_by_the_tail() -> None:
    pairs, distances = strangers(40, 3)
    found = threshold_of(pairs, -distances, 0.0001, drawn_people(40))
    assert found is not None and found.is_extrapolated
    assert -found.at == pytest.approx(0.6, abs=0.03)


def test_a_few_pairs_tell_nothing() -> None:
    pairs, distances = strangers(6, 2)
    assert threshold_of(pairs, -distances, 0.001, drawn_people(6)) is None
    assert fit_anchors(pairs, distances, 2.0) is None


def test_a_scale_from_a_straight_line() -> None:
    pairs, distances = strangers(150, 5)
    found = fit_anchors(pairs, distances, 2.0)
    assert found is not None and found.extrapolated == ()
    assert [similarity for _, similarity in found.points] == [100, 99, 95, 80, 50, 10, 0]
    assert [distance for distance, _ in found.points] == pytest.approx([0, 0.6, 0.7, 0.8, 0.9, 0.97, 2.0], abs=0.02)


def test_what_was_continued_is_named() -> None:
    pairs, distances = strangers(40, 3)
    found = fit_anchors(pairs, distances, 2.0)
    assert found is not None and found.extrapolated == (99.0, 95.0)


def test_strangers_who_do_not_spread_have_no_scale() -> None:
    pairs, distances = strangers(40, 3)
    assert fit_anchors(pairs, np.full_like(distances, 0.5), 2.0) is None
    assert fit_anchors(pairs, distances * 0.01, 0.001) is None


@given(st.lists(st.integers(0, 20), min_size=20, max_size=300), st.floats(0.05, 1.0))
def test_no_more_than_the_share_reach_a_counted_threshold(values: list[int], share: float) -> None:
    near = np.sort(np.array(values, dtype=np.float64))[::-1]
    at = find_threshold(near, np.ones(len(near)), len(near), share, counted=True)
    if at is not None:
        assert (near >= at).mean() <= share + 1e-9
    else:
        assert (near == near[0]).mean() > share - 1e-9


def test_weights_count_as_often_as_they_say() -> None:
    near = np.array([4.0, 3.0, 2.0, 1.0])
    assert find_threshold(near, np.array([1.0, 0.0, 1.0, 2.0]), 4.0, 0.25, counted=True) in (4.0, 3.0)
    assert find_threshold(near, np.array([1.0, 0.0, 1.0, 2.0]), 4.0, 0.5, counted=True) == 2.0
    assert find_threshold(near, np.zeros(4), 0.0, 0.5, counted=True) is None
