"""A large round sign: a drawing in a ring, which turns calmly while something is awaited."""

import time

from PySide6.QtCore import QEvent, QRectF, Qt, QTimer
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent, QPen, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from kiosk.terminal.ui.theme import colour
from kiosk.terminal.ui.widgets.icon import load_drawing

_TURN_S = 1.8
_REPAINT_MS = 33


class Emblem(QWidget):
    """Says at one glance how things stand."""

    def __init__(self, *, turning: bool = False) -> None:
        super().__init__()
        self._turning = turning
        self._name, self._tint, self._filled = "face", "accent", False
        self._renderer = load_drawing("icons/face", "accent")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._repaint = QTimer(self, interval=_REPAINT_MS)
        self._repaint.timeout.connect(self.update)

    def set_sign(self, name: str, tint: str, *, filled: bool = False) -> None:
        """Show this drawing of `resources/icons` in this colour, or upon it."""
        self._name, self._tint, self._filled = name, tint, filled
        self._renderer = load_drawing(f"icons/{name}", "on_accent" if filled else tint)
        self.update()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Qt's hook: other colours."""
        if event.type() == QEvent.Type.StyleChange:
            self.set_sign(self._name, self._tint, filled=self._filled)
        super().changeEvent(event)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Qt's hook."""
        if self._turning:
            self._repaint.start()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        """Qt's hook."""
        self._repaint.stop()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Qt's hook."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = self.width() / 24
        ring = QRectF(self.rect()).adjusted(line, line, -line, -line)
        painter.setBrush(colour(self._tint if self._filled else "surface"))
        painter.setPen(QPen(colour("line" if self._turning else self._tint), line))
        painter.drawEllipse(ring)
        if self._turning:
            painter.setPen(QPen(colour(self._tint), line, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            painter.drawArc(ring, round(-5760 * (time.monotonic() / _TURN_S % 1)), 90 * 16)
        inset = self.width() * 0.25
        self._renderer.render(painter, QRectF(self.rect()).adjusted(inset, inset, -inset, -inset))
