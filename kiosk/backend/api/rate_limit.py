"""How often one caller may ask: a token bucket for each.

The buckets are this process's own. Where many processes answer, as on Lambda, the gateway's usage plans are what limits
a caller over all of them; a store that they share would cost a write with every request.
"""

import time
from dataclasses import dataclass
from threading import Lock

from kiosk.backend.ports import Clock


@dataclass
class _Bucket:
    tokens: float
    filled_at_s: float


class RateLimit:
    """A minute's worth of requests at once, and as many a minute; any thread. Callers are few and known."""

    def __init__(self, requests_per_minute: int, clock: Clock = time.monotonic) -> None:
        """`clock` never goes back."""
        self._size, self._per_s, self._clock = float(requests_per_minute), requests_per_minute / 60, clock
        self._buckets: dict[str, _Bucket] = {}
        self._lock = Lock()

    def take(self, caller: str) -> float:
        """Count a request: 0 when it may be answered, else the seconds after which the next one may."""
        now_s = self._clock()
        with self._lock:
            bucket = self._buckets.setdefault(caller, _Bucket(self._size, now_s))
            bucket.tokens = min(self._size, bucket.tokens + (now_s - bucket.filled_at_s) * self._per_s)
            bucket.filled_at_s = now_s
            if bucket.tokens < 1:
                return (1 - bucket.tokens) / self._per_s
            bucket.tokens -= 1
            return 0.0
