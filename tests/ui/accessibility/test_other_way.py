"""The way without a face by keys and by voice, in every language, up to the same result and records."""

from collections.abc import Callable, Iterator
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kiosk.domain.identity.flow import Flow, Outcome
from kiosk.domain.identity.step_results import FlowAnswer
from kiosk.domain.language import Language
from kiosk.domain.liveness.verdict import Reason
from kiosk.terminal.camera.source import CameraSource
from kiosk.terminal.client.backend import BackendClient
from kiosk.terminal.session.effects import StartChallenge
from kiosk.terminal.session.events import OtherWayPressed
from kiosk.terminal.session.states import (
    Attract,
    ConsentDeclined,
    Decided,
    EnteringStaff,
    GetReady,
    Result,
    StaffGate,
    StaffPanel,
    State,
    Timeouts,
    Trouble,
)
from kiosk.terminal.session.visit_options import VisitOptions
from kiosk.terminal.ui.attempt import ReportUpload, RunningAttempt
from kiosk.terminal.ui.backend_steps import BackendSteps
from kiosk.terminal.ui.controller import Camera, Controller
from kiosk.terminal.ui.text.catalogue import TextKey
from kiosk.terminal.ui.text.lookup import get_text
from kiosk.terminal.ui.text.translations import use_language
from kiosk.terminal.ui.window import KioskWindow
from kiosk.vision.tracker import FrameSize
from tests.factories.verdicts import make_answer
from tests.factories.visits import Terminal, terminal_in
from tests.fakes.branch import PIN, STAFF
from tests.fakes.speech import HeardSpeech

Press = Callable[..., None]
Show = Callable[..., None]
OFFERS = VisitOptions(Flow.ONBOARD, asks_consent=True, other_way=True)
BEGINS: tuple[State, ...] = (
    ConsentDeclined(),
    GetReady(),
    Result(make_answer(Reason.HEAD_NOT_TURNED)),
    Decided(FlowAnswer(Outcome.FAILED, ("FACE_MISMATCH",))),
    Trouble("CAMERA_LOST", camera=True),
    Trouble("LOCKED_OUT", camera=False),
)


@pytest.fixture(autouse=True)
def english_again(qapp: QApplication) -> Iterator[None]:
    yield
    use_language(Language.ENGLISH)


def go_to(press: Press, name: str) -> None:
    for _ in range(40):
        focused = QApplication.focusWidget()
        if focused is not None and focused.accessibleName() == name:
            return
        press(Qt.Key.Key_Tab)
    raise AssertionError(f"Tab never comes to {name}")


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("state", BEGINS, ids=lambda state: type(state).__name__)
def test_it_is_heard_and_pressed_where_it_begins(
    window: KioskWindow, show: Show, press: Press, speech: HeardSpeech, state: State, language: Language
) -> None:
    asked = list[object]()
    window.intent_given.connect(asked.append)
    press(Qt.Key.Key_F1)
    show(state, visit=OFFERS, chosen_language=language)
    name = get_text(TextKey.OTHER_WAY_BUTTON)
    assert any(name in said for said in speech.words)
    go_to(press, name)
    press(Qt.Key.Key_Return)
    assert OtherWayPressed() in asked


@pytest.mark.parametrize("state", BEGINS, ids=lambda state: type(state).__name__)
def test_it_is_not_offered_where_nobody_could_come(
    window: KioskWindow, show: Show, speech: HeardSpeech, press: Press, state: State
) -> None:
    press(Qt.Key.Key_F1)
    show(state, visit=OFFERS, staffed=False)
    assert not any(get_text(TextKey.OTHER_WAY_BUTTON) in said for said in speech.words)


@pytest.fixture(scope="module")
def terminal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Terminal]:
    with terminal_in(tmp_path_factory.mktemp("branch"), demand_consent=True) as made:
        yield made


def never_filmed() -> CameraSource:
    raise AssertionError("nobody is filmed who agreed to nothing")


def never_started(report: ReportUpload, wanted: StartChallenge) -> RunningAttempt:
    raise AssertionError("no challenge is started")


@pytest.fixture
def controller(window: KioskWindow, terminal: Terminal) -> Iterator[Controller]:
    steps = BackendSteps(partial(BackendClient, terminal.url), "t1")
    camera = Camera(never_filmed, FrameSize(640, 480, 1.8))
    made = Controller(window, camera, never_started, Timeouts(), OFFERS, steps)
    made.open()
    yield made
    made.close()


@pytest.mark.expect_logs
def test_a_customer_who_agrees_to_nothing_is_enrolled_by_keys_alone(
    qtbot: QtBot, terminal: Terminal, controller: Controller, press: Press, clock: list[float]
) -> None:
    def press_button(key: TextKey) -> None:
        clock[0] += 1.0
        go_to(press, get_text(key))
        press(Qt.Key.Key_Return)
        clock[0] += 1.0

    def type_in(line: TextKey, text: str) -> None:
        go_to(press, get_text(line))
        press(Qt.Key.Key_Backspace, times=8)
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClicks(focused, text)

    def sign_in(pin: str) -> None:
        type_in(TextKey.STAFF_NUMBER, STAFF)
        type_in(TextKey.PIN, pin)
        press_button(TextKey.CONTINUE)

    press_button(TextKey.START)
    press_button(TextKey.DISAGREE)
    press_button(TextKey.OTHER_WAY_BUTTON)
    assert isinstance(controller.session.state, EnteringStaff)
    sign_in("999999")
    refused = EnteringStaff(StaffGate.WITHOUT_FACE, "STAFF_REFUSED")
    qtbot.waitUntil(lambda: controller.session.state == refused, timeout=10_000)
    clock[0] += 1.0
    sign_in(PIN)
    qtbot.waitUntil(lambda: isinstance(controller.session.state, StaffPanel), timeout=10_000)
    press_button(TextKey.DECISION_CHECKED_BY_HAND)
    press_button(TextKey.DECIDE_WITHOUT_FACE)
    qtbot.waitUntil(lambda: isinstance(controller.session.state, Decided), timeout=10_000)
    assert controller.session.shows_number
    assert isinstance(controller.session.state, Decided)
    number = controller.session.state.answer.customer
    assert terminal.branch.identity.enrolments.is_enrolled(number)
    entry = terminal.branch.identity.audit.entries()[-1]
    assert (entry.staff_id, entry.action) == (STAFF, "without_face")
    press_button(TextKey.WRITTEN_DOWN)
    assert controller.session.state == Attract()
    assert controller.started is None
