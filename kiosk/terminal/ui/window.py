"""The kiosk's one window: it shows the screen of the session's state and passes on what the customer wants."""

import time
from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout

from kiosk.domain.language import Language
from kiosk.domain.liveness.challenge import Hint
from kiosk.domain.liveness.guide import Phase
from kiosk.domain.liveness.guide_policy import GuidePolicy
from kiosk.terminal.session.events import LanguageChosen, PaceChosen, StillHerePressed, TurnChosen
from kiosk.terminal.session.panel_events import SampleUnheard
from kiosk.terminal.session.presence import find_leaving
from kiosk.terminal.session.states import (
    AskingConsent,
    Attract,
    Challenging,
    ConsentDeclined,
    GetReady,
    Result,
    Session,
    Starting,
    State,
    TerminalPanel,
    Trouble,
    Verifying,
)
from kiosk.terminal.session.terminal_report import PanelNote
from kiosk.terminal.ui.accessibility.input_filter import PRESSING_KEYS
from kiosk.terminal.ui.accessibility.layer import AccessibilityLayer
from kiosk.terminal.ui.accessibility.parts import AccessibilityParts
from kiosk.terminal.ui.branding import Branding
from kiosk.terminal.ui.challenge_kinds import TerminalChallengeKinds, known_kinds, overlays
from kiosk.terminal.ui.locked_window import LockedWindow
from kiosk.terminal.ui.screen_area import ScreenArea
from kiosk.terminal.ui.screen_light import ScreenLight
from kiosk.terminal.ui.screens.attract import AttractScreen
from kiosk.terminal.ui.screens.challenge import ChallengeScreen, fills_screen
from kiosk.terminal.ui.screens.consent import ConsentScreen, DeclinedScreen
from kiosk.terminal.ui.screens.get_ready import GetReadyScreen
from kiosk.terminal.ui.screens.result import ResultScreen
from kiosk.terminal.ui.screens.screen import WARN_S, Screen
from kiosk.terminal.ui.screens.trouble import TroubleScreen
from kiosk.terminal.ui.screens.verifying import VerifyingScreen
from kiosk.terminal.ui.text.catalogue import TextKey
from kiosk.terminal.ui.text.lookup import get_text, say_return
from kiosk.terminal.ui.text.translate import current_language
from kiosk.terminal.ui.text.translations import load_languages, use_language
from kiosk.terminal.ui.theme import shape_of
from kiosk.terminal.ui.widgets.challenge_overlay import KindOverlay
from kiosk.terminal.ui.widgets.factories import label, retranslate
from kiosk.terminal.ui.widgets.language_choice import LanguageChoice
from kiosk.terminal.ui.widgets.leaving_notice import LeavingNotice

_TAPS = (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick, QEvent.Type.TouchBegin)
_TOUCHES = (*_TAPS, QEvent.Type.KeyPress)
SETTLE_S = 0.4
"""For so long after a change of screen nothing can be pressed: the second half of a double tap was meant for what stood
there before."""


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
    warned = Signal(str)
    """Somebody who is perhaps gone is asked for, in these words: whoever speaks or blinks connects here."""
    touched = Signal()
    """Any touch or key: somebody is there."""
    instruction_shown = Signal(Hint)
    """The visible instruction became this one."""
    light_shown = Signal(object)
    """The ScreenShine that the screen shines with from now on; None for its usual look."""
    colour_begun = Signal(object)
    """The ColourBegun that the whole screen has begun to show."""
    colours_over = Signal()
    """The last of them has had its time."""
    _demonstrates = False

    def __init__(
        self,
        retention_hours: float = 24.0,
        branding: Branding | None = None,
        kinds: TerminalChallengeKinds | None = None,
        clock: Callable[[], float] = time.monotonic,
        languages: Sequence[Language] = tuple(Language),
        accessibility: AccessibilityParts | None = None,
    ) -> None:
        """Can draw challenges of these kinds; of all that this version knows unless told otherwise.

        Raises ResourceMissing for a language without a catalogue.
        """
        super().__init__()
        load_languages(languages)
        self._language, self._volume_percent = current_language(), 100
        self._accessibility: AccessibilityLayer | None = None
        self._hint: Hint | None = None
        self._clock, self._pressable_at_s, self._sampled = clock, 0.0, False
        self._light = ScreenLight()
        drawn = overlays(kinds or known_kinds(GuidePolicy()), self._light)
        self._screens = self._make_screens(retention_hours, branding or Branding(), drawn)
        self._areas: dict[Screen, ScreenArea] = {}
        self._current: Screen | None = None
        self._stack = QStackedWidget()
        for screen in dict.fromkeys(self._screens.values()):
            self._adopt(screen)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)
        self._badge = label("badge", TextKey.DEMONSTRATION, wrap=False)
        self._badge.setParent(self)
        self._badge.hide()
        self._leaving = LeavingNotice(self)
        self._leaving.still_here.connect(lambda: self.intent_given.emit(StillHerePressed()))
        self._language_choice = LanguageChoice(languages, self)
        self._language_choice.chosen.connect(lambda language: self.intent_given.emit(LanguageChosen(language)))
        self._accessibility = self._make_accessible(accessibility or AccessibilityParts())
        self._speak(self._language)
        self.resize(1280, 800)

    def _make_accessible(self, parts: AccessibilityParts) -> AccessibilityLayer:
        beside = (self._leaving, self._language_choice)
        layer = AccessibilityLayer(self, parts.options, parts.make_speech(), parts.make_tones(), beside)
        self.warned.connect(layer.alert)
        layer.restyled.connect(self._restyle)
        layer.slowed.connect(lambda slow: self.intent_given.emit(PaceChosen(slow)))
        layer.turning_limited.connect(lambda little: self.intent_given.emit(TurnChosen(far=not little)))
        return layer

    @property
    def accessibility(self) -> AccessibilityLayer:
        """What lies over every screen for customers who see, hear or move little."""
        assert self._accessibility is not None  # Only Qt asks earlier, below.
        return self._accessibility

    @property
    def screen_shown(self) -> Screen:
        """The screen that is in front."""
        return self.area.screen_

    @property
    def area(self) -> ScreenArea:
        """What holds the screen that is in front."""
        assert self._current is not None
        return self._areas[self._current]

    def _restyle(self) -> None:
        """Colours or letters are other ones."""
        self.apply_style()
        for area in self._areas.values():
            area.refit()
        self._place_badge()

    def _make_screens(
        self, retention_hours: float, branding: Branding, drawn: Mapping[str, KindOverlay]
    ) -> dict[type[State], Screen]:
        challenge = ChallengeScreen(drawn, self._light)
        challenge.light_shown.connect(self.light_shown)
        challenge.colour_begun.connect(self.colour_begun)
        challenge.colours_over.connect(self.colours_over)
        return {
            Attract: AttractScreen(branding),
            AskingConsent: ConsentScreen(retention_hours),
            ConsentDeclined: DeclinedScreen(),
            GetReady: GetReadyScreen(),
            Starting: challenge,
            Challenging: challenge,
            Verifying: VerifyingScreen(),
            Result: ResultScreen(),
            Trouble: TroubleScreen(),
        }

    def light_step_at(self, time_s: float) -> int | None:
        """Which step of the challenge's light the screen showed then, on the monotonic clock; None for none."""
        return self._light.index_at(time_s)

    def _adopt(self, screen: Screen) -> None:
        self._areas[screen] = area = ScreenArea(screen)
        self._stack.addWidget(area)
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
        return self._demonstrates

    @demonstration.setter
    def demonstration(self, synthetic: bool) -> None:
        self._demonstrates = synthetic
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
        if session.language is not self._language:
            self._speak(session.language)
        screen, before = self._screen_of(session.state), self._current
        screen.show_session(session)
        if screen is not before:
            self._change_screen(screen, before)
            if isinstance(session.state, Attract) and before is not None:
                self.accessibility.reset()
        self.accessibility.follow(screen, changed=screen is not before)
        self._tell_instruction(session)
        self._tell_time(session)
        self._follow_volume(session)

    def _follow_volume(self, session: Session) -> None:
        """Staff hears how loud they have made the terminal, once for each time that they asked."""
        if session.volume_percent != self._volume_percent:
            self._volume_percent = session.volume_percent
            self.accessibility.set_output(session.volume_percent)
        asked = isinstance(session.state, TerminalPanel) and session.state.note is PanelNote.VOLUME_SAVED
        asked_before, self._sampled = self._sampled, asked
        if asked and not asked_before and not self.accessibility.narrator.say_sample(get_text(TextKey.VOLUME_SAMPLE)):
            self.intent_given.emit(SampleUnheard())

        self._clear_bar(fills_screen(session))

    def _clear_bar(self, cleared: bool) -> None:
        """Leave the whole screen to the light that it shows, or show again what is the same on every screen."""
        if cleared and not self.screen_shown.isAncestorOf(QApplication.focusWidget() or self):
            # The keyboard is not handed on from what disappears to the button that leads away.
            self.screen_shown.focus_first()
        self._language_choice.stand_aside(cleared)
        self.accessibility.stand_aside(cleared)
        self._badge.setVisible(self._demonstrates and not cleared)

    def _change_screen(self, screen: Screen, before: Screen | None) -> None:
        self.accessibility.changing(begins=True)
        self._current = screen
        self._stack.setCurrentWidget(self._areas[screen])
        self._areas[screen].refit()
        self._areas[screen].scroll_to_top()
        self._pressable_at_s = self._clock() + SETTLE_S
        screen.focus_first()
        self._language_choice.close_list()
        if before is not None:
            before.wipe()
        self.accessibility.changing(begins=False)

    def _tell_time(self, session: Session) -> None:
        """Ask whoever is perhaps gone, and warn early enough that whoever needs more time can say so."""
        leaving = find_leaving(session)
        if self._leaving.show_leaving(leaving):
            self.warned.emit(self._leaving.said)
        left_s = session.seconds_left if session.waits_for_customer and leaving is None else None
        warns = left_s is not None and left_s <= WARN_S
        self.accessibility.warn(say_return(left_s) if warns and left_s is not None else "")
        guide = session.state.guide if isinstance(session.state, Challenging) else None
        self.accessibility.lead(guide.progress if guide is not None and guide.phase is Phase.TARGET else None)
        self.accessibility.idle(nobody=isinstance(session.state, Attract))

    def _speak(self, language: Language) -> None:
        """Say everything in this language; what a screen says of its session follows with `show_session`."""
        self._language = language
        use_language(language)
        self.setWindowTitle(get_text(TextKey.PRODUCT))
        retranslate(self._badge)
        for screen in dict.fromkeys(self._screens.values()):
            screen.retranslate()
        self._language_choice.show_language(language)
        self.accessibility.retranslate()
        self._place_bar()

    def show_frame(self, bgr: NDArray[np.uint8]) -> None:
        """Show this unmirrored picture in the mirror; nothing happens while no mirror is visible."""
        if self._current is not None:
            self._current.show_frame(bgr)

    def _tell_instruction(self, session: Session) -> None:
        guide = session.state.guide if isinstance(session.state, Challenging) else None
        hint = None if guide is None else guide.told
        if hint is not self._hint:
            self._hint = hint
            if hint is not None:
                self.instruction_shown.emit(hint)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Qt's hook: sees every touch of the window, and swallows the keys that lead out of a full screen.

        It swallows what was meant for the screen before, too.
        """
        if event.type() in _TOUCHES:
            self.touched.emit()
        # Before anything else, for a key is let go on the screen that it led to.
        self.accessibility.input.let_go(event)
        if self._is_too_early(event) or self.accessibility.input.takes(event):
            return True
        return self._escapes(event) or super().eventFilter(watched, event)

    def _escapes(self, event: QEvent) -> bool:
        """Escape does what the button does that leads away."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent) or self._current is None:
            return False
        if event.key() != Qt.Key.Key_Escape or event.modifiers():
            return False
        self._current.escape()
        return True

    def _is_too_early(self, event: QEvent) -> bool:
        if self._clock() >= self._pressable_at_s:
            return False
        return event.type() in _TAPS or (isinstance(event, QKeyEvent) and event.key() in PRESSING_KEYS)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """Qt's hook: whatever window comes next begins with the usual letters and colours."""
        super().closeEvent(event)
        if event.isAccepted():
            self.accessibility.reset()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Qt's hook."""
        super().resizeEvent(event)
        self._place_bar()

    def _place_bar(self) -> None:
        """What is the same on every screen lies along the upper edge, where no screen shows anything."""
        self._language_choice.arrange(shape_of(self.size()))
        if self._accessibility is not None:
            self._accessibility.place()
        self._place_badge()
        self._leaving.place()

    def _place_badge(self) -> None:
        """It hangs from the middle."""
        self._badge.adjustSize()
        self._badge.move((self.width() - self._badge.width()) // 2, 0)
        self._badge.raise_()
        if self._accessibility is not None:
            self._accessibility.place()
