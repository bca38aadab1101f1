"""How much of the machine callers may have at once."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore

from kiosk.errors import Busy

PLACES = 6
"""Documents take seconds each, and there are some forty threads, which terminals send their frames to as well."""
RETRY_AFTER_S = 2.0


class ConcurrencyLimit:
    """Lets in so many at once, and nobody waits inside; any thread."""

    def __init__(self, places: int = PLACES) -> None:
        self._places = BoundedSemaphore(places)

    @contextmanager
    def entered(self) -> Iterator[None]:
        """Hold a place; raises Busy when all are taken."""
        if not self._places.acquire(blocking=False):
            raise Busy("too many pictures are being looked at", RETRY_AFTER_S)
        try:
            yield
        finally:
            self._places.release()
