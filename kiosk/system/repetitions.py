"""Records that come again and again, of which a log needs some and the number of the others.

Whoever is on the network can make a server log as fast as it answers, and what was logged before is gone when the files
have rolled over.
"""

import logging
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from threading import Lock

WINDOW_S = 10.0
PER_WINDOW = 50
"""Of one kind; what an honest branch does stays below."""
ALL_PER_WINDOW = 1000
"""Of all kinds, some 100 kB."""
MAX_KINDS = 512


@dataclass(slots=True)
class _Kind:
    began_s: float
    count: int = 0


class Repetitions:
    """Decides which records are written; any thread.

    Records are of one kind that have the same logger, level and text before its arguments are filled in, and the same
    `kind` if they are given one as `extra`, the address that a refusal is about for example.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._kinds: dict[tuple[str, int, str, str], _Kind] = {}
        self._all = _Kind(clock())
        self._lock = Lock()

    def admit(self, record: logging.LogRecord) -> list[logging.LogRecord]:
        """What is to be written now: counts of what was left out before, and the record unless it is left out."""
        now_s = self._clock()
        with self._lock:
            due = list(self._end_windows(now_s))
            key = (record.name, record.levelno, str(record.msg), str(getattr(record, "kind", "")))
            if len(self._kinds) >= MAX_KINDS and key not in self._kinds:
                key = ("", 0, "records of other kinds", "")
            kind = self._kinds.setdefault(key, _Kind(now_s))
            kind.count += 1
            self._all.count += 1
            fits = kind.count <= PER_WINDOW and self._all.count <= ALL_PER_WINDOW
        return [*due, record] if fits else due

    def rest(self) -> list[logging.LogRecord]:
        """Counts of all that was left out and has not been told yet."""
        with self._lock:
            return list(self._end_windows(float("inf")))

    def _end_windows(self, now_s: float) -> Iterator[logging.LogRecord]:
        if now_s - self._all.began_s >= WINDOW_S:
            left = self._all.count - ALL_PER_WINDOW
            self._all = _Kind(now_s)
            if left > 0:
                yield _count("kiosk", logging.WARNING, "of all kinds", left)
        for key in [key for key, kind in self._kinds.items() if now_s - kind.began_s >= WINDOW_S]:
            left = self._kinds.pop(key).count - PER_WINDOW
            if left > 0:
                name, level, text, about = key
                yield _count(name or "kiosk", level or logging.WARNING, f"{text!r} {about}".rstrip(), left)


class FoldingHandler(logging.Handler):
    """Goes before a handler's own class: what it hands on is what `Repetitions` admits."""

    def handle(self, record: logging.LogRecord) -> bool:
        """The base class's hook."""
        written = False
        for each in self._repetitions().admit(record):
            written = bool(super().handle(each))
        return written

    def close(self) -> None:
        """The base class's hook; says what was left out at last."""
        for each in self._repetitions().rest():
            super().handle(each)
        super().close()

    def _repetitions(self) -> Repetitions:
        # Handlers are made by classes that know nothing of this one.
        found = self.__dict__.get("repetitions")
        if not isinstance(found, Repetitions):
            found = self.__dict__.setdefault("repetitions", Repetitions())
        return found


def _count(name: str, level: int, text: str, left: int) -> logging.LogRecord:
    return logging.LogRecord(name, level, __file__, 0, "%d more records like %s were left out", (left, text), None)
