"""How many bytes of bodies may be in memory at once, in all and of one address.

Large bodies and small ones have room of their own: documents must not keep frames and verdicts out.
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from kiosk.errors import Busy

SMALL_BYTES = 262_144
"""A frame has 20 kB, of a client that does not adapt its pictures 100 kB."""
RETRY_AFTER_S = 1.0


class BodyBudget:
    """Room for bodies, from before their first byte until they are answered; belongs to one event loop."""

    def __init__(self, limit: int, limit_per_address: int) -> None:
        """Half as much again is for small bodies alone."""
        self._large = _Room(limit, limit_per_address)
        self._small = _Room(limit // 2, limit_per_address // 2)

    @contextmanager
    def reserved(self, network: str, size: int) -> Iterator[None]:
        """Hold room for a body of this caller; raises Busy when there is none."""
        room = self._small if size <= SMALL_BYTES else self._large
        room.take(network, size)
        try:
            yield
        finally:
            room.give_back(network, size)


class _Room:
    def __init__(self, limit: int, limit_per_network: int) -> None:
        self._limit, self._limit_per_network = limit, limit_per_network
        self._taken = 0
        self._of: Counter[str] = Counter()

    def take(self, network: str, size: int) -> None:
        if self._taken + size > self._limit or self._of[network] + size > self._limit_per_network:
            raise Busy("too many bytes are being read", RETRY_AFTER_S)
        self._taken += size
        self._of[network] += size

    def give_back(self, network: str, size: int) -> None:
        self._taken -= size
        self._of[network] -= size
        if not self._of[network]:
            del self._of[network]
