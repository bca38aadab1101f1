"""Asks somebody who is perhaps gone whether they are still there, over whatever screen there is."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QWidget

from kiosk.terminal.session.presence import Leaving
from kiosk.terminal.ui.text.catalogue import TextKey
from kiosk.terminal.ui.text.lookup import get_text
from kiosk.terminal.ui.theme import shape_of
from kiosk.terminal.ui.widgets.factories import DOWN, box, button, label, retranslate, set_margins


class LeavingNotice(QFrame):
    """Counts down in words; a touch anywhere keeps the visit, and its button says so."""

    still_here = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.setProperty("role", "card")
        self._title, self._lead = label("title", centred=True), label("lead", centred=True)
        self._button = button("primary", TextKey.STILL_HERE)
        self._button.setObjectName("still_here")
        self._button.clicked.connect(self.still_here)
        self._layout = box(DOWN, self._title, self._lead, self._button)
        self.setLayout(self._layout)
        self.hide()

    @property
    def said(self) -> str:
        """All that it says now, in one text."""
        return f"{self._title.text()} {self._lead.text()}"

    def show_leaving(self, leaving: Leaving | None) -> bool:
        """Show how long there is, or nothing; whether the warning is new."""
        if leaving is None:
            self.hide()
            return False
        self._lead.setText(get_text(TextKey.STILL_THERE_SECONDS, seconds=max(1, round(leaving.left_s))))
        new = self.isHidden()
        if new:
            self._title.setText(get_text(TextKey.STILL_THERE))
            retranslate(self._button)
            self.show()
            self.place()
            self._button.setFocus()
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, self.said))
        return new

    def place(self) -> None:
        """In the middle of the lower half, above everything else, and within the window."""
        window = self._window
        shape = shape_of(window.size())
        set_margins(self._layout, shape.px(40), shape.px(32))
        self._layout.setSpacing(shape.px(20))
        width = min(window.width() - 2 * shape.px(24), shape.px(760))
        height = min(window.height() - 2 * shape.px(24), max(self._layout.heightForWidth(width), shape.px(240)))
        self.setGeometry((window.width() - width) // 2, window.height() - height - shape.px(24), width, height)
        self.raise_()
