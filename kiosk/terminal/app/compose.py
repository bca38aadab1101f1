"""A terminal put together from settings: camera, window, backend, and everything between them."""

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.settings import Settings
from kiosk.system import display, system_libraries
from kiosk.system.parent_process import SignsOfLife
from kiosk.terminal.app.embedded_backend import EmbeddedBackend
from kiosk.terminal.camera.device_choice import is_clip
from kiosk.terminal.camera.source import CameraSource
from kiosk.terminal.session.visit_options import VisitOptions

if TYPE_CHECKING:
    from kiosk.terminal.client.backend import BackendClient
    from kiosk.terminal.ui.application import Application
    from kiosk.terminal.ui.attempt import AttemptFactory
    from kiosk.terminal.ui.controller import Controller
    from kiosk.terminal.ui.threads import Workers
    from kiosk.terminal.ui.window import KioskWindow

DEMO = "demo"


@dataclass(frozen=True, slots=True)
class Terminal:
    """A window with everything behind it; close the controller before the program ends."""

    application: "Application"
    window: "KioskWindow"
    controller: "Controller"

    def open(self, full_screen: bool) -> None:
        """Show the first screen."""
        self.controller.open()
        self.window.open(full_screen)


@dataclass(frozen=True, slots=True)
class Backend:
    """The backend that a terminal works with."""

    connect: "Callable[[], BackendClient]"
    ready: Callable[[], object]
    """Blocks until it listens, if it is our own; raises what keeps it from ever listening."""


def make_terminal(
    settings: Settings,
    open_source: Callable[[], CameraSource],
    connect: "Callable[[], BackendClient]",
    visit: VisitOptions,
    size: tuple[int, int],
) -> Terminal:
    """Everything that a session needs, of which nothing runs yet; raises what keeps a window from being drawn."""
    from kiosk.terminal.session.states import Timeouts
    from kiosk.terminal.ui.application import make_application
    from kiosk.terminal.ui.backend_steps import BackendSteps
    from kiosk.terminal.ui.branding import brand
    from kiosk.terminal.ui.controller import Camera, Controller
    from kiosk.terminal.ui.window import KioskWindow
    from kiosk.vision.tracker import FrameSize

    application = make_application(sys.argv[:1])
    branding = brand(application, settings.brand_name, settings.brand_logo, settings.brand_colour)
    window = KioskWindow(settings.retention_hours, branding)
    window.resize(*size)
    window.demonstration = is_synthetic(settings)
    frame_size = FrameSize(settings.frame_width_px, settings.frame_height_px, settings.crop_zoom)
    timeouts = Timeouts(idle_s=settings.idle_timeout_s, result_s=settings.result_screen_s)
    start_attempt = _attempt_factory(settings, connect, visit).start
    steps = BackendSteps(connect, visit.device_id)
    controller = Controller(window, Camera(open_source, frame_size), start_attempt, timeouts, visit, steps)
    return Terminal(application, window, controller)


def _attempt_factory(
    settings: Settings, connect: "Callable[[], BackendClient]", visit: VisitOptions
) -> "AttemptFactory":
    from kiosk.terminal.client.started_challenge import StartOptions
    from kiosk.terminal.client.upload.uploader import UploadLimits
    from kiosk.terminal.ui.attempt import AttemptFactory
    from kiosk.terminal.ui.challenge_kinds import known_kinds

    return AttemptFactory(
        connect=connect,
        kinds=known_kinds(settings.guide),
        options=StartOptions(
            user_id="",
            width_px=settings.frame_width_px,
            height_px=settings.frame_height_px,
            camera_name=settings.camera if not is_clip(settings.camera) else "video file",
            synthetic=is_synthetic(settings),
            id_photo=visit.id_photo,
            session_id=visit.session_id,
            device_id=visit.device_id,
        ),
        upload_limits=UploadLimits(settings.max_upload_fps, settings.upload_queue_frames),
        lifetime_s=float(settings.session_lifetime_s),
    )


def show(terminal: Terminal, backend: Backend, workers: "Workers", signs_of_life: SignsOfLife) -> None:
    """Run until the window is closed or the process is asked to end; raises what keeps a terminal from working."""
    from kiosk.terminal.ui.heartbeat import Heartbeat, run_event_loop

    failures: list[BaseException] = []

    def fail(error: BaseException) -> None:
        failures.append(error)
        terminal.application.exit()

    # What escapes from a slot leaves a screen that may never change again.
    before, sys.excepthook = sys.excepthook, lambda kind, error, trace: fail(error)
    terminal.window.closed.connect(terminal.application.quit)
    terminal.controller.broke.connect(fail)
    workers.start(lambda _: backend.ready(), "backend", errored=fail)
    try:
        run_event_loop(terminal.application, Heartbeat(signs_of_life))
    finally:
        sys.excepthook = before
        terminal.controller.close()
    if failures:
        raise failures[0]


@contextmanager
def backend(settings: Settings, data_dir: Path, further: Mapping[str, str] | None = None) -> Iterator[Backend]:
    """A way to connect to the backend that the settings name, or to an embedded one that lives as long as this, with
    `further` settings of its own."""

    def client(url: Callable[[], str], api_key: str) -> "BackendClient":
        # Only now, on the thread that connects: the first picture need not wait for the HTTP library.
        from kiosk.terminal.client.backend import BackendClient

        return BackendClient(
            url(),
            api_key,
            connect_timeout_s=settings.connect_timeout_s,
            read_timeout_s=settings.read_timeout_s,
        )

    if settings.kyc_url:
        yield Backend(_connect_to_service(settings), lambda: None)
        return
    if settings.backend_url:
        api_key = settings.backend_api_key.get_secret_value()
        yield Backend(partial(client, lambda: settings.backend_url, api_key), lambda: None)
        return
    # Said either way, so that nothing in the terminal's own environment decides it.
    environment = {"KIOSK_ALLOW_SYNTHETIC": "true" if is_synthetic(settings) else "false", **(further or {})}
    with EmbeddedBackend(environment, data_dir) as embedded:
        yield Backend(partial(client, embedded.url, embedded.api_key), embedded.url)


def _connect_to_service(settings: Settings) -> "Callable[[], BackendClient]":
    """Connects to somebody's KYC service, where every visit completes a session of its own."""
    from kiosk.terminal.client.kyc import KycClient
    from kiosk.terminal.client.kyc_visits import KycVisits, VisitClient

    kyc_key, key = settings.kyc_api_key.get_secret_value(), settings.backend_api_key.get_secret_value()
    url = settings.backend_url or settings.kyc_url
    connect_s, read_s = settings.connect_timeout_s, settings.read_timeout_s

    def client() -> KycClient:
        return KycClient(settings.kyc_url, kyc_key, connect_timeout_s=connect_s, read_timeout_s=read_s)

    def report_session(session_id: str, status: str) -> None:
        sys.stdout.write(f"session {session_id} {status}\n")
        sys.stdout.flush()

    visits = KycVisits(client, report_session)
    return lambda: VisitClient(visits, url, key, connect_timeout_s=connect_s, read_timeout_s=read_s)


def is_synthetic(settings: Settings) -> bool:
    """Whether no real camera films."""
    return settings.camera == DEMO or is_clip(settings.camera)


def prepare_qt(settings: Settings) -> None:
    """Check what Qt needs, and go offscreen where there is no display."""
    if display.go_offscreen_if_missing():
        sys.stdout.write("There is no display: running offscreen.\n")
    needed = [system_libraries.ALWAYS, *([] if display.is_offscreen() else [system_libraries.ON_X11])]
    system_libraries.require(*needed, *([] if is_synthetic(settings) else [system_libraries.FOR_CAMERAS]))
