"""The one instruction of the moment, large, with a sign that says the same."""

from PySide6.QtWidgets import QFrame

from kiosk.liveness.challenge import Hint
from kiosk.ui import text
from kiosk.ui.theme import Shape
from kiosk.ui.widgets.icon import Icon
from kiosk.ui.widgets.parts import ACROSS, box, label, set_margins

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


class Instruction(QFrame):
    """Sign and sentence; nothing else on the screen gives orders."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "panel")
        self._icon = Icon()
        self._label = label("instruction")
        self._layout = box(ACROSS, 1, self._icon, self._label, 1)
        self._layout.setStretchFactor(self._label, 0)
        self.setLayout(self._layout)

    def show_hint(self, hint: Hint | None) -> None:
        """Without a hint the customer is asked for a moment."""
        self._icon.set_drawing(f"icons/{'hold' if hint is None else SIGNS[hint]}", "accent")
        self._label.setText(text.STARTING if hint is None else text.HINTS[hint])

    @property
    def words(self) -> str:
        """What the customer reads."""
        return self._label.text()

    def arrange(self, shape: Shape) -> None:
        """Room for two lines in portrait, one in landscape."""
        self._icon.setFixedSize(shape.px(56), shape.px(56))
        self._layout.setSpacing(shape.px(24))
        set_margins(self._layout, shape.px(32), shape.px(12))
        self.setFixedHeight(shape.px(144 if shape.portrait else 96))
