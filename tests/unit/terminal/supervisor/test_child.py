"""A child with its descendants, as real processes."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.terminal.supervisor.child import Child

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="looks for processes as POSIX does")

OBEDIENT = "import sys; sys.stdin.read(); sys.exit(0)"
STUBBORN = (
    "import pathlib, signal, sys, time; signal.signal(signal.SIGTERM, signal.SIG_IGN);"
    "pathlib.Path(sys.argv[1]).write_text('deaf'); time.sleep(99)"
)
WITH_GRANDCHILD = (
    "import subprocess, sys, pathlib;"
    "p = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(99)']);"
    "pathlib.Path(sys.argv[1]).write_text(str(p.pid)); sys.stdin.read()"
)


def child(source: str, *arguments: str) -> Child:
    return Child([sys.executable, "-c", source, *arguments], os.environ)


def until(condition: Callable[[], bool]) -> None:
    deadline_s = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < deadline_s
        time.sleep(0.02)


def is_running(pid: int) -> bool:
    state = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False).stdout
    return bool(state.strip()) and not state.startswith("Z")


def test_a_child_that_is_well_ends_when_it_is_asked_to() -> None:
    assert child(OBEDIENT).end(grace_s=30) == 0


def test_one_that_does_not_listen_is_told_by_a_signal() -> None:
    assert child("import time; time.sleep(99)").end(grace_s=0.2) == -15


def test_one_that_does_not_obey_is_killed(tmp_path: Path) -> None:
    stubborn = child(STUBBORN, str(tmp_path / "note"))
    until((tmp_path / "note").exists)
    assert stubborn.end(grace_s=0.2) == -9


def test_descendants_end_with_it(tmp_path: Path) -> None:
    note = tmp_path / "pid"
    parent = child(WITH_GRANDCHILD, str(note))
    until(lambda: note.exists() and bool(note.read_text()))
    grandchild = int(note.read_text())
    assert is_running(grandchild)
    assert parent.end(grace_s=30) == 0
    until(lambda: not is_running(grandchild))


def test_a_program_that_is_not_there_is_an_error_of_the_system(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="nothing"):
        Child([str(tmp_path / "nothing")], os.environ)
