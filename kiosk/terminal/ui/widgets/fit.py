"""Where the mirrored picture lies on the widget; the one place that turns ratios of the image into pixels."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize

from kiosk.domain.faces.face_detail import Box, Point


@dataclass(frozen=True, slots=True)
class Fit:
    """The rectangle of the whole picture on the widget, in pixels; it may reach beyond the widget."""

    left: float
    top: float
    width: float
    height: float

    def point(self, point: Point) -> QPointF:
        """Where a point of the unmirrored image shows in the mirror."""
        return QPointF(self.left + (1 - point.x) * self.width, self.top + point.y * self.height)

    def rect(self, box: Box) -> QRectF:
        """Where a box of the unmirrored image shows in the mirror."""
        corner = self.point(Point(box.right, box.top))
        return QRectF(corner.x(), corner.y(), box.width * self.width, box.height * self.height)


def fit_picture(widget: QSize, aspect: float, focus: Box, safe: QRectF) -> Fit:
    """As large as covers the widget, but never so large or so placed that the focus leaves the safe rectangle."""
    cover_px = max(widget.height(), widget.width() / aspect)
    height = min(cover_px, safe.height() / focus.height, safe.width() / (focus.width * aspect))
    width = height * aspect
    centre = focus.centre
    left = safe.center().x() - (1 - centre.x) * width
    top = safe.center().y() - centre.y * height
    return Fit(_without_gap(left, width, widget.width()), _without_gap(top, height, widget.height()), width, height)


def _without_gap(start: float, length: float, room: int) -> float:
    """A picture longer than the widget leaves no strip of it empty."""
    return min(0.0, max(start, room - length)) if length >= room else start
