"""Rates at thresholds, the DET curve, the equal error rate, and what resampling people adds."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.calibration.comparisons import Comparisons
from kiosk.domain.calibration.error_rates import det_curve, equal_error, false_match_rates, false_non_match_rates
from kiosk.domain.calibration.resampling import blocks_of, interval_of, resampled_shares
from tests.factories.comparisons import all_pairs, drawn_comparisons, drawn_people

NOBODY = np.empty((0, 0), dtype=np.uint16)


def comparisons(*pairs: tuple[float, int, int]) -> Comparisons:
    similarities, a, b = zip(*pairs, strict=True)
    return Comparisons(np.array(similarities), np.array(a), np.array(b))


def test_a_threshold_is_reached_by_what_is_as_high() -> None:
    strangers = comparisons((80.0, 0, 1), (79.99, 0, 2), (95.0, 1, 2), (10.0, 0, 3))
    at_80, at_95, at_99 = false_match_rates(strangers, [80.0, 95.0, 99.0], NOBODY)
    assert [(rate.count, rate.of) for rate in (at_80, at_95, at_99)] == [(2, 4), (1, 4), (0, 4)]
    one = comparisons((80.0, 0, 0), (79.99, 1, 1))
    assert [rate.count for rate in false_non_match_rates(one, [80.0, 95.0], NOBODY)] == [1, 2]


def test_no_pairs_have_no_rate_and_every_interval() -> None:
    nothing = drawn_comparisons(3, 1).genuine
    assert len(nothing) == 0
    rate = false_non_match_rates(nothing, [80.0], drawn_people(3))[0]
    assert (rate.share, rate.bounds.low, rate.bounds.high) == (None, 0.0, 1.0)
    assert false_match_rates(nothing, [80.0], drawn_people(3))[0].share is None
    assert equal_error(nothing, drawn_comparisons(3, 1).impostor, NOBODY) is None


def test_what_is_no_number_is_refused() -> None:
    with pytest.raises(ValueError, match="no number"):
        comparisons((float("nan"), 0, 1))
    with pytest.raises(ValueError, match="pair"):
        Comparisons(np.zeros(2), np.zeros(1, dtype=np.int64), np.zeros(2, dtype=np.int64))


@given(st.lists(st.floats(0, 100), min_size=1, max_size=30), st.lists(st.floats(0, 100), min_size=1, max_size=30))
def test_the_curve_is_what_counting_gives(same: list[float], different: list[float]) -> None:
    genuine, impostor = np.array(same), np.array(different)
    curve = det_curve(genuine, impostor)
    for threshold, match, refusal in zip(curve.thresholds, curve.false_match, curve.false_non_match, strict=True):
        assert match == pytest.approx(float((impostor >= threshold).mean()))
        assert refusal == pytest.approx(float((genuine < threshold).mean()))
    assert (np.diff(curve.false_match) <= 0).all() and (np.diff(curve.false_non_match) >= 0).all()


def test_the_equal_error_rate_of_two_bells() -> None:
    """Two normal distributions four deviations apart meet two deviations off: 2.28 %."""
    generator = np.random.default_rng(3)
    a, b = all_pairs(40, 6)
    similarities = np.where(a == b, generator.normal(70, 10, len(a)), generator.normal(30, 10, len(a)))
    pairs = Comparisons(similarities, a, b)
    found = equal_error(pairs.genuine, pairs.impostor, drawn_people(40))
    assert found is not None and found.over_people is not None
    assert found.rate == pytest.approx(0.0228, abs=0.008)
    assert found.similarity == pytest.approx(50, abs=3)
    assert found.over_people.low < found.rate < found.over_people.high


def test_faces_that_are_told_apart_have_no_equal_error() -> None:
    found = equal_error(comparisons((90.0, 0, 0)), comparisons((10.0, 0, 1)), NOBODY)
    assert found is not None and found.rate == 0


def test_resampling_is_right_where_people_are_independent() -> None:
    """One pair a person, a tenth wrong: the deviation of a share of 200 is 2.1 %."""
    people = np.arange(200)
    pairs = Comparisons(np.where(people % 10 == 0, 0.0, 100.0), people, people)
    rate = false_non_match_rates(pairs, [50.0], drawn_people(200))[0]
    assert rate.over_people is not None
    assert (rate.over_people.low, rate.over_people.high) == pytest.approx((0.06, 0.145), abs=0.015)


def test_one_lookalike_makes_the_interval_over_people_wide() -> None:
    """All false matches come from one couple: pairs alone would seem to know the rate well."""
    a, b = all_pairs(20, 10)
    alike = (np.minimum(a, b) == 0) & (np.maximum(a, b) == 1)
    pairs = Comparisons(np.where(alike, 99.0, 10.0), a, b).impostor
    rate = false_match_rates(pairs, [95.0], drawn_people(20))[0]
    assert rate.count == 100 and rate.over_people is not None
    assert rate.over_people.low == pytest.approx(0, abs=2e-4)
    assert rate.over_people.high > 3 * rate.exact.high
    assert rate.bounds.high == rate.over_people.high


def test_without_a_false_match_couples_of_people_are_the_trials() -> None:
    a, b = all_pairs(12, 8)
    pairs = Comparisons(np.zeros(len(a)), a, b).impostor
    rate = false_match_rates(pairs, [95.0], drawn_people(12))[0]
    assert rate.exact.high == pytest.approx(3.689 / len(pairs), rel=0.01)
    assert rate.over_people is not None
    assert rate.over_people.high == pytest.approx(3.689 / 66, rel=0.05)


def test_weights_of_a_resample() -> None:
    pairs = comparisons((1.0, 0, 0), (2.0, 1, 0), (3.0, 0, 1), (4.0, 1, 2))
    blocks = blocks_of(pairs)
    assert blocks.count == 3 and blocks.of_pair[1] == blocks.of_pair[2]
    weights = blocks.weights(np.array([2, 3, 0], dtype=np.uint16))[blocks.of_pair]
    assert weights.tolist() == [2.0, 6.0, 6.0, 0.0]


def test_a_resample_without_pairs_says_nothing() -> None:
    pairs = comparisons((1.0, 0, 1))
    shares = resampled_shares(pairs, np.array([[True]]), np.array([[2, 0], [1, 1]], dtype=np.uint16))
    assert np.isnan(shares[0, 0]) and shares[1, 0] == 1
    assert interval_of(np.array([np.nan, np.nan, 1.0])) is None
