"""Draws what the camera sees of a document: a frame to hold it into, and the outline of the page that was found."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen, QPolygonF

from kiosk.terminal.session.page_capture import PageHint, PageView
from kiosk.terminal.ui.theme import colour
from kiosk.terminal.ui.widgets.fit import Fit

PAGE_ASPECT = 1.586
"""Of an ID-1 card (ISO/IEC 7810), 85.6 x 53.98 mm."""
_HIGH, _WIDE = 0.8, 0.72
"""Of the picture, what the frame takes at most."""


class PageOverlay:
    """An overlay of the camera view; a closed line says the same as its colour."""

    def __init__(self) -> None:
        self._view: PageView | None = None

    def show(self, view: PageView | None) -> None:
        """Draw this from now on."""
        self._view = view

    def paint(self, painter: QPainter, fit: Fit, unit: float, now_s: float) -> None:
        """Draw upon the picture."""
        frame = _frame(fit)
        _paint_veil(painter, frame, unit)
        view = self._view
        if view is None or not view.corners:
            _paint_frame(painter, frame, unit)
            return
        page = QPolygonF([fit.point(corner) for corner in view.corners])
        _paint_page(painter, page, unit, good=view.hint is PageHint.HOLD_STILL)
        if view.steady_ratio > 0:
            _paint_progress(painter, page.boundingRect().center(), unit, view.steady_ratio)


def _frame(fit: Fit) -> QRectF:
    width = min(fit.height * _HIGH * PAGE_ASPECT, fit.width * _WIDE)
    height = width / PAGE_ASPECT
    return QRectF(fit.left + (fit.width - width) / 2, fit.top + (fit.height - height) / 2, width, height)


def _pen(tint: str, width: float, alpha: int = 255) -> QPen:
    return QPen(colour(tint, alpha), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)


def _paint_veil(painter: QPainter, frame: QRectF, unit: float) -> None:
    path = QPainterPath()
    path.addRect(QRectF(painter.viewport()))
    path.addRoundedRect(frame, 24 * unit, 24 * unit)
    painter.fillPath(path, colour("ink", 130))


def _paint_frame(painter: QPainter, frame: QRectF, unit: float) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(_pen("ink", 10 * unit, 150))
    painter.drawRoundedRect(frame, 24 * unit, 24 * unit)
    dashes = _pen("text", 4 * unit)
    dashes.setDashPattern([2.5, 3.5])
    painter.setPen(dashes)
    painter.drawRoundedRect(frame, 24 * unit, 24 * unit)


def _paint_page(painter: QPainter, page: QPolygonF, unit: float, *, good: bool) -> None:
    painter.setBrush(colour("accent", 40) if good else Qt.BrushStyle.NoBrush)
    painter.setPen(_pen("ink", 11 * unit, 170))
    painter.drawPolygon(page)
    line = _pen("accent" if good else "warning", 6 * unit)
    if not good:
        line.setDashPattern([2.5, 3.0])
    painter.setPen(line)
    painter.drawPolygon(page)


def _paint_progress(painter: QPainter, centre: QPointF, unit: float, ratio: float) -> None:
    radius = 46 * unit
    square = QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour("ink", 150))
    painter.drawEllipse(square)
    painter.setPen(_pen("accent", 10 * unit))
    painter.drawArc(square.adjusted(9 * unit, 9 * unit, -9 * unit, -9 * unit), 90 * 16, -round(ratio * 360 * 16))
