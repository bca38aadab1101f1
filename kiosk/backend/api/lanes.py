"""How many requests are worked on at once, by kind of work: none of them waits behind work of another kind.

Work is done in forty threads that all requests share. A lane is a number of them, of which one address has at most
half; who finds none free waits in line, and where the line is long, is told to come back.
"""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from kiosk.errors import Busy

RETRY_AFTER_S = 2.0


@dataclass(frozen=True, slots=True)
class LaneSize:
    """How many are worked on, and how many may wait, in all and of one address."""

    places: int
    line: int
    line_per_address: int


@dataclass(eq=False, slots=True)
class _Waiter:
    network: str
    turn: asyncio.Future[None] = field(default_factory=lambda: asyncio.get_running_loop().create_future())


class Lane:
    """One kind of work; belongs to one event loop."""

    def __init__(self, size: LaneSize) -> None:
        self._size = size
        self._at_work: Counter[str] = Counter()
        self._line: list[_Waiter] = []

    @asynccontextmanager
    async def entered(self, network: str) -> AsyncIterator[None]:
        """Hold a place for a request of this caller, after waiting for it in line; raises Busy when that is long."""
        await self._enter(network)
        try:
            yield
        finally:
            self._at_work[network] -= 1
            if not self._at_work[network]:
                del self._at_work[network]
            self._call_next()

    async def _enter(self, network: str) -> None:
        if self._has_place_for(network):
            self._at_work[network] += 1
            return
        of_network = sum(waiter.network == network for waiter in self._line)
        if len(self._line) >= self._size.line or of_network >= self._size.line_per_address:
            raise Busy("too many requests are waiting", RETRY_AFTER_S)
        waiter = _Waiter(network)
        self._line.append(waiter)
        try:
            await waiter.turn
        except asyncio.CancelledError:
            self._leave(waiter)
            raise

    def _has_place_for(self, network: str) -> bool:
        most = max(self._size.places // 2, 1)
        return self._at_work.total() < self._size.places and self._at_work[network] < most

    def _call_next(self) -> None:
        waiter = next((each for each in self._line if self._has_place_for(each.network)), None)
        if waiter is not None:
            self._line.remove(waiter)
            self._at_work[waiter.network] += 1
            waiter.turn.set_result(None)

    def _leave(self, waiter: _Waiter) -> None:
        """Give up waiting, or a place that came too late."""
        if waiter in self._line:
            self._line.remove(waiter)
        elif not waiter.turn.cancelled():
            self._at_work[waiter.network] -= 1
            self._call_next()
