import statistics

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.liveness.averages import fmean, median

VALUES = st.lists(st.floats(-1e6, 1e6), min_size=1)


@given(VALUES)
def test_they_are_those_of_the_standard_library(values: list[float]) -> None:
    assert median(iter(values)) == statistics.median(values)
    assert fmean(iter(values)) == statistics.fmean(values)


def test_nothing_has_neither() -> None:
    for average in (median, fmean):
        with pytest.raises(ValueError, match="nothing"):
            average([])
