"""The terminal cannot run: calm words for a customer, and below them for staff what is wrong."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from kiosk.terminal.session.states import Session
from kiosk.terminal.ui.screens.screen import Screen
from kiosk.terminal.ui.text.catalogue import TextKey
from kiosk.terminal.ui.text.lookup import get_text
from kiosk.terminal.ui.text.message import Message
from kiosk.terminal.ui.theme import Shape
from kiosk.terminal.ui.widgets.emblem import Emblem
from kiosk.terminal.ui.widgets.factories import (
    ACROSS,
    DOWN,
    box,
    button,
    column,
    frame,
    label,
    set_margins,
    set_page_margins,
)

_COLUMN_PX = 960
_BREAKS_AFTER = ("/", "\\")


class OutOfServiceScreen(Screen):
    """Emits `done_pressed` when it may be closed."""

    def __init__(self, message: Message, staff_lines: Sequence[str], *, closable: bool) -> None:
        super().__init__()
        self._emblem = Emblem()
        self._emblem.set_sign("staff", "warning")
        self._close = button("secondary", TextKey.CLOSE)
        self._close.clicked.connect(self.done_pressed)
        self._close.setVisible(closable)
        self._text = box(
            DOWN,
            1,
            box(ACROSS, 1, self._emblem, 1),
            label("title", message.title, centred=True),
            label("lead", message.advice, centred=True),
            1,
        )
        self._lines = box(DOWN, label("heading", TextKey.STAFF_HEADING), *map(_staff_line, staff_lines))
        self._staff = box(ACROSS)
        self._staff.addLayout(self._lines, 1)
        self._staff.addWidget(self._close, 0, Qt.AlignmentFlag.AlignBottom)
        self._all = box(DOWN)
        self._all.addLayout(self._text, 1)
        self._all.addWidget(frame("card", self._staff))
        self._column = column(self._all)
        self._layout = box(ACROSS)
        self._layout.addWidget(self._column, 1)
        self.setLayout(self._layout)
        # Without a button the screen itself has the keyboard, so that a screen reader has something to read.
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(f"{message.title}. {message.advice}")
        self.setAccessibleDescription(" ".join([get_text(TextKey.STAFF_HEADING) + ":", *staff_lines]))

    def show_session(self, session: Session) -> None:
        """There is no session."""

    def focus_first(self) -> None:
        """Give the keyboard to the button, if there is one."""
        (self if self._close.isHidden() else self._close).setFocus()

    def arrange(self, shape: Shape) -> None:
        """The message in the middle, the small print at the bottom."""
        self._column.setMaximumWidth(shape.px(_COLUMN_PX))
        self._emblem.setFixedSize(shape.px(152), shape.px(152))
        self._text.setSpacing(shape.px(20))
        self._lines.setSpacing(shape.px(8))
        self._staff.setSpacing(shape.px(32))
        set_margins(self._staff, shape.px(32), shape.px(24))
        set_page_margins(self._layout, shape, 32, 40)


def _staff_line(line: str) -> QLabel:
    """Long paths and names may be broken where they have joints."""
    shown = line
    for joint in _BREAKS_AFTER:
        shown = shown.replace(joint, joint + "\u200b")
    made = label("quiet", shown)
    made.setAccessibleName(line)
    return made
