"""The window shows the session's state and speaks in intents."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from kiosk.domain.liveness.challenge import Hint
from kiosk.domain.liveness.guide import Guide, Phase
from kiosk.domain.liveness.nose.challenge import challenge_at
from kiosk.domain.liveness.verdict import Reason
from kiosk.terminal.session.states import (
    Attract,
    Challenging,
    GetReady,
    Result,
    Session,
    Starting,
    State,
    Trouble,
    Verifying,
)
from kiosk.terminal.ui.locked_window import LOOK_MS
from kiosk.terminal.ui.text.catalogue import TextKey
from kiosk.terminal.ui.text.catalogue_en import ENGLISH
from kiosk.terminal.ui.text.lookup import announce_return, describe_error, get_text, instruct
from kiosk.terminal.ui.widgets.instruction import Instruction
from kiosk.terminal.ui.window import KioskWindow
from tests.factories.verdicts import make_answer

Make = Callable[..., Session]
CHALLENGE = challenge_at("c", 640, 480, 60, 0)
GUIDE = Guide(Phase.APPROACH, Hint.NO_FACE, started_at_s=0.0, seconds_left=30.0)
FAILED = make_answer(Reason.TIMED_OUT)
PASSED = make_answer(document_matched=True)


def words(window: KioskWindow) -> str:
    shown = (child for child in window.findChildren(QLabel) if child.isVisible())
    return " | ".join(child.text() for child in shown)


def visible_button(window: KioskWindow, name: str) -> QPushButton:
    found = [child for child in window.findChildren(QPushButton) if child.isVisible() and child.text() == name]
    assert len(found) == 1
    return found[0]


@pytest.mark.parametrize(
    ("state", "says"),
    [
        (Attract(), get_text(TextKey.ATTRACT_PRIVACY)),
        (GetReady(), get_text(TextKey.OTHER_WAY)),
        (Verifying(3, 9), get_text(TextKey.CHECKING_LEAD)),
        (Result(PASSED), get_text(TextKey.PASSED_MATCH)),
        (Result(replace(PASSED, document_matched=None)), get_text(TextKey.PASSED_LIVE)),
        (Result(FAILED), ENGLISH.verdict_reasons[Reason.TIMED_OUT]),
        (Trouble("CAMERA_LOST", camera=True), get_text(TextKey.TROUBLE_RECOVERS)),
        (Trouble("BACKEND_TIMEOUT", camera=False), describe_error("BACKEND_TIMEOUT").title),
    ],
)
def test_each_state_has_its_screen(window: KioskWindow, session: Make, state: State, says: str) -> None:
    window.show()
    window.show_session(session(state))
    assert says in words(window)


@pytest.mark.parametrize("state", [Result(FAILED), Result(PASSED)])
def test_no_score_is_shown(window: KioskWindow, session: Make, state: State) -> None:
    window.show()
    window.show_session(session(state))
    assert not any(number in words(window) for number in ("97", "99"))


@pytest.mark.parametrize(
    ("state", "name", "signal"),
    [
        (Attract(), get_text(TextKey.START), "start_pressed"),
        (GetReady(), get_text(TextKey.CONTINUE), "ready_pressed"),
        (GetReady(), get_text(TextKey.CANCEL), "cancel_pressed"),
        (Starting(), get_text(TextKey.CANCEL), "cancel_pressed"),
        (Challenging(CHALLENGE, 9.0, GUIDE), get_text(TextKey.CANCEL), "cancel_pressed"),
        (Verifying(), get_text(TextKey.CANCEL), "cancel_pressed"),
        (Result(FAILED), get_text(TextKey.RETRY), "retry_pressed"),
        (Result(PASSED), get_text(TextKey.DONE), "done_pressed"),
        (Trouble("BUSY", camera=False), get_text(TextKey.RETRY), "retry_pressed"),
        (Trouble("CAMERA_LOST", camera=True), get_text(TextKey.CANCEL), "cancel_pressed"),
    ],
)
def test_buttons_are_intents(
    window: KioskWindow, session: Make, qtbot: QtBot, state: State, name: str, signal: str
) -> None:
    window.show()
    window.show_session(session(state))
    pressed = visible_button(window, name)
    assert pressed.accessibleName() == name
    assert pressed.height() >= 72
    with qtbot.waitSignal(getattr(window, signal)):
        QTest.mouseClick(pressed, Qt.MouseButton.LeftButton)


@pytest.mark.parametrize(
    "state", [Result(PASSED), Trouble("CAMERA_LOST", camera=True), Trouble("LOCKED_OUT", camera=False)]
)
def test_there_is_no_retry_where_it_means_nothing(window: KioskWindow, session: Make, state: State) -> None:
    window.show()
    window.show_session(session(Result(FAILED)))
    window.show_session(session(state))
    assert not any(
        child.isVisible() and child.text() == get_text(TextKey.RETRY) for child in window.findChildren(QPushButton)
    )


def test_an_instruction_is_told_once_per_change(window: KioskWindow, session: Make) -> None:
    told: list[Hint] = []
    window.instruction_shown.connect(told.append)
    for hint in (Hint.NO_FACE, Hint.NO_FACE, Hint.HOLD_STILL, Hint.TURN_LEFT):
        window.show_session(session(Challenging(CHALLENGE, 99.0, replace(GUIDE, hint=hint))))
    window.show_session(session(Attract()))
    window.show_session(session(Challenging(CHALLENGE, 99.0, replace(GUIDE, hint=Hint.TURN_LEFT))))
    assert told == [Hint.NO_FACE, Hint.HOLD_STILL, Hint.TURN_LEFT, Hint.TURN_LEFT]


def test_the_instruction_is_what_the_customer_reads(window: KioskWindow, session: Make) -> None:
    instruction = window.findChild(Instruction)
    assert isinstance(instruction, Instruction)
    window.show_session(session(Starting()))
    assert instruction.text == get_text(TextKey.STARTING)
    window.show_session(session(Challenging(CHALLENGE, 99.0, GUIDE)))
    assert instruction.text == instruction.accessibleName() == instruct(Hint.NO_FACE)


def test_the_picture_of_a_customer_is_forgotten(window: KioskWindow, session: Make) -> None:
    window.show()
    window.show_session(session(Challenging(CHALLENGE, 99.0, GUIDE)))
    window.show_frame(np.full((480, 640, 3), 255, np.uint8))
    bright = window.grab().toImage().pixelColor(640, 400).lightness()
    window.show_session(session(Attract()))
    window.show_frame(np.full((480, 640, 3), 255, np.uint8))
    window.show_session(session(Starting()))
    assert window.grab().toImage().pixelColor(640, 400).lightness() < 50 < bright


def test_a_result_is_forgotten(window: KioskWindow, session: Make) -> None:
    window.show_session(session(Result(PASSED)))
    window.show_session(session(Attract()))
    assert not any(child.text() == get_text(TextKey.PASSED_MATCH) for child in window.findChildren(QLabel))


def test_an_idle_screen_announces_that_it_closes(window: KioskWindow, session: Make) -> None:
    window.show()
    window.show_session(session(GetReady(), 5.0))
    assert get_text(TextKey.STILL_THERE) not in words(window)
    window.show_session(session(GetReady(), 40.0))
    assert get_text(TextKey.STILL_THERE) in words(window)
    window.show_session(session(Result(PASSED), 3.0))
    assert announce_return(9) in words(window)


def test_a_touch_is_told(window: KioskWindow, session: Make, qtbot: QtBot) -> None:
    window.open(full_screen=False)
    window.show_session(session(GetReady()))
    with qtbot.waitSignal(window.touched):
        QTest.mouseClick(window.windowHandle(), Qt.MouseButton.LeftButton)


def test_a_window_can_be_closed(window: KioskWindow, qtbot: QtBot) -> None:
    window.open(full_screen=False)
    with qtbot.waitSignal(window.closed):
        window.close()


def test_full_screen_closes_only_for_staff(window: KioskWindow, qtbot: QtBot) -> None:
    window.open(full_screen=True)
    with qtbot.assertNotEmitted(window.closed):
        window.close()
    assert window.isVisible()
    window.release()
    with qtbot.waitSignal(window.closed):
        window.close()


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_F11, Qt.Key.Key_F4])
@pytest.mark.parametrize("full_screen", [True, False])
def test_keys_that_lead_out_are_swallowed_in_full_screen(
    window: KioskWindow, qtbot: QtBot, key: Qt.Key, full_screen: bool
) -> None:
    window.open(full_screen)
    event = QKeyEvent(QKeyEvent.Type.KeyPress, key, Qt.KeyboardModifier.AltModifier)
    assert window.eventFilter(window, event) is full_screen
    window.release()


def test_the_demonstration_badge_stays(window: KioskWindow, session: Make) -> None:
    window.show()
    assert get_text(TextKey.DEMONSTRATION) not in words(window)
    window.demonstration = True
    for state in (Attract(), Starting(), Result(PASSED)):
        window.show_session(session(state))
        assert get_text(TextKey.DEMONSTRATION) in words(window)


STATES = [Attract(), GetReady(), Verifying(3, 9), Result(FAILED), Trouble("BUSY", camera=False)]


@pytest.mark.parametrize("size", [(1280, 800), (1080, 1920), (800, 600), (1024, 768), (1920, 1080)])
@pytest.mark.parametrize("state", STATES)
def test_nothing_is_cut_off(window: KioskWindow, session: Make, state: State, size: tuple[int, int]) -> None:
    window.resize(*size)
    window.show()
    window.show_session(session(state, 8.0))
    QApplication.processEvents()
    assert (window.width(), window.height()) == size
    for child in window.findChildren(QWidget):
        if child.isVisible() and isinstance(child, QLabel | QPushButton):
            assert window.rect().contains(child.rect().translated(child.mapTo(window, child.rect().topLeft())))
            assert child.height() >= child.heightForWidth(child.width())


def test_a_new_try_does_not_begin_with_the_old_picture(window: KioskWindow, session: Make) -> None:
    window.show()
    window.show_session(session(Starting()))
    window.show_frame(np.full((480, 640, 3), 255, np.uint8))
    for state in (Verifying(), Result(FAILED), GetReady(), Starting()):
        window.show_session(session(state))
    assert window.grab().toImage().pixelColor(640, 400).lightness() < 50


def test_full_screen_comes_back_from_wherever_it_was_sent(window: KioskWindow, qtbot: QtBot) -> None:
    window.open(full_screen=True)
    for send_away in (window.showMinimized, window.showNormal, window.showMaximized):
        send_away()
        qtbot.waitUntil(lambda: window.isFullScreen() and window.isActiveWindow(), timeout=10 * LOOK_MS)
        assert window.isVisible()
        assert not window.isMinimized()
    window.release()


def test_full_screen_comes_back_before_other_windows(
    window: KioskWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.open(full_screen=True)
    raised = list[bool]()
    monkeypatch.setattr(window, "activateWindow", lambda: raised.append(True))
    monkeypatch.setattr(QApplication, "activeWindow", lambda: None)
    qtbot.waitUntil(lambda: len(raised) >= 2, timeout=10 * LOOK_MS)
    window.release()


def test_a_dialog_of_its_own_may_stand_before_it(window: KioskWindow, qtbot: QtBot) -> None:
    window.open(full_screen=True)
    dialog = QDialog(window)
    dialog.open()
    qtbot.waitUntil(dialog.isActiveWindow, timeout=10 * LOOK_MS)
    qtbot.wait(2 * LOOK_MS)
    assert dialog.isActiveWindow()
    dialog.close()
    window.release()


@pytest.mark.parametrize("full_screen", [True, False])
def test_whoever_may_close_it_may_leave_it(window: KioskWindow, qtbot: QtBot, full_screen: bool) -> None:
    window.open(full_screen)
    window.release()
    window.showMinimized()
    qtbot.wait(2 * LOOK_MS)
    assert window.isMinimized()
