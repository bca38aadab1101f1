"""What all screens have in common."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from kiosk.terminal.session.presence import find_leaving
from kiosk.terminal.session.states import Session
from kiosk.terminal.ui.text.lookup import announce_return
from kiosk.terminal.ui.theme import BAR_PX, Shape, shape_of
from kiosk.terminal.ui.widgets.factories import LEADS_AWAY, UNSPOKEN, retranslate

WARN_S = 20.0
"""So long before a screen closes it says so: WCAG 2.2.1 wants twenty seconds for saying that one is still there."""


class Screen(QWidget):
    """Shows a session and emits what the customer wants; it decides nothing."""

    start_pressed = Signal()
    ready_pressed = Signal()
    cancel_pressed = Signal()
    retry_pressed = Signal()
    done_pressed = Signal()
    intent_given = Signal(object)
    """One of `kiosk.terminal.session.events`: what customer or staff wants."""
    files_wanted = Signal(list)
    """A member of staff chose these files as pictures of the document."""

    def __init__(self) -> None:
        super().__init__()
        self._room: QSize | None = None
        self.setProperty("role", "screen")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)

    def show_session(self, session: Session) -> None:
        """Bring every widget up to date."""
        raise NotImplementedError

    def show_frame(self, bgr: NDArray[np.uint8]) -> None:
        """The camera's newest unmirrored picture, for the screens that are mirrors."""

    def arrange(self, shape: Shape) -> None:
        """Set sizes and directions for this shape of window."""
        raise NotImplementedError

    def placed(self) -> None:
        """Follow a change of where widgets lie; called where enlarged letters moved them."""

    def wipe(self) -> None:
        """Forget what belongs to a customer; called whenever the screen is left."""

    def retranslate(self) -> None:
        """Say in the language that is used now what never changes; the rest follows with the next `show_session`."""
        for widget in self.findChildren(QWidget):
            retranslate(widget)

    def escape(self) -> None:
        """Press the button that leads away, if there is one."""
        for made in self.findChildren(QPushButton):
            if made.isVisible() and made.isEnabled() and made.property(LEADS_AWAY):
                made.click()
                return

    def focus_first(self) -> None:
        """Give the keyboard to the most likely button."""

    def arrange_in(self, room: QSize) -> None:
        """Arrange for a window that has this much room, however long the screen itself becomes."""
        self._room = room
        self.arrange(shape_of(room))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Qt's hook."""
        shape = shape_of(self._room or self.size())
        self.setContentsMargins(0, shape.touch_px(BAR_PX), 0, 0)
        self.arrange(shape)


def announce_timeout(line: QLabel, session: Session) -> None:
    """Say in time that the screen will close, and that a touch keeps it, where no larger notice does."""
    left_s = None if find_leaving(session) is not None else session.seconds_left
    line.setProperty(UNSPOKEN, True)
    line.setText(announce_return(left_s) if left_s is not None and left_s <= WARN_S else "")
