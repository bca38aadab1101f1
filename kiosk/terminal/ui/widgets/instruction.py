"""The one instruction of the moment, large, with a sign that says the same."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QWidget

from kiosk.domain.liveness.challenge import Hint
from kiosk.terminal.ui.text.catalogue import TextKey
from kiosk.terminal.ui.text.lookup import get_text, instruct
from kiosk.terminal.ui.theme import Shape, colour
from kiosk.terminal.ui.widgets.icon import load_drawing
from kiosk.terminal.ui.widgets.paragraph import break_lines
from kiosk.terminal.ui.widgets.reading_direction import LINE_START, mirror_rect

SIGNS = {
    Hint.NO_FACE: "face",
    Hint.SEVERAL_FACES: "people",
    Hint.OTHERS_PASSING: "people",
    Hint.MOVE_CLOSER: "closer",
    Hint.MOVE_BACK: "back",
    Hint.MOVE_TO_CENTRE: "centre",
    Hint.MOVE_LEFT: "move_left",
    Hint.MOVE_RIGHT: "move_right",
    Hint.MOVE_UP: "move_up",
    Hint.MOVE_DOWN: "move_down",
    Hint.LOOK_STRAIGHT: "straight",
    Hint.HOLD_STILL: "hold",
    Hint.TURN_LEFT: "left",
    Hint.TURN_RIGHT: "right",
    Hint.TURN_UP: "up",
    Hint.TURN_DOWN: "down",
    Hint.TURN_LEFT_UP: "left_up",
    Hint.TURN_LEFT_DOWN: "left_down",
    Hint.TURN_RIGHT_UP: "right_up",
    Hint.TURN_RIGHT_DOWN: "right_down",
    Hint.TURN_NOT_SHIFT: "turn",
    Hint.TOO_DARK: "dark",
    Hint.TOO_BRIGHT: "bright",
    Hint.DONE: "check",
}


_HEIGHT_PX = 104
_WRAPPED = Qt.TextFlag.TextWordWrap


class Instruction(QWidget):
    """Sign and sentence on a light ground with a dark edge; nothing else on the screen gives orders."""

    def __init__(self) -> None:
        super().__init__()
        self._sign, self._text, self._more = "", "", ""
        self._least_px = 0
        self._renderer = load_drawing("icons/hold", "ink")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.show_hint(None)

    def show_hint(self, hint: Hint | None, more: str = "") -> None:
        """Without a hint the customer is asked for a moment; `more` is said below it, smaller."""
        if hint is None:
            self.show_text("hold", get_text(TextKey.STARTING))
        else:
            self.show_text(SIGNS[hint], instruct(hint), more)

    def show_text(self, sign: str, text: str, more: str = "") -> None:
        """Show this drawing of `resources/icons` and this sentence, and another one below it."""
        if (sign, text, more) == (self._sign, self._text, self._more):
            return
        self._sign, self._text, self._more = sign, text, more
        self._renderer = load_drawing(f"icons/{sign}", "ink")
        self.setAccessibleName(". ".join(each for each in (text, more) if each))
        self._grow()
        self.update()

    @property
    def text(self) -> str:
        """What the customer reads."""
        return self._text

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Qt's hook: a pill as wide as its sentences, whose letters shrink before they are cut off."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._least_px:
            self._paint_enlarged(painter)
            return
        high = float(self.height())
        sign, gap = high * 0.62, high * 0.2
        room = self.width() - sign - 5 * gap
        lines = _fit_lines(self.font(), self._text, self._more, room, high)
        pill = QRectF(0, 0, sign + max(line.width_px for line in lines) + 5 * gap, high)
        pill.moveCenter(QPointF(self.width() / 2, high / 2))
        painter.setPen(QPen(colour("ink"), high * 0.04))
        painter.setBrush(colour("text"))
        painter.drawRoundedRect(pill.adjusted(2, 2, -2, -2), high / 2, high / 2)
        # The sign stands where lines begin, and is itself never mirrored: it shows directions in the room.
        begin = QRectF(pill.left() + 1.6 * gap, (high - sign) / 2, sign, sign)
        self._renderer.render(painter, mirror_rect(begin, self))
        painter.setPen(colour("ink"))
        left = pill.left() + 2.6 * gap + sign
        for line in lines:
            painter.setFont(line.font)
            cell = QRectF(left, line.top * high, pill.right() - 1.6 * gap - left, line.height * high)
            # Left stands for where lines begin, which Qt turns around for languages from right to left.
            painter.drawText(mirror_rect(cell, self), LINE_START, line.text)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Qt's hook: other colours."""
        if event.type() == QEvent.Type.StyleChange:
            self._renderer = load_drawing(f"icons/{self._sign}", "ink")
        super().changeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Qt's hook."""
        self._grow()

    def arrange(self, shape: Shape) -> None:
        """The same height in either shape; sentences that are enlarged take as many lines as they need."""
        self._least_px = shape.least_text_px
        self.setFixedHeight(shape.px(_HEIGHT_PX))
        self._grow()

    def _grow(self) -> None:
        """Have room for these sentences; it is not given back, so that nothing jumps from one hint to the next."""
        if self._least_px:
            words = self._words_rect(1e6)
            found = QFontMetricsF(self._enlarged_font()).boundingRect(words, _WRAPPED, self._sentences())
            self.setFixedHeight(max(self.height(), round(found.height() + self._least_px)))

    def _sentences(self) -> str:
        return "\n".join(each for each in (self._text, self._more) if each)

    def _enlarged_font(self) -> QFont:
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        font.setPixelSize(self._least_px)
        return font

    def _words_rect(self, height: float) -> QRectF:
        """Beside the sign."""
        left = 2.4 * self._least_px
        return QRectF(left, 0, max(1.0, self.width() - left - 0.5 * self._least_px), height)

    def _paint_enlarged(self, painter: QPainter) -> None:
        """A ground as wide as the screen, on which nothing shrinks."""
        least = float(self._least_px)
        painter.setPen(QPen(colour("ink"), least * 0.08))
        painter.setBrush(colour("text"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(2, 2, -2, -2), least / 2, least / 2)
        sign = QRectF(0.5 * least, (self.height() - 1.5 * least) / 2, 1.5 * least, 1.5 * least)
        self._renderer.render(painter, sign)
        painter.setPen(colour("ink"))
        font, words = self._enlarged_font(), self._words_rect(self.height())
        painter.setFont(font)
        sentences = break_lines(self._sentences(), font, words.width())
        painter.drawText(words, _WRAPPED | Qt.AlignmentFlag.AlignVCenter, sentences)


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    font: QFont
    width_px: float
    top: float
    height: float
    """Of the pill's height, 0-1."""


def _fit_lines(font: QFont, text: str, more: str, room_px: float, high: float) -> list[_Line]:
    if not more:
        return [_fit_line(font, text, room_px, high * 0.44, 0.0, 1.0)]
    return [
        _fit_line(font, text, room_px, high * 0.36, 0.1, 0.46),
        _fit_line(font, more, room_px, high * 0.24, 0.55, 0.33),
    ]


def _fit_line(font: QFont, text: str, room_px: float, size_px: float, top: float, height: float) -> _Line:
    font = QFont(font)
    font.setWeight(QFont.Weight.DemiBold)
    font.setPixelSize(round(size_px))
    text_px = QFontMetricsF(font).horizontalAdvance(text)
    if text_px > room_px > 0:
        font.setPixelSize(max(8, int(size_px * room_px / text_px)))
        text_px = QFontMetricsF(font).horizontalAdvance(text)
    return _Line(text, font, text_px, top, height)
