"""What lies over every screen for customers who see, hear or move little: voice, menu, focus ring and scanner."""

from collections.abc import Sequence
from dataclasses import replace
from weakref import WeakSet

from PySide6.QtCore import QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget

from kiosk.terminal.ui.accessibility.echo import TypingEcho
from kiosk.terminal.ui.accessibility.focus_ring import FocusRing
from kiosk.terminal.ui.accessibility.headphones import HeadphoneWatch
from kiosk.terminal.ui.accessibility.input_filter import InputFilter
from kiosk.terminal.ui.accessibility.keys import Command
from kiosk.terminal.ui.accessibility.letter_size import Panel, least_text_px
from kiosk.terminal.ui.accessibility.menu import MenuChoice, MenuScreen, toggled
from kiosk.terminal.ui.accessibility.narrator import Narrator, Urgency
from kiosk.terminal.ui.accessibility.options import AccessibilityOptions, SpeechMode, Wishes
from kiosk.terminal.ui.accessibility.reading import (
    Reading,
    describe_control,
    join,
    read_screen,
)
from kiosk.terminal.ui.accessibility.scanner import Scanner, operable
from kiosk.terminal.ui.accessibility.speech import Speech
from kiosk.terminal.ui.accessibility.tones import Tones
from kiosk.terminal.ui.screen_area import ScreenArea
from kiosk.terminal.ui.screens.screen import Screen
from kiosk.terminal.ui.text.catalogue import TextKey
from kiosk.terminal.ui.text.lookup import get_text
from kiosk.terminal.ui.text.translate import current_language
from kiosk.terminal.ui.theme import Legibility, adapt, shape_of
from kiosk.terminal.ui.widgets.factories import button, describe_by_key, name_by_key, plain_button, retranslate
from kiosk.terminal.ui.widgets.instruction import Instruction

FORGET_MS = 60_000
"""Whoever changed something on the attract screen and began nothing has left by then."""
_BUTTON_PX = (96, 44)
_SIGN = "Aa"
"""What letters of other sizes are offered by wherever programs have them."""


class AccessibilityLayer(QObject):
    """Lives in the GUI thread; the window tells it of screens and events, and redraws itself when it says so."""

    restyled = Signal()
    """Colours or the size of letters have changed."""
    slowed = Signal(bool)
    """The customer needs more time than others, or no longer."""
    turning_limited = Signal(bool)
    """The customer cannot turn the head as far as others, or can after all."""
    announced = Signal(str)
    """What a screen reader was told."""

    def __init__(
        self,
        window: QWidget,
        options: AccessibilityOptions,
        speech: Speech,
        tones: Tones,
        beside: Sequence[QWidget] = (),
    ) -> None:
        """`beside` are further widgets of the window that lie over its screens."""
        super().__init__(window)
        self._beside = tuple(beside)
        self._window, self._options, self._tones = window, options, tones
        self.narrator = Narrator(speech, current_language)
        self.narrator.set_volume(options.volume)
        self._headphones = HeadphoneWatch(options.headphones if options.speech is not SpeechMode.OFF else "")
        self._headphones.changed.connect(self._take_headphones)
        self._screen: Screen | None = None
        self._reading = Reading((), ())
        self._heard = WeakSet[QWidget]()
        self._following = self._aside = False
        self._wishes = Wishes()
        self._make_menu()
        self.ring = FocusRing(window)
        self.scanner = Scanner(self.controls, options.scan_s, self)
        self.input = InputFilter(self, self)
        self._forget = QTimer(self, interval=FORGET_MS, singleShot=True)
        self._forget.timeout.connect(self.reset)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._tell_focus)

    def _make_menu(self) -> None:
        self._menu = MenuScreen()
        self._menu.chosen.connect(self.choose)
        self._area = ScreenArea(self._menu)
        self._area.setParent(self._window)
        self._area.hide()
        self._button = plain_button("access", _SIGN)
        name_by_key(self._button, TextKey.ACCESS_BUTTON)
        describe_by_key(self._button, TextKey.ACCESS_TITLE)
        self._button.setParent(self._window)
        self._button.clicked.connect(self.open_menu)
        self._more_time = button("secondary", TextKey.MORE_TIME)
        describe_by_key(self._more_time, TextKey.MORE_TIME_HELP)
        self._more_time.setParent(self._window)
        self._more_time.hide()

    @property
    def wishes(self) -> Wishes:
        """What this customer asked for."""
        return self._wishes

    @property
    def menu_open(self) -> bool:
        """Whether the page of choices is in front."""
        return not self._area.isHidden()

    @property
    def offers_time(self) -> bool:
        """Whether more time is offered, for there is little left."""
        return not self._more_time.isHidden()

    @property
    def privately(self) -> bool:
        """Whether nobody but the customer hears the voice."""
        return self._headphones.there

    def controls(self) -> list[QWidget]:
        """What can be operated now, in the order of the keyboard."""
        if self.menu_open:
            return operable(self._menu)
        screen = [] if self._screen is None else operable(self._screen)
        beside = [control for each in self._beside if each.isVisible() for control in operable(each)]
        return [*screen, *beside, *(each for each in (self._more_time, self._button) if each.isVisible())]

    def retranslate(self) -> None:
        """Say in the language that is used now what never changes."""
        self._menu.retranslate()
        for made in (self._button, self._more_time):
            retranslate(made)

    def follow(self, screen: Screen, *, changed: bool) -> None:
        """Tell of another screen, or of what is new on this one."""
        self._screen = screen
        self._listen_to(screen)
        before, self._reading = self._reading, read_screen(screen, privately=self.privately)
        screen.setAccessibleName(self._reading.lines[0] if self._reading.lines else screen.accessibleName())
        if changed:
            self._announce(join((*self._reading.lines, self._focused())), Urgency.SCREEN, spoken=self._entry_text())
            return
        new = tuple(line for line in self._reading.lines if line not in before.lines)
        if new:
            instructed = bool(screen.findChildren(Instruction))
            self._announce(join(new), Urgency.HINT if instructed else Urgency.SCREEN)

    def changing(self, *, begins: bool) -> None:
        """The window is about to change its screen, or has: the focus moves, and nobody moved it."""
        self._following = begins

    def lead(self, nearness: float | None) -> None:
        """Let tones say how near the face is to where it should be, for whoever is spoken to."""
        self._tones.lead(nearness if self.narrator.enabled and not self.narrator.paused else None)

    def set_output(self, percent: int) -> None:
        """Let voice and tones be this loud at most, 0-100."""
        self.narrator.set_output(percent / 100)
        self._tones.set_volume(percent / 100)

    def stand_aside(self, aside: bool) -> None:
        """Cover nothing of the screen, or offer what is offered on every screen again; the voice goes on."""
        if aside == self._aside:
            return
        self._aside = aside
        if aside:
            self.close_menu()
            self._more_time.hide()
        self._button.setVisible(not aside)

    def warn(self, text: str) -> None:
        """Say that the time is running out, and offer more; an empty text takes it back."""
        text, shown = "" if self._aside else text, self.offers_time
        self._more_time.setVisible(bool(text))
        self.place()
        if text and not shown:
            self._announce(text, Urgency.ALERT)

    def idle(self, *, nobody: bool) -> None:
        """Forget the wishes of whoever leaves; what is chosen on the attract screen counts for a while."""
        if nobody:
            self._forget.start()
        else:
            self._forget.stop()

    def reset(self) -> None:
        """Everything as it is for whoever comes next."""
        self._forget.stop()
        self.close_menu()
        self.scanner.stop()
        self.ring.hide_for_touch()
        self.narrator.disable()
        self.narrator.set_volume(self._options.volume)
        self._tones.lead(None)
        speaks = self._options.speech is SpeechMode.ALWAYS or self.privately
        self._wish(Wishes(speech=speaks))
        if speaks:
            self.narrator.enable()

    def open_menu(self) -> None:
        """Show the page of choices over the screen, unless that is wanted for something else."""
        if self._aside:
            return
        self._show_wishes()
        self._area.setGeometry(self._window.rect())
        self._area.show()
        self._area.refit()
        self._area.raise_()
        self.ring.raise_()
        self._menu.focus_first()
        self._announce(read_screen(self._menu, privately=False).whole, Urgency.SCREEN)

    def close_menu(self) -> None:
        """Go back to the screen, with the keyboard where the page was opened."""
        if self.menu_open:
            self._area.hide()
            self._button.setFocus()

    def choose(self, choice: MenuChoice) -> None:
        """Do what was chosen on the page."""
        match choice:
            case MenuChoice.CLOSE:
                self.close_menu()
            case MenuChoice.SPEECH:
                self.stop_speaking() if self._wishes.speech else self.speak()
            case MenuChoice.REPEAT:
                self.narrator.repeat()
            case MenuChoice.PAUSE:
                self.obey(Command.PAUSE)
            case MenuChoice.QUIETER | MenuChoice.LOUDER:
                self.obey(Command.LOUDER if choice is MenuChoice.LOUDER else Command.QUIETER)
            case MenuChoice.ONE_KEY:
                self.scan() if not self._wishes.one_key else self.stop_scanning()
            case _:
                self._wish(toggled(self._wishes, choice))
        self._show_wishes()

    def obey(self, command: Command) -> None:
        """Do what a key of the customer's own asks for."""
        match command:
            case Command.HEAR:
                self.narrator.repeat() if self._wishes.speech else self.speak()
            case Command.PAUSE:
                self.narrator.resume() if self.narrator.paused else self.narrator.pause()
            case Command.QUIETER | Command.LOUDER:
                self.narrator.change_volume(1 if command is Command.LOUDER else -1)
                self.narrator.repeat()
            case Command.CONTRAST | Command.LARGE:
                wished = MenuChoice.LARGE if command is Command.LARGE else MenuChoice.CONTRAST
                self._wish(toggled(self._wishes, wished))
            case Command.MENU:
                self.close_menu() if self.menu_open else self.open_menu()
            case Command.PAGE_UP | Command.PAGE_DOWN:
                self._scroll(-1 if command is Command.PAGE_UP else 1)

    def speak(self) -> None:
        """Read aloud from now on, if that is offered and there is a voice."""
        offered = self._options.speech in (SpeechMode.REQUEST, SpeechMode.ALWAYS) or self.privately
        if not offered or not self.narrator.available:
            return
        self.narrator.enable()
        self._wish(replace(self._wishes, speech=True))
        if self._screen is not None:
            self._reading = read_screen(self._screen, privately=self.privately)
        self.narrator.announce(join((get_text(TextKey.SPEECH_WELCOME), self._entry_text())), Urgency.SCREEN)

    def stop_speaking(self) -> None:
        """Fall silent."""
        self.narrator.disable()
        self._tones.lead(None)
        self._wish(replace(self._wishes, speech=False))

    def scan(self) -> None:
        """One key does everything from now on."""
        self._wish(replace(self._wishes, one_key=True))
        self.close_menu()
        self.ring.show_for_keyboard()
        self.scanner.start()

    def stop_scanning(self) -> None:
        """Every key does what it usually does."""
        self.scanner.stop()
        self._wish(replace(self._wishes, one_key=False))

    def place(self) -> None:
        """Lie in the corner and over the upper edge, above every screen."""
        shape, wide = shape_of(self._window.size()), self._window.width()
        size = QSize(shape.touch_px(_BUTTON_PX[0]), shape.touch_px(_BUTTON_PX[1]))
        self._button.setFixedSize(size)
        # Languages are in the other corner.
        rightmost = wide - size.width() - shape.px(4)
        mirrored = self._window.layoutDirection() is Qt.LayoutDirection.RightToLeft
        self._button.move(rightmost if mirrored else shape.px(4), shape.px(2))
        self._more_time.adjustSize()
        button_end = self._button.geometry().right() + shape.px(8)
        before_button = self._button.x() - shape.px(8) - self._more_time.width()
        self._more_time.move(before_button if mirrored else button_end, shape.px(4))
        for each in (self._button, self._more_time, self._area, self.ring):
            each.raise_()
        if self.menu_open:
            self._area.setGeometry(self._window.rect())

    def _take_headphones(self, there: bool) -> None:
        """What was private is not finished by the loudspeaker."""
        self.narrator.disable()
        if there:
            self.speak()
        elif self._options.speech is SpeechMode.HEADPHONES:
            self._wish(replace(self._wishes, speech=False))
        elif self._wishes.speech:
            self.narrator.enable()

    def _wish(self, wishes: Wishes) -> None:
        before, self._wishes = self._wishes, wishes
        seen = (before.large_text, before.high_contrast) != (wishes.large_text, wishes.high_contrast)
        if seen:
            least = least_text_px(self._panel()) if wishes.large_text else 0
            application = QApplication.instance()
            if application is not None:
                adapt(Legibility(wishes.high_contrast, least), application)
            self.restyled.emit()
            self._area.refit()
        if before.slow != wishes.slow:
            self.slowed.emit(wishes.slow)
        if before.turns_little != wishes.turns_little:
            self.turning_limited.emit(wishes.turns_little)

    def _panel(self) -> Panel:
        display = self._window.screen()
        size, millimetres = display.size(), display.physicalSize()
        return Panel(size.width(), size.height(), millimetres.width(), self._options.panel_diagonal_in)

    def _show_wishes(self) -> None:
        has_voice = self._options.speech is not SpeechMode.OFF and self.narrator.available
        self._menu.show_wishes(self._wishes, has_voice=has_voice, paused=self.narrator.paused)

    def _scroll(self, pages: int) -> None:
        area = self._area if self.menu_open else _area_of(self._screen)
        if area is not None:
            bar = area.verticalScrollBar()
            bar.setValue(bar.value() + pages * round(0.8 * bar.pageStep()))

    def _entry_text(self) -> str:
        return join((self._reading.whole, self._focused()))

    def _focused(self) -> str:
        focused = QApplication.focusWidget()
        return "" if focused is None or not self._window.isAncestorOf(focused) else describe_control(focused)

    def _announce(self, text: str, urgency: Urgency, spoken: str = "") -> None:
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._window, text))
        self.announced.emit(text)
        self.narrator.announce(spoken or text, urgency)

    def _tell_focus(self, before: QWidget | None, now: QWidget | None) -> None:
        if not self._following and now is not None and self._window.isAncestorOf(now):
            self.narrator.announce(describe_control(now), Urgency.FOCUS)

    def _listen_to(self, screen: Screen) -> None:
        """Say what is typed and chosen there."""
        for line in screen.findChildren(QLineEdit):
            if line not in self._heard:
                self._heard.add(line)
                TypingEcho(line, self.echo, lambda: self.privately)
        for each in screen.findChildren(QAbstractButton):
            if each.isCheckable() and each not in self._heard:
                self._heard.add(each)
                each.clicked.connect(lambda _=False, made=each: self.echo(describe_control(made)))

    def alert(self, text: str) -> None:
        """Say at once what cannot wait; screen readers have heard it."""
        self.narrator.announce(text, Urgency.ALERT)

    def echo(self, text: str) -> None:
        """Say what the customer has just done."""
        self.narrator.announce(text, Urgency.FOCUS)


def _area_of(screen: Screen | None) -> ScreenArea | None:
    widget: QWidget | None = screen
    while widget is not None and not isinstance(widget, ScreenArea):
        widget = widget.parentWidget()
    return widget
