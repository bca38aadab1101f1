"""Starts the terminal, watches it, ends it when it hangs, and starts it again until it or somebody says stop."""

import logging
import os
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kiosk.system.parent_process import HEARTBEAT_VARIABLE
from kiosk.terminal.supervisor.child import Child
from kiosk.terminal.supervisor.policy import Restart, RestartPolicy, after_end, notice_code
from kiosk.terminal.supervisor.pulse import HangTimeouts, Pulse, has_stopped, listen

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Programs:
    """Command lines."""

    terminal: Sequence[str]
    notice: Callable[[str, float], Sequence[str]]
    """Shows for so many seconds that the terminal is out of service, with this code."""


@dataclass(frozen=True, slots=True)
class Timing:
    """How patient the supervisor is."""

    restart: RestartPolicy = field(default_factory=RestartPolicy)
    pulse: HangTimeouts = field(default_factory=HangTimeouts)
    look_s: float = 0.25
    grace_s: float = 15.0
    """For a terminal that was asked to end; a session is wiped and a backend stopped in it."""
    hung_grace_s: float = 2.0
    """For one that does not answer anyway."""


class Supervisor:
    """One terminal's keeper; `run` it on the main thread."""

    def __init__(self, programs: Programs, timing: Timing) -> None:
        self._programs, self._timing = programs, timing
        self._stopping = False
        self._notice: Child | None = None
        self._beats = Path()

    def stop(self) -> None:
        """End the terminal and return from `run`; a signal handler may call it."""
        self._stopping = True

    def run(self) -> None:
        """Keep the terminal running until it ends by itself with status 0, or until `stop`."""
        with tempfile.TemporaryDirectory(prefix="kiosk-supervisor-", ignore_cleanup_errors=True) as folder:
            self._beats = Path(folder, "heartbeat")
            try:
                self._keep_running()
            finally:
                self._end_notice()

    def _keep_running(self) -> None:
        failures = 0
        while not self._stopping:
            status, ran_s = self._run_once()
            if self._stopping:
                return
            restart = after_end(self._timing.restart, status, ran_s, failures)
            if restart is None:
                logger.info("the terminal was asked to end, and so does the supervisor")
                return
            failures = restart.failures
            self._pause(restart, status)

    def _run_once(self) -> tuple[int | None, float]:
        """The terminal's exit status, None when it hung, and how long it ran, in seconds."""
        try:
            self._beats.unlink(missing_ok=True)
            child = Child(self._programs.terminal, {**os.environ, HEARTBEAT_VARIABLE: str(self._beats)})
        except OSError as error:
            logger.error("the terminal cannot be started: %s", error.strerror)
            return -1, 0.0
        logger.info("the terminal runs, process %d", child.pid)
        status = self._watch(child)
        if status is not None:
            child.ask_to_end()
            child.end_descendants(self._timing.hung_grace_s)
            logger.log(logging.WARNING if status else logging.INFO, "the terminal ended with status %d", status)
        return status, child.ran_s

    def _watch(self, child: Child) -> int | None:
        pulse, looked_at_s = Pulse(), time.monotonic()
        while (status := child.status()) is None:
            if self._stopping:
                return child.end(self._timing.grace_s)
            if has_stopped(pulse, self._timing.pulse):
                logger.error("the terminal hangs: no sign of life for %.0f s, it is ended", pulse.silent_s)
                child.end(self._timing.hung_grace_s)
                return None
            time.sleep(self._timing.look_s)
            now_s = time.monotonic()
            pulse = listen(pulse, self._read_beat(), now_s - looked_at_s)
            looked_at_s = now_s
            if pulse.beat:
                self._end_notice()
        return status

    def _pause(self, restart: Restart, status: int | None) -> None:
        logger.warning("failure %d in a row, next start in %.0f s", restart.failures, restart.pause_s)
        code = notice_code(status)
        # One that is still there may have another code, and ends by itself.
        self._end_notice()
        # The first restart is over before a notice could be read.
        if code is not None and restart.pause_s > self._timing.restart.first_pause_s:
            self._show_notice(code, restart.pause_s + self._timing.pulse.first_beat_s)
        until_s = time.monotonic() + restart.pause_s
        while time.monotonic() < until_s and not self._stopping:
            time.sleep(self._timing.look_s)

    def _read_beat(self) -> str:
        try:
            return self._beats.read_text(encoding="ascii")
        except (OSError, ValueError):
            return ""

    def _show_notice(self, code: str, seconds: float) -> None:
        """Covers the desktop until the terminal's next first beat."""
        try:
            self._notice = Child(self._programs.notice(code, seconds), os.environ)
        except OSError as error:
            logger.error("the notice cannot be shown: %s", error.strerror)

    def _end_notice(self) -> None:
        if self._notice is not None:
            self._notice.end(self._timing.hung_grace_s)
            self._notice = None
