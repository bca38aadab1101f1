"""A whole terminal in this process, with its real window, and people who come to it one after the other."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from types import TracebackType
from typing import TYPE_CHECKING, Self

from PySide6.QtCore import QEventLoop, QTimer

from kiosk.domain.identity.flow import Flow
from kiosk.settings import Settings
from kiosk.terminal.app import image_files
from kiosk.terminal.app.compose import Terminal, make_terminal
from kiosk.terminal.app.look_after import LookedAfter
from kiosk.terminal.camera.demo import attacks, people
from kiosk.terminal.camera.demo.camera import LONGEST_STEP_S, DemoCamera
from kiosk.terminal.camera.demo.held_document import HeldDocument, specimen
from kiosk.terminal.camera.demo.lighting import LitScene, Scene, ScreenGlow
from kiosk.terminal.camera.demo.motion import DemoPerson
from kiosk.terminal.camera.source import CameraSource, Frame
from kiosk.terminal.session.states import Attract, Decided, DocumentRefused, Result, Session, State, Trouble, Waiting
from kiosk.terminal.session.visit_options import VisitOptions
from kiosk.terminal.ui.text.catalogue import TextKey
from tests.fakes.reading_customer import WAYS_ON, ReadingCustomer

if TYPE_CHECKING:
    from kiosk.terminal.camera.demo.portrait import Portrait
    from kiosk.terminal.client.backend import BackendClient

LOOP_MS = 20
DEVICE = "reach-1"
ENDS = (Result, Decided, DocumentRefused, Trouble)
"""States in which a customer hears what became of the visit."""
Spoil = Callable[[Callable[[], CameraSource]], CameraSource]
"""Opens the demo camera, or another one in its place, and stands between it and the terminal."""


@dataclass
class Visit:
    """One customer, from the attract screen and back to it; times are on the monotonic clock."""

    customer: ReadingCustomer
    timeline: list[tuple[float, State]] = field(default_factory=list)
    frames_s: list[float] = field(default_factory=list)
    """When the camera took a picture."""
    instructed_s: list[float] = field(default_factory=list)
    """When the challenge's instruction became another one."""
    passed: bool = False
    """Whether the screen said so at any time."""

    def first(self, *kinds: type[object]) -> float | None:
        """When the visit first came to one of these states."""
        return next((at_s for at_s, state in self.timeline if isinstance(state, kinds)), None)

    @property
    def began_s(self) -> float | None:
        """When Start was touched."""
        return next((at_s for at_s, state in self.timeline if not isinstance(state, Attract)), None)

    @property
    def verdict_s(self) -> float | None:
        """When the verdict was there: the customer reads it, or goes on by it."""
        return self.first(*ENDS, Waiting)

    @property
    def end(self) -> State:
        """What the customer read at the end."""
        return next((state for _, state in reversed(self.timeline) if isinstance(state, ENDS)), Attract())

    def late_s(self, until_s: float) -> float:
        """By how much the customer was held up because the machine was too slow for its pictures: what the demo camera
        leaves out of its person's time."""
        taken = [at_s for at_s in self.frames_s if at_s <= until_s]
        return sum(max(0.0, b - a - LONGEST_STEP_S) for a, b in pairwise(taken))


class _Watched:
    """A camera whose pictures' times are noted."""

    def __init__(self, source: CameraSource, note: Callable[[float], None]) -> None:
        self.name, self.synthetic = source.name, source.synthetic
        self._source, self._note = source, note

    def __enter__(self) -> Self:
        self._source.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._source.__exit__(kind, error, trace)

    def frames(self) -> Iterator[Frame]:
        for frame in self._source.frames():
            self._note(frame.captured_at_s)
            yield frame


class Stand:
    """Opened by `open_stand`; for the GUI thread."""

    def __init__(
        self,
        settings: Settings,
        connect: "Callable[[], BackendClient]",
        spoil: Spoil | None = None,
        looked_after: LookedAfter | None = None,
    ) -> None:
        self._portrait: Portrait = image_files.load_portrait(people.demo_person())
        self._person, self._glow, self._flow = DemoPerson(), ScreenGlow(), settings.flow
        self._spoil: Spoil = spoil or (lambda open_demo: open_demo())
        self.visit: Visit | None = None
        self.changed: Callable[[Session], None] = lambda session: None
        """Called with every session whose state is another one, after it was noted."""
        options = VisitOptions(settings.flow, device_id=DEVICE)
        self.terminal: Terminal = make_terminal(
            settings, self._open_camera, connect, options, (1280, 800), looked_after
        )
        self.terminal.window.light_shown.connect(self._glow.show)
        # Asking the screen now and then would take a machine that is late for one that shows hints too briefly.
        self.terminal.window.instruction_shown.connect(self._note_instruction)
        self.terminal.controller.session_changed.connect(self._note)

    @property
    def state(self) -> State:
        """Where the terminal stands."""
        return self.terminal.controller.session.state

    def receive(self, number: str = "", reaction_s: float = 0.8, ways_on: tuple[TextKey, ...] = WAYS_ON) -> Visit:
        """Let somebody new come, who does something as soon as events are processed."""
        self._person = DemoPerson()
        customer = ReadingCustomer(self.terminal.window, self._person, number, reaction_s, ways_on)
        self.visit = visit = Visit(customer)
        customer.come()
        return visit

    def wait(self, condition: Callable[[], bool], timeout_s: float) -> bool:
        """Process events until it holds; whether it did in time."""
        until_s = time.monotonic() + timeout_s
        while not condition():
            if time.monotonic() > until_s:
                return False
            _process_events()
        return True

    def see_off(self, timeout_s: float = 30.0) -> bool:
        """The customer who was there looks no more; whether the terminal is ready for the next one in time."""
        if self.visit is not None:
            self.visit.customer.leave()
            self.visit.customer.deleteLater()
        if not isinstance(self.state, Attract):
            self.terminal.window.cancel_pressed.emit()
        return self.wait(lambda: isinstance(self.state, Attract), timeout_s)

    def _open_camera(self) -> CameraSource:
        return _Watched(self._spoil(self._open_demo), self._note_frame)

    def _open_demo(self) -> CameraSource:
        scene: Scene = LitScene(attacks.scene(None, self._portrait, None), self._glow)
        if self._flow is Flow.ONBOARD:
            scene = HeldDocument(scene, self._person, specimen(self._portrait.image))
        return DemoCamera(scene, self._person)

    def _note_frame(self, at_s: float) -> None:
        if self.visit is not None:
            self.visit.frames_s.append(at_s)

    def _note_instruction(self) -> None:
        if self.visit is not None:
            self.visit.instructed_s.append(time.monotonic())

    def _note(self, session: Session) -> None:
        visit = self.visit
        if visit is not None:
            visit.passed = visit.passed or session.passed
            last = visit.timeline[-1][1] if visit.timeline else None
            if type(last) is not type(session.state) or isinstance(session.state, Waiting):
                visit.timeline.append((time.monotonic(), session.state))
        self.changed(session)


def _process_events() -> None:
    # QTest.qWait keeps Python's lock while nothing happens: camera and tracker would get a fifth of the machine.
    loop = QEventLoop()
    QTimer.singleShot(LOOP_MS, loop.quit)
    loop.exec()


@contextmanager
def open_stand(
    settings: Settings, connect: "Callable[[], BackendClient]", spoil: Spoil | None = None
) -> Iterator[Stand]:
    """A terminal that is open until the block ends."""
    stand = Stand(settings, connect, spoil)
    stand.terminal.open(full_screen=False)
    try:
        yield stand
    finally:
        stand.terminal.controller.close()
        stand.terminal.window.close()
