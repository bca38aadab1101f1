"""A screen with one message in its middle: a sign, a title, sentences and buttons."""

from collections.abc import Sequence

from PySide6.QtWidgets import QPushButton, QWidget

from kiosk.terminal.ui.screens.screen import Screen
from kiosk.terminal.ui.theme import Shape
from kiosk.terminal.ui.widgets.emblem import Emblem
from kiosk.terminal.ui.widgets.factories import ACROSS, DOWN, add, box, column, label, set_margins

_COLUMN_PX = 840


class MessageScreen(Screen):
    """Base of the screens that say one thing."""

    def __init__(self, *, turning: bool = False, extra: Sequence[QWidget] = (), buttons: Sequence[QPushButton] = ()):
        super().__init__()
        self.emblem = Emblem(turning=turning)
        self.title = label("title", centred=True)
        self.lead = label("lead", centred=True)
        self.footnote = label("quiet", centred=True)
        self.timeout = label("quiet", centred=True)
        self._buttons = box(ACROSS, 1, *buttons, 1)
        self._text = box(DOWN, 1, box(ACROSS, 1, self.emblem, 1), self.title, self.lead, *extra)
        for item in (self._buttons, self.footnote, 1, self.timeout):
            add(self._text, item)
        self._column = column(self._text)
        self._layout = box(ACROSS, 0)
        self._layout.addWidget(self._column, 1)
        self._layout.addStretch(0)
        self.setLayout(self._layout)

    def arrange(self, shape: Shape) -> None:
        """One column in either shape."""
        self._column.setMaximumWidth(shape.px(_COLUMN_PX))
        self.emblem.setFixedSize(shape.px(176), shape.px(176))
        self._text.setSpacing(shape.px(24))
        self._buttons.setSpacing(shape.px(24))
        set_margins(self._layout, shape.px(32), shape.px(40))
