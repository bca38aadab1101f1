"""The attract screen's picture: a face whose nose glides into a circle, again and again."""

import math
import time

from PySide6.QtCore import QPointF, QRectF, Qt, QTimer
from PySide6.QtGui import QHideEvent, QPainter, QPainterPath, QPaintEvent, QPen, QShowEvent
from PySide6.QtWidgets import QWidget

from kiosk.ui.theme import colour

_LOOP_S = 6.0
_REPAINT_MS = 40
_TURN = 15.0
"""How far the features move to the side; the whole drawing is 200 wide and high."""


def turn_at(now_s: float) -> float:
    """0 looking straight, 1 turned to the circle: rest, turn, hold, return."""
    at = now_s / _LOOP_S % 1
    ramp = min(at / 0.3 - 0.4, 1.0) if at < 0.75 else (1 - at) / 0.25
    eased = min(1.0, max(0.0, ramp))
    return 0.5 - 0.5 * math.cos(math.pi * eased)


class TurningFace(QWidget):
    """Draws itself with lines only, so that it is sharp at any size."""

    def __init__(self) -> None:
        super().__init__()
        self._repaint = QTimer(self, interval=_REPAINT_MS)
        self._repaint.timeout.connect(self.update)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Qt's hook."""
        self._repaint.start()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        """Qt's hook."""
        self._repaint.stop()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Qt's hook."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = min(self.width(), self.height())
        painter.translate((self.width() - side) / 2, (self.height() - side) / 2)
        painter.scale(side / 200, side / 200)
        turn = turn_at(time.monotonic())
        _paint_frame(painter)
        _paint_head(painter, turn)
        _paint_circle(painter, turn)


def _pen(tint: str, width: float, alpha: int = 255) -> QPen:
    return QPen(colour(tint, alpha), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)


def _paint_frame(painter: QPainter) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour("surface"))
    painter.drawEllipse(QRectF(6, 6, 188, 188))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(_pen("line", 2))
    painter.drawEllipse(QRectF(6, 6, 188, 188))
    dashes = _pen("quiet", 2, 150)
    dashes.setDashPattern([2, 4])
    painter.setPen(dashes)
    painter.drawEllipse(QRectF(42, 22, 116, 156))


def _paint_head(painter: QPainter, turn: float) -> None:
    shift = _TURN * turn
    painter.setPen(_pen("text", 4))
    head = QPainterPath(QPointF(58, 88))
    head.cubicTo(56, 52, 76, 36, 100 + shift * 0.2, 36)
    head.cubicTo(126, 36, 144, 54, 142, 88)
    head.cubicTo(141, 124, 126, 158, 102 + shift * 0.3, 158)
    head.cubicTo(76, 158, 60, 124, 58, 88)
    painter.drawPath(head)
    for centre in (82, 118):
        x = centre + shift * (1.0 if centre < 100 else 0.7)
        painter.drawLine(QPointF(x - 6, 76), QPointF(x + 6, 76))
        painter.drawPoint(QPointF(x, 89))
    mouth = QPainterPath(QPointF(84 + shift, 132))
    mouth.quadTo(100 + shift, 142, 116 + shift * 0.7, 132)
    painter.drawPath(mouth)
    painter.setPen(_pen("text", 3, 170))
    painter.drawLine(QPointF(100 + shift * 0.9, 88), QPointF(100 + shift * 1.5, 104))


def _paint_circle(painter: QPainter, turn: float) -> None:
    target, nose = QPointF(100 + _TURN * 1.9, 108), QPointF(100 + _TURN * 1.9 * turn, 108)
    painter.setBrush(colour("accent", 50))
    painter.setPen(_pen("accent", 3))
    painter.drawEllipse(target, 12, 12)
    if turn > 0.98:
        painter.setPen(_pen("accent", 3, 130))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(target, 17, 17)
    painter.setPen(_pen("surface", 2))
    painter.setBrush(colour("text"))
    painter.drawEllipse(nose, 6.5, 6.5)
