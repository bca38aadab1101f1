"""Quiet signs of progress: the steps of the check, and a bar."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from kiosk.terminal.ui.text.translate import write_number
from kiosk.terminal.ui.theme import Shape, colour
from kiosk.terminal.ui.widgets.reading_direction import LINE_START, mirror_rect

_HEIGHT_PX, _LINE = 36, 1.3


class StepBar(QWidget):
    """Numbered steps in a row; the present one is spelled out, the ones done are ticked."""

    def __init__(self, steps: Sequence[str]) -> None:
        super().__init__()
        self._steps = tuple(steps)
        self._present, self._least_px = 0, 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_names(self, steps: Sequence[str]) -> None:
        """The same steps in other words."""
        self._steps = tuple(steps)
        self.set_step(self._present)

    def set_step(self, present: int, name: str = "") -> None:
        """The step that the customer is at, counted from 0, and what it is called now if not what it was before."""
        self._present = present
        if name:
            self._steps = (*self._steps[:present], name, *self._steps[present + 1 :])
        number, count = write_number(present + 1), write_number(len(self._steps))
        self.setAccessibleName(f"{number}/{count} {self._steps[present]}")
        self.update()

    def arrange(self, shape: Shape) -> None:
        """Where letters are enlarged there is room for the present step alone."""
        self._least_px = shape.least_text_px
        self.setFixedHeight(max(shape.px(_HEIGHT_PX), round(_LINE * self._least_px)))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Qt's hook."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._least_px:
            self._paint_present(painter)
            return
        painter.setFont(self._font())
        share = self.width() / len(self._steps)
        for index in range(len(self._steps)):
            self._paint_step(painter, index, QRectF(index * share, 0, share, self.height()))

    def _paint_present(self, painter: QPainter) -> None:
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        font.setPixelSize(self._least_px)
        painter.setFont(font)
        painter.setPen(colour("text"))
        place = f"{write_number(self._present + 1)}/{write_number(len(self._steps))} {self._steps[self._present]}"
        if QFontMetricsF(font).horizontalAdvance(place) > self.width():
            place = self._steps[self._present]
        painter.drawText(QRectF(self.rect()), LINE_START, place)

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
        disc = mirror_rect(QRectF(cell.left(), 0, size, size).adjusted(1, 1, -1, -1), self)
        done, present = index < self._present, index == self._present
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("accent" if done or present else "line"))
        painter.drawEllipse(disc)
        painter.setPen(colour("on_accent" if done or present else "text"))
        if done:
            _paint_tick(painter, disc)
        else:
            painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, write_number(index + 1))
        painter.setPen(colour("text" if present else "quiet"))
        text_cell = cell.adjusted(size * 1.35, 0, 0, 0)
        painter.drawText(mirror_rect(text_cell, self), LINE_START, self._steps[index])


def _paint_tick(painter: QPainter, disc: QRectF) -> None:
    pen = painter.pen()
    pen.setWidthF(disc.width() / 9)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    spots = ((0.28, 0.53), (0.44, 0.68), (0.73, 0.35))
    painter.drawPolyline([QPointF(disc.left() + x * disc.width(), disc.top() + y * disc.height()) for x, y in spots])


class Bar(QWidget):
    """A bar that is filled from where lines begin by a ratio of 0-1."""

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
            painter.drawRoundedRect(mirror_rect(track, self), radius, radius)
