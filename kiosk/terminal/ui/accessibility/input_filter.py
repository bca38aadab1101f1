"""Keys and touches before any screen gets them: those of the customer's own, and all of them when one key does it."""

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget

from kiosk.terminal.ui.accessibility.focus_ring import FocusRing
from kiosk.terminal.ui.accessibility.keys import COMMANDS, Command
from kiosk.terminal.ui.accessibility.scanner import HOLD_MS, Scanner

PRESSING_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space, Qt.Key.Key_Select)
TOUCH_HOLD_MS = 2500
"""So long a finger lies on no button to be read aloud to."""
_MOVES = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right)
_TOUCHES = (
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseButtonDblClick,
    QEvent.Type.MouseButtonRelease,
    QEvent.Type.TouchBegin,
    QEvent.Type.TouchEnd,
)
_DOWN = (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick, QEvent.Type.TouchBegin)


class Operated(Protocol):
    """What keys and touches are for."""

    ring: FocusRing
    scanner: Scanner

    @property
    def menu_open(self) -> bool:
        """Whether the page of choices is in front."""

    def controls(self) -> Sequence[QWidget]:
        """What can be operated now, in the order of the keyboard."""

    def obey(self, command: Command) -> None:
        """Do what a key of the customer's own asks for."""

    def close_menu(self) -> None:
        """Go back to the screen."""

    def scan(self) -> None:
        """One key does everything from now on."""


class InputFilter(QObject):
    """Says of each event whether it has been dealt with."""

    def __init__(self, layer: Operated, parent: QObject) -> None:
        """Goes with its parent, as do the times that it takes."""
        super().__init__(parent)
        self._layer = layer
        self._held = QTimer(self, interval=HOLD_MS, singleShot=True)
        self._held.timeout.connect(self._take_hold)
        self._touched = QTimer(self, interval=TOUCH_HOLD_MS, singleShot=True)
        self._touched.timeout.connect(lambda: self._layer.obey(Command.HEAR))
        self._swallows_release = False

    def let_go(self, event: QEvent) -> None:
        """Take note that nothing is held any more, if that is what the event says."""
        if isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.KeyRelease and not event.isAutoRepeat():
                self._held.stop()
        elif event.type() in (QEvent.Type.MouseButtonRelease, QEvent.Type.TouchEnd):
            self._touched.stop()

    def takes(self, event: QEvent) -> bool:
        """Whether nobody else may have this event."""
        if isinstance(event, QKeyEvent):
            return self._takes_key(event)
        if event.type() not in _TOUCHES:
            return False
        return self._takes_touch(event)

    def _takes_key(self, event: QKeyEvent) -> bool:
        pressed = event.type() == QEvent.Type.KeyPress
        if event.key() in PRESSING_KEYS:
            return self._takes_pressing(event, pressed=pressed)
        if not pressed:
            return False
        if event.key() in _MOVES:
            self._layer.ring.show_for_keyboard()
        command = COMMANDS.get(Qt.Key(event.key()))
        if command is not None:
            self._layer.obey(command)
        if event.key() == Qt.Key.Key_Escape and self._layer.menu_open:
            self._layer.close_menu()
            return True
        return command is not None or self._leaves_menu(event)

    def _leaves_menu(self, event: QKeyEvent) -> bool:
        """Tab goes round in the page of choices while that is open, and round the whole screen otherwise."""
        steps = {Qt.Key.Key_Tab: 1, Qt.Key.Key_Backtab: -1}.get(Qt.Key(event.key()), 0)
        if not steps:
            return False
        controls = self._layer.controls()
        if not controls:
            return True
        focused = QApplication.focusWidget()
        at = controls.index(focused) if focused in controls else (-1 if steps > 0 else 0)
        controls[(at + steps) % len(controls)].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def _takes_pressing(self, event: QKeyEvent, *, pressed: bool) -> bool:
        if event.isAutoRepeat():
            # A key that is held presses one thing, not one on each screen that follows.
            return True
        if pressed:
            self._held.start()
            if self._layer.scanner.running:
                self._layer.scanner.press()
                return True
            return False
        swallows, self._swallows_release = self._swallows_release, False
        return swallows or self._layer.scanner.running

    def _take_hold(self) -> None:
        focused = QApplication.focusWidget()
        if isinstance(focused, QAbstractButton):
            focused.setDown(False)
        self._swallows_release = True
        self._layer.scan()

    def _takes_touch(self, event: QEvent) -> bool:
        begins = event.type() in _DOWN
        if self._layer.scanner.running:
            if begins:
                self._layer.scanner.press()
            return True
        if begins:
            self._layer.ring.hide_for_touch()
            if isinstance(event, QMouseEvent) and _is_on_nothing(event):
                self._touched.start()
        return False


def _is_on_nothing(event: QMouseEvent) -> bool:
    under = QApplication.widgetAt(event.globalPosition().toPoint())
    return not isinstance(under, QAbstractButton | QLineEdit)
