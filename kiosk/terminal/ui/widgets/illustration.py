"""The attract screen's picture: a face whose nose glides into a circle, again and again."""

import math
import time

from PySide6.QtCore import QPointF, QRectF, Qt, QTimer
from PySide6.QtGui import QHideEvent, QPainter, QPainterPath, QPaintEvent, QPen, QShowEvent
from PySide6.QtWidgets import QWidget

from kiosk.terminal.ui.theme import colour

_LOOP_S = 6.0
_REPAINT_MS = 40
_TURN, _TARGET_X, _NOSE_Y = 12.0, 123.0, 112.0
"""How far the features move to the side, and where the nose goes; the whole drawing is 200 wide and high."""


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
    shift, lean = _TURN * turn, 5 * turn
    painter.setPen(_pen("text", 4))
    head = QPainterPath(QPointF(57 + lean, 88))
    head.cubicTo(56 + lean, 52, 74 + lean, 35, 100 + lean, 35)
    head.cubicTo(126 + lean, 35, 144 + lean, 52, 143 + lean, 88)
    head.cubicTo(142 + lean, 126, 124 + lean, 160, 100 + shift * 0.5, 160)
    head.cubicTo(76 + lean, 160, 58 + lean, 126, 57 + lean, 88)
    painter.drawPath(head)
    for centre, nearness in ((81, 1.0), (119, 0.75)):
        x = centre + shift * nearness
        painter.drawLine(QPointF(x - 6, 72), QPointF(x + 6, 72))
        painter.drawPoint(QPointF(x, 84))
    mouth = QPainterPath(QPointF(85 + shift, 137))
    mouth.quadTo(100 + shift, 146, 115 + shift * 0.8, 137)
    painter.drawPath(mouth)


def _paint_circle(painter: QPainter, turn: float) -> None:
    target, nose = QPointF(_TARGET_X, _NOSE_Y), QPointF(100 + (_TARGET_X - 100) * turn, _NOSE_Y)
    painter.setBrush(colour("accent", 45))
    painter.setPen(_pen("accent", 3))
    painter.drawEllipse(target, 12, 12)
    if turn > 0.98:
        painter.setPen(_pen("accent", 3, 130))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(target, 17, 17)
    painter.setPen(_pen("surface", 2))
    painter.setBrush(colour("text"))
    painter.drawEllipse(nose, 6.5, 6.5)
