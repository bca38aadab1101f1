"""Tests that film in real time have the machine to themselves: none of another process runs beside them."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

if sys.platform != "win32":
    import fcntl

    @contextmanager
    def take_turn(folder: Path, *, alone: bool) -> Iterator[None]:
        """Wait until nobody is alone or, for who is to be alone, until nobody else is there; between processes."""
        with (folder / "gate").open("w") as gate, (folder / "machine").open("w") as machine:
            # Whoever waits holds the gate, so that a stream of short tests keeps nobody waiting for ever.
            fcntl.flock(gate, fcntl.LOCK_EX)
            fcntl.flock(machine, fcntl.LOCK_EX if alone else fcntl.LOCK_SH)
            fcntl.flock(gate, fcntl.LOCK_UN)
            yield

else:

    @contextmanager
    def take_turn(folder: Path, *, alone: bool) -> Iterator[None]:
        """Such tests run on Linux alone."""
        yield
