"""The whole kiosk when something goes wrong: a clear code on the screen, and never a pass."""

from collections.abc import Callable, Iterator
from functools import partial

import pytest
from pytestqt.qtbot import QtBot

from kiosk.domain.liveness.guide_policy import GuidePolicy
from kiosk.terminal.camera.faults import Faults, FaultyCamera
from kiosk.terminal.camera.source import CameraSource
from kiosk.terminal.client.backend import BackendClient
from kiosk.terminal.client.backoff import RetryPolicy
from kiosk.terminal.client.started_challenge import StartOptions
from kiosk.terminal.client.upload.uploader import UploadLimits
from kiosk.terminal.session.states import Attract, Challenging, GetReady, Result, Timeouts, Trouble
from kiosk.terminal.session.visit_options import VisitOptions
from kiosk.terminal.ui.attempt import AttemptFactory
from kiosk.terminal.ui.backend_steps import BackendSteps
from kiosk.terminal.ui.challenge_kinds import known_kinds
from kiosk.terminal.ui.controller import Camera, Controller
from kiosk.terminal.ui.window import KioskWindow
from kiosk.vision.tracker import FrameSize
from tests.factories.answers import PASSED, STARTED
from tests.fakes.fault_server import Reply, Server, hang_up, ok, raw, serving, slow, status, truncated
from tests.fakes.standing_person import StandingPerson

POLICY = GuidePolicy(approach_duration_s=3.0, nose_duration_s=0.6)
WAIT_MS = 20_000
Kiosk = Callable[..., Controller]


@pytest.fixture
def kiosk(qtbot: QtBot) -> Iterator[Kiosk]:
    running: list[Controller] = []

    def make(url: str, open_source: Callable[[], CameraSource] = StandingPerson) -> Controller:
        window = KioskWindow()
        qtbot.addWidget(window)
        factory = AttemptFactory(
            connect=partial(
                BackendClient, url, read_timeout_s=1.0, retry=RetryPolicy(max_attempts=3, base_s=0.01, cap_s=0.05)
            ),
            kinds=known_kinds(POLICY),
            options=StartOptions("", 640, 480, synthetic=True, camera_name="test"),
            upload_limits=UploadLimits(),
            lifetime_s=30.0,
        )
        calls = BackendSteps(partial(BackendClient, url, read_timeout_s=1.0, retry=RetryPolicy(max_attempts=1)))
        camera = Camera(open_source, FrameSize(640, 480, 1.8))
        controller = Controller(window, camera, factory.start, Timeouts(), VisitOptions(), calls)
        running.append(controller)
        controller.open()
        window.open(full_screen=False)
        return controller

    yield make
    for controller in running:
        controller.close()


def until(qtbot: QtBot, controller: Controller, *states: type[object]) -> None:
    qtbot.waitUntil(lambda: isinstance(controller.session.state, states), timeout=WAIT_MS)


def press_on(qtbot: QtBot, controller: Controller) -> None:
    """Go through with it as a customer does."""
    window = controller._window
    window.start_pressed.emit()
    until(qtbot, controller, GetReady)
    window.ready_pressed.emit()
    until(qtbot, controller, Challenging, Trouble)


def code_of(controller: Controller) -> str:
    state = controller.session.state
    assert not controller.session.passed
    return state.code if isinstance(state, Trouble) else type(state).__name__


@pytest.mark.expect_logs
@pytest.mark.parametrize(
    ("reply", "code"),
    [
        (hang_up, "BACKEND_UNREACHABLE"),
        (slow, "BACKEND_TIMEOUT"),
        (status(500, {"code": "INTERNAL_ERROR", "message": ""}), "BACKEND_UNREACHABLE"),
        (status(429, {}, Retry_After="0"), "BACKEND_UNREACHABLE"),
        (raw(b"<html>", "text/html"), "BACKEND_RESPONSE_INVALID"),
        (truncated, "BACKEND_UNREACHABLE"),
        (status(429, {"code": "TOO_MANY_STARTS", "message": ""}, Retry_After="354"), "TOO_MANY_STARTS"),
        (status(403, {"code": "SYNTHETIC_REFUSED", "message": ""}), "SYNTHETIC_REFUSED"),
        (status(422, {"code": "ID_PHOTO_NO_FACE", "message": ""}), "ID_PHOTO_NO_FACE"),
    ],
)
def test_a_backend_that_fails_at_the_start_is_told(qtbot: QtBot, kiosk: Kiosk, reply: Reply, code: str) -> None:
    with serving(reply) as server:
        controller = kiosk(server.url)
        press_on(qtbot, controller)
        until(qtbot, controller, Trouble)
        assert code_of(controller) in (code, "BACKEND_RESPONSE_INVALID" if reply is truncated else code)
        controller.close()


@pytest.mark.expect_logs
@pytest.mark.parametrize("reply", [hang_up, slow, status(503), raw(b"nonsense"), truncated])
def test_a_backend_that_fails_during_the_upload_passes_nobody(qtbot: QtBot, kiosk: Kiosk, reply: Reply) -> None:
    with serving(ok(**STARTED), ok(), ok(), reply) as server:
        controller = kiosk(server.url)
        press_on(qtbot, controller)
        until(qtbot, controller, Trouble)
        assert code_of(controller).startswith("BACKEND_")
        controller.close()


@pytest.mark.expect_logs
@pytest.mark.parametrize("answer", [{"success": "true"}, {"success": 1}, {}, {**PASSED, "reasons": ["NO_FACE"]}])
def test_a_verdict_that_is_none_passes_nobody(qtbot: QtBot, kiosk: Kiosk, answer: dict[str, object]) -> None:
    def reply(handler: object) -> None:
        path = handler.path  # type: ignore[attr-defined]
        body = STARTED if path.endswith("/start") else answer if path.endswith("/verify") else {}
        ok(**body)(handler)  # type: ignore[arg-type]

    with serving(reply) as server:
        controller = kiosk(server.url)
        press_on(qtbot, controller)
        until(qtbot, controller, Trouble, Result)
        assert code_of(controller) == "BACKEND_RESPONSE_INVALID"
        controller.close()


@pytest.mark.expect_logs
def test_a_camera_lost_during_the_challenge_is_told_and_recovers(qtbot: QtBot, kiosk: Kiosk) -> None:
    opened: list[int] = []

    def open_source() -> CameraSource:
        opened.append(1)
        return FaultyCamera(StandingPerson(), Faults(lost_from=12 if len(opened) == 1 else None))

    with serving(ok(**STARTED)) as server:
        controller = kiosk(server.url, open_source)
        press_on(qtbot, controller)
        until(qtbot, controller, Trouble)
        assert code_of(controller) == "CAMERA_LOST"
        until(qtbot, controller, GetReady)
        controller.close()


def test_a_window_closed_during_the_challenge_leaves_nothing_running(qtbot: QtBot, kiosk: Kiosk) -> None:
    with serving(ok(**STARTED)) as server:
        controller = kiosk(server.url)
        press_on(qtbot, controller)
        controller._window.close()
        controller.close()
        assert isinstance(controller.session.state, Attract)
        assert controller._attempt is None
        assert not controller._workers._running
        verified = [request for request in server.script.requests if request.path.endswith("/verify")]
        assert verified == []


def abandoned(server: Server) -> list[tuple[object, object]]:
    requests = [request for request in server.script.requests if request.path.endswith("/abandon")]
    return [(request.body["stage"], request.body["reason"]) for request in requests]


def test_the_backend_hears_of_a_customer_who_leaves(qtbot: QtBot, kiosk: Kiosk) -> None:
    with serving(ok(**STARTED), ok()) as server:
        controller = kiosk(server.url)
        press_on(qtbot, controller)
        controller._window.cancel_pressed.emit()
        assert isinstance(controller.session.state, Attract)
        qtbot.waitUntil(lambda: abandoned(server) == [("liveness", "CANCELLED")], timeout=WAIT_MS)
        controller.close()


def test_a_challenge_that_comes_after_its_customer_left_is_given_back(qtbot: QtBot, kiosk: Kiosk) -> None:
    def late(handler: object) -> None:
        handler.server.script.released.wait(WAIT_MS / 1000)  # type: ignore[attr-defined]
        ok(**STARTED)(handler)  # type: ignore[arg-type]

    with serving(late, ok()) as server:
        controller = kiosk(server.url)
        controller._window.start_pressed.emit()
        controller._window.ready_pressed.emit()
        qtbot.waitUntil(lambda: bool(server.script.requests), timeout=WAIT_MS)
        controller._window.cancel_pressed.emit()
        server.script.released.set()
        qtbot.waitUntil(lambda: abandoned(server) == [("liveness", "CANCELLED")], timeout=WAIT_MS)
        assert controller._attempt is None
        controller.close()
