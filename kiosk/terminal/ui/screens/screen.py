"""What all screens have in common."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QWidget

from kiosk.terminal.session.states import Session
from kiosk.terminal.ui.text.lookup import announce_return
from kiosk.terminal.ui.theme import Shape, shape_of

_ANNOUNCE_S = 10.0


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

    def wipe(self) -> None:
        """Forget what belongs to a customer; called whenever the screen is left."""

    def focus_first(self) -> None:
        """Give the keyboard to the most likely button."""

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Qt's hook."""
        self.arrange(shape_of(self.size()))


def announce_timeout(line: QLabel, session: Session) -> None:
    """Say in time that the screen will close, and that a touch keeps it."""
    left_s = session.seconds_left
    line.setText(announce_return(left_s) if left_s is not None and left_s <= _ANNOUNCE_S else "")
