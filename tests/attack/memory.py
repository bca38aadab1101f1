"""How much memory the backend holds, where it runs on this machine and Linux tells."""

import re
from pathlib import Path
from threading import Event, Thread

PAGE_BYTES = 4096
BUDGET_MB = 1500.0
"""What a branch backend may take whatever is sent to it."""
_LISTENING = "0A"
_PROC = Path("/proc")


def find_process(port: int) -> int | None:
    """The process that listens on this port."""
    inodes = set()
    for table in ("tcp", "tcp6"):
        try:
            lines = (_PROC / "net" / table).read_text(encoding="ascii").splitlines()[1:]
        except OSError:
            return None
        for columns in map(str.split, lines):
            if columns[3] == _LISTENING and int(columns[1].rpartition(":")[2], 16) == port:
                inodes.add(f"socket:[{columns[9]}]")
    return next((pid for pid in _processes() if inodes & _sockets(pid)), None)


def resident_mb(pid: int) -> float:
    """Of a process and its children; 0 when it is gone."""
    return sum(_own_mb(each) for each in (pid, *_children(pid)))


class Gauge:
    """Looks again and again while entered, and keeps the highest."""

    def __init__(self, port: int) -> None:
        self._pid = find_process(port)
        self._over, self._highest = Event(), 0.0
        self.before_mb = resident_mb(self._pid) if self._pid else 0.0
        self._thread = Thread(target=self._watch)

    def __enter__(self) -> "Gauge":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    @property
    def highest_mb(self) -> float | None:
        """None where nobody can tell."""
        return self._highest or None

    def _watch(self) -> None:
        while self._pid and not self._over.is_set():
            self._highest = max(self._highest, resident_mb(self._pid))
            self._over.wait(0.05)


def _processes() -> list[int]:
    return [int(path.name) for path in _PROC.iterdir() if path.name.isdigit()]


def _sockets(pid: int) -> set[str]:
    try:
        return {str(link.readlink()) for link in (_PROC / str(pid) / "fd").iterdir()}
    except OSError:
        return set()


def _own_mb(pid: int) -> float:
    try:
        return int((_PROC / str(pid) / "statm").read_text(encoding="ascii").split()[1]) * PAGE_BYTES / 1e6
    except OSError:
        return 0.0


def _children(pid: int) -> list[int]:
    found = []
    try:
        for task in (_PROC / str(pid) / "task").iterdir():
            found += [int(each) for each in re.findall(r"\d+", (task / "children").read_text(encoding="ascii"))]
    except OSError:
        return []
    return found + [each for child in found for each in _children(child)]
