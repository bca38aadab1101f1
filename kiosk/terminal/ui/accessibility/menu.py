"""What a customer can change about the terminal, on one page that every screen leads to."""

from dataclasses import replace
from enum import Enum, auto

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton

from kiosk.terminal.session.states import Session
from kiosk.terminal.ui.accessibility.options import Wishes
from kiosk.terminal.ui.screens.screen import Screen
from kiosk.terminal.ui.text.catalogue import TextKey
from kiosk.terminal.ui.text.lookup import get_text
from kiosk.terminal.ui.theme import Shape
from kiosk.terminal.ui.widgets.factories import ACROSS, DOWN, box, button, describe_by_key, label, set_margins


class MenuChoice(Enum):
    """What can be pressed there."""

    LARGE = auto()
    CONTRAST = auto()
    TIME = auto()
    ONE_KEY = auto()
    TURN = auto()
    SPEECH = auto()
    REPEAT = auto()
    PAUSE = auto()
    QUIETER = auto()
    LOUDER = auto()
    CLOSE = auto()


_TOGGLES = {
    MenuChoice.LARGE: (TextKey.ACCESS_LARGE, TextKey.ACCESS_LARGE_HELP),
    MenuChoice.CONTRAST: (TextKey.ACCESS_CONTRAST, TextKey.ACCESS_CONTRAST_HELP),
    MenuChoice.TIME: (TextKey.ACCESS_TIME, TextKey.ACCESS_TIME_HELP),
    MenuChoice.ONE_KEY: (TextKey.ACCESS_ONE_KEY, TextKey.ACCESS_ONE_KEY_HELP),
    MenuChoice.TURN: (TextKey.TURNS_LITTLE, TextKey.READY_CIRCLES_NEAR),
    MenuChoice.SPEECH: (TextKey.ACCESS_SPEECH, TextKey.ACCESS_SPEECH_HELP),
}
_TICK = "\N{HEAVY CHECK MARK}  "
_OF_THE_VOICE = {
    MenuChoice.REPEAT: TextKey.ACCESS_REPEAT,
    MenuChoice.PAUSE: TextKey.ACCESS_PAUSE,
    MenuChoice.QUIETER: TextKey.ACCESS_QUIETER,
    MenuChoice.LOUDER: TextKey.ACCESS_LOUDER,
}


class MenuScreen(Screen):
    """Emits what was chosen; decides nothing."""

    chosen = Signal(MenuChoice)

    def __init__(self) -> None:
        super().__init__()
        self._title = label("title", TextKey.ACCESS_TITLE)
        self._no_voice = label("quiet", TextKey.ACCESS_NO_VOICE)
        self._buttons = {choice: self._toggle(choice, *texts) for choice, texts in _TOGGLES.items()}
        self._voice = {choice: self._press(choice, key) for choice, key in _OF_THE_VOICE.items()}
        self._close = self._press(MenuChoice.CLOSE, TextKey.ACCESS_CLOSE, "primary")
        toggles = list(self._buttons.values())
        self._rows = [box(ACROSS, *toggles[:2]), box(ACROSS, *toggles[2:4]), box(ACROSS, *toggles[4:])]
        self._rows += [box(ACROSS, self._no_voice), box(ACROSS, *self._voice.values())]
        self._layout = box(DOWN, self._title, 1, *self._rows, 1, self._close)
        self.setLayout(self._layout)

    def _toggle(self, choice: MenuChoice, key: TextKey, description: TextKey) -> QPushButton:
        made = self._press(choice, key, "toggle")
        made.setCheckable(True)
        describe_by_key(made, description)
        return made

    def _press(self, choice: MenuChoice, key: TextKey, role: str = "secondary") -> QPushButton:
        made = button(role, key)
        made.clicked.connect(lambda: self.chosen.emit(choice))
        return made

    def show_wishes(self, wishes: Wishes, *, has_voice: bool, paused: bool) -> None:
        """Which of them are chosen, and what there is of a voice."""
        seen = (wishes.large_text, wishes.high_contrast)
        chosen = (*seen, wishes.slow, wishes.one_key, wishes.turns_little, wishes.speech)
        for (choice, made), checked in zip(self._buttons.items(), chosen, strict=True):
            made.setChecked(checked)
            # Not by colour alone.
            made.setText(_TICK * checked + get_text(_TOGGLES[choice][0]))
        self._buttons[MenuChoice.SPEECH].setEnabled(has_voice)
        self._no_voice.setVisible(not has_voice)
        for made in self._voice.values():
            made.setVisible(wishes.speech)
        name = get_text(TextKey.ACCESS_RESUME if paused else TextKey.ACCESS_PAUSE)
        self._voice[MenuChoice.PAUSE].setText(name)
        self._voice[MenuChoice.PAUSE].setAccessibleName(name)

    def show_session(self, session: Session) -> None:
        """It is the same for all sessions."""

    def focus_first(self) -> None:
        """Give the keyboard to the first choice."""
        self._buttons[MenuChoice.LARGE].setFocus()

    def arrange(self, shape: Shape) -> None:
        """Two side by side where there is room."""
        set_margins(self._layout, shape.px(56), shape.px(48))
        self._layout.setSpacing(shape.px(20))
        for row in self._rows:
            row.setDirection(DOWN if shape.portrait else ACROSS)
            row.setSpacing(shape.px(20))


def toggled(wishes: Wishes, choice: MenuChoice) -> Wishes:
    """Return the wishes with the other of two ways of what is seen, or of time."""
    match choice:
        case MenuChoice.LARGE:
            return replace(wishes, large_text=not wishes.large_text)
        case MenuChoice.CONTRAST:
            return replace(wishes, high_contrast=not wishes.high_contrast)
        case MenuChoice.TIME:
            return replace(wishes, more_time=not wishes.more_time)
        case MenuChoice.TURN:
            return replace(wishes, turns_little=not wishes.turns_little)
        case _:
            return wishes
