"""A clock that a test sets."""

import time

START_S = float(int(time.time()))
"""The real time, which the file system goes by."""


class FakeClock:
    """Stands still until it is set."""

    def __init__(self, now_s: float = START_S) -> None:
        self.now_s = now_s

    def __call__(self) -> float:
        return self.now_s

    def sleep(self, duration_s: float) -> None:
        """Let time pass, for those whom it makes wait."""
        self.now_s += duration_s
