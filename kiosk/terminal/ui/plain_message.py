"""A message with Qt alone: no theme, no fonts, no drawings, for when one of those is what fails."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QLabel

from kiosk.system.parent_process import SignsOfLife
from kiosk.terminal.ui.heartbeat import Heartbeat, run_event_loop


def show(sentences: str, signs_of_life: SignsOfLife, *, full_screen: bool, seconds: float) -> None:
    """Show it for so many seconds; with 0, until it is closed."""
    application = QApplication.instance() or QApplication(["kiosk"])
    message = QLabel(sentences, textFormat=Qt.TextFormat.PlainText, wordWrap=True, margin=48)
    message.setAlignment(Qt.AlignmentFlag.AlignCenter)
    message.resize(1280, 800)
    (message.showFullScreen if full_screen else message.show)()
    if seconds:
        QTimer.singleShot(round(seconds * 1000), application.exit)
    run_event_loop(application, Heartbeat(signs_of_life))
    message.hide()
