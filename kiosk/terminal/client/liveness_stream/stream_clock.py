"""The time of day that a stream goes by: steady while it runs, and corrected by what its server says of it."""

import time
from collections.abc import Callable
from email.utils import parsedate_to_datetime


class StreamClock:
    """Turns the kiosk's monotonic time into milliseconds since the epoch; nobody sets it back while a stream runs."""

    def __init__(
        self, now_s: Callable[[], float] = time.time, monotonic_s: Callable[[], float] = time.monotonic
    ) -> None:
        self._now_s, self._monotonic_s = now_s, monotonic_s
        self._offset_s = now_s() - monotonic_s()

    def now_s(self) -> float:
        """Return seconds since the epoch."""
        return self._monotonic_s() + self._offset_s

    def now_ms(self) -> int:
        """Return milliseconds since the epoch."""
        return self.at_ms(self._monotonic_s())

    def at_ms(self, monotonic_s: float) -> int:
        """Return when that was, in milliseconds since the epoch."""
        return round(1000 * (monotonic_s + self._offset_s))

    def skew_s(self, untrusted_date: str | None) -> float:
        """Return by how much a server is ahead that says that it is now this HTTP date; 0 for no date."""
        try:
            there_s = parsedate_to_datetime(untrusted_date or "").timestamp()
        except (TypeError, ValueError, OverflowError):
            return 0.0
        return there_s - self.now_s()

    def correct(self, skew_s: float) -> None:
        """Go by the server's time from now on."""
        self._offset_s += skew_s
