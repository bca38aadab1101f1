"""The terminal in the hands of staff: how they get there, what each role is offered, and what stays behind."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from kiosk.domain.identity.staff import TASKS, StaffRole
from kiosk.domain.language import Language
from kiosk.errors import CameraLost, DataFolderUnusable, OutputUnusable
from kiosk.terminal.session import effects, events, panel_events
from kiosk.terminal.session.panel_events import PanelAnswer
from kiosk.terminal.session.states import Attract, Session, Staff, StaffPanel, TerminalPanel
from kiosk.terminal.session.terminal_report import CameraFinding, CameraReport, FoundCustomer, PanelNote
from kiosk.terminal.ui.accessibility.parts import AccessibilityParts
from kiosk.terminal.ui.backend_steps import BackendSteps
from kiosk.terminal.ui.presence_watch import PresenceWatch
from kiosk.terminal.ui.text.catalogue import TextKey
from kiosk.terminal.ui.text.lookup import describe_error, get_text
from kiosk.terminal.ui.upkeep import TerminalUpkeep
from kiosk.terminal.ui.widgets.staff_gesture import StaffGesture
from kiosk.terminal.ui.window import KioskWindow
from tests.factories import sessions as made
from tests.fakes.speech import HeardSpeech

STAFF = Staff("007", "123456")
WORDS = {
    "unlock": TextKey.UNLOCK,
    "maintenance": TextKey.OUT_OF_SERVICE,
    "check": TextKey.CHECK_CAMERA,
    "admit": TextKey.ADMIT_CAMERA,
    "logs": TextKey.EXPORT_LOGS,
    "find": TextKey.FIND_CUSTOMER,
    "lately": TextKey.ENROLLED_LATELY,
}


@dataclass
class Taps:
    made: int = 0
    now_s: float = 0.0

    def count(self) -> None:
        self.made += 1


def panel(role: StaffRole, **changes: object) -> Session:
    state = replace(TerminalPanel(STAFF, TASKS[role]), **changes)  # type: ignore[arg-type]
    return made.session(made.ONBOARD, state)


def buttons(window: KioskWindow) -> dict[str, QPushButton]:
    return {each.accessibleName(): each for each in window.findChildren(QPushButton) if each.isVisible()}


def said(window: KioskWindow) -> str:
    return " | ".join(each.text() for each in window.findChildren(QLabel) if each.isVisible())


def tap(screen: QWidget, x: int, y: int) -> None:
    QTest.mouseClick(screen, Qt.MouseButton.LeftButton, pos=QPoint(x, y))


@pytest.fixture
def screen(qtbot: QtBot) -> QWidget:
    shown = QWidget()
    qtbot.addWidget(shown)
    shown.resize(1280, 800)
    shown.show()
    return shown


def test_five_taps_in_the_corner_open_the_entrance_and_nothing_less_does(screen: QWidget) -> None:
    taps = Taps()
    gesture = StaffGesture(screen, lambda: taps.now_s)
    gesture.made.connect(taps.count)
    for _ in range(4):
        tap(screen, 1270, 790)
    assert taps.made == 0
    tap(screen, 600, 400)
    tap(screen, 1270, 790)
    assert taps.made == 0, "a tap elsewhere ends it"
    for _ in range(4):
        tap(screen, 1270, 790)
    assert taps.made == 1
    for _ in range(6):
        taps.now_s += 1.5
        tap(screen, 1270, 790)
    assert taps.made == 1, "slow taps are no gesture"


def test_keys_open_it_as_well_and_only_on_the_attract_screen(window: KioskWindow, qtbot: QtBot) -> None:
    wishes = list[object]()
    window.intent_given.connect(wishes.append)
    window._clock = lambda: 1e9
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.show_session(panel(StaffRole.TELLER))
    held = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    QTest.keyClick(window, Qt.Key.Key_S, held)
    assert wishes == []
    window.show_session(made.session(made.ONBOARD, Attract()))
    attract = window._current
    assert attract is not None
    QTest.keyClick(window, Qt.Key.Key_S, held)
    assert wishes == [events.TerminalPressed()]
    wishes.clear()
    for _ in range(5):
        tap(attract, attract.width() - 5, attract.height() - 5)
    assert wishes == [events.TerminalPressed()]


@pytest.mark.parametrize(
    ("role", "offered"),
    [
        (StaffRole.TELLER, {"unlock", "find", "lately"}),
        (StaffRole.TECHNICIAN, {"unlock", "maintenance", "check", "logs"}),
        (StaffRole.SUPERVISOR, {"unlock", "maintenance", "check", "logs", "find", "lately"}),
    ],
)
def test_each_role_is_offered_what_it_may_do(window: KioskWindow, role: StaffRole, offered: set[str]) -> None:
    window.show()
    window.show_session(panel(role))
    known = {get_text(key): name for name, key in WORDS.items()}
    assert {known[name] for name in buttons(window) if name in known} == offered
    assert get_text(TextKey.DONE) in buttons(window)


def test_every_button_says_what_it_wants(window: KioskWindow) -> None:
    wishes = list[object]()
    window.intent_given.connect(wishes.append)
    window._clock = lambda: 1e9
    window.show()
    stranger = CameraReport("Camera", "usb:2", False, turn_deg=90, findings=(CameraFinding.SIDEWAYS,))
    window.show_session(panel(StaffRole.SUPERVISOR, camera=stranger))
    found = buttons(window)
    for name, wish in {
        get_text(TextKey.UNLOCK): panel_events.UnlockPressed(),
        get_text(TextKey.OUT_OF_SERVICE): panel_events.MaintenancePressed(),
        get_text(TextKey.CHECK_CAMERA): panel_events.CameraCheckPressed(),
        get_text(TextKey.ADMIT_CAMERA): panel_events.CameraAdmitted(),
        get_text(TextKey.TURN_CAMERA, degrees=90): panel_events.TurnAccepted(),
        get_text(TextKey.ENROLLED_LATELY): panel_events.LookUpPressed(""),
    }.items():
        found[name].click()
        assert wishes.pop() == wish, name
    found[get_text(TextKey.FIND_CUSTOMER)].click()
    assert wishes == [], "without a number there is nothing to find"


def test_an_admitted_camera_needs_no_admission_and_an_upright_one_no_turn(window: KioskWindow) -> None:
    window.show()
    window.show_session(panel(StaffRole.SUPERVISOR, camera=CameraReport("Camera", "usb:1", admitted=True, turn_deg=0)))
    assert get_text(TextKey.ADMIT_CAMERA) not in buttons(window)
    assert not any(name.startswith("Turn") for name in buttons(window))


def test_customers_that_were_found_do_not_stay(window: KioskWindow) -> None:
    window.show()
    window.show_session(panel(StaffRole.TELLER, customers=(FoundCustomer("1234567890", 0.0),)))
    assert "1234567890" in said(window)
    window.show_session(made.session(made.ONBOARD, Attract()))
    assert not any("1234567890" in each.text() for each in window.findChildren(QLabel))


def test_a_lock_and_maintenance_are_said(window: KioskWindow) -> None:
    window.show()
    session = panel(StaffRole.TECHNICIAN)
    window.show_session(replace(session, refused_until_s=session.now_s + 60))
    assert get_text(TextKey.TERMINAL_LOCKED) in said(window)
    window.show_session(replace(session, maintenance=True))
    assert get_text(TextKey.TERMINAL_OUT_OF_SERVICE) in said(window)
    assert get_text(TextKey.INTO_SERVICE) in buttons(window)
    attract = replace(made.session(made.ONBOARD, Attract()), maintenance=True)
    window.show_session(attract)
    assert describe_error("TERMINAL_IN_MAINTENANCE").title in said(window)
    assert get_text(TextKey.START) not in buttons(window)


@pytest.fixture
def heard() -> HeardSpeech:
    return HeardSpeech()


@pytest.fixture
def speaking(qtbot: QtBot, heard: HeardSpeech) -> KioskWindow:
    made_window = KioskWindow(accessibility=AccessibilityParts(make_speech=lambda: heard))
    qtbot.addWidget(made_window)
    made_window._clock = lambda: 1e9
    made_window.show()
    return made_window


def test_staff_hears_the_volume_that_is_kept(speaking: KioskWindow, heard: HeardSpeech) -> None:
    wishes = list[object]()
    speaking.intent_given.connect(wishes.append)
    at_forty = replace(panel(StaffRole.TECHNICIAN), volume_percent=40)
    speaking.show_session(at_forty)
    assert get_text(TextKey.VOLUME, percent=40) in said(speaking)
    assert heard.volume == pytest.approx(0.8 * 0.4), "within it customers choose their own"
    for key, percent in ((TextKey.ACCESS_LOUDER, 50), (TextKey.ACCESS_QUIETER, 30), (TextKey.TRY_VOLUME, 40)):
        buttons(speaking)[get_text(key)].click()
        assert wishes.pop() == panel_events.VolumeChosen(percent)
    kept = replace(panel(StaffRole.TECHNICIAN, note=PanelNote.VOLUME_SAVED), volume_percent=50)
    speaking.show_session(kept)
    speaking.show_session(replace(kept, now_s=3.0))
    assert heard.words == [get_text(TextKey.VOLUME_SAMPLE)], "once"
    assert heard.volume == pytest.approx(0.8 * 0.5)
    speaking.show_session(replace(kept, volume_percent=0))
    assert heard.volume == 0
    heard.available = False
    speaking.show_session(at_forty)
    speaking.show_session(kept)
    assert wishes == [panel_events.SampleUnheard()]


def test_a_teller_leaves_the_volume_alone(speaking: KioskWindow) -> None:
    speaking.show_session(panel(StaffRole.TELLER))
    assert get_text(TextKey.TRY_VOLUME) not in buttons(speaking)


def test_staff_reads_measures_in_the_language_of_the_screen(window: KioskWindow) -> None:
    window.show()
    shown = made.session(made.ASSISTED, StaffPanel(made.evidence(), STAFF))
    for language, words in ((Language.PORTUGUESE, "Prova de vida"), (Language.FRENCH, "Preuve du vivant")):
        window.show_session(replace(shown, chosen_language=language))
        QApplication.processEvents()
        assert words in said(window)
    window.show_session(replace(shown, chosen_language=Language.ENGLISH))


@dataclass
class Asked:
    """What an upkeep was asked for."""

    done: list[object] = field(default_factory=list)
    fails: Exception | None = None

    def note(self, *given: object) -> None:
        if self.fails is not None:
            raise self.fails
        self.done.append(given)


def upkeep(asked: Asked, check: Callable[[], CameraReport]) -> TerminalUpkeep:
    return TerminalUpkeep(check, asked.note, asked.note, asked.note, asked.note)


def report() -> CameraReport:
    return CameraReport("Camera", "usb:1", admitted=True)


def no_camera() -> CameraReport:
    raise CameraLost("gone")


def test_the_volume_is_kept_or_said_not_to_be() -> None:
    calls = BackendSteps(lambda: pytest.fail("nobody asks a backend"))
    asked = Asked()
    keeping = TerminalUpkeep(save_volume=asked.note)
    assert keeping.carry_out(calls, effects.SaveVolume(1, 40)) == PanelAnswer(1, PanelNote.VOLUME_SAVED)
    assert asked.done == [(40,)]


@pytest.mark.expect_logs
def test_what_staff_asks_for_is_done_or_said() -> None:
    calls = BackendSteps(lambda: pytest.fail("nobody asks a backend"))
    asked = Asked()
    done = upkeep(asked, report).carry_out
    assert done(calls, effects.CheckCamera(1)) == PanelAnswer(1, camera=report())
    assert done(calls, effects.SaveTurn(2, 90)) == PanelAnswer(2, PanelNote.TURN_SAVED)
    admitted = done(calls, effects.AdmitCamera(3, "usb:1", "Camera"))
    assert admitted == PanelAnswer(3, PanelNote.CAMERA_ADMITTED, report())
    assert done(calls, effects.ExportLogs(4, "/media/stick")) == PanelAnswer(4, PanelNote.LOGS_SAVED)
    assert asked.done == [(90,), ("usb:1", "Camera"), ("/media/stick",)]
    failing = upkeep(Asked(fails=DataFolderUnusable("full")), no_camera).carry_out
    assert failing(calls, effects.SaveTurn(5, 90)) == PanelAnswer(5, PanelNote.NOT_SAVED)
    checked = failing(calls, effects.CheckCamera(6)).camera
    assert checked is not None
    assert checked.code == "CAMERA_LOST"
    assert not checked.admitted
    full = upkeep(Asked(fails=OutputUnusable("full")), report).carry_out
    assert full(calls, effects.ExportLogs(7, "/media/stick")) == PanelAnswer(7, PanelNote.LOGS_NOT_SAVED)


def test_movement_is_told_from_noise(tmp_path: Path) -> None:
    random, watch = np.random.default_rng(3), PresenceWatch()

    def noisy(shift: int = 0) -> NDArray[np.uint8]:
        picture = np.full((720, 1280, 3), 110.0)
        picture[200:500, 300 + shift : 600 + shift] = 190
        return np.asarray(np.clip(picture + random.normal(0, 8, picture.shape), 0, 255), dtype=np.uint8)

    assert not any(watch.sees_movement(noisy(), 0.6 * index) for index in range(5))
    assert watch.sees_movement(noisy(120), 3.0)
    assert not watch.sees_movement(noisy(240), 3.1), "too soon after"
    watch.forget()
    assert not watch.sees_movement(noisy(0), 9.0), "with nothing to compare"
