"""A terminal with a queue of customers.

`python -m tests.reach.attended_terminal LEDGER NUMBER ANOTHER ARGUMENTS` is `kiosk ARGUMENTS` with them. Three of four
are the demo person with their own number; the fourth types somebody else's. What they see is written into the ledger,
which a process that is killed leaves behind.
"""

import secrets
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING
from unittest.mock import patch

from tests.reach.ledger import REFUSED, Ledger

if TYPE_CHECKING:
    from kiosk.settings import Settings
    from kiosk.terminal.app.compose import Terminal
    from kiosk.terminal.app.look_after import LookedAfter
    from kiosk.terminal.camera.source import CameraSource
    from kiosk.terminal.client.backend import BackendClient
    from kiosk.terminal.session.states import Session
    from kiosk.terminal.session.visit_options import VisitOptions
    from tests.reach.stand import Stand

REACTION_S = 0.15
PAUSE_MS = 300
"""From one customer to the next."""
LEAVES_MS = 800
"""After reading that it did not work."""


class Queue:
    """Sends one customer after the other to a terminal, for as long as its process lives."""

    def __init__(self, stand: "Stand", ledger: Path, number: str, another: str) -> None:
        self._stand, self._ledger, self._numbers = stand, Ledger(ledger), (number, another)
        self._visit, self._honest = "", True
        self._told: tuple[type[object], dict[str, str | bool]] = (object, {})
        stand.changed = self._note

    def begin(self) -> None:
        """Let the first one come once the event loop runs."""
        from PySide6.QtCore import QTimer

        QTimer.singleShot(PAUSE_MS, self._next)

    def _next(self) -> None:
        self._visit, self._honest = secrets.token_hex(4), secrets.randbelow(4) > 0
        self._ledger.note(self._visit, "came", honest=self._honest)
        from tests.fakes.reading_customer import once_alone

        self._stand.receive(self._numbers[0 if self._honest else 1], REACTION_S, once_alone())

    def _note(self, session: "Session") -> None:
        from PySide6.QtCore import QTimer

        from kiosk.terminal.session.states import Attract, Decided, Result
        from tests.reach.stand import ENDS

        state = session.state
        started = self._stand.terminal.controller.started
        outcome = state.answer.outcome.value if isinstance(state, Decided) else ""
        if isinstance(state, Result):
            outcome = "approved" if state.verdict.passed else REFUSED
        told = {
            "challenge": "" if started is None else started.challenge.id,
            "passed": session.passed,
            "outcome": outcome,
            "code": getattr(state, "code", ""),
        }
        # Not every step of the guide.
        if (type(state), told) != self._told:
            self._told = type(state), told
            self._ledger.note(self._visit, type(state).__name__, honest=self._honest, **told)
        if isinstance(state, ENDS) and not session.passed:
            # Who did not pass goes, so that the next one can begin.
            QTimer.singleShot(LEAVES_MS, self._stand.terminal.window.cancel_pressed.emit)
        if isinstance(state, Attract) and self._stand.visit is not None:
            self._stand.visit.customer.leave()
            QTimer.singleShot(PAUSE_MS, self._next)


def main() -> None:
    """Run the program, whose terminal is put together with somebody before it."""
    ledger, number, another, *arguments = sys.argv[1:]
    from kiosk.cli.main import app
    from kiosk.terminal.app import run

    def make_attended(
        settings: "Settings",
        open_source: "Callable[[], CameraSource]",
        connect: "Callable[[], BackendClient]",
        visit: "VisitOptions",
        size: tuple[int, int],
        looked_after: "LookedAfter | None" = None,
    ) -> "Terminal":
        from tests.reach.stand import Stand

        stand = Stand(settings, connect, looked_after=looked_after)
        Queue(stand, Path(ledger), number, another).begin()
        return stand.terminal

    sys.argv = ["kiosk", *arguments]
    with patch.object(run, "make_terminal", make_attended):
        app()


if __name__ == "__main__":
    main()
