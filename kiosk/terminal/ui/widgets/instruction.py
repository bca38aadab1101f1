"""The one instruction of the moment, large, with a sign that says the same."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from kiosk.domain.liveness.challenge import Hint
from kiosk.terminal.ui.text.catalogue import TextKey
from kiosk.terminal.ui.text.lookup import get_text, instruct
from kiosk.terminal.ui.theme import Shape, colour
from kiosk.terminal.ui.widgets.icon import load_drawing

SIGNS = {
    Hint.NO_FACE: "face",
    Hint.SEVERAL_FACES: "people",
    Hint.MOVE_CLOSER: "closer",
    Hint.MOVE_BACK: "back",
    Hint.MOVE_TO_CENTRE: "centre",
    Hint.LOOK_STRAIGHT: "straight",
    Hint.HOLD_STILL: "hold",
    Hint.TURN_LEFT: "left",
    Hint.TURN_RIGHT: "right",
    Hint.TURN_UP: "up",
    Hint.TURN_DOWN: "down",
    Hint.TURN_NOT_SHIFT: "turn",
    Hint.TOO_DARK: "dark",
    Hint.TOO_BRIGHT: "bright",
    Hint.DONE: "check",
}


class Instruction(QWidget):
    """Sign and sentence on a light ground; nothing else on the screen gives orders."""

    def __init__(self) -> None:
        super().__init__()
        self._sign, self._text = "", ""
        self._renderer = load_drawing("icons/hold", "ink")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.show_hint(None)

    def show_hint(self, hint: Hint | None) -> None:
        """Without a hint the customer is asked for a moment."""
        if hint is None:
            self.show_text("hold", get_text(TextKey.STARTING))
        else:
            self.show_text(SIGNS[hint], instruct(hint))

    def show_text(self, sign: str, text: str) -> None:
        """Show this drawing of `resources/icons` and this sentence."""
        if (sign, text) == (self._sign, self._text):
            return
        self._sign, self._text = sign, text
        self._renderer = load_drawing(f"icons/{sign}", "ink")
        self.setAccessibleName(text)
        self.update()

    @property
    def text(self) -> str:
        """What the customer reads."""
        return self._text

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Qt's hook: a pill as wide as its sentence, whose letters shrink before they are cut off."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        high = float(self.height())
        sign, gap = high * 0.62, high * 0.2
        font, text_px = self._fit_font(self.width() - sign - 5 * gap, high * 0.44)
        pill = QRectF(0, 0, sign + text_px + 5 * gap, high)
        pill.moveCenter(QPointF(self.width() / 2, high / 2))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("text"))
        painter.drawRoundedRect(pill, high / 2, high / 2)
        self._renderer.render(painter, QRectF(pill.left() + 1.6 * gap, (high - sign) / 2, sign, sign))
        painter.setFont(font)
        painter.setPen(colour("ink"))
        pill.setLeft(pill.left() + 2.6 * gap + sign)
        painter.drawText(pill, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self._text)

    def _fit_font(self, room_px: float, size_px: float) -> tuple[QFont, float]:
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        font.setPixelSize(round(size_px))
        text_px = QFontMetricsF(font).horizontalAdvance(self._text)
        if text_px > room_px > 0:
            font.setPixelSize(max(8, int(size_px * room_px / text_px)))
            text_px = QFontMetricsF(font).horizontalAdvance(self._text)
        return font, text_px

    def arrange(self, shape: Shape) -> None:
        """One line in either shape."""
        self.setFixedHeight(shape.px(104))
