"""A new customer's number on paper, by the operating system's printer."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from kiosk.errors import OutputUnusable
from kiosk.terminal.ui.widgets.qr_code import draw_qr, encode_qr

DEFAULT = "default"
"""The printer that the operating system calls so."""
LETTERS_PT = 16


def find_printer(name: str) -> QPrinter:
    """The printer with this name; raises OutputUnusable when there is none."""
    info = QPrinterInfo.defaultPrinter() if name == DEFAULT else QPrinterInfo.printerInfo(name)
    if info.isNull():
        raise OutputUnusable("there is no such printer")
    return QPrinter(info)


def print_slip(printer: QPrinter, text: str, number: str) -> None:
    """Print this text above the number's code; blocks, and raises OutputUnusable."""
    painter = QPainter()
    if not painter.begin(printer):
        raise OutputUnusable("the printer takes nothing")
    try:
        page = QRectF(painter.viewport())
        painter.setFont(QFont("Fira Sans", LETTERS_PT))
        words = QRectF(page.left(), page.top(), page.width(), page.height() / 3)
        painter.drawText(words, int(Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap), text)
        side = min(page.width(), page.height() / 2)
        draw_qr(painter, encode_qr(number), QRectF(page.left(), words.bottom(), page.width(), side))
    finally:
        painter.end()
