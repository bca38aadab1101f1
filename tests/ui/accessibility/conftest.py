"""A window with a voice that is written down, driven by keys and touches as the operating system sends them."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kiosk.terminal.session.states import Session, State, Timeouts
from kiosk.terminal.ui.accessibility.options import AccessibilityOptions
from kiosk.terminal.ui.accessibility.parts import AccessibilityParts
from kiosk.terminal.ui.theme import load_fonts
from kiosk.terminal.ui.window import KioskWindow
from tests.fakes.speech import HeardSpeech

Press = Callable[..., None]
Show = Callable[..., None]


@pytest.fixture
def speech() -> HeardSpeech:
    return HeardSpeech()


@pytest.fixture
def clock() -> list[float]:
    """The window's, so that touches count at once."""
    return [100.0]


@pytest.fixture
def window(qtbot: QtBot, speech: HeardSpeech, clock: list[float]) -> KioskWindow:
    load_fonts()
    options = AccessibilityOptions(scan_s=0.05)
    made = KioskWindow(clock=lambda: clock[0], accessibility=AccessibilityParts(options, lambda: speech))
    qtbot.addWidget(made, before_close_func=lambda widget: widget.release())
    made.open(full_screen=False)
    qtbot.waitUntil(made.isActiveWindow)
    return made


@pytest.fixture
def show(window: KioskWindow, clock: list[float]) -> Show:
    def show_state(state: State, waited_s: float = 0.0, **more: object) -> None:
        session = Session(Timeouts(), now_s=10.0 + waited_s, state=state, entered_at_s=10.0, **more)  # type: ignore[arg-type]
        window.show_session(session)
        clock[0] += 1.0
        QApplication.processEvents()

    return show_state


@pytest.fixture
def press(window: KioskWindow) -> Press:
    def press_key(key: Qt.Key, times: int = 1, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        for _ in range(times):
            QTest.keyClick(window.windowHandle(), key, modifier)
            QApplication.processEvents()

    return press_key
