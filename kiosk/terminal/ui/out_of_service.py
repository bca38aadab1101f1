"""The window of a terminal that cannot run, for as long as it is wanted."""

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QVBoxLayout

from kiosk.domain.language import Language
from kiosk.system.parent_process import SignsOfLife
from kiosk.terminal.ui.heartbeat import Heartbeat, run_event_loop
from kiosk.terminal.ui.locked_window import LockedWindow
from kiosk.terminal.ui.screens.out_of_service import OutOfServiceScreen
from kiosk.terminal.ui.text.message import Message
from kiosk.terminal.ui.text.translations import use_language
from kiosk.terminal.ui.theme import load_fonts


class OutOfServiceWindow(LockedWindow):
    """Says that nothing can be done here, and why."""

    def __init__(self, message: Message, staff_lines: tuple[str, ...], *, closable: bool) -> None:
        super().__init__()
        self._screen = OutOfServiceScreen(message, staff_lines, closable=closable)
        self._screen.done_pressed.connect(self.close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._screen)
        self.setAccessibleName(message.title)
        self.resize(1280, 800)

    def open(self, full_screen: bool) -> None:
        """Show it, with the keyboard on its button or itself."""
        super().open(full_screen)
        self._screen.focus_first()


def show(
    say: Callable[[], tuple[Message, tuple[str, ...]]],
    language: Language,
    signs_of_life: SignsOfLife,
    *,
    full_screen: bool,
    seconds: float,
) -> None:
    """Show the window until it is closed, the time is over (0: never) or the process is asked to end.

    `say` is asked for the words, in this language.
    """
    application = QApplication.instance() or QApplication(["kiosk"])
    load_fonts()
    use_language(language)
    message, staff_lines = say()
    before = QApplication.topLevelWidgets()
    window = OutOfServiceWindow(message, staff_lines, closable=not full_screen)
    window.closed.connect(application.quit)
    window.open(full_screen)
    for other in before:
        other.hide()
    if seconds:
        QTimer.singleShot(round(seconds * 1000), application.exit)
    run_event_loop(application, Heartbeat(signs_of_life))
    window.release()
    window.close()
