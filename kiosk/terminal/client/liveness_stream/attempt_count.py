"""How many streams were opened one soon after another, which the service's own clients tell it with each."""

import time
from collections.abc import Callable
from threading import Lock

SOON_S = 300.0
"""From one attempt to the next (Amplify's component)."""


class AttemptCount:
    """Counts the attempts of a terminal; any thread."""

    def __init__(self, clock_s: Callable[[], float] = time.monotonic) -> None:
        """The clock is one that nobody sets."""
        self._clock_s, self._lock = clock_s, Lock()
        self._count, self._last_s = 0, 0.0

    def count(self) -> int:
        """Return the number of the attempt that begins now, from 1 on."""
        with self._lock:
            now_s = self._clock_s()
            self._count = self._count + 1 if self._count and now_s - self._last_s <= SOON_S else 1
            self._last_s = now_s
            return self._count
