"""A QR code that a phone reads from the screen; drawn dark on light with its quiet zone, as scanners want it."""

import segno
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

QUIET_MODULES = 4
"""On each side (ISO/IEC 18004)."""
MAX_CHARS = 256

Matrix = tuple[tuple[bool, ...], ...]


def encode_qr(text: str) -> Matrix:
    """Return the modules of the code, true for dark ones; nothing for no text, or one that is too long."""
    if not 0 < len(text) <= MAX_CHARS:
        return ()
    code = segno.make(text, error="m", micro=False)
    return tuple(tuple(bool(module) for module in row) for row in code.matrix)


def draw_qr(painter: QPainter, matrix: Matrix, place: QRectF) -> None:
    """Draw the code as large as fits, its quiet zone included."""
    if not matrix:
        return
    count = len(matrix) + 2 * QUIET_MODULES
    module = int(min(place.width(), place.height()) // count)
    side = module * count
    left, top = place.left() + (place.width() - side) / 2, place.top() + (place.height() - side) / 2
    painter.fillRect(QRectF(left, top, side, side), QColor(Qt.GlobalColor.white))
    for row, modules in enumerate(matrix, start=QUIET_MODULES):
        for column, dark in enumerate(modules, start=QUIET_MODULES):
            if dark:
                square = QRectF(left + column * module, top + row * module, module, module)
                painter.fillRect(square, QColor(Qt.GlobalColor.black))


class QrCode(QWidget):
    """Shows a text as a code; what reads screens aloud is told the text by others."""

    def __init__(self) -> None:
        super().__init__()
        self._matrix: Matrix = ()
        self._text = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.hide()

    def show_text(self, text: str) -> None:
        """Show this, or nothing for an empty one."""
        if text != self._text:
            self._text, self._matrix = text, encode_qr(text)
            self.update()
        self.setVisible(bool(self._matrix))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Qt's hook."""
        painter = QPainter(self)
        draw_qr(painter, self._matrix, QRectF(self.rect()))
