"""A wall clock that somebody else can set.

`python -m tests.reach.moved_clock FILE ARGUMENTS` is `kiosk ARGUMENTS` by it. The monotonic clock goes
on, as it does when a machine's time is set.
"""

import contextlib
import mmap
import struct
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

OFFSET = struct.Struct("d")


class ClockFile:
    """Tells every process that has it open by how much time is off, in seconds."""

    def __init__(self, file: Path) -> None:
        if not file.exists():
            file.write_bytes(OFFSET.pack(0.0))
        with file.open("r+b") as opened:
            self._memory = mmap.mmap(opened.fileno(), OFFSET.size)

    @property
    def offset_s(self) -> float:
        """By how much it is off now."""
        return float(OFFSET.unpack(self._memory[: OFFSET.size])[0])

    @offset_s.setter
    def offset_s(self, offset_s: float) -> None:
        self._memory[: OFFSET.size] = OFFSET.pack(offset_s)


@contextlib.contextmanager
def installed(clock: ClockFile) -> Iterator[None]:
    """Let `time.time` of this process be off until the block ends, for everything that has not kept it before."""
    true = time.time
    with patch.object(time, "time", lambda: true() + clock.offset_s):
        yield


def main() -> None:
    """Run the program."""
    file, *arguments = sys.argv[1:]
    sys.argv = ["kiosk", *arguments]
    with installed(ClockFile(Path(file))):
        from kiosk.cli.main import app

        app()


if __name__ == "__main__":
    main()
