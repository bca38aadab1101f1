"""The window of a terminal that cannot run."""

import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from kiosk.system import display
from kiosk.terminal.app import out_of_service_notice
from kiosk.terminal.ui import heartbeat
from kiosk.terminal.ui.out_of_service import OutOfServiceWindow
from kiosk.terminal.ui.text.lookup import describe_fault, describe_out_of_service, list_fault_lines

LONG = (
    "libxcb-cursor.so.0, libxcb-icccm.so.4, libxcb-image.so.0, libxcb-keysyms.so.1 not found; install with: sudo "
    "apt-get install -y libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1"
)
LOG = r"C:\ProgramData\Kiosk\a_folder_with_quite_a_long_name\and_another_one_below\logs\kiosk.log"


def made(
    qtbot: QtBot, code: str = "LIBRARY_MISSING", detail: str = LONG, *, closable: bool = True
) -> OutOfServiceWindow:
    lines = list_fault_lines(code, detail, LOG)
    window = OutOfServiceWindow(describe_out_of_service(code), lines, closable=closable)
    qtbot.addWidget(window, before_close_func=lambda widget: widget.release())
    return window


def words(window: QWidget) -> list[str]:
    shown = [child.text() for child in window.findChildren(QLabel) if child.isVisible()]
    return [line.replace("\u200b", "") for line in shown]


def test_customers_read_calm_words_and_staff_what_is_wrong(qtbot: QtBot) -> None:
    window = made(qtbot, "MODEL_DAMAGED", "face.tflite is not the file that this version was made with")
    window.open(full_screen=False)
    assert words(window) == [
        "This terminal is out of service",
        "Please ask a member of staff.",
        "For staff",
        "A file of the program is missing or damaged. Install the program again.",
        "face.tflite is not the file that this version was made with",
        "Code: MODEL_DAMAGED",
        f"Log: {LOG}",
    ]


def test_nothing_is_said_where_nothing_is_known() -> None:
    assert list_fault_lines("NEVER_SEEN", "", "") == (describe_fault("NEVER_SEEN"), "Code: NEVER_SEEN")


def test_a_very_long_reason_is_cut_short() -> None:
    assert all(len(line) <= 300 for line in list_fault_lines("SETTINGS_INVALID", "x" * 5000, LOG))


@pytest.mark.parametrize("closable", [True, False])
@pytest.mark.parametrize("size", [(1280, 800), (1080, 1920), (800, 600), (1024, 768), (1920, 1080)])
def test_nothing_is_cut_off(qtbot: QtBot, size: tuple[int, int], closable: bool) -> None:
    window = made(qtbot, closable=closable)
    window.resize(*size)
    window.show()
    QApplication.processEvents()
    assert (window.width(), window.height()) == size
    for child in window.findChildren(QWidget):
        if child.isVisible() and isinstance(child, QLabel | QPushButton):
            assert window.rect().contains(child.rect().translated(child.mapTo(window, child.rect().topLeft())))
            assert child.height() >= child.heightForWidth(child.width())


def test_a_window_is_closed_by_its_button(qtbot: QtBot) -> None:
    window = made(qtbot)
    window.open(full_screen=False)
    button = window.findChild(QPushButton)
    assert isinstance(button, QPushButton)
    assert window.focusWidget() is button
    assert button.height() >= 72
    with qtbot.waitSignal(window.closed):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_full_screen_has_no_way_out_and_can_be_read_aloud(qtbot: QtBot) -> None:
    window = made(qtbot, closable=False)
    window.open(full_screen=True)
    window.close()
    assert window.isVisible()
    assert not [each for each in window.findChildren(QPushButton) if each.isVisible()]
    focused = window.focusWidget()
    assert focused is not None
    assert focused.accessibleName() == "This terminal is out of service. Please ask a member of staff."
    assert "LIBRARY_MISSING" in focused.accessibleDescription()


def test_a_second_terminal_is_not_out_of_service() -> None:
    assert "out of service" not in describe_out_of_service("ALREADY_RUNNING").title


@pytest.mark.expect_logs
def test_without_the_theme_the_words_are_said_plainly(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []

    def read(application: QApplication, _: object) -> None:
        said.extend(label.text() for label in QApplication.topLevelWidgets() if isinstance(label, QLabel))

    monkeypatch.setitem(sys.modules, "kiosk.terminal.ui.out_of_service", None)
    monkeypatch.setattr(display, "is_visible", lambda: True)
    monkeypatch.setattr(heartbeat, "run_event_loop", read)
    out_of_service_notice.show(
        out_of_service_notice.OutOfServiceNotice("MODEL_DAMAGED", "face.tflite", LOG, full_screen=False, seconds=0)
    )
    assert len(said) == 1
    for words_ in ("This terminal is out of service", "face.tflite", "MODEL_DAMAGED", LOG):
        assert words_ in said[0]


def test_where_nobody_sees_it_nothing_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    monkeypatch.setitem(sys.modules, "kiosk.terminal.ui.out_of_service", None)
    out_of_service_notice.show(
        out_of_service_notice.OutOfServiceNotice("MODEL_DAMAGED", "", str(Path()), full_screen=True, seconds=30)
    )
