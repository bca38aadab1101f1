"""How far a long evaluation is, on standard error."""

import sys
import time
from collections.abc import Callable
from typing import TextIO

MonotonicClock = Callable[[], float]
EVERY_S, EVERY_S_IN_FILES = 0.5, 10.0
"""On a screen one line is written over and over; in a file each one stays."""


class Progress:
    """One stage's line: done, total, rate and what is left; used by one thread."""

    def __init__(
        self,
        label: str,
        total: int,
        done: int = 0,
        stream: TextIO | None = None,
        clock: MonotonicClock = time.monotonic,
    ) -> None:
        """`done` were done by an earlier run, and count for no rate."""
        self._label, self._total, self._before, self._done = label, total, done, done
        self._stream, self._clock = stream or sys.stderr, clock
        self._on_screen = self._stream.isatty()
        self._started_s, self._shown_s = clock(), float("-inf")
        self._show()

    def advance(self) -> None:
        """One more is done."""
        self._done += 1
        every_s = EVERY_S if self._on_screen else EVERY_S_IN_FILES
        if self._done == self._total or self._clock() - self._shown_s >= every_s:
            self._show()

    def end(self) -> None:
        """Leave the line standing."""
        if self._on_screen:
            self._stream.write("\n")

    def _show(self) -> None:
        self._shown_s = self._clock()
        line = f"{self._label}: {self._done:,} of {self._total:,}{self._rate()}"
        self._stream.write(f"\r{line:<78}" if self._on_screen else f"{line}\n")
        self._stream.flush()

    def _rate(self) -> str:
        ours, took_s = self._done - self._before, self._shown_s - self._started_s
        if self._done == self._before:
            return f", {self._before:,} of them kept from before" if self._before else ""
        a_second = ours / took_s if took_s > 0 else 0.0
        left_s = (self._total - self._done) / a_second if a_second > 0 else 0.0
        return f", {a_second:.1f} a second" + (f", {_duration(left_s)} left" if self._done < self._total else "")


def tell(text: str, stream: TextIO | None = None) -> None:
    """One line on standard error, for whoever waits."""
    where = stream or sys.stderr
    where.write(f"{text}\n")
    where.flush()


def _duration(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes // 60} h {minutes % 60} min" if minutes >= 60 else f"{minutes} min {rest} s"
