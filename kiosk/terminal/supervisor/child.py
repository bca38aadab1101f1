"""A process with everything that it starts: told to end through its standard input, or ended."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence

if sys.platform == "win32":
    from kiosk.terminal.supervisor.windows_job import Job

POLL_S = 0.05


class Child:
    """Running from when it is made; its standard input is a pipe whose end says that its parent is gone."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str]) -> None:
        """Raises OSError when the program cannot be started."""
        self._started_at_s = time.monotonic()
        self._process = _start(command, environment)
        if sys.platform == "win32":
            self._job = Job(self._process)

    @property
    def pid(self) -> int:
        """Its process id."""
        return self._process.pid

    @property
    def ran_s(self) -> float:
        """Time since its start."""
        return time.monotonic() - self._started_at_s

    def status(self) -> int | None:
        """Its exit status, below zero for the signal that ended it; None while it runs."""
        return self._process.poll()

    def ask_to_end(self) -> None:
        """Close its standard input; it ends by itself when it is well."""
        if self._process.stdin is not None:
            with contextlib.suppress(OSError):
                self._process.stdin.close()

    def end(self, grace_s: float) -> int:
        """Its exit status, after it was given so much time twice: to end as asked, and to obey a signal."""
        self.ask_to_end()
        if not self._ended_within(grace_s):
            self._process.terminate()
            if not self._ended_within(grace_s):
                self._process.kill()
        status = self._process.wait()
        self.end_descendants(grace_s)
        return status

    def end_descendants(self, grace_s: float) -> None:
        """End what the process has left behind; call it after the process has ended."""
        if sys.platform == "win32":
            self._job.close()
            return
        deadline_s = time.monotonic() + grace_s
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.pid, signal.SIGTERM)
            while time.monotonic() < deadline_s:
                time.sleep(POLL_S)
                os.killpg(self.pid, 0)
            os.killpg(self.pid, signal.SIGKILL)

    def _ended_within(self, grace_s: float) -> bool:
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(grace_s)
        return self._process.returncode is not None


def _start(command: Sequence[str], environment: Mapping[str, str]) -> subprocess.Popen[bytes]:
    if sys.platform == "win32":
        # Of a group of its own, so that Ctrl+C in a console reaches the supervisor alone.
        flags = subprocess.CREATE_NO_WINDOW | subprocess.CREATE_NEW_PROCESS_GROUP
        # A supervisor without a console has no streams, and what would be passed on in their place is broken.
        nowhere = subprocess.DEVNULL
        return subprocess.Popen(  # noqa: S603
            command, env=environment, stdin=subprocess.PIPE, stdout=nowhere, stderr=nowhere, creationflags=flags
        )
    return subprocess.Popen(command, env=environment, stdin=subprocess.PIPE, process_group=0)  # noqa: S603
