"""Lets the demo person go through a session alone: presses the buttons, keeps screenshots, notes what happened."""

import json
import logging
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from PySide6.QtCore import QObject, QTimer

from kiosk.liveness.challenge import Hint
from kiosk.session.states import Attract, Challenging, GetReady, Result, Session, Starting, Trouble, Verifying
from kiosk.ui import text
from kiosk.ui.controller import Controller
from kiosk.ui.window import KioskWindow

logger = logging.getLogger(__name__)

LOOK_MS = 1500
"""How long whoever watches gets to see each still screen."""
RESULT_MS = 3000
SHOT_MS = 350
"""A screen is pictured when it has settled."""


class Demonstration(QObject):
    """Ends by calling `finished` with the final session, once."""

    def __init__(
        self,
        window: KioskWindow,
        controller: Controller,
        see: Callable[[Hint], None],
        report: Path | None,
        finished: Callable[[Session], None],
    ) -> None:
        super().__init__()
        self._window, self._controller = window, controller
        self._report, self._finished = report, finished
        self._shots = 0
        window.instruction_shown.connect(see)
        window.instruction_shown.connect(self._instructed)
        controller.session_changed.connect(self._changed)
        self._state: type[object] = Attract

    def begin(self) -> None:
        """Stand before the attract screen, then touch Start."""
        self._tell("attract screen")
        self._later(SHOT_MS, lambda: self._shoot("attract"))
        self._later(LOOK_MS, self._window.start_pressed.emit)

    def _instructed(self, hint: Hint) -> None:
        self._tell(f"the screen says: {text.HINTS[hint]}")
        self._later(SHOT_MS, lambda: self._shoot(f"challenge-{hint.value}", only=Challenging))

    def _changed(self, session: Session) -> None:
        if type(session.state) is self._state:
            return
        self._state = type(session.state)
        match session.state:
            case GetReady():
                self._tell("get ready")
                self._later(SHOT_MS, lambda: self._shoot("get-ready"))
                self._later(LOOK_MS, self._window.ready_pressed.emit)
            case Starting():
                self._tell("asking the backend for a challenge")
            case Verifying():
                self._tell("verifying")
                self._shoot("verifying")
            case Result() | Trouble():
                self._end(session)

    def _end(self, session: Session) -> None:
        if isinstance(session.state, Result):
            verdict = session.state.verdict
            self._tell("verdict: " + ("PASS" if verdict.passed else "FAIL " + ", ".join(verdict.reasons)))
            self._write("verdict.json", json.dumps(asdict(verdict), indent=2))
        elif isinstance(session.state, Trouble):
            self._tell(f"trouble: {session.state.code}")
        name = type(session.state).__name__.lower()
        self._later(2 * SHOT_MS, lambda: self._shoot(name))
        self._later(RESULT_MS, lambda: self._finished(session))

    def _shoot(self, name: str, only: type[object] | None = None) -> None:
        if self._report is None or (only is not None and not isinstance(self._controller.session.state, only)):
            return
        self._shots += 1
        self._report.mkdir(parents=True, exist_ok=True)
        self._window.grab().save(str(self._report / f"{self._shots:02d}-{name}.png"))

    def _write(self, name: str, content: str) -> None:
        if self._report is not None:
            self._report.mkdir(parents=True, exist_ok=True)
            (self._report / name).write_text(content + "\n", encoding="utf-8")

    def _later(self, delay_ms: int, action: Callable[[], None]) -> None:
        QTimer.singleShot(delay_ms, self, action)

    def _tell(self, line: str) -> None:
        sys.stdout.write(f"demo: {line}\n")
        sys.stdout.flush()
