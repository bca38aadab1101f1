"""A screen with one message in its middle: a sign, a title, sentences and buttons."""

from collections.abc import Sequence

from PySide6.QtWidgets import QPushButton, QWidget

from kiosk.terminal.ui.screens.screen import Screen
from kiosk.terminal.ui.theme import Shape
from kiosk.terminal.ui.widgets.emblem import Emblem
from kiosk.terminal.ui.widgets.factories import ACROSS, DOWN, add, box, column, label, set_page_margins

_COLUMN_PX = 840
_SIGN_PX, _SMALL_SIGN_PX = 176, 112
_GAP_PX, _SMALL_GAP_PX = 24, 12
"""Where a button lies beneath the others there is less room for the sign and between all."""


class MessageScreen(Screen):
    """Base of the screens that say one thing."""

    def __init__(
        self,
        *,
        turning: bool = False,
        extra: Sequence[QWidget] = (),
        buttons: Sequence[QPushButton] = (),
        beneath: QPushButton | None = None,
    ):
        """`beneath` is a button for which there is no room beside the others."""
        super().__init__()
        self.emblem = Emblem(turning=turning)
        self.title = label("title", centred=True)
        self.lead = label("lead", centred=True)
        self.footnote = label("quiet", centred=True)
        self.timeout = label("quiet", centred=True)
        self._buttons = box(ACROSS, 1, *buttons, 1)
        self._text = box(DOWN, 1, box(ACROSS, 1, self.emblem, 1), self.title, self.lead, *extra)
        for item in (self._buttons, self.footnote):
            add(self._text, item)
        self._sign_px, self._gap_px = (_SIGN_PX, _GAP_PX) if beneath is None else (_SMALL_SIGN_PX, _SMALL_GAP_PX)
        if beneath is not None:
            self._text.addLayout(box(ACROSS, 1, beneath, 1))
        for last in (1, self.timeout):
            add(self._text, last)
        self._column = column(self._text)
        self._layout = box(ACROSS, 0)
        self._layout.addWidget(self._column, 1)
        self._layout.addStretch(0)
        self.setLayout(self._layout)

    def arrange(self, shape: Shape) -> None:
        """One column in either shape."""
        self._column.setMaximumWidth(shape.px(_COLUMN_PX))
        self.emblem.setFixedSize(shape.px(self._sign_px), shape.px(self._sign_px))
        self._text.setSpacing(shape.px(self._gap_px))
        self._buttons.setSpacing(shape.px(24))
        set_page_margins(self._layout, shape, 32, 40)
