"""A bounded number of waits, at random distances."""

import pytest

from kiosk.backend.stores.aws.backoff import FIRST_WAIT_S, LONGEST_WAIT_S, MAX_WAITS, RetryBudget
from kiosk.errors import Busy


def test_it_ends() -> None:
    waits: list[float] = []
    patience = RetryBudget(waits.append)
    for _ in range(MAX_WAITS):
        patience.wait()
    with pytest.raises(Busy):
        patience.wait()
    assert len(waits) == MAX_WAITS
    assert max(waits) <= LONGEST_WAIT_S
    assert waits[0] <= FIRST_WAIT_S


def test_no_two_wait_alike() -> None:
    waits: list[float] = []
    for _ in range(5):
        patience = RetryBudget(waits.append)
        for _ in range(MAX_WAITS):
            patience.wait()
    assert len({*waits}) > 3 * MAX_WAITS
