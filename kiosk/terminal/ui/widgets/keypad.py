"""Ten digits and a way back, for fingers; who has a keyboard types into the line itself."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QPushButton, QSizePolicy, QWidget

from kiosk.terminal.ui.text.catalogue import TextKey
from kiosk.terminal.ui.text.lookup import get_text
from kiosk.terminal.ui.theme import Shape
from kiosk.terminal.ui.widgets.factories import plain_button

_LEAST_KEY_PX = 76
_ROWS = ("123", "456", "789")


class Keypad(QWidget):
    """Says which key was touched; it never takes the keyboard from the line that is typed into."""

    digit_pressed = Signal(str)
    delete_pressed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        for row, digits in enumerate(_ROWS):
            for column, digit in enumerate(digits):
                self._grid.addWidget(self._make_digit(digit), row, column)
        self._grid.addWidget(self._make_digit("0"), 3, 1)
        delete = self._make_key("\N{ERASE TO THE LEFT}", get_text(TextKey.DELETE), self.delete_pressed.emit)
        self._grid.addWidget(delete, 3, 2)

    def _make_digit(self, digit: str) -> QPushButton:
        return self._make_key(digit, digit, lambda: self.digit_pressed.emit(digit))

    @staticmethod
    def _make_key(face: str, name: str, pressed: Callable[[], object]) -> QPushButton:
        made = plain_button("key", face)
        made.setAccessibleName(name)
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        made.setAutoRepeat(False)
        made.clicked.connect(lambda: pressed())
        return made

    def arrange(self, shape: Shape) -> None:
        """Square keys with room between them, never smaller than a finger needs."""
        gap, key = shape.px(16), max(_LEAST_KEY_PX, shape.px(112))
        self._grid.setSpacing(gap)
        self.setFixedSize(3 * key + 2 * gap, 4 * key + 3 * gap)
