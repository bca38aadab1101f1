"""A ring around what the keyboard is on, light outside and dark inside, so that one of the two stands out anywhere."""

from PySide6.QtCore import QPoint, QRect, QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget

from kiosk.terminal.ui.theme import shape_of

LIGHT, DARK = "#ffffff", "#000000"
"""Whatever colour lies beside them, one of them reaches 4.5 to 1 against it: their own contrast is 21, the square of
4.58."""
_WIDTH, _AROUND = 4, 6
_FOLLOW_MS = 60


class FocusRing(QWidget):
    """Lies above the whole window and lets every touch through."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._follow = QTimer(self, interval=_FOLLOW_MS)
        self._follow.timeout.connect(self._place)
        self.hide()

    def show_for_keyboard(self) -> None:
        """Somebody uses keys: show where they are."""
        if not self._follow.isActive():
            self._follow.start()
        # Not from within the event: the focus is still where it was.
        QTimer.singleShot(0, self, self._place)

    def hide_for_touch(self) -> None:
        """Somebody touches the screen and sees what their finger is on."""
        self._follow.stop()
        self.hide()

    def _place(self) -> None:
        """Also after scrolling, or when the screen moved below it."""
        focused, window = QApplication.focusWidget(), self._window
        rings = isinstance(focused, QAbstractButton | QLineEdit) and window.isAncestorOf(focused)
        if not rings or focused is None or not focused.isVisible():
            self.hide()
            return
        around = self._px(_AROUND)
        place = QRect(focused.mapTo(window, QPoint(0, 0)), focused.size()).adjusted(-around, -around, around, around)
        if self.geometry() != place & window.rect() or not self.isVisible():
            self.setGeometry(place & window.rect())
            self.show()
        self.raise_()

    def _px(self, design_px: float) -> int:
        return max(2, shape_of(self._window.size()).px(design_px))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Qt's hook."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = self._px(_WIDTH)
        ring = QRectF(self.rect())
        for colour in (LIGHT, DARK):
            painter.setPen(QPen(QColor(colour), width))
            painter.drawRoundedRect(ring.adjusted(width / 2, width / 2, -width / 2, -width / 2), 12, 12)
            ring = ring.adjusted(width, width, -width, -width)
