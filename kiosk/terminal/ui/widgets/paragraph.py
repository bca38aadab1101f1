"""Text in several lines, which end where they should in languages that run from right to left as well."""

from unicodedata import bidirectional

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QLabel, QStyle

_RIGHT_TO_LEFT = Qt.LayoutDirection.RightToLeft
_FLAGS = int(Qt.TextFlag.TextWordWrap.value) | int(Qt.TextFlag.TextForceRightToLeft.value)
_LINE_SEPARATOR = "\u2028"
"""As which QTextLayout knows an end of line within a paragraph."""


class Paragraph(QLabel):
    """A label of plain text that breaks its lines itself where they run from right to left.

    WORKAROUND(Qt 6.11): QLabel keeps the space at which a line is broken, moves the line by it beyond its left edge,
    and cuts off what was its last letter.
    """

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Qt's hook."""
        if not (self.wordWrap() and begins_right_to_left(self.text())):
            super().paintEvent(event)
            return
        painter = QPainter(self)
        self.drawFrame(painter)
        room, aligned = self.contentsRect(), QStyle.visualAlignment(_RIGHT_TO_LEFT, self.alignment())
        text = break_lines(self.text(), self.font(), room.width())
        flags = int(aligned.value) | _FLAGS
        self.style().drawItemText(painter, room, flags, self.palette(), self.isEnabled(), text, self.foregroundRole())


def begins_right_to_left(text: str) -> bool:
    """Return whether the first letter of a text is of a script that runs from right to left."""
    directions = (bidirectional(character) for character in text)
    return next((each for each in directions if each in {"L", "R", "AL"}), "L") != "L"


def break_lines(text: str, font: QFont, width_px: float) -> str:
    """Return text with an end of line, and no space, where Qt would break it; from left to right as it is."""
    if not begins_right_to_left(text):
        return text
    layout, option = QTextLayout(text.replace("\n", _LINE_SEPARATOR), font), QTextOption()
    option.setTextDirection(_RIGHT_TO_LEFT)
    option.setWrapMode(QTextOption.WrapMode.WordWrap)
    layout.setTextOption(option)
    # Qt counts in units of UTF-16.
    lines, units = list[str](), text.encode("utf-16-le", "surrogatepass")
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width_px)
        begin, end = line.textStart(), line.textStart() + line.textLength()
        lines.append(units[2 * begin : 2 * end].decode("utf-16-le", "surrogatepass").rstrip())
    layout.endLayout()
    return "\n".join(lines)
