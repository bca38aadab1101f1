"""Every screen by keys alone, and by one key alone."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from kiosk.terminal.session.events import CustomerEntered, LightChosen, PaceChosen, StaffEntered
from kiosk.terminal.session.states import (
    Attract,
    EnteringCustomer,
    EnteringStaff,
    GetReady,
    Session,
    StaffGate,
    Starting,
    State,
    Timeouts,
)
from kiosk.terminal.ui.accessibility.input_filter import PRESSING_KEYS
from kiosk.terminal.ui.accessibility.scanner import operable
from kiosk.terminal.ui.text.catalogue import TextKey
from kiosk.terminal.ui.text.lookup import get_text
from kiosk.terminal.ui.widgets.keypad import Keypad
from kiosk.terminal.ui.window import KioskWindow
from tests.ui.accessibility.test_names_and_roles import shown

Press = Callable[..., None]
Show = Callable[..., None]
TAB, BACK = Qt.Key.Key_Tab, Qt.Key.Key_Backtab


def focused() -> QWidget | None:
    return QApplication.focusWidget()


def name_of(widget: QWidget | None) -> str:
    return "" if widget is None else widget.accessibleName()


def go_to(press: Press, name: str) -> None:
    for _ in range(30):
        if name_of(focused()) == name:
            return
        press(TAB)
    raise AssertionError(f"Tab never comes to {name}")


def test_tab_goes_round_every_screen_both_ways(window: KioskWindow, press: Press, clock: list[float]) -> None:
    for name, session in shown():
        window.show_session(session)
        clock[0] += 1.0
        QApplication.processEvents()
        controls = window.accessibility.controls()
        assert set(controls) >= {
            each for each in window.screen_shown.findChildren(QPushButton) if each.isVisible() and each.isEnabled()
        }, name
        press(TAB)
        first, seen = focused(), list[QWidget | None]()
        if first not in controls:
            raise AssertionError(f"{name}: {first}")
        while focused() not in seen:
            seen.append(focused())
            press(TAB)
        assert focused() is first, name
        # Where a number is typed a keypad comes for as long as that takes.
        assert set(seen) >= set(controls), (name, [name_of(e) for e in controls], [name_of(e) for e in seen])
        back = list[QWidget | None]()
        while focused() not in back:
            back.append(focused())
            press(BACK)
        pads = {key for pad in window.screen_shown.findChildren(Keypad) for key in pad.keys}
        assert set(back) >= set(controls) - pads, name


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_enter_and_space_press(window: KioskWindow, show: Show, press: Press, qtbot: QtBot, key: Qt.Key) -> None:
    show(Attract())
    with qtbot.waitSignal(window.start_pressed):
        press(key)


def test_escape_leads_away(window: KioskWindow, show: Show, press: Press, qtbot: QtBot) -> None:
    show(GetReady())
    with qtbot.waitSignal(window.cancel_pressed):
        press(Qt.Key.Key_Escape)


def test_a_key_that_is_held_presses_once(window: KioskWindow, show: Show, clock: list[float]) -> None:
    pressed = list[bool]()
    window.start_pressed.connect(lambda: pressed.append(True))
    show(Attract())
    for again in range(5):
        QApplication.sendEvent(window.windowHandle(), return_key(repeated=again > 0))
        clock[0] += 1.0
    assert len(pressed) == 1


def return_key(*, repeated: bool) -> QKeyEvent:
    return QKeyEvent(QKeyEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "", repeated)


def test_the_number_pad_is_on_the_way_and_types_where_it_should(
    window: KioskWindow, show: Show, press: Press, qtbot: QtBot
) -> None:
    show(EnteringCustomer())
    entered: list[object] = []
    window.intent_given.connect(entered.append)
    for digit in "407":
        go_to(press, digit)
        press(Qt.Key.Key_Space)
    go_to(press, get_text(TextKey.CONTINUE))
    press(Qt.Key.Key_Space)
    assert entered == [CustomerEntered("407")]


def test_the_pad_types_number_and_pin(window: KioskWindow, show: Show, press: Press) -> None:
    show(EnteringStaff(StaffGate.BEGIN))
    entered: list[object] = []
    window.intent_given.connect(entered.append)
    for key in ("1", "2", get_text(TextKey.NEXT_LINE), "3", "4", get_text(TextKey.CONTINUE)):
        go_to(press, key)
        press(Qt.Key.Key_Space)
    assert [(each.staff.staff_id, each.staff.pin) for each in entered if isinstance(each, StaffEntered)] == [
        ("12", "34")
    ]


def test_a_touch_on_the_pad_leaves_the_keyboard_on_the_line(window: KioskWindow, show: Show) -> None:
    show(EnteringCustomer())
    line = focused()
    key = next(each for each in window.screen_shown.findChildren(QPushButton) if each.accessibleName() == "5")
    QTest.mouseClick(key, Qt.MouseButton.LeftButton)
    assert focused() is line


def test_the_pad_types_number_and_pin_by_touch(window: KioskWindow, show: Show, press: Press) -> None:
    show(EnteringStaff(StaffGate.BEGIN))
    entered: list[object] = []
    window.intent_given.connect(entered.append)
    for name in ("1", "2", get_text(TextKey.NEXT_LINE), "3", "4"):
        key = next(each for each in window.screen_shown.findChildren(QPushButton) if each.accessibleName() == name)
        QTest.mouseClick(key, Qt.MouseButton.LeftButton)
    press(Qt.Key.Key_Return)
    assert [(each.staff.staff_id, each.staff.pin) for each in entered if isinstance(each, StaffEntered)] == [
        ("12", "34")
    ]


def test_the_ring_is_round_what_the_keyboard_is_on(window: KioskWindow, show: Show, press: Press) -> None:
    show(GetReady())
    ring = window.accessibility.ring
    assert not ring.isVisible()
    press(TAB)
    found = focused()
    assert found is not None
    assert ring.isVisible()
    assert ring.geometry().contains(found.mapTo(window, found.rect().center()))
    QTest.mouseClick(window.windowHandle(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(3, 300))
    assert not ring.isVisible()


def test_the_page_of_choices_keeps_the_keyboard_and_gives_it_back(
    window: KioskWindow, show: Show, press: Press
) -> None:
    show(GetReady())
    press(Qt.Key.Key_F9)
    assert window.accessibility.menu_open
    for _ in range(12):
        press(TAB)
        assert name_of(focused()) != get_text(TextKey.CONTINUE)
    press(Qt.Key.Key_Escape)
    assert not window.accessibility.menu_open
    assert name_of(focused()) == get_text(TextKey.ACCESS_BUTTON)
    go_to(press, get_text(TextKey.CONTINUE))


def wait_for(qtbot: QtBot, name: str) -> None:
    qtbot.waitUntil(lambda: name_of(focused()) == name, timeout=10_000)


@pytest.mark.parametrize("key", PRESSING_KEYS)
def test_one_key_does_everything(window: KioskWindow, show: Show, press: Press, qtbot: QtBot, key: Qt.Key) -> None:
    show(GetReady())
    wishes: list[object] = []
    window.intent_given.connect(wishes.append)
    window.accessibility.scan()
    assert wishes == [PaceChosen(slow=True)]
    wait_for(qtbot, get_text(TextKey.NO_LIGHT))
    press(key)
    assert wishes[1:] == [LightChosen(coloured=False)]
    wait_for(qtbot, get_text(TextKey.CONTINUE))
    with qtbot.waitSignal(window.ready_pressed):
        press(key)


def test_one_touch_anywhere_does_everything(window: KioskWindow, show: Show, qtbot: QtBot) -> None:
    show(GetReady())
    window.accessibility.scan()
    wait_for(qtbot, get_text(TextKey.CONTINUE))
    with qtbot.waitSignal(window.ready_pressed), qtbot.assertNotEmitted(window.cancel_pressed):
        QTest.mouseClick(
            window.windowHandle(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(200, 760)
        )


def test_the_pad_can_be_used_with_one_key(window: KioskWindow, show: Show, press: Press, qtbot: QtBot) -> None:
    show(EnteringCustomer())
    entered: list[object] = []
    window.intent_given.connect(entered.append)
    window.accessibility.scan()
    for name in ("4", "2", get_text(TextKey.CONTINUE)):
        wait_for(qtbot, name)
        press(Qt.Key.Key_Space)
    assert entered[-1] == CustomerEntered("42")


def test_whoever_uses_one_key_can_stop_using_it(window: KioskWindow, show: Show, press: Press, qtbot: QtBot) -> None:
    show(GetReady())
    window.accessibility.scan()
    for name in (TextKey.ACCESS_BUTTON, TextKey.ACCESS_ONE_KEY):
        wait_for(qtbot, get_text(name))
        press(Qt.Key.Key_Space)
    assert not window.accessibility.scanner.running
    assert not window.accessibility.wishes.slow


def test_a_held_key_begins_it_and_presses_nothing(
    window: KioskWindow, show: Show, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    show(GetReady())
    held = window.accessibility.input._held
    held.setInterval(30)
    with qtbot.assertNotEmitted(window.ready_pressed):
        QTest.keyPress(window.windowHandle(), Qt.Key.Key_Space)
        qtbot.waitUntil(lambda: window.accessibility.scanner.running)
        QTest.keyRelease(window.windowHandle(), Qt.Key.Key_Space)
    assert window.accessibility.wishes.one_key


def test_a_key_that_changes_the_screen_is_not_taken_for_held(
    window: KioskWindow, show: Show, press: Press, qtbot: QtBot
) -> None:
    show(Attract())
    window.accessibility.input._held.setInterval(50)
    window.start_pressed.connect(lambda: window.show_session(session_of(GetReady())))
    press(Qt.Key.Key_Return)
    qtbot.wait(200)
    assert not window.accessibility.scanner.running


def session_of(state: State) -> Session:
    return Session(Timeouts(), 10.0, state, entered_at_s=10.0)


def test_the_wait_for_the_backend_has_a_way_out_with_one_key(
    window: KioskWindow, show: Show, press: Press, qtbot: QtBot
) -> None:
    show(Starting())
    window.accessibility.scan()
    wait_for(qtbot, get_text(TextKey.CANCEL))
    with qtbot.waitSignal(window.cancel_pressed):
        press(Qt.Key.Key_Space)


def test_only_what_can_be_used_is_on_the_way(window: KioskWindow, show: Show) -> None:
    show(EnteringCustomer())
    assert get_text(TextKey.CONTINUE) not in map(name_of, operable(window.screen_shown))


def test_what_is_chosen_has_a_tick(window: KioskWindow, show: Show, press: Press) -> None:
    show(GetReady())
    press(Qt.Key.Key_F9)
    go_to(press, get_text(TextKey.ACCESS_TIME))
    button = focused()
    assert isinstance(button, QPushButton)
    before = button.text()
    press(Qt.Key.Key_Space)
    assert button.isChecked()
    assert button.text() != before
    assert button.accessibleName() == get_text(TextKey.ACCESS_TIME)


@pytest.mark.parametrize("size", [(640, 480), (1024, 600), (1280, 800), (480, 800), (1080, 1920), (1920, 1080)])
def test_the_sign_is_on_every_screen_and_covers_no_text(
    window: KioskWindow, clock: list[float], size: tuple[int, int]
) -> None:
    window.resize(*size)
    found = set[str]()
    for name, session in shown():
        window.show_session(session)
        clock[0] += 1.0
        QApplication.processEvents()
        sign = next(each for each in window.findChildren(QPushButton) if each.property("role") == "access")
        assert sign.isVisible(), name
        place = sign.geometry()
        for each in window.screen_shown.findChildren(QWidget):
            if isinstance(each, QPushButton | QLabel) and each.isVisible() and each.text():
                area = QRect(each.mapTo(window, QPoint(0, 0)), each.size())
                if isinstance(each, QLabel):
                    drawn = each.fontMetrics().boundingRect(
                        each.rect(), int(each.alignment()) | _wrap(each), each.text()
                    )
                    area = drawn.translated(each.mapTo(window, QPoint(0, 0)))
                if area.intersects(place):
                    found.add(f"{name}: {each.text()}")
    assert found == set()


def _wrap(label: QLabel) -> int:
    return int(Qt.TextFlag.TextWordWrap) if label.wordWrap() else 0
