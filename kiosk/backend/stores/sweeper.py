"""The thread that sees to retention."""

import logging
from collections.abc import Callable
from threading import Event, Thread

from kiosk.system.safe_errors import describe_failure

logger = logging.getLogger(__name__)

INTERVAL_S = 300.0


class Sweeper:
    """Runs a purge at once and then every few minutes, in its own thread, until it is closed."""

    def __init__(self, purge: Callable[[], object], interval_s: float = INTERVAL_S) -> None:
        """Starts the thread."""
        self._purge = purge
        self._interval_s = interval_s
        self._stop = Event()
        self._thread = Thread(target=self._run, name="retention", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """End the thread, after the purge that may be under way."""
        self._stop.set()
        self._thread.join()

    def _run(self) -> None:
        while True:
            try:
                self._purge()
            except Exception as error:
                logger.error("retention: %s", describe_failure(error))
            if self._stop.wait(self._interval_s):
                return
