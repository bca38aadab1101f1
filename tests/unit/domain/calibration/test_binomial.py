"""Exact intervals against published values, against SciPy, and against their own definition."""

from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.calibration.binomial import (
    Interval,
    clopper_pearson,
    incomplete_beta,
    interval_of_share,
    trials_to_show,
)


@pytest.mark.parametrize(
    ("count", "of", "low", "high"),
    [
        # As R's binom.test prints them, whose help cites Clopper and Pearson (1934).
        (0, 10, 0.0, 0.3084971),
        (1, 10, 0.002528579, 0.445016117),
        (5, 10, 0.1870860, 0.8129140),
        (10, 10, 0.6915029, 1.0),
        (682, 925, 0.7076683, 0.7654066),
        # Rule of three, two-sided: 3.689 / n.
        (0, 300, 0.0, 0.01222097),
    ],
)
def test_published_intervals(count: int, of: int, low: float, high: float) -> None:
    found = clopper_pearson(count, of)
    assert (found.low, found.high) == pytest.approx((low, high), abs=5e-8)


@given(st.integers(0, 200), st.integers(1, 200), st.sampled_from([0.9, 0.95, 0.99]))
def test_the_ends_leave_out_what_they_say(count: int, of: int, confidence: float) -> None:
    count = min(count, of)
    found, outside = clopper_pearson(count, of, confidence), (1 - confidence) / 2

    def at_most(share: float) -> float:
        return sum(comb(of, k) * share**k * (1 - share) ** (of - k) for k in range(count + 1))

    def at_least(share: float) -> float:
        return sum(comb(of, k) * share**k * (1 - share) ** (of - k) for k in range(count, of + 1))

    assert found.low <= count / of <= found.high
    assert count == of or at_most(found.high) == pytest.approx(outside, rel=1e-6)
    assert count == 0 or at_least(found.low) == pytest.approx(outside, rel=1e-6)


@given(st.floats(1e-6, 1 - 1e-6), st.floats(0.1, 1e6), st.floats(0.1, 1e6))
def test_the_incomplete_beta_function_is_scipy_s(x: float, a: float, b: float) -> None:
    special = pytest.importorskip("scipy.special")
    assert incomplete_beta(x, a, b) == pytest.approx(float(special.betainc(a, b, x)), rel=1e-6, abs=1e-9)


def test_large_sets() -> None:
    stats = pytest.importorskip("scipy.stats")
    for count, of in ((0, 5_000_000), (137, 1_000_000), (9_999_990, 10_000_000)):
        found = clopper_pearson(count, of)
        high = float(stats.beta.ppf(0.975, count + 1, of - count))
        assert found.high == pytest.approx(high, rel=1e-6)


@given(st.integers(1, 400), st.integers(0, 400))
def test_a_share_of_whole_counts_has_the_same_interval(of: int, count: int) -> None:
    count = min(count, of)
    whole, share = clopper_pearson(count, of), interval_of_share(count / of, of)
    assert (share.low, share.high) == pytest.approx((whole.low, whole.high), abs=1e-9)


def test_an_interval_never_shrinks_between_counts() -> None:
    highs = [interval_of_share(step / 1000, 50).high for step in range(1001)]
    assert highs == sorted(highs)


def test_how_many_trials_show_a_share() -> None:
    assert trials_to_show(0.01) == 368
    assert trials_to_show(0.001) == 3_688
    assert clopper_pearson(0, 3_687).high > 0.001 >= clopper_pearson(0, 3_688).high


def test_nothing_says_nothing() -> None:
    assert clopper_pearson(0, 0) == Interval(0.0, 1.0)
    assert Interval(0.2, 0.3).hull(None) == Interval(0.2, 0.3)
    assert Interval(0.2, 0.3).hull(Interval(0.1, 0.25)) == Interval(0.1, 0.3)


@pytest.mark.parametrize(("count", "of"), [(-1, 10), (11, 10)])
def test_impossible_counts(count: int, of: int) -> None:
    with pytest.raises(ValueError, match="count"):
        clopper_pearson(count, of)


@pytest.mark.parametrize("share", [-0.1, 1.1, float("nan")])
def test_impossible_shares(share: float) -> None:
    with pytest.raises(ValueError, match="share"):
        interval_of_share(share, 10)
    with pytest.raises(ValueError, match="share"):
        trials_to_show(share)
