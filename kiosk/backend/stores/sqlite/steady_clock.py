"""The steady clock of this machine; see `kiosk.domain.identity.steady_time` for what it counts and why."""

import time

from kiosk.backend.ports import Clock
from kiosk.backend.stores.sqlite.attempt_schema import CLOCK
from kiosk.backend.stores.sqlite.authentic_rows import Row
from kiosk.backend.stores.sqlite.database import Database
from kiosk.domain.identity.steady_time import Mark, advance, first_mark


class SteadyClock:
    """Seconds that never go back, kept over restarts of program and machine; any thread, several processes."""

    def __init__(self, database: Database, wall: Clock, uptime: Clock) -> None:
        """The database has the tables of `attempt_schema`; every process that opens it reads the same clock."""
        self._database = database
        self._wall = wall
        self._uptime = uptime

    def __call__(self) -> float:
        """The time now, which is kept as the mark to go on from. Raises StorageFailed."""
        with self._database.transaction() as connection:
            rows = self._database.rows(connection, CLOCK)
            row = rows.find(1)
            # Within the transaction, so that no other process keeps a later mark meanwhile.
            wall_s, uptime_s = self._wall(), self._uptime()
            mark = first_mark(wall_s, uptime_s) if row is None else advance(_mark(row), wall_s, uptime_s)
            rows.put({"id": 1, "steady_s": mark.steady_s, "wall_s": mark.wall_s, "uptime_s": mark.uptime_s})
        return mark.steady_s


def _mark(row: Row) -> Mark:
    return Mark(row["steady_s"], row["wall_s"], row["uptime_s"])


def uptime_s() -> float:
    """Seconds since this machine started, those asleep included where the system tells; the same for all processes."""
    clock = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if clock is None else time.clock_gettime(clock)
