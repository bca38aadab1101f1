"""A customer who is there for the first time: what can be read on the screen is all there is, and touch is all there is
to do."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton

from kiosk.domain.identity.step_results import Side
from kiosk.domain.liveness.challenge import Hint
from kiosk.terminal.camera.demo.motion import DemoPerson
from kiosk.terminal.ui.text.catalogue import TextKey
from kiosk.terminal.ui.text.lookup import describe_side, get_text, instruct
from kiosk.terminal.ui.widgets.instruction import Instruction
from kiosk.terminal.ui.window import KioskWindow

LOOK_MS = 40
"""Between two looks at the screen."""
DIGIT_S = 0.25
"""From one key of the pad to the next, or less for whoever reacts sooner."""
SHUT_S = 0.45
"""What is touched sooner after a change of screen is not taken, and touched again."""
WAYS_ON = (
    TextKey.START,
    TextKey.AGREE,
    TextKey.KEEP_PAGE,
    TextKey.CONTINUE,
    TextKey.WRITTEN_DOWN,
    TextKey.DONE,
    TextKey.RETRY,
)
"""Buttons that lead on; whoever sees none of them waits."""


def once_alone() -> tuple[TextKey, ...]:
    """What leads on for somebody who does not try again."""
    return tuple(key for key in WAYS_ON if key is not TextKey.RETRY)


@dataclass(frozen=True, slots=True)
class Sight:
    """What can be read at one moment."""

    words: tuple[str, ...]
    instruction: str
    buttons: tuple[str, ...]


class ReadingCustomer(QObject):
    """Does after `reaction_s` what was read; `ways_on` are the buttons that are pressed, the first that is there."""

    def __init__(
        self,
        window: KioskWindow,
        person: DemoPerson,
        number: str = "",
        reaction_s: float = 0.8,
        ways_on: tuple[TextKey, ...] = WAYS_ON,
    ) -> None:
        super().__init__()
        self._window, self._person, self.number = window, person, number
        self._reaction_ms, self._ways_on = round(1000 * reaction_s), ways_on
        self._hints = {instruct(hint): hint for hint in Hint}
        self._seen = Sight((), "", ())
        self.presses = 0
        self._typing = False
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self._look)

    def come(self) -> None:
        """Stand before the terminal from now on."""
        self._seen = Sight((), "", ())
        self._timer.start()

    def leave(self) -> None:
        """Look no more."""
        self._timer.stop()

    def _look(self) -> None:
        sight = read(self._window)
        if sight == self._seen:
            return
        before, self._seen = self._seen, sight
        if (sight.words, sight.instruction) != (before.words, before.instruction):
            self._later(partial(self._follow, sight))
        if sight.buttons != before.buttons or _title(sight) != _title(before):
            self._later(partial(self._go_on, sight))

    def _later(self, act: Callable[[], None]) -> None:
        QTimer.singleShot(self._reaction_ms, self, act)

    def _follow(self, sight: Sight) -> None:
        """Do with head and hands what was read."""
        hint = self._hints.get(sight.instruction)
        if hint is not None:
            self._person.see(hint)
        held = next((side for side in Side if describe_side(side) in sight.words), None)
        self._person.hold(held)

    def _go_on(self, sight: Sight) -> None:
        """Touch what leads on, unless the screen is another one by now."""
        if not self._timer.isActive() or _title(read(self._window)) != _title(sight):
            return
        if get_text(TextKey.CUSTOMER_ENTRY_TITLE) in sight.words and self.number:
            if not self._typing:
                self._typing = True
                self._type()
            return
        for key in self._ways_on:
            found = self._button(get_text(key))
            if found is not None:
                self._touch(found, sight)
                return

    def _type(self) -> None:
        """Touch the pad's next digit by what stands in the line, then Continue."""
        line = next((each for each in self._window.screen_shown.findChildren(QLineEdit) if each.isVisible()), None)
        if not self._timer.isActive() or line is None:
            self._typing = False
            return
        done = line.text()
        wanted = self.number[len(done)] if len(done) < len(self.number) else get_text(TextKey.CONTINUE)
        found = self._button(wanted)
        if found is not None:
            self.presses += 1
            QTest.mouseClick(found, Qt.MouseButton.LeftButton)
        QTimer.singleShot(min(round(1000 * DIGIT_S), self._reaction_ms), self, self._type)

    def _touch(self, button: QPushButton, sight: Sight) -> None:
        self.presses += 1
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        # Whoever sees that nothing happened tries once more.
        QTimer.singleShot(round(1000 * SHUT_S), self, partial(self._again, sight))

    def _again(self, sight: Sight) -> None:
        if self._timer.isActive() and read(self._window) == sight:
            self._go_on(sight)

    def _button(self, text: str) -> QPushButton | None:
        shown = self._window.screen_shown.findChildren(QPushButton)
        return next((each for each in shown if each.text() == text and each.isVisible() and each.isEnabled()), None)


def read(window: KioskWindow) -> Sight:
    """Everything on the screen that is in front."""
    screen = window.screen_shown
    labels = tuple(each.text() for each in screen.findChildren(QLabel) if each.isVisible() and each.text())
    instruction = next((each.text for each in screen.findChildren(Instruction) if each.isVisible()), "")
    usable = [each for each in screen.findChildren(QPushButton) if each.isVisible() and each.isEnabled()]
    return Sight(labels, instruction, tuple(each.text() for each in usable))


def _title(sight: Sight) -> tuple[str, ...]:
    """What tells one screen from another: a countdown in a later line does not."""
    return sight.words[:1]
