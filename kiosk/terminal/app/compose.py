"""A terminal put together from settings: camera, window, backend, and everything between them."""

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict

from kiosk.errors import BackendRefused, ClipUnreadable, KioskError, LockedOut
from kiosk.settings import Settings
from kiosk.system import display, system_libraries
from kiosk.system.parent_process import SignsOfLife
from kiosk.terminal.app.embedded_backend import EmbeddedBackend
from kiosk.terminal.app.look_after import LookedAfter
from kiosk.terminal.app.terminal_key import signer_of_terminal
from kiosk.terminal.camera.admission import CameraAdmission
from kiosk.terminal.camera.device_choice import is_clip
from kiosk.terminal.camera.source import CameraSource
from kiosk.terminal.session.visit_options import VisitOptions

if TYPE_CHECKING:
    import requests

    from kiosk.terminal.camera.device.metered import CameraWitness
    from kiosk.terminal.client.backend import BackendClient
    from kiosk.terminal.client.liveness_stream.connection import StreamNetwork
    from kiosk.terminal.client.network import Network
    from kiosk.terminal.client.signing import Sign
    from kiosk.terminal.session.states import Timeouts
    from kiosk.terminal.ui.accessibility.parts import AccessibilityParts
    from kiosk.terminal.ui.application import Application
    from kiosk.terminal.ui.attempt import AttemptFactory
    from kiosk.terminal.ui.controller import Controller
    from kiosk.terminal.ui.idle_check import Readiness
    from kiosk.terminal.ui.threads import Workers
    from kiosk.terminal.ui.window import KioskWindow

DEMO = "demo"
LOCKED_WITHOUT_END_S = 3600.0
"""For a lock that only staff ends; the backend is asked again long before."""


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
    looked_after: "LookedAfter | None" = None,
) -> Terminal:
    """Everything that a session needs, of which nothing runs yet; raises what keeps a window from being drawn."""
    from kiosk.terminal.camera.device.metered import CameraWitness
    from kiosk.terminal.ui.application import make_application
    from kiosk.terminal.ui.backend_steps import BackendSteps
    from kiosk.terminal.ui.controller import Camera, Controller
    from kiosk.vision.tracker import FrameSize

    looked_after, visit = looked_after or LookedAfter(), _plan_visit(settings, visit)
    application = make_application(sys.argv[:1])
    window = _make_window(settings, application)
    window.resize(*size)
    frame_size = FrameSize(
        settings.frame_width_px, settings.frame_height_px, settings.crop_zoom, follows_face=settings.crop_follows
    )
    witness = CameraWitness()
    start_attempt = _attempt_factory(settings, connect, visit, witness).start
    steps = BackendSteps(connect, visit.device_id)
    camera = Camera(witness.watch(open_source), frame_size)
    controller = Controller(
        window, camera, start_attempt, _timeouts(settings), visit, steps, looked_after.upkeep, looked_after.chosen
    )
    if not settings.kyc_url:
        # Somebody's KYC service need not say how it is.
        ask = partial(_ask_backend, connect, visit.device_id)
        controller.watch_readiness(partial(_find_camera_fault, settings, looked_after.admission), ask)
    return Terminal(application, window, controller)


def _timeouts(settings: Settings) -> "Timeouts":
    from kiosk.terminal.session.states import Timeouts

    return Timeouts(
        idle_s=settings.idle_timeout_s,
        result_s=settings.result_screen_s,
        absence_s=settings.absence_s,
        warning_s=settings.warning_s,
    )


def _plan_visit(settings: Settings, visit: VisitOptions) -> VisitOptions:
    return replace(
        visit,
        asks_consent=not settings.consent_elsewhere,
        # Somebody else's session is completed by a face alone.
        other_way=settings.without_face and not settings.kyc_url and not visit.session_id,
        light=settings.light,
        challenge=settings.challenge,
        language=settings.language,
        languages=settings.offered_languages,
        number_code=settings.number_code,
        prints=bool(settings.printer),
    )


def _make_window(settings: Settings, application: "Application") -> "KioskWindow":
    from kiosk.terminal.ui.branding import brand
    from kiosk.terminal.ui.window import KioskWindow

    window = KioskWindow(
        settings.retention_hours,
        brand(application, settings.brand_name, settings.brand_logo, settings.brand_colour),
        languages=settings.offered_languages,
        accessibility=accessibility_of(settings),
    )
    window.demonstration = is_synthetic(settings)
    return window


def accessibility_of(settings: Settings) -> "AccessibilityParts":
    """What the terminal offers to whoever sees, hears or moves little; its voice is looked for when it is wanted."""
    from kiosk.terminal.ui.accessibility.options import AccessibilityOptions, SpeechMode
    from kiosk.terminal.ui.accessibility.parts import AccessibilityParts
    from kiosk.terminal.ui.accessibility.qt_speech import QtSpeech
    from kiosk.terminal.ui.accessibility.tones import QtTones

    options = AccessibilityOptions(
        SpeechMode(settings.speech),
        settings.headphones,
        settings.speech_volume,
        settings.scan_s,
        settings.panel_diagonal_in,
    )
    if options.speech is SpeechMode.OFF:
        return AccessibilityParts(options)
    return AccessibilityParts(options, QtSpeech, QtTones)


def _find_camera_fault(settings: Settings, admission: CameraAdmission) -> str:
    """Return the code of why no picture would come, without opening the camera."""
    if settings.camera == DEMO:
        return ""
    if is_clip(settings.camera):
        return "" if Path(settings.camera).is_file() else ClipUnreadable.code
    try:
        from kiosk.terminal.camera.live import find_absence

        absence = find_absence(settings.camera, admission)
    except KioskError as error:
        return error.code
    return "" if absence is None else absence.code


def _ask_backend(connect: "Callable[[], BackendClient]", device_id: str, about_lock: bool) -> "Readiness":
    """Raise what keeps the backend from answering; say whether this terminal is locked, where it is asked and told."""
    from kiosk.terminal.ui.idle_check import Readiness

    client = connect()
    try:
        client.health()
        if not about_lock:
            return Readiness()
        said = client.readiness(device_id)
    except BackendRefused:
        # The samples' backends know no such question.
        return Readiness()
    finally:
        client.close()
    until_s = LOCKED_WITHOUT_END_S if said.retry_after_s is None else float(said.retry_after_s)
    if said.ready:
        return Readiness("", 0.0, said.staffed)
    return Readiness(said.code or LockedOut.code, until_s, said.staffed)


def _attempt_factory(
    settings: Settings,
    connect: "Callable[[], BackendClient]",
    visit: VisitOptions,
    witness: "CameraWitness | None" = None,
) -> "AttemptFactory":
    from kiosk.terminal.client.started_challenge import StartOptions
    from kiosk.terminal.client.upload.uploader import UploadLimits
    from kiosk.terminal.ui.attempt import AttemptFactory
    from kiosk.terminal.ui.challenge_kinds import known_kinds

    return AttemptFactory(
        connect=connect,
        kinds=known_kinds(settings.guide, settings.stream_zoom),
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
        network=_stream_network(settings),
        witness=witness,
    )


def _stream_network(settings: Settings) -> "StreamNetwork":
    """Its own settings, or what holds for the backend."""
    from kiosk.terminal.client.liveness_stream.connection import StreamNetwork

    files = (settings.stream_ca_file or settings.ca_file, settings.client_certificate, settings.client_key)
    authority, certificate, key = ("" if file is None else str(file) for file in files)
    return StreamNetwork(
        settings.stream_proxy or settings.proxy,
        authority,
        system_trust=settings.system_trust and not authority,
        certificate=certificate,
        key=key,
    )


class _Options(TypedDict, total=False):
    """Those of a client's options that settings are about."""

    connect_timeout_s: float
    read_timeout_s: float
    new_session: "Callable[[], requests.Session]"


def _client_options(settings: Settings, network: "Network | None") -> _Options:
    options: _Options = {"connect_timeout_s": settings.connect_timeout_s, "read_timeout_s": settings.read_timeout_s}
    return options if network is None else {**options, "new_session": network.new_session}


def _network(settings: Settings) -> "Network | None":
    """How to get out of the branch, None where nothing is set; raises SettingsInvalid now rather than when somebody
    stands before the camera."""
    if not (settings.ca_file or settings.system_trust or settings.proxy or settings.client_certificate):
        return None
    from kiosk.terminal.client.network import Network

    files = (settings.ca_file, settings.client_certificate, settings.client_key)
    authority, certificate, key = ("" if file is None else str(file) for file in files)
    network = Network(authority, settings.system_trust, settings.proxy, certificate, key)
    network.check()
    return network


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

    def client(url: Callable[[], str], api_key: str, sign: "Sign | None") -> "BackendClient":
        # Only now, on the thread that connects: the first picture need not wait for the HTTP library.
        from kiosk.terminal.client.backend import BackendClient

        return BackendClient(url(), api_key, **_client_options(settings, network), sign=sign)

    network = _network(settings) if settings.kyc_url or settings.backend_url else None
    if settings.kyc_url:
        yield Backend(_connect_to_service(settings, signer_of_terminal(data_dir), network), lambda: None)
        return
    if settings.backend_url:
        api_key, sign = settings.backend_api_key.get_secret_value(), signer_of_terminal(data_dir)
        yield Backend(partial(client, lambda: settings.backend_url, api_key, sign), lambda: None)
        return
    # Said either way, so that nothing in the terminal's own environment decides it.
    environment = {
        "KIOSK_ALLOW_SYNTHETIC": "true" if is_synthetic(settings) else "false",
        "KIOSK_DEMAND_CONSENT": "false" if settings.consent_elsewhere else "true",
        **(further or {}),
    }
    with EmbeddedBackend(environment, data_dir) as embedded:
        yield Backend(partial(client, embedded.url, embedded.api_key, embedded.sign), embedded.url)


def _connect_to_service(
    settings: Settings, sign: "Sign | None", network: "Network | None"
) -> "Callable[[], BackendClient]":
    """Connects to somebody's KYC service, where every visit completes a session of its own."""
    from kiosk.terminal.client.kyc import KycClient
    from kiosk.terminal.client.kyc_visits import KycVisits, VisitClient

    kyc_key, key = settings.kyc_api_key.get_secret_value(), settings.backend_api_key.get_secret_value()
    url = settings.backend_url or settings.kyc_url
    options = _client_options(settings, network)

    def client() -> KycClient:
        return KycClient(settings.kyc_url, kyc_key, **options)

    def report_session(session_id: str, status: str) -> None:
        sys.stdout.write(f"session {session_id} {status}\n")
        sys.stdout.flush()

    visits = KycVisits(client, report_session)
    return lambda: VisitClient(visits, url, key, **options, sign=sign)


def is_synthetic(settings: Settings) -> bool:
    """Whether no real camera films."""
    return settings.camera == DEMO or is_clip(settings.camera)


def prepare_qt(settings: Settings) -> None:
    """Check what Qt needs, and go offscreen where there is no display."""
    if display.go_offscreen_if_missing():
        sys.stdout.write("There is no display: running offscreen.\n")
    if settings.full_screen:
        display.ignore_scale()
    needed = [system_libraries.ALWAYS, *([] if display.is_offscreen() else [system_libraries.ON_X11])]
    system_libraries.require(*needed, *([] if is_synthetic(settings) else [system_libraries.FOR_CAMERAS]))
