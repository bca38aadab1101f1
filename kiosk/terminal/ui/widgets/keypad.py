"""Ten digits and a way back, for fingers; who has a keyboard types into the line itself."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QPushButton, QSizePolicy, QWidget

from kiosk.terminal.ui.text.catalogue import TextKey
from kiosk.terminal.ui.theme import Shape
from kiosk.terminal.ui.widgets.factories import name_by_key, plain_button

_LEAST_KEY_PX = 76
_ROWS = ("123", "456", "789")


class Keypad(QWidget):
    """Says which key was touched; a touch never takes the keyboard from the line that is typed into, Tab may."""

    digit_pressed = Signal(str)
    delete_pressed = Signal()
    next_pressed = Signal()
    """Type into the next line, where there are several."""

    def __init__(self, *, several_lines: bool = False) -> None:
        super().__init__()
        # Telephones and cash machines have the 1 on the left wherever they stand.
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.keys: list[QPushButton] = []
        """In the order of the keyboard."""
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        for row, digits in enumerate(_ROWS):
            for column, digit in enumerate(digits):
                self._grid.addWidget(self._make_digit(digit), row, column)
        if several_lines:
            key = self._make_key("\N{RIGHTWARDS ARROW TO BAR}", "", self.next_pressed.emit)
            name_by_key(key, TextKey.NEXT_LINE)
            self._grid.addWidget(key, 3, 0)
        self._grid.addWidget(self._make_digit("0"), 3, 1)
        delete = self._make_key("\N{ERASE TO THE LEFT}", "", self.delete_pressed.emit)
        name_by_key(delete, TextKey.DELETE)
        self._grid.addWidget(delete, 3, 2)
        self.keys = self.findChildren(QPushButton)

    @property
    def has_focus(self) -> bool:
        """Whether the keyboard is on one of the keys."""
        return any(key.hasFocus() for key in self.keys)

    def _make_digit(self, digit: str) -> QPushButton:
        return self._make_key(digit, digit, lambda: self.digit_pressed.emit(digit))

    @staticmethod
    def _make_key(face: str, name: str, pressed: Callable[[], object]) -> QPushButton:
        made = plain_button("key", face)
        made.setAccessibleName(name)
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        made.setAutoRepeat(False)
        made.clicked.connect(lambda: pressed())
        return made

    def arrange(self, shape: Shape) -> None:
        """Square keys with room between them, never smaller than a finger needs."""
        gap, key = shape.px(16), max(shape.touch_px(_LEAST_KEY_PX), shape.px(112))
        self._grid.setSpacing(gap)
        self.setFixedSize(3 * key + 2 * gap, 4 * key + 3 * gap)
