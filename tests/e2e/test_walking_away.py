"""Somebody walks away from the whole terminal, at every step: asked, forgotten, and nothing of theirs is left."""

import gc
import time
import weakref
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from types import TracebackType
from typing import Any, Self

import cv2
import numpy as np
import pytest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from kiosk.domain.identity.flow import Flow, Outcome
from kiosk.domain.identity.step_results import DocumentAnswer, FlowAnswer, Page, Side
from kiosk.domain.liveness.guide_policy import GuidePolicy
from kiosk.terminal.camera.source import Frame
from kiosk.terminal.client.backend import BackendClient
from kiosk.terminal.client.backoff import RetryPolicy
from kiosk.terminal.client.started_challenge import StartOptions
from kiosk.terminal.client.upload.uploader import UploadLimits
from kiosk.terminal.session.effects import StartChallenge
from kiosk.terminal.session.states import (
    Attract,
    CapturingDocument,
    Challenging,
    CheckingPage,
    Decided,
    DocumentRefused,
    GetReady,
    Result,
    State,
    Timeouts,
)
from kiosk.terminal.session.visit_options import VisitOptions
from kiosk.terminal.ui.attempt import AttemptFactory
from kiosk.terminal.ui.backend_steps import BackendSteps
from kiosk.terminal.ui.challenge_kinds import known_kinds
from kiosk.terminal.ui.controller import Camera, Controller
from kiosk.terminal.ui.text.catalogue import TextKey
from kiosk.terminal.ui.text.lookup import get_text
from kiosk.terminal.ui.widgets.leaving_notice import LeavingNotice
from kiosk.terminal.ui.window import KioskWindow
from kiosk.vision.jpeg import encode_jpeg
from kiosk.vision.tracker import FrameSize
from tests.factories.answers import STARTED
from tests.factories.verdicts import make_answer
from tests.fakes.fault_server import ok, serving
from tests.fakes.standing_person import StandingPerson

TIMES = Timeouts(
    idle_s=60, result_s=60, entry_s=60, capture_s=60, decided_s=60, number_s=60, absence_s=1.5, warning_s=2.0
)
WAIT_MS = 30_000
JPEG = encode_jpeg(np.full((480, 640, 3), 90, np.uint8), 80)


@dataclass
class Room:
    """What the camera sees: somebody, or an empty room with a sensor's noise."""

    occupied: bool = True
    frames: list["weakref.ref[np.ndarray[Any, Any]]"] = field(default_factory=list)


class RoomCamera(StandingPerson):
    """Implements `CameraSource`."""

    def __init__(self, room: Room) -> None:
        self._room = room
        self._random = np.random.default_rng(7)

    def __enter__(self) -> Self:
        super().__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        super().__exit__(kind, error, trace)

    def frames(self) -> Iterator[Frame]:
        for frame in super().frames():
            image = frame.image if self._room.occupied else self._empty(frame.image.shape)
            self._room.frames.append(weakref.ref(image))
            yield Frame(image, time.monotonic(), frame.index)

    def _empty(self, shape: tuple[int, ...]) -> "np.ndarray[Any, np.dtype[np.uint8]]":
        noise = self._random.normal(120, 3, shape)
        return np.clip(cv2.GaussianBlur(noise, (3, 3), 0), 0, 255).astype(np.uint8)


@dataclass
class Terminal:
    controller: Controller
    window: KioskWindow
    room: Room
    shown: list["weakref.ref[np.ndarray[Any, Any]]"] = field(default_factory=list)
    attempts: list["weakref.ref[object]"] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    @property
    def state(self) -> State:
        return self.controller.session.state

    def put(self, state: State, **changes: object) -> None:
        """As if the session had come here, camera and all."""
        now_s = time.monotonic()
        session = replace(self.controller.session, now_s=now_s, entered_at_s=now_s, seen_at_s=now_s)
        self.controller.session = replace(session, state=state, **changes)  # type: ignore[arg-type]
        self.window.show_session(self.controller.session)


@pytest.fixture
def terminal(qtbot: QtBot) -> Iterator[Terminal]:
    with serving(ok(**STARTED)) as server:
        window, room = KioskWindow(), Room()
        qtbot.addWidget(window)
        connect = partial(BackendClient, server.url, read_timeout_s=2.0, retry=RetryPolicy(max_attempts=1))
        factory = AttemptFactory(
            connect=connect,
            kinds=known_kinds(GuidePolicy(approach_duration_s=60.0, nose_duration_s=60.0)),
            options=StartOptions("", 640, 480, synthetic=True, camera_name="test"),
            upload_limits=UploadLimits(),
            lifetime_s=60.0,
        )
        made: list[Terminal] = []

        def start(report: Callable[[object], None], effect: StartChallenge) -> Any:
            attempt = factory.start(report, effect)
            made[0].attempts.append(weakref.ref(attempt))
            return attempt

        camera = Camera(lambda: RoomCamera(room), FrameSize(640, 480, 1.8))
        visit = VisitOptions(Flow.ONBOARD)
        controller = Controller(window, camera, start, TIMES, visit, BackendSteps(connect))
        made.append(Terminal(controller, window, room))
        show = window.show_frame

        def show_frame(bgr: "np.ndarray[Any, np.dtype[np.uint8]]") -> None:
            made[0].shown.append(weakref.ref(bgr))
            show(bgr)

        window.show_frame = show_frame  # type: ignore[method-assign]
        window.warned.connect(made[0].warnings.append)
        controller.open()
        window.open(full_screen=False)
        yield made[0]
        controller.close()


def begin(qtbot: QtBot, terminal: Terminal) -> None:
    terminal.window.start_pressed.emit()
    qtbot.waitUntil(lambda: len(terminal.shown) > 5, timeout=WAIT_MS)


REFUSED = DocumentAnswer(False, findings=("EXPIRED",))
STATES: dict[str, State | None] = {
    "get ready": GetReady(),
    "challenge": None,
    "result": Result(make_answer()),
    "capturing": CapturingDocument(Side.FRONT, 0),
    "checking": CheckingPage(Page(Side.FRONT, JPEG)),
    "document refused": DocumentRefused(REFUSED),
    "number": Decided(FlowAnswer(Outcome.APPROVED, (), "9876543210")),
    "decided": Decided(FlowAnswer(Outcome.FAILED, ("DUPLICATE_FOUND",))),
}


def arrive(qtbot: QtBot, terminal: Terminal, name: str) -> None:
    begin(qtbot, terminal)
    state = STATES[name]
    if state is None:
        terminal.window.ready_pressed.emit()
        qtbot.waitUntil(lambda: isinstance(terminal.state, Challenging), timeout=WAIT_MS)
    else:
        terminal.put(state, customer="9876543210", attempt_closed=True)


def words(window: KioskWindow) -> str:
    texts = [each.text() for each in window.findChildren(QLabel)]
    return " | ".join(texts + [each.text() for each in window.findChildren(QPushButton)])


@pytest.mark.expect_logs
@pytest.mark.parametrize("name", STATES)
def test_who_walks_away_is_asked_and_forgotten(qtbot: QtBot, terminal: Terminal, name: str) -> None:
    arrive(qtbot, terminal, name)
    terminal.room.occupied = False
    qtbot.waitUntil(lambda: bool(terminal.warnings), timeout=WAIT_MS)
    notice = terminal.window.findChild(LeavingNotice)
    assert isinstance(notice, LeavingNotice)
    assert notice.isVisible()
    assert get_text(TextKey.STILL_THERE) in terminal.warnings[0]
    qtbot.waitUntil(lambda: terminal.state == Attract(), timeout=WAIT_MS)
    assert not notice.isVisible()
    assert len(terminal.warnings) == 1
    assert terminal.controller.session.customer == ""
    assert "9876543210" not in words(terminal.window)
    assert "987 654 3210" not in words(terminal.window)
    assert_nothing_left(qtbot, terminal)


@pytest.mark.expect_logs
def test_who_comes_back_or_says_so_goes_on(qtbot: QtBot, terminal: Terminal) -> None:
    arrive(qtbot, terminal, "get ready")
    terminal.room.occupied = False
    qtbot.waitUntil(lambda: len(terminal.warnings) == 1, timeout=WAIT_MS)
    terminal.room.occupied = True
    notice = terminal.window.findChild(LeavingNotice)
    assert isinstance(notice, LeavingNotice)
    qtbot.waitUntil(lambda: not notice.isVisible(), timeout=WAIT_MS)
    terminal.room.occupied = False
    qtbot.waitUntil(lambda: len(terminal.warnings) == 2, timeout=WAIT_MS)
    pressed = notice.findChild(QPushButton)
    assert isinstance(pressed, QPushButton)
    pressed.click()
    assert isinstance(terminal.state, GetReady)
    assert not notice.isVisible()
    qtbot.waitUntil(lambda: len(terminal.warnings) == 3, timeout=WAIT_MS)
    assert isinstance(terminal.state, GetReady)


@pytest.mark.expect_logs
def test_sessions_leave_no_pictures_queues_or_threads(qtbot: QtBot, terminal: Terminal) -> None:
    """By weak references to every camera's frame, every picture shown, and every attempt with its queue of JPEG."""
    for _ in range(3):
        arrive(qtbot, terminal, "challenge")
        qtbot.waitUntil(lambda: isinstance(terminal.state, Challenging) and terminal.state.total >= 0, timeout=WAIT_MS)
        qtbot.wait(400)
        terminal.window.cancel_pressed.emit()
        assert terminal.state == Attract()
        assert_nothing_left(qtbot, terminal)
    assert len(terminal.attempts) == 3


def assert_nothing_left(qtbot: QtBot, terminal: Terminal) -> None:
    watched: dict[str, list[Any]] = {
        "frames": terminal.room.frames,
        "shown": terminal.shown,
        "attempts": terminal.attempts,
    }
    assert terminal.room.frames
    assert terminal.shown

    def gone() -> bool:
        gc.collect()
        return all(ref() is None for refs in watched.values() for ref in refs)

    try:
        qtbot.waitUntil(gone, timeout=5_000)
    except Exception:
        left = {name: sum(ref() is not None for ref in refs) for name, refs in watched.items()}
        pytest.fail(f"still there: {left}")
    terminal.shown.clear()
    terminal.room.frames.clear()
