"""The composition root: builds everything from settings and runs it. Nothing else does."""

import os
import signal
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk import libraries, log
from kiosk.backend.embedded import READY_PREFIX, EmbeddedBackend
from kiosk.camera.source import CameraSource
from kiosk.errors import PictureMissing
from kiosk.liveness import nose_guide
from kiosk.settings import Settings

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from kiosk.camera.demo.attack import Attack
    from kiosk.camera.demo.motion import DemoPerson
    from kiosk.camera.demo.portrait import Portrait
    from kiosk.client.backend import BackendClient
    from kiosk.ui.controller import Controller
    from kiosk.ui.window import KioskWindow

DEMO = "demo"
MAX_PHOTO_SIDE_PX, PHOTO_QUALITY = 1280, 92
"""An ID photo is sent no larger than this."""


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


def run_backend(settings: Settings, host: str, port: int, *, until_input_ends: bool) -> None:
    """Serve the backend until it is told to stop."""
    from kiosk.backend.serve import serve

    _prepare_log(settings)
    if until_input_ends:
        threading.Thread(target=_stop_with_parent, name="parent", daemon=True).start()
    serve(settings, host, port, _announce)


def run_kiosk(settings: Settings, id_photo: Path | None, size: tuple[int, int]) -> None:
    """Show the window until it is closed."""
    _prepare_log(settings)
    _prepare_qt(settings)
    with _backend(settings, settings.data_dir) as connect:
        from kiosk.camera.demo.motion import DemoPerson

        person = DemoPerson()
        terminal = _terminal(settings, partial(_open_camera, settings, person), connect, _read_photo(id_photo), size)
        terminal.window.instruction_shown.connect(person.see)
        _show(terminal, settings, lambda: None)


def run_demo(settings: Settings, demonstration: Demonstration, size: tuple[int, int]) -> bool:
    """Let the demo person take the challenge; whether the backend passed it."""
    _prepare_log(settings)
    _prepare_qt(settings)
    from kiosk.camera.demo import attacks, people
    from kiosk.camera.demo.camera import DemoCamera
    from kiosk.ui.demonstration import Demonstration as Show

    picture = people.demo_person()
    portrait = _portrait(picture)
    another = _another(demonstration)
    person = attacks.person(demonstration.attack)
    scene = attacks.scene(demonstration.attack, portrait, another)
    with (
        tempfile.TemporaryDirectory(prefix="kiosk-demo-") as folder,
        _backend(settings, Path(folder)) as connect,
    ):
        terminal = _terminal(settings, lambda: DemoCamera(scene, person), connect, _read_photo(picture), size)
        outcomes: list[bool] = []

        def finished(session: object) -> None:
            outcomes.append(bool(getattr(session, "passed", False)))
            terminal.application.quit()

        show = Show(terminal.window, terminal.controller, person.see, demonstration.report, finished)
        _show(terminal, settings, show.begin)
    return outcomes == [True]


def _show(terminal: Terminal, settings: Settings, begin: Callable[[], None]) -> None:
    """Show the window until it is closed or the process is asked to end."""
    for number in (signal.SIGINT, signal.SIGTERM):
        # Heard at the controller's next tick, for Qt's loop alone lets Python hear nothing. Unlike `quit`, `exit` does
        # not ask a window that refuses to close.
        signal.signal(number, lambda *_: terminal.application.exit())
    terminal.window.closed.connect(terminal.application.quit)
    terminal.controller.open()
    terminal.window.open(settings.full_screen)
    begin()
    try:
        terminal.application.exec()
    finally:
        terminal.controller.close()


def _terminal(
    settings: Settings,
    open_source: Callable[[], CameraSource],
    connect: "Callable[[], BackendClient]",
    id_photo: bytes | None,
    size: tuple[int, int],
) -> Terminal:
    from kiosk.client.uploader import UploadLimits
    from kiosk.session.states import Patience
    from kiosk.ui.application import make_application
    from kiosk.ui.attempt import AttemptPlan, Guidance
    from kiosk.ui.controller import Camera, Controller
    from kiosk.ui.window import KioskWindow
    from kiosk.vision.tracker import FrameSize

    application = make_application(sys.argv[:1])
    window = KioskWindow(settings.retention_hours)
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
        camera_name=settings.camera if not _is_clip(settings) else "video file",
        synthetic=synthetic,
        id_photo=id_photo,
        upload_limits=UploadLimits(settings.max_upload_fps, settings.upload_queue_frames),
        lifetime_s=float(settings.session_lifetime_s),
    )
    frame_size = FrameSize(settings.frame_width_px, settings.frame_height_px, settings.crop_zoom)
    patience = Patience(idle_s=settings.idle_timeout_s, result_s=settings.result_screen_s)
    return Terminal(application, window, Controller(window, Camera(open_source, frame_size), plan.start, patience))


@contextmanager
def _backend(settings: Settings, data_dir: Path) -> "Iterator[Callable[[], BackendClient]]":
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
        yield partial(client, lambda: settings.backend_url, settings.backend_api_key.get_secret_value())
        return
    environment = {"KIOSK_ALLOW_SYNTHETIC": "true"} if _is_synthetic(settings) else {}
    with EmbeddedBackend(environment, data_dir) as embedded:
        yield partial(client, embedded.url, embedded.api_key)


def _open_camera(settings: Settings, person: "DemoPerson") -> CameraSource:
    if settings.camera == DEMO:
        from kiosk.camera.demo import attacks, people
        from kiosk.camera.demo.camera import DemoCamera

        return DemoCamera(attacks.scene(None, _portrait(people.demo_person()), None), person)
    if _is_clip(settings):
        from kiosk.camera.clip import ClipCamera

        return ClipCamera(Path(settings.camera), loop=True)
    from kiosk.camera.live import LiveCamera

    return LiveCamera(settings.camera, settings.capture_width_px, settings.capture_height_px)


def _is_clip(settings: Settings) -> bool:
    return Path(settings.camera).suffix.lower() in {".mp4", ".mov", ".avi", ".mkv", ".webm", ".gif"}


def _is_synthetic(settings: Settings) -> bool:
    return settings.camera == DEMO or _is_clip(settings)


def _portrait(path: Path) -> "Portrait":
    """A picture with the mesh of the one face in it; raises PictureMissing."""
    import cv2
    import numpy as np

    from kiosk.camera.demo.portrait import Portrait
    from kiosk.vision.face_mesh import FaceMesh

    image = cv2.imread(str(path), cv2.IMREAD_COLOR)
    if image is None:
        raise PictureMissing(f"{path.name} is not a picture")
    with FaceMesh(still=True) as mesh:
        found = mesh.points(np.asarray(cv2.cvtColor(image, cv2.COLOR_BGR2RGB), dtype=np.uint8))
    if len(found) != 1:
        raise PictureMissing(f"{path.name} shows {len(found)} faces rather than one")
    return Portrait(np.asarray(image, dtype=np.uint8), found[0])


def _another(demonstration: Demonstration) -> "Portrait | None":
    from kiosk.camera.demo.attack import NEEDS_ANOTHER_PERSON
    from kiosk.camera.demo.people import another_person

    if demonstration.attack not in NEEDS_ANOTHER_PERSON:
        return None
    return _portrait(demonstration.another or another_person())


def _read_photo(path: Path | None) -> bytes | None:
    """The ID photo as a JPEG file, whatever format it is in; raises PictureMissing."""
    if path is None:
        return None
    import cv2
    import numpy as np

    from kiosk.vision.jpeg import encode_jpeg

    image = cv2.imread(str(path), cv2.IMREAD_COLOR) if path.is_file() else None
    if image is None:
        raise PictureMissing(f"{path.name} is not a picture that can be read")
    scale = min(MAX_PHOTO_SIDE_PX / max(image.shape[:2]), 1.0)
    small = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    return encode_jpeg(np.asarray(small, dtype=np.uint8), PHOTO_QUALITY)


def _prepare_qt(settings: Settings) -> None:
    """Check what Qt needs, and go offscreen where there is no display."""
    displayless = sys.platform.startswith("linux") and not (
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    )
    if displayless and "QT_QPA_PLATFORM" not in os.environ:
        sys.stdout.write("There is no display: running offscreen.\n")
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    offscreen = os.environ.get("QT_QPA_PLATFORM", "").startswith("offscreen")
    needed = [libraries.ALWAYS, *([] if offscreen else [libraries.ON_X11])]
    libraries.require(*needed, *([] if _is_synthetic(settings) else [libraries.FOR_CAMERAS]))


def _prepare_log(settings: Settings) -> None:
    log.silence_native_libraries()
    log.configure(settings.log_level)


def _announce(url: str) -> None:
    sys.stdout.write(f"{READY_PREFIX}{url}\n")
    sys.stdout.flush()


def _stop_with_parent() -> None:
    """An embedded backend ends when the kiosk that started it is gone."""
    sys.stdin.read()
    signal.raise_signal(signal.SIGTERM)
