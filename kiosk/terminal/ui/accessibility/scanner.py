"""One key for everything: the focus goes from control to control by itself, and the key presses what it is on."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget

HOLD_MS = 3000
"""So long a key is held for the terminal to begin with this."""


def operable(root: QWidget) -> list[QWidget]:
    """What can be pressed or typed into below this widget, in the order of the keyboard."""
    found, widget = list[QWidget](), root.nextInFocusChain()
    while widget is not root and widget is not None:
        wanted = isinstance(widget, QAbstractButton | QLineEdit) and root.isAncestorOf(widget)
        if wanted and widget.isVisible() and widget.isEnabled() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            found.append(widget)
        widget = widget.nextInFocusChain()
    return found


class Scanner(QObject):
    """Moves the focus while it runs; lives in the GUI thread."""

    def __init__(self, controls: Callable[[], Sequence[QWidget]], every_s: float, parent: QObject) -> None:
        """`controls` are those that there are now, in order."""
        super().__init__(parent)
        self._controls = controls
        self._timer = QTimer(self, interval=round(every_s * 1000))
        self._timer.timeout.connect(self.go_on)

    @property
    def running(self) -> bool:
        """Whether the focus moves by itself."""
        return self._timer.isActive()

    def start(self) -> None:
        """Begin with the first control."""
        self._timer.start()
        self.go_on()

    def stop(self) -> None:
        """Leave the focus where it is."""
        self._timer.stop()

    def go_on(self) -> None:
        """To the next control, from the last to the first; lines to type into are typed into by the keypad."""
        controls = [each for each in self._controls() if not isinstance(each, QLineEdit)]
        if controls:
            focused = QApplication.focusWidget()
            at = controls.index(focused) if focused in controls else -1
            controls[(at + 1) % len(controls)].setFocus(Qt.FocusReason.TabFocusReason)

    def press(self) -> None:
        """Press what the focus is on, which then gets its whole time again."""
        focused = QApplication.focusWidget()
        if isinstance(focused, QAbstractButton) and focused in self._controls():
            self._timer.start()
            focused.click()
