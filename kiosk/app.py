"""The composition root: builds everything from settings and runs it. Nothing else does."""

import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk import display, libraries, log, photos
from kiosk.backend.embedded import READY_PREFIX, EmbeddedBackend
from kiosk.camera.choice import is_clip
from kiosk.camera.source import CameraSource
from kiosk.errors import LibraryMissing
from kiosk.liveness import nose_guide
from kiosk.parent import SignsOfLife
from kiosk.paths import is_frozen
from kiosk.settings import Settings

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from kiosk.camera.demo.attack import Attack
    from kiosk.camera.demo.motion import DemoPerson
    from kiosk.camera.demo.portrait import Portrait
    from kiosk.client.backend import BackendClient
    from kiosk.ui.controller import Controller
    from kiosk.ui.threads import Workers
    from kiosk.ui.window import KioskWindow

DEMO = "demo"


@dataclass(frozen=True, slots=True)
class Demonstration:
    """What `kiosk demo` was asked to show."""

    attack: "Attack | None" = None
    another: Path | None = None
    """Picture of another person."""
    report: Path | None = None


@dataclass(frozen=True, slots=True)
class Terminal:
    """A window with everything behind it; close the controller before the program ends."""

    application: "QApplication"
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


def run_backend(settings: Settings, host: str, port: int) -> None:
    """Serve the backend until it is told to stop."""
    from kiosk.backend.serve import serve

    serve(settings, host, port, _announce)


def run_rekognition_local(settings: Settings, address: tuple[str, int], s3_endpoint: str, region: str) -> None:
    """Serve the local Rekognition until it is told to stop."""
    if is_frozen():
        raise LibraryMissing("rekognition-local is no part of the installed program; run it from its sources")
    from kiosk.rekognition_local.build import FOLDER, S3Place
    from kiosk.rekognition_local.serve import serve
    from kiosk.ui.instance import only_instance

    folder = settings.data_dir / FOLDER
    folder.mkdir(mode=0o700, exist_ok=True)
    with only_instance(folder):
        serve(settings, address, S3Place(s3_endpoint, region), _announce)


@dataclass(frozen=True, slots=True)
class Visit:
    """What is known beforehand of who comes to the terminal."""

    id_photo: bytes | None = None
    session_id: str = ""
    """Of a liveness session that somebody created for this customer."""


def run_kiosk(settings: Settings, visit: Visit, size: tuple[int, int], signs_of_life: SignsOfLife) -> None:
    """Show the window until it is closed; raises what keeps a terminal from ever working."""
    _prepare_qt(settings)
    from kiosk.camera.demo.motion import DemoPerson
    from kiosk.ui.application import request_camera_permission
    from kiosk.ui.messages import logged_qt_messages
    from kiosk.ui.threads import Workers

    _check_models()
    person = DemoPerson()
    with logged_qt_messages(), Workers() as workers, _backend(settings, settings.data_dir) as backend:
        terminal = _terminal(settings, partial(_open_camera, settings, person), backend.connect, visit, size)
        terminal.window.instruction_shown.connect(person.see)
        terminal.open(settings.full_screen)
        if not _is_synthetic(settings):
            request_camera_permission(terminal.application)
        _show(terminal, backend, workers, signs_of_life)


def run_demo(settings: Settings, demonstration: Demonstration, size: tuple[int, int]) -> bool:
    """Let the demo person take the challenge; whether the backend passed it."""
    log.silence_native_libraries()
    log.configure(settings.log_level)
    _prepare_qt(settings)
    from kiosk.camera.demo import attacks, people
    from kiosk.camera.demo.camera import DemoCamera
    from kiosk.ui.demonstration import Demonstration as Show
    from kiosk.ui.threads import Workers

    picture = people.demo_person()
    portrait = photos.portrait(picture)
    another = _another(demonstration)
    person = attacks.person(demonstration.attack)
    scene = attacks.scene(demonstration.attack, portrait, another)
    with (
        tempfile.TemporaryDirectory(prefix="kiosk-demo-") as folder,
        Workers() as workers,
        _backend(settings, Path(folder)) as backend,
    ):
        open_camera = partial(DemoCamera, scene, person)
        terminal = _terminal(settings, open_camera, backend.connect, Visit(photos.read_photo(picture)), size)
        outcomes: list[bool] = []

        def finished(session: object) -> None:
            outcomes.append(bool(getattr(session, "passed", False)))
            terminal.application.quit()

        show = Show(terminal.window, terminal.controller, person.see, demonstration.report, finished)
        terminal.open(settings.full_screen)
        show.begin()
        _show(terminal, backend, workers, SignsOfLife())
    return outcomes == [True]


def _show(terminal: Terminal, backend: Backend, workers: "Workers", signs_of_life: SignsOfLife) -> None:
    """Run until the window is closed or the process is asked to end; raises what keeps a terminal from working."""
    from kiosk.ui.heartbeat import Heartbeat, run_event_loop

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


def _terminal(
    settings: Settings,
    open_source: Callable[[], CameraSource],
    connect: "Callable[[], BackendClient]",
    visit: Visit,
    size: tuple[int, int],
) -> Terminal:
    from kiosk.client.uploader import UploadLimits
    from kiosk.session.states import Patience
    from kiosk.ui.application import make_application
    from kiosk.ui.attempt import AttemptPlan, Guidance
    from kiosk.ui.branding import brand
    from kiosk.ui.controller import Camera, Controller
    from kiosk.ui.window import KioskWindow
    from kiosk.vision.tracker import FrameSize

    application = make_application(sys.argv[:1])
    branding = brand(application, settings.brand_name, settings.brand_logo, settings.brand_colour)
    window = KioskWindow(settings.retention_hours, branding)
    window.resize(*size)
    synthetic = _is_synthetic(settings)
    window.demonstration = synthetic
    plan = AttemptPlan(
        connect=connect,
        guidance=Guidance(
            partial(nose_guide.begin, policy=settings.guide), partial(nose_guide.advance, policy=settings.guide)
        ),
        width_px=settings.frame_width_px,
        height_px=settings.frame_height_px,
        camera_name=settings.camera if not is_clip(settings.camera) else "video file",
        synthetic=synthetic,
        id_photo=visit.id_photo,
        session_id=visit.session_id,
        upload_limits=UploadLimits(settings.max_upload_fps, settings.upload_queue_frames),
        lifetime_s=float(settings.session_lifetime_s),
    )
    frame_size = FrameSize(settings.frame_width_px, settings.frame_height_px, settings.crop_zoom)
    patience = Patience(idle_s=settings.idle_timeout_s, result_s=settings.result_screen_s)
    return Terminal(application, window, Controller(window, Camera(open_source, frame_size), plan.start, patience))


@contextmanager
def _backend(settings: Settings, data_dir: Path) -> Iterator[Backend]:
    """A way to connect to the backend that the settings name, or to an embedded one that lives as long as this."""

    def client(url: Callable[[], str], api_key: str) -> "BackendClient":
        # Only now, on the thread that connects: the first picture need not wait for the HTTP library.
        from kiosk.client.backend import BackendClient

        return BackendClient(
            url(),
            api_key,
            connect_timeout_s=settings.connect_timeout_s,
            read_timeout_s=settings.read_timeout_s,
        )

    if settings.backend_url:
        api_key = settings.backend_api_key.get_secret_value()
        yield Backend(partial(client, lambda: settings.backend_url, api_key), lambda: None)
        return
    # Said either way, so that nothing in the terminal's own environment decides it.
    environment = {"KIOSK_ALLOW_SYNTHETIC": "true" if _is_synthetic(settings) else "false"}
    with EmbeddedBackend(environment, data_dir) as embedded:
        yield Backend(partial(client, embedded.url, embedded.api_key), embedded.url)


def _open_camera(settings: Settings, person: "DemoPerson") -> CameraSource:
    if settings.camera == DEMO:
        from kiosk.camera.demo import attacks, people
        from kiosk.camera.demo.camera import DemoCamera

        return DemoCamera(attacks.scene(None, photos.portrait(people.demo_person()), None), person)
    if is_clip(settings.camera):
        from kiosk.camera.clip import ClipCamera

        return ClipCamera(Path(settings.camera), loop=True)
    from kiosk.camera.live import LiveCamera

    return LiveCamera(settings.camera, settings.capture_width_px, settings.capture_height_px)


def _is_synthetic(settings: Settings) -> bool:
    return settings.camera == DEMO or is_clip(settings.camera)


def _another(demonstration: Demonstration) -> "Portrait | None":
    from kiosk.camera.demo.attack import NEEDS_ANOTHER_PERSON
    from kiosk.camera.demo.people import another_person

    if demonstration.attack not in NEEDS_ANOTHER_PERSON:
        return None
    return photos.portrait(demonstration.another or another_person())


def _check_models() -> None:
    """Raise ModelMissing or ModelDamaged now rather than when somebody stands before the camera."""
    from kiosk.vision import models

    for model in models.FACE_MESH:
        models.verified(model)


def _prepare_qt(settings: Settings) -> None:
    """Check what Qt needs, and go offscreen where there is no display."""
    if display.go_offscreen_if_missing():
        sys.stdout.write("There is no display: running offscreen.\n")
    needed = [libraries.ALWAYS, *([] if display.is_offscreen() else [libraries.ON_X11])]
    libraries.require(*needed, *([] if _is_synthetic(settings) else [libraries.FOR_CAMERAS]))


def _announce(url: str) -> None:
    sys.stdout.write(f"{READY_PREFIX}{url}\n")
    sys.stdout.flush()
