"""A still picture from a JPEG file, as large as fits."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from kiosk.domain.images.limits import JPEG_LIMITS, check_picture
from kiosk.errors import ImageError
from kiosk.terminal.ui.qt_decoding import decode_for_screen
from kiosk.terminal.ui.theme import colour, shape_of


class Picture(QWidget):
    """Shows a picture unmirrored; `clear` forgets it."""

    def __init__(self) -> None:
        super().__init__()
        self._image = QImage()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_jpeg(self, untrusted_jpeg: bytes, name: str) -> None:
        """Show it, or nothing when it is no JPEG file; `name` is what a screen reader says."""
        try:
            self._image = decode_for_screen(check_picture(untrusted_jpeg, JPEG_LIMITS))
        except ImageError:
            self._image = QImage()
        self.setAccessibleName(name)
        self.update()

    def clear(self) -> None:
        """Show nothing."""
        self._image = QImage()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Qt's hook."""
        if self._image.isNull():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        size = self._image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRectF(0, 0, size.width(), size.height())
        place.moveCenter(QRectF(self.rect()).center())
        radius = 14 * shape_of(self.window().size()).unit
        outline = QPainterPath()
        outline.addRoundedRect(place, radius, radius)
        painter.setClipPath(outline)
        painter.drawImage(place, self._image)
        painter.setClipping(False)
        painter.setPen(colour("edge"))
        painter.drawPath(outline)
