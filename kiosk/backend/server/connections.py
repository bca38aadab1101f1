"""How many connections there may be, in all and of one address, and which of them has to go when there are too many."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from kiosk.backend.api.caller_address import TrustedProxies, caller_network


@dataclass(eq=False, slots=True)
class Connection:
    """One accepted connection, from its first byte to its last."""

    network: str
    is_proven: bool = False
    """Whether it has ever brought a whole request's head."""
    abort: Callable[[], None] = field(default=lambda: None)
    """Ends it at once, whatever it is doing."""


class ConnectionTable:
    """All connections of one server; belongs to its event loop.

    Where all places are taken, whoever comes takes that of the oldest connection that has not asked for anything yet,
    of the address that has most: an honest client asks at once, and somebody who only holds connections pushes out
    their own.
    """

    def __init__(self, limit: int, limit_per_address: int, proxies: TrustedProxies) -> None:
        """Connections of trusted proxies are those of many callers, and count in all only."""
        self._limit, self._limit_per_address, self._proxies = limit, limit_per_address, proxies
        # A dictionary keeps the order in which they came.
        self._connections: dict[Connection, None] = {}
        self._per_network: Counter[str] = Counter()

    def __len__(self) -> int:
        return len(self._connections)

    def admit(self, address: str) -> Connection | None:
        """A place for a connection from this address; None when there is none."""
        network = caller_network(address)
        held = self._per_network[network]
        if held >= self._limit_per_address and not self._proxies.include(address):
            return None
        if len(self._connections) >= self._limit and not self._make_room(held):
            return None
        connection = Connection(network)
        self._connections[connection] = None
        self._per_network[network] += 1
        return connection

    def release(self, connection: Connection) -> None:
        """Give the place back; may be called twice."""
        if connection in self._connections:
            del self._connections[connection]
            self._per_network[connection.network] -= 1
            if not self._per_network[connection.network]:
                del self._per_network[connection.network]

    def _make_room(self, held: int) -> bool:
        """End the oldest unproven connection of whoever holds most, and more than the one who comes."""
        unproven = [each for each in self._connections if not each.is_proven]
        victim = max(unproven, key=lambda each: self._per_network[each.network], default=None)
        if victim is None or self._per_network[victim.network] <= held:
            return False
        self.release(victim)
        victim.abort()
        return True
