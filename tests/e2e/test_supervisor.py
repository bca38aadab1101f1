"""The supervisor with real terminals: crashed, hung, ended, orphaned."""

import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="crashes and hangs are made by signals")

SUPERVISE = """
import sys
from kiosk.system import log
from kiosk.system.data_folder import expected_data_dir
from kiosk.terminal.supervisor.main import programs, supervise
from kiosk.terminal.supervisor.policy import RestartPolicy
from kiosk.terminal.supervisor.pulse import HangTimeouts
from kiosk.terminal.supervisor.supervisor import Supervisor, Timing
log.configure("INFO"); log.add_file(expected_data_dir(), "supervisor")
timing = Timing(
    RestartPolicy(first_pause_s=0.1, longest_pause_s=0.2), HangTimeouts(first_beat_s=60, silence_s=6), grace_s=30
)
supervise(Supervisor(programs(sys.argv[1:]), timing))
"""
PATIENCE_S = 90
RUNS = re.compile(r"the terminal runs, process (\d+)")


class Watched:
    """A supervisor and what it writes; `temporary` is its folder for files that nobody keeps."""

    def __init__(self, process: subprocess.Popen[bytes], data: Path, temporary: Path) -> None:
        self.process, self.data, self.temporary = process, data, temporary

    def log(self, name: str = "supervisor") -> str:
        path = self.data / "logs" / f"{name}.log"
        return path.read_text(encoding="utf-8") if path.exists() else ""

    def terminals(self) -> list[int]:
        return [int(pid) for pid in RUNS.findall(self.log())]

    def nth_terminal(self, number: int) -> int:
        """Process id of the so-many-th terminal, when its backend is there and its event loop beats."""
        until(lambda: len(self.terminals()) >= number)
        pid = self.terminals()[number - 1]
        until(lambda: any("backend" in command for command in descendants(pid).values()))
        until(lambda: self.log("backend").count("backend starts") >= number)
        until(self.beats)
        return pid

    def beats(self) -> bool:
        """Whether the event loop of the terminal that runs has told that it does."""
        return any(path.read_bytes().strip(b"0") for path in self.temporary.glob("kiosk-supervisor-*/heartbeat"))


def until(condition: Callable[[], bool]) -> None:
    deadline_s = time.monotonic() + PATIENCE_S
    while not condition():
        assert time.monotonic() < deadline_s, "it never happened"
        time.sleep(0.1)


def processes() -> dict[int, tuple[int, str]]:
    """Parent and command line of everything that runs."""
    listed = subprocess.run(["ps", "-eo", "pid=,ppid=,stat=,args="], capture_output=True, text=True, check=True).stdout
    rows = [line.split(None, 3) for line in listed.splitlines()]
    return {int(pid): (int(parent), command) for pid, parent, state, command in rows if not state.startswith("Z")}


def descendants(of: int) -> dict[int, str]:
    found, all_of_them = {of: ""}, processes()
    for _ in range(3):
        found |= {pid: command for pid, (parent, command) in all_of_them.items() if parent in found}
    del found[of]
    return found


def are_gone(pids: set[int]) -> bool:
    return not pids & processes().keys()


@contextmanager
def supervised(data: Path, *arguments: str, **environment: str) -> Iterator[Watched]:
    with tempfile.TemporaryDirectory() as folder:
        process = subprocess.Popen(
            [sys.executable, "-c", SUPERVISE, *(arguments or ("--camera", "demo"))],
            env={
                **os.environ,
                "QT_QPA_PLATFORM": "offscreen",
                "KIOSK_DATA_DIR": str(data),
                "TMPDIR": folder,
                **environment,
            },
            stderr=subprocess.DEVNULL,
        )
        try:
            yield Watched(process, data, Path(folder))
        finally:
            left = descendants(process.pid)
            for pid in (process.pid, *left):
                if pid in processes():
                    os.kill(pid, signal.SIGKILL)
            process.wait()


def test_a_terminal_that_crashes_is_started_again_and_nothing_of_it_stays(tmp_path: Path) -> None:
    with supervised(tmp_path) as watched:
        first = watched.nth_terminal(1)
        before = {first, *descendants(first)}
        os.kill(first, signal.SIGKILL)
        second = watched.nth_terminal(2)
        assert second not in before
        assert are_gone(before)
        assert "ended with status -9" in watched.log()


def test_a_terminal_that_hangs_is_ended_and_started_again(tmp_path: Path) -> None:
    with supervised(tmp_path) as watched:
        first = watched.nth_terminal(1)
        before = {first, *descendants(first)}
        os.kill(first, signal.SIGSTOP)
        watched.nth_terminal(2)
        assert are_gone(before)
        assert "the terminal hangs" in watched.log()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_supervisor_that_is_asked_to_end_ends_everything(tmp_path: Path, number: signal.Signals) -> None:
    with supervised(tmp_path) as watched:
        terminal = watched.nth_terminal(1)
        everything = {terminal, *descendants(terminal)}
        watched.process.send_signal(number)
        assert watched.process.wait(PATIENCE_S) == 0
        assert are_gone(everything)
        assert "the terminal ends as asked" in watched.log("kiosk")


def test_a_terminal_that_is_asked_to_end_takes_the_supervisor_with_it(tmp_path: Path) -> None:
    with supervised(tmp_path) as watched:
        os.kill(watched.nth_terminal(1), signal.SIGTERM)
        assert watched.process.wait(PATIENCE_S) == 0
        assert len(watched.terminals()) == 1


def test_a_terminal_whose_supervisor_was_killed_ends_and_makes_room(tmp_path: Path) -> None:
    with supervised(tmp_path) as watched:
        terminal = watched.nth_terminal(1)
        everything = {terminal, *descendants(terminal)}
        watched.process.kill()
        with supervised(tmp_path) as next_one:
            until(lambda: are_gone(everything))
            next_one.nth_terminal(2)
            assert "ALREADY_RUNNING" not in next_one.log("kiosk")


def test_a_terminal_that_cannot_start_is_tried_again(tmp_path: Path) -> None:
    with supervised(tmp_path, KIOSK_CROP_ZOOM="9") as watched:
        until(lambda: len(watched.terminals()) >= 3)
        assert "ended with status 3" in watched.log()
        assert "SETTINGS_INVALID: crop_zoom" in watched.log("kiosk")


def test_a_terminal_beside_another_waits_for_its_place(tmp_path: Path) -> None:
    with supervised(tmp_path) as watched:
        watched.nth_terminal(1)
        beside = subprocess.run(
            [sys.executable, "-m", "kiosk", "run", "--camera", "demo"],
            env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "KIOSK_DATA_DIR": str(tmp_path)},
            capture_output=True,
            text=True,
            timeout=PATIENCE_S,
            check=False,
        )
        assert (beside.returncode, beside.stderr[:22]) == (4, "kiosk: ALREADY_RUNNING")
        assert len(watched.terminals()) == 1
