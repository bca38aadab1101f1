"""The kiosk's one window: it shows the screen of the session's state and passes on what the customer wants."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from kiosk.domain.liveness.challenge import Hint
from kiosk.domain.liveness.guide_policy import GuidePolicy
from kiosk.terminal.session.states import (
    Attract,
    Challenging,
    GetReady,
    Result,
    Session,
    Starting,
    State,
    Trouble,
    Verifying,
)
from kiosk.terminal.ui.branding import Branding
from kiosk.terminal.ui.challenge_kinds import TerminalChallengeKinds, known_kinds, overlays
from kiosk.terminal.ui.locked_window import LockedWindow
from kiosk.terminal.ui.screens.attract import AttractScreen
from kiosk.terminal.ui.screens.challenge import ChallengeScreen
from kiosk.terminal.ui.screens.get_ready import GetReadyScreen
from kiosk.terminal.ui.screens.result import ResultScreen
from kiosk.terminal.ui.screens.screen import Screen
from kiosk.terminal.ui.screens.trouble import TroubleScreen
from kiosk.terminal.ui.screens.verifying import VerifyingScreen
from kiosk.terminal.ui.text.catalogue import TextKey
from kiosk.terminal.ui.text.lookup import get_text, instruct
from kiosk.terminal.ui.widgets.challenge_overlay import KindOverlay
from kiosk.terminal.ui.widgets.factories import label

_TOUCHES = (QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin, QEvent.Type.KeyPress)


class KioskWindow(LockedWindow):
    """All signals are intents of the customer; the window itself changes nothing but what is shown."""

    start_pressed = Signal()
    ready_pressed = Signal()
    cancel_pressed = Signal()
    retry_pressed = Signal()
    done_pressed = Signal()
    intent_given = Signal(object)
    """One of `kiosk.terminal.session.events`."""
    files_wanted = Signal(list)
    """Paths of pictures that a member of staff chose."""
    touched = Signal()
    """Any touch or key: somebody is there."""
    instruction_shown = Signal(Hint)
    """The visible instruction became this one."""

    def __init__(
        self,
        retention_hours: float = 24.0,
        branding: Branding | None = None,
        kinds: TerminalChallengeKinds | None = None,
    ) -> None:
        """Can draw challenges of these kinds; of all that this version knows unless told otherwise."""
        super().__init__()
        self._hint: Hint | None = None
        self._screens = self._make_screens(
            retention_hours, branding or Branding(), overlays(kinds or known_kinds(GuidePolicy()))
        )
        self._stack = QStackedWidget()
        for screen in dict.fromkeys(self._screens.values()):
            self._adopt(screen)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)
        self._badge = label("badge", get_text(TextKey.DEMONSTRATION), wrap=False)
        self._badge.setParent(self)
        self._badge.hide()
        self.resize(1280, 800)

    def _make_screens(
        self, retention_hours: float, branding: Branding, drawn: Mapping[str, KindOverlay]
    ) -> dict[type[State], Screen]:
        challenge = ChallengeScreen(drawn)
        return {
            Attract: AttractScreen(branding),
            GetReady: GetReadyScreen(retention_hours),
            Starting: challenge,
            Challenging: challenge,
            Verifying: VerifyingScreen(),
            Result: ResultScreen(),
            Trouble: TroubleScreen(),
        }

    def _adopt(self, screen: Screen) -> None:
        self._stack.addWidget(screen)
        screen.start_pressed.connect(self.start_pressed)
        screen.ready_pressed.connect(self.ready_pressed)
        screen.cancel_pressed.connect(self.cancel_pressed)
        screen.retry_pressed.connect(self.retry_pressed)
        screen.done_pressed.connect(self.done_pressed)
        screen.intent_given.connect(self.intent_given)
        screen.files_wanted.connect(self.files_wanted)

    @property
    def demonstration(self) -> bool:
        """Whether the badge says that pictures are synthetic."""
        return not self._badge.isHidden()

    @demonstration.setter
    def demonstration(self, synthetic: bool) -> None:
        self._badge.setVisible(synthetic)
        self._place_badge()

    def _screen_of(self, state: State) -> Screen:
        """Those of other flows than verify are made when the first of them is needed."""
        if type(state) not in self._screens:
            from kiosk.terminal.ui.screens.registry import make_step_screens

            more = make_step_screens()
            self._screens |= more
            for screen in dict.fromkeys(more.values()):
                self._adopt(screen)
        return self._screens[type(state)]

    def show_session(self, session: Session) -> None:
        """Bring the screen of this state to the front and up to date."""
        screen, before = self._screen_of(session.state), self._stack.currentWidget()
        screen.show_session(session)
        if screen is not before:
            self._stack.setCurrentWidget(screen)
            screen.focus_first()
            if isinstance(before, Screen):
                before.wipe()
        self._tell_instruction(session)

    def show_frame(self, bgr: NDArray[np.uint8]) -> None:
        """Show this unmirrored picture in the mirror; nothing happens while no mirror is visible."""
        screen = self._stack.currentWidget()
        if isinstance(screen, Screen):
            screen.show_frame(bgr)

    def _tell_instruction(self, session: Session) -> None:
        guide = session.state.guide if isinstance(session.state, Challenging) else None
        hint = None if guide is None else guide.hint
        if hint is not self._hint:
            self._hint = hint
            if hint is not None:
                QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, instruct(hint)))
                self.instruction_shown.emit(hint)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Qt's hook: sees every touch of the window, and swallows the keys that lead out of a full screen."""
        if event.type() in _TOUCHES:
            self.touched.emit()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Qt's hook."""
        super().resizeEvent(event)
        self._place_badge()

    def _place_badge(self) -> None:
        """It hangs from the middle of the upper edge, where no screen shows anything."""
        self._badge.adjustSize()
        self._badge.move((self.width() - self._badge.width()) // 2, 0)
        self._badge.raise_()
