"""Widgets are tested on Qt's offscreen platform unless there is a display."""

import os
from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from kiosk.terminal.session.states import Session, State, Timeouts
from kiosk.terminal.ui.application import undo_cv2_paths
from kiosk.terminal.ui.window import KioskWindow

if not os.environ.get("DISPLAY") or os.environ.get("CI"):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
undo_cv2_paths()


@pytest.fixture
def window(qtbot: QtBot) -> KioskWindow:
    made = KioskWindow()
    qtbot.addWidget(made, before_close_func=lambda widget: widget.release())
    return made


@pytest.fixture
def session() -> Callable[[State], Session]:
    def make(state: State, waited_s: float = 0.0) -> Session:
        return Session(Timeouts(), now_s=10.0 + waited_s, state=state, entered_at_s=10.0)

    return make
