"""Quiet signs of progress: the steps of the check, and a bar."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from kiosk.terminal.ui.theme import colour


class StepBar(QWidget):
    """Numbered steps in a row; the present one is spelled out, the ones done are ticked."""

    def __init__(self, steps: Sequence[str]) -> None:
        super().__init__()
        self._steps = tuple(steps)
        self._present = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_step(self, present: int) -> None:
        """The step that the customer is at, counted from 0."""
        self._present = present
        self.setAccessibleName(f"{present + 1}/{len(self._steps)} {self._steps[present]}")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Qt's hook."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._font())
        share = self.width() / len(self._steps)
        for index in range(len(self._steps)):
            self._paint_step(painter, index, QRectF(index * share, 0, share, self.height()))

    def _font(self) -> QFont:
        """As large as lets the longest step fit beside its number."""
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        font.setPixelSize(max(8, round(self.height() * 0.56)))
        room = self.width() / len(self._steps) - self.height() * 1.7
        widest = max(QFontMetricsF(font).horizontalAdvance(step) for step in self._steps)
        if widest > room > 0:
            font.setPixelSize(max(8, int(font.pixelSize() * room / widest)))
        return font

    def _paint_step(self, painter: QPainter, index: int, cell: QRectF) -> None:
        size = cell.height()
        disc = QRectF(cell.left(), 0, size, size).adjusted(1, 1, -1, -1)
        done, present = index < self._present, index == self._present
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("accent" if done or present else "line"))
        painter.drawEllipse(disc)
        painter.setPen(colour("on_accent" if done or present else "text"))
        if done:
            _paint_tick(painter, disc)
        else:
            painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, str(index + 1))
        painter.setPen(colour("text" if present else "quiet"))
        text_cell = cell.adjusted(size * 1.35, 0, 0, 0)
        painter.drawText(text_cell, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self._steps[index])


def _paint_tick(painter: QPainter, disc: QRectF) -> None:
    pen = painter.pen()
    pen.setWidthF(disc.width() / 9)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    spots = ((0.28, 0.53), (0.44, 0.68), (0.73, 0.35))
    painter.drawPolyline([QPointF(disc.left() + x * disc.width(), disc.top() + y * disc.height()) for x, y in spots])


class Bar(QWidget):
    """A bar that is filled from the left by a ratio of 0-1."""

    def __init__(self, tint: str = "accent") -> None:
        super().__init__()
        self._ratio = 0.0
        self._tint = tint
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_ratio(self, ratio: float) -> None:
        """Fill up to here."""
        self._ratio = min(1.0, max(0.0, ratio))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Qt's hook."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        track, radius = QRectF(self.rect()), self.height() / 2
        painter.setBrush(colour("line"))
        painter.drawRoundedRect(track, radius, radius)
        if self._ratio > 0:
            painter.setBrush(colour(self._tint))
            track.setWidth(max(track.height(), track.width() * self._ratio))
            painter.drawRoundedRect(track, radius, radius)
