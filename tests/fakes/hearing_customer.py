"""A customer who sees nothing: what is heard is all there is, and keys are all that is pressed."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtTest import QTest

from kiosk.domain.identity.step_results import Side
from kiosk.domain.liveness.challenge import Hint
from kiosk.terminal.camera.demo.motion import DemoPerson
from kiosk.terminal.ui.text.catalogue import TextKey
from kiosk.terminal.ui.text.lookup import describe_side, get_text, instruct
from kiosk.terminal.ui.window import KioskWindow

LETTERS_A_SECOND = 66.0
"""Three times the pace that people choose who listen to a voice every day, so that the tests need not wait for it."""
PRESS_MS = 450
"""From one key to the next; the window takes none sooner after a change of screen."""
SILENCE_MS = 6000
"""After which somebody who waits for an answer asks again; a key may have come too soon after a change of screen."""


class TimedSpeech(QObject):
    """Implements `Speech`; takes as long as a voice does, and is heard when the sentence is over."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[str] = []
        self.listener: Callable[[str], None] = lambda text: None
        self.available = True
        self._finished: Callable[[], None] = lambda: None
        self._text = ""
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._end)

    def say(self, text: str, language: str) -> None:
        """Speech recognition of a person: known words are understood before the last letter."""
        self._text = text
        self.heard.append(text)
        self._timer.start(round(1000 * min(len(text), 200) / LETTERS_A_SECOND))

    def _end(self) -> None:
        self.listener(self._text)
        self._finished()

    def stop(self) -> None:
        self._timer.stop()

    def pause(self) -> None:
        self._timer.stop()

    def resume(self) -> None:
        self._timer.start(100)

    def set_volume(self, ratio: float) -> None:
        pass

    def when_finished(self, finished: Callable[[], None]) -> None:
        self._finished = finished


class HearingCustomer(QObject):
    """Goes by the sentences of the English catalogue, and by nothing that the window or the session hold."""

    def __init__(self, window: KioskWindow, speech: TimedSpeech, person: DemoPerson, number: str = "") -> None:
        super().__init__()
        self._window, self._person, self._number = window, person, number
        self._hints = {instruct(hint).casefold(): hint for hint in Hint}
        self._wanted, self._pressed = "", ""
        self._silence = QTimer(self, singleShot=True, interval=SILENCE_MS)
        self._silence.timeout.connect(self._ask_again)
        speech.listener = self.hear

    def begin(self) -> None:
        """Press the key that everything begins with, as the sign beside the terminal says in Braille."""
        self._silence.start()
        self._press(Qt.Key.Key_F1)

    def hear(self, text: str) -> None:
        """Do what this sentence is about."""
        self._silence.start()
        for key, button in _BUTTONS.items():
            if get_text(key) in text:
                self._wanted = get_text(button)
        if get_text(TextKey.CUSTOMER_ENTRY_TITLE) in text and self._number:
            QTimer.singleShot(PRESS_MS, self, self._type)
            return
        self._follow(text)
        self._hold(text)
        if self._wanted:
            QTimer.singleShot(PRESS_MS, self, lambda: self._go_on(text))

    def _go_on(self, text: str) -> None:
        """Press Enter once the voice says that the right button has the focus, and Tab until then."""
        if not self._wanted:
            return
        if text.rstrip(".").endswith(get_text(TextKey.SPEECH_BUTTON, name=self._wanted)):
            self._wanted, self._pressed = "", self._wanted
            self._press(Qt.Key.Key_Return)
        else:
            self._press(Qt.Key.Key_Tab)

    def _ask_again(self) -> None:
        """Have it said once more, and press again what was pressed if it is still there."""
        self._wanted = self._wanted or self._pressed
        self._press(Qt.Key.Key_F1)

    def _type(self) -> None:
        number, self._number = self._number, ""
        for digit in number:
            self._press(Qt.Key(ord(digit)))
        self._press(Qt.Key.Key_Return)

    def _follow(self, text: str) -> None:
        """The last instruction in what was said."""
        said = text.casefold()
        found = [(said.rfind(words), -len(words), hint) for words, hint in self._hints.items() if words in said]
        if found:
            self._person.see(max(found, key=lambda each: (each[0], -each[1]))[2])

    def _hold(self, text: str) -> None:
        for side in Side:
            if describe_side(side) in text:
                self._person.hold(side)
        if get_text(TextKey.TURN_OVER) in text:
            self._person.hold(Side.BACK)

    def _press(self, key: Qt.Key) -> None:
        QTest.keyClick(self._window.windowHandle(), key)


_BUTTONS = {
    TextKey.START: TextKey.START,
    TextKey.CONSENT_TITLE: TextKey.AGREE,
    TextKey.READY_TITLE: TextKey.CONTINUE,
    TextKey.CHECK_PAGE_TITLE: TextKey.KEEP_PAGE,
}
"""What is pressed where this is heard."""
