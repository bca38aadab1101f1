import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.liveness.weighing import Scale, combine, weigh_piece

RISING = Scale(attack=0.0, neutral=2.0, typical=4.0, against=3.0, in_favour=1.0)
FALLING = Scale(attack=20.0, neutral=8.0, typical=2.0, against=5.0, in_favour=1.0)


@pytest.mark.parametrize(
    ("value", "log_odds"), [(-9, -3), (0, -3), (1, -1.5), (2, 0), (3, 0.5), (4, 1), (9, 1), (float("nan"), -3)]
)
def test_a_scale_is_bounded_on_both_sides(value: float, log_odds: float) -> None:
    assert RISING.weigh(value) == pytest.approx(log_odds)


@given(st.floats(-100, 100), st.floats(-100, 100))
def test_what_is_nearer_to_an_attack_never_weighs_more(a: float, b: float) -> None:
    low, high = sorted((a, b))
    assert RISING.weigh(low) <= RISING.weigh(high)
    assert FALLING.weigh(low) >= FALLING.weigh(high)


def test_what_was_not_measured_counts_for_nothing() -> None:
    nothing = weigh_piece("room", None, FALLING)
    assert nothing.log_odds == 0
    assert combine([nothing], 0.0) == 50
    assert combine([], 1e9) == pytest.approx(100)
