"""What is painted by hand, for languages that run from right to left."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtWidgets import QWidget

LINE_START = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
"""Where lines begin: painters of Qt turn it around with the direction of the application."""


def runs_right_to_left(widget: QWidget) -> bool:
    """Whether lines on this widget begin at the right."""
    return widget.layoutDirection() is Qt.LayoutDirection.RightToLeft


def mirror_rect(place: QRectF, widget: QWidget) -> QRectF:
    """Return where this place of a left-to-right drawing lies, which is its mirror image from right to left."""
    if not runs_right_to_left(widget):
        return place
    return QRectF(widget.width() - place.right(), place.top(), place.width(), place.height())
