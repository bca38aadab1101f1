"""What one person typed stays hidden from the next: the lines, and touches that were meant for another screen."""

import gc
import weakref
from collections.abc import Callable, Iterator

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QClipboard, QGuiApplication, QInputMethodEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from kiosk.domain.identity.step_results import Side
from kiosk.terminal.session.states import (
    Attract,
    CapturingDocument,
    EnteringCustomer,
    EnteringStaff,
    GetReady,
    Session,
    StaffGate,
    Starting,
    State,
)
from kiosk.terminal.ui.theme import load_fonts
from kiosk.terminal.ui.widgets.private_line import PrivateLine
from kiosk.terminal.ui.window import SETTLE_S, KioskWindow
from tests.factories import sessions

SECRET = "4711-0815"
Make = Callable[[State], Session]
KEYS = (
    QKeySequence.StandardKey.Undo,
    QKeySequence.StandardKey.Redo,
    QKeySequence.StandardKey.Paste,
    QKeySequence.StandardKey.Copy,
    QKeySequence.StandardKey.Cut,
    QKeySequence.StandardKey.SelectAll,
)


@pytest.fixture
def line(qtbot: QtBot) -> Iterator[PrivateLine]:
    made = PrivateLine()
    qtbot.addWidget(made)
    made.show()
    made.setFocus()
    yield made
    QGuiApplication.clipboard().clear()


def press(line: QLineEdit, key: QKeySequence.StandardKey) -> None:
    for sequence in QKeySequence.keyBindings(key):
        pressed = sequence[0]  # type: ignore[index]  # PySide has it, its stubs do not.
        QTest.keyClick(line, pressed.key(), pressed.keyboardModifiers())


def try_to_get_back(line: QLineEdit) -> str:
    """By every key, the middle button, and a double click."""
    seen = []
    for key in KEYS:
        press(line, key)
        seen.append(line.text())
    QTest.mouseClick(line, Qt.MouseButton.MiddleButton)
    QTest.mouseDClick(line, Qt.MouseButton.LeftButton)
    assert not line.acceptDrops()
    return "".join([*seen, line.text(), line.selectedText()])


def test_nothing_that_was_typed_comes_back(line: PrivateLine) -> None:
    QTest.keyClicks(line, SECRET)
    assert line.text() == SECRET
    line.wipe()
    assert try_to_get_back(line) == ""


def test_nothing_leaves_the_line_and_nothing_comes_in(line: PrivateLine) -> None:
    clipboard = QGuiApplication.clipboard()
    clipboard.setText("of somebody else", QClipboard.Mode.Clipboard)
    QTest.keyClicks(line, SECRET)
    for key in (QKeySequence.StandardKey.SelectAll, QKeySequence.StandardKey.Copy, QKeySequence.StandardKey.Cut):
        press(line, key)
    assert clipboard.text() == "of somebody else"
    press(line, QKeySequence.StandardKey.Paste)
    assert (line.text(), line.selectedText()) == (SECRET, "")
    line.wipe()
    assert clipboard.text() == ""


def test_a_method_of_input_replaces_nothing(line: PrivateLine) -> None:
    QTest.keyClicks(line, "12")
    replaced = QInputMethodEvent()
    replaced.setCommitString("99", -2, 2)
    line.inputMethodEvent(replaced)
    typed = QInputMethodEvent()
    typed.setCommitString("3")
    line.inputMethodEvent(typed)
    assert line.text() == "123"


@pytest.mark.parametrize(
    "entered", [EnteringCustomer(), EnteringStaff(StaffGate.BEGIN), EnteringStaff(StaffGate.PANEL)]
)
@pytest.mark.parametrize("left_for", [Attract(), GetReady()])
def test_every_line_of_the_window_forgets_whatever_exit_is_taken(
    window: KioskWindow, session: Make, entered: State, left_for: State
) -> None:
    window.show()
    window.show_session(session(entered))
    lines = [each for each in window.findChildren(QLineEdit) if each.isVisible()]
    assert lines
    for each in lines:
        QTest.keyClicks(each, SECRET)
    window.show_session(session(left_for))
    window.show_session(session(entered))
    assert [try_to_get_back(each) for each in lines] == [""] * len(lines)


def test_a_double_tap_presses_nothing_on_the_screen_that_follows(qtbot: QtBot, session: Make) -> None:
    now_s = 100.0
    load_fonts()
    window = KioskWindow(clock=lambda: now_s)
    qtbot.addWidget(window, before_close_func=lambda widget: widget.release())
    window.open(full_screen=False)
    window.show_session(session(GetReady()))
    pressed: list[str] = []
    window.ready_pressed.connect(lambda: pressed.append("ready"))
    buttons = [each for each in window.findChildren(QPushButton) if each.isVisible()]
    for now_s, expected in ((100.0 + SETTLE_S - 0.01, False), (100.0 + SETTLE_S, True)):  # noqa: B007
        for each in buttons:
            place = each.mapTo(window, each.rect().center())
            QTest.mouseClick(window.windowHandle(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
        QTest.keyClick(window.windowHandle(), Qt.Key.Key_Return)
        assert bool(pressed) is expected


def test_no_button_of_any_screen_can_be_pressed_by_the_second_half_of_a_double_tap(qtbot: QtBot, session: Make) -> None:
    now_s = 100.0
    load_fonts()
    window = KioskWindow(clock=lambda: now_s)
    qtbot.addWidget(window, before_close_func=lambda widget: widget.release())
    window.open(full_screen=False)
    pressed, tried = list[str](), set[str]()
    for name, shown in sessions.sessions():
        # Another screen first, so that this one is new.
        other = EnteringCustomer() if isinstance(shown.state, Attract | GetReady) else GetReady()
        window.show_session(session(other))
        now_s += 10
        window.show_session(shown)
        for each in (found for found in window.findChildren(QPushButton) if found.isVisible() and found.isEnabled()):
            each.pressed.connect(lambda name=name, each=each: pressed.append(f"{name}: {each.text()}"))
            place = each.mapTo(window, each.rect().center())
            QTest.mouseDClick(window.windowHandle(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
            tried.add(each.text())
    assert pressed == []
    assert len(tried) > 20


PICTURE_SHAPE = (480, 640, 3)


@pytest.mark.parametrize("state", [Starting(), CapturingDocument(Side.FRONT, 1)])
def test_no_picture_outlives_the_visit(window: KioskWindow, session: Make, state: State) -> None:
    window.show()
    window.show_session(session(state))
    picture = np.full(PICTURE_SHAPE, 90, np.uint8)
    kept = weakref.ref(picture)
    window.show_frame(picture)
    QApplication.processEvents()
    del picture
    window.show_session(session(Attract()))
    QApplication.processEvents()
    gc.collect()
    assert kept() is None
