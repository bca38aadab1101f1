"""Lets the demo person go through a session alone: presses the buttons, keeps screenshots, notes what happened."""

import logging
import sys
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QLineEdit

from kiosk.domain.identity.step_results import DocumentAnswer
from kiosk.domain.liveness.challenge import Hint
from kiosk.terminal.app.demo_report import DemoReport
from kiosk.terminal.session.events import ConsentGiven, CustomerEntered, PageKept, RetryPressed
from kiosk.terminal.session.states import (
    AskingConsent,
    Attract,
    CapturingDocument,
    Challenging,
    CheckingPage,
    Decided,
    DocumentRefused,
    EnteringCustomer,
    GetReady,
    Result,
    Session,
    Starting,
    State,
    Trouble,
    Verifying,
    Waiting,
)
from kiosk.terminal.ui.colour_sequence import ColourBegun
from kiosk.terminal.ui.controller import Controller
from kiosk.terminal.ui.text.consent import CONSENT_VERSION
from kiosk.terminal.ui.text.lookup import instruct
from kiosk.terminal.ui.window import KioskWindow

logger = logging.getLogger(__name__)

SHOT_MS = 350
"""A screen is pictured when it has settled."""
SHOT_COLOUR, SHOT_COLOUR_MS = 3, 200
"""One of several, half down: each picture takes time from the screen."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How long whoever watches gets to see each still screen, and the last one, in milliseconds."""

    look_ms: int = 1500
    result_ms: int = 3000


UNWATCHED = Pace(2 * SHOT_MS, 3 * SHOT_MS)
"""Nobody but the screenshots."""


class DemoScript(QObject):
    """Ends by calling `finish` with the final session, once."""

    def __init__(
        self,
        window: KioskWindow,
        controller: Controller,
        see: Callable[[Hint], None],
        report: DemoReport,
        finish: Callable[[Session], None],
        customer: str = "",
        pace: Pace | None = None,
    ) -> None:
        super().__init__()
        self._customer, self._pace = customer, pace or Pace()
        self._window, self._controller = window, controller
        self._report, self._finish = report, finish
        self._seen: set[str] = set()
        self._tries_left = 1
        window.instruction_shown.connect(see)
        window.instruction_shown.connect(self._note_instruction)
        window.colour_begun.connect(self._note_colour)
        controller.session_changed.connect(self._follow)
        self._scene: object = Attract
        self._ended = False

    def begin(self) -> None:
        """Stand before the attract screen, then touch Start."""
        self._tell("attract screen")
        self._later(SHOT_MS, lambda: self._shoot("attract"))
        self._later(self._pace.look_ms, self._window.start_pressed.emit)

    def _note_instruction(self, hint: Hint) -> None:
        self._tell(f"the screen says: {instruct(hint)}")
        self._later(SHOT_MS, lambda: self._shoot(f"challenge-{hint.value}", only=Challenging))

    def _note_colour(self, begun: ColourBegun) -> None:
        if begun.number == 0:
            self._tell("the screen shows colours")
        if begun.number == SHOT_COLOUR:
            self._later(SHOT_COLOUR_MS, lambda: self._shoot("challenge-colours", only=Challenging))

    def _follow(self, session: Session) -> None:
        if self._ended or _scene(session) == self._scene:
            return
        self._scene = _scene(session)
        match session.state:
            case AskingConsent():
                self._tell("asked for consent")
                self._later(SHOT_MS, lambda: self._shoot("consent"))
                agree = ConsentGiven(CONSENT_VERSION)
                self._later(self._pace.look_ms, lambda: self._window.intent_given.emit(agree))
            case GetReady():
                self._tell("get ready")
                self._later(SHOT_MS, lambda: self._shoot("get-ready"))
                self._later(self._pace.look_ms, self._window.ready_pressed.emit)
            case Starting():
                self._tell("asking the backend for a challenge")
            case Verifying():
                self._tell("verifying")
                self._shoot("verifying")
            case DocumentRefused(answer) if answer is not None and self._tries_left:
                self._show_again(answer)
            case Result() | Trouble() | Decided() | DocumentRefused() | Attract():
                self._end(session)
            case state:
                self._follow_steps(state)

    def _show_again(self, answer: DocumentAnswer) -> None:
        """Do as the screen says, once: show the document again."""
        self._tries_left -= 1
        self._tell(f"document refused: {', '.join(answer.findings)}: once more")
        self._later(SHOT_MS, lambda: self._shoot("document-refused"))
        self._later(self._pace.look_ms, lambda: self._window.intent_given.emit(RetryPressed()))

    def _follow_steps(self, state: State) -> None:
        match state:
            case EnteringCustomer():
                self._tell("customer number")
                self._later(self._pace.look_ms, self._type)
            case CapturingDocument(side) if _held(state):
                self._once(f"document-{side.value}-held")
            case CapturingDocument(side):
                self._later(SHOT_MS, lambda: self._once(f"document-{side.value}"))
            case CheckingPage(page):
                self._tell(f"picture of the {page.side.value} taken")
                self._later(SHOT_MS, lambda: self._shoot(f"page-{page.side.value}"))
                self._later(self._pace.look_ms, lambda: self._window.intent_given.emit(PageKept()))
            case Waiting(task):
                self._tell(task.value.replace("_", " "))
                self._later(SHOT_MS, lambda: self._shoot(task.value, only=Waiting))

    def _type(self) -> None:
        line = next(line for line in self._window.findChildren(QLineEdit) if line.isVisible())
        line.setText(self._customer)
        self._shoot("customer")
        self._later(self._pace.look_ms, lambda: self._window.intent_given.emit(CustomerEntered(self._customer)))

    def _end(self, session: Session) -> None:
        self._ended = True
        match session.state:
            case Result(verdict):
                self._tell("verdict: " + ("PASS" if verdict.passed else "FAIL " + ", ".join(verdict.reasons)))
            case Decided(answer):
                self._tell(f"outcome: {answer.outcome.value} {', '.join(answer.reasons)}".strip())
            case DocumentRefused(answer, code):
                self._tell(f"document refused: {', '.join((code,) if answer is None else answer.findings)}")
            case Trouble(code):
                self._tell(f"trouble: {code}")
            case Attract():
                self._tell("nobody was there any more: forgotten without a verdict")
        name = type(session.state).__name__.lower()
        self._later(2 * SHOT_MS, lambda: self._shoot(name))
        self._report.conclude(session.state, lambda: self._later(self._pace.result_ms, lambda: self._finish(session)))

    def _shoot(self, name: str, only: type[object] | None = None) -> None:
        if only is None or isinstance(self._controller.session.state, only):
            self._report.picture(self._window, name)

    def _once(self, name: str) -> None:
        """A page in somebody's hand comes and goes."""
        if name not in self._seen:
            self._seen.add(name)
            self._tell(name)
            self._shoot(name, only=CapturingDocument)

    def _later(self, delay_ms: int, action: Callable[[], None]) -> None:
        QTimer.singleShot(delay_ms, self, action)

    def _tell(self, line: str) -> None:
        sys.stdout.write(f"demo: {line}\n")
        sys.stdout.flush()


def _scene(session: Session) -> object:
    """Changes whenever there is something new to do or to picture."""
    state = session.state
    match state:
        case CapturingDocument(side):
            return CapturingDocument, side, _held(state)
        case CheckingPage(page):
            return CheckingPage, page.side
        case Waiting(task):
            return Waiting, task
        case _:
            return type(state)


def _held(state: CapturingDocument) -> bool:
    return state.view is not None and state.view.steady_frames > 1
