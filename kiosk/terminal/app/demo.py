"""`kiosk demo`: the demo person goes through a flow in front of a backend of its own."""

import json
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.domain.identity.flow import Flow
from kiosk.domain.liveness.nose.challenge import NoseChallenge
from kiosk.settings import Settings
from kiosk.system import display, log
from kiosk.system.parent_process import SignsOfLife
from kiosk.terminal.app import image_files
from kiosk.terminal.app.compose import Backend, backend, make_terminal, prepare_qt, show
from kiosk.terminal.camera.source import CameraSource
from kiosk.terminal.session.states import Session, Staff
from kiosk.terminal.session.visit_options import VisitOptions

if TYPE_CHECKING:
    from kiosk.terminal.app.demo_report import Look
    from kiosk.terminal.camera.demo.attack import Attack
    from kiosk.terminal.camera.demo.lighting import Scene, ScreenGlow
    from kiosk.terminal.camera.demo.motion import DemoPerson
    from kiosk.terminal.camera.demo.portrait import Portrait
    from kiosk.terminal.ui.threads import Workers

CUSTOMER, DEVICE = "4711000815", "demonstration"


@dataclass(frozen=True, slots=True)
class DemoOptions:
    """What `kiosk demo` was asked to show."""

    attack: "Attack | None" = None
    another: Path | None = None
    """Picture of another person."""
    report: Path | None = None
    flow: Flow = Flow.VERIFY
    staff: Staff | None = None
    """Who may see the scores for the report; None where the backend knows nobody of ours."""
    staff_pins: Mapping[str, str] = field(default_factory=dict)
    """What a backend of our own knows them by."""


@dataclass(frozen=True, slots=True)
class _Stage:
    """What all acts of a demonstration share."""

    settings: Settings
    size: tuple[int, int]
    backend: Backend
    workers: "Workers"
    staff: Staff | None

    @property
    def comes_near(self) -> bool:
        """Whether the challenge is one of coming near."""
        return self.settings.challenge != NoseChallenge.kind


@dataclass(frozen=True, slots=True)
class _Act:
    """One session of the demo person."""

    visit: VisitOptions
    attack: "Attack | None"
    report: Path | None
    customer: str = ""
    """What is typed in when a customer number is asked for."""


def run_demo(settings: Settings, options: DemoOptions, size: tuple[int, int]) -> bool:
    """Let the demo person take the challenge, and what follows; whether the backend passed it."""
    log.silence_native_libraries()
    log.configure(settings.log_level)
    prepare_qt(settings)
    from kiosk.terminal.camera.demo import people
    from kiosk.terminal.ui.threads import Workers

    another = _another(options)
    picture = people.demo_person()
    with (
        tempfile.TemporaryDirectory(prefix="kiosk-demo-") as folder,
        Workers() as workers,
        backend(settings, Path(folder), _environment(settings, options)) as served,
    ):
        stage, passed = _Stage(settings, size, served, workers, options.staff), False
        for act in _acts(options, picture):
            session = _play(stage, act, image_files.load_portrait(picture), another)
            passed = session is not None and session.passed
    return passed


def _environment(settings: Settings, options: DemoOptions) -> Mapping[str, str]:
    """What a backend of our own is set to."""
    return {"KIOSK_STAFF_PINS": json.dumps(dict(options.staff_pins)), "KIOSK_CHALLENGE": settings.challenge}


def _acts(options: DemoOptions, picture: Path) -> "Iterator[_Act]":
    attack, report = options.attack, options.report
    if options.flow is Flow.VERIFY:
        yield _Act(VisitOptions(id_photo=image_files.read_photo(picture)), attack, report)
        return
    if options.flow is Flow.AUTHENTICATE:
        yield _Act(VisitOptions(Flow.ONBOARD, customer=CUSTOMER, device_id=DEVICE), None, None)
    customer = CUSTOMER if options.flow is Flow.AUTHENTICATE else ""
    yield _Act(VisitOptions(options.flow, device_id=DEVICE), attack, report, customer)


def _play(stage: _Stage, act: _Act, portrait: "Portrait", another: "Portrait | None") -> Session | None:
    """One session from the first screen to its end; None when the window was closed before."""
    from kiosk.terminal.app.demo_report import DemoReport
    from kiosk.terminal.app.demo_script import UNWATCHED, DemoScript, Pace
    from kiosk.terminal.camera.demo import attacks
    from kiosk.terminal.camera.demo.lighting import ScreenGlow

    person = attacks.person(act.attack, comes_near=stage.comes_near)
    glow = ScreenGlow()
    open_camera = partial(_open_demo_scene, stage, act, person, glow, portrait, another)
    terminal = make_terminal(stage.settings, open_camera, stage.backend.connect, act.visit, stage.size)
    terminal.controller.session_changed.connect(lambda session: person.hold(session.wanted_side))
    terminal.window.light_shown.connect(glow.show)
    ended: list[Session] = []

    def finish(session: Session) -> None:
        ended.append(session)
        terminal.application.quit()

    pace = UNWATCHED if display.is_offscreen() else Pace()
    report = DemoReport(act.report, terminal.controller, stage.workers, _look(stage))
    script = DemoScript(terminal.window, terminal.controller, person.see, report, finish, act.customer, pace)
    terminal.open(stage.settings.full_screen)
    script.begin()
    show(terminal, stage.backend, stage.workers, SignsOfLife())
    terminal.window.close()
    return ended[0] if ended else None


def _look(stage: _Stage) -> "Look | None":
    """How the report sees what staff see."""
    staff = stage.staff
    if staff is None:
        return None
    from kiosk.terminal.ui.backend_steps import BackendSteps

    steps = BackendSteps(stage.backend.connect, DEVICE)
    return lambda started: steps.evidence(started, staff)


def _open_demo_scene(
    stage: _Stage,
    act: _Act,
    person: "DemoPerson",
    glow: "ScreenGlow",
    portrait: "Portrait",
    another: "Portrait | None",
) -> CameraSource:
    from kiosk.terminal.camera.demo import attacks
    from kiosk.terminal.camera.demo.camera import DemoCamera
    from kiosk.terminal.camera.demo.held_document import HeldDocument, specimen
    from kiosk.terminal.camera.demo.lighting import LitScene

    before_camera = attacks.scene(act.attack, portrait, another, comes_near=stage.comes_near)
    scene: Scene = LitScene(before_camera, glow)
    if act.visit.flow is Flow.ONBOARD:
        # Whoever stands there, the document is the demo person's.
        scene = HeldDocument(scene, person, specimen(portrait.image))
    return DemoCamera(scene, person)


def _another(options: DemoOptions) -> "Portrait | None":
    from kiosk.terminal.camera.demo.attack import NEEDS_ANOTHER_PERSON
    from kiosk.terminal.camera.demo.people import another_person

    if options.attack not in NEEDS_ANOTHER_PERSON:
        return None
    return image_files.load_portrait(options.another or another_person())
