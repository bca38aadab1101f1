"""How long to try again where two writers meet: a bounded number of times, at random distances."""

import secrets
import time
from collections.abc import Callable

from kiosk.errors import Busy

MAX_WAITS = 24
"""Sixteen writers of one item need at most fifteen attempts if one of them gets through each time."""
FIRST_WAIT_S, LONGEST_WAIT_S = 0.01, 0.16
"""All waits together take less than two seconds on average."""


class RetryBudget:
    """Waits between the attempts of one operation; used by one thread."""

    def __init__(self, sleep: Callable[[float], object] = time.sleep) -> None:
        self._sleep = sleep
        self._waits = 0

    def wait(self) -> None:
        """Wait a random time that may double each time; raises Busy when there were enough attempts."""
        if self._waits == MAX_WAITS:
            raise Busy("DynamoDB: others keep writing, or it cannot keep up")
        ceiling_s = min(FIRST_WAIT_S * 2**self._waits, LONGEST_WAIT_S)
        self._waits += 1
        self._sleep(ceiling_s * secrets.randbelow(1001) / 1000)
