"""Drives the session: events from everywhere into `step`, its effects out to camera, backend and screen."""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from threading import Semaphore
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from kiosk.domain.identity.flow import AttemptStage
from kiosk.domain.identity.step_reason import StepReason
from kiosk.domain.liveness.guide import Phase, with_instruction
from kiosk.errors import BackendRefused, InternalError, SetupError
from kiosk.terminal.camera.source import CameraSource
from kiosk.terminal.session import events
from kiosk.terminal.session.effects import (
    BeginWithoutFace,
    CloseCamera,
    Effect,
    OpenCamera,
    PrintNumber,
    SaveMaintenance,
    StartChallenge,
    StopChallenge,
    Verify,
    Wipe,
)
from kiosk.terminal.session.machine import begin, step
from kiosk.terminal.session.states import (
    Attract,
    CapturingDocument,
    Challenging,
    GetReady,
    Result,
    Session,
    Starting,
    State,
    Timeouts,
    Trouble,
    Verifying,
    Waiting,
)
from kiosk.terminal.session.terminal_report import StaffChoices
from kiosk.terminal.session.visit_options import VisitOptions
from kiosk.terminal.ui.attempt import Attempt, Circumstances, RunningAttempt, StartAttempt
from kiosk.terminal.ui.backend_steps import BackendSteps
from kiosk.terminal.ui.colour_sequence import ColourBegun
from kiosk.terminal.ui.error_codes import code_of, detail_of
from kiosk.terminal.ui.idle_check import AskBackend, IdleCheck
from kiosk.terminal.ui.step_runner import StepRunner
from kiosk.terminal.ui.streamed_attempt import StreamedAttempt
from kiosk.terminal.ui.threads import Worker, Workers
from kiosk.terminal.ui.tracking import Moved, PageTracked, Tracked, TrackedSubject, TrackingMode, prepare_tracking
from kiosk.terminal.ui.upkeep import TerminalUpkeep
from kiosk.terminal.ui.window import KioskWindow
from kiosk.vision.tracker import FrameSize

if TYPE_CHECKING:
    from kiosk.terminal.client.started_challenge import StartedChallenge

logger = logging.getLogger(__name__)

TICK_MS = 250
MAX_PENDING_FRAMES = 2
PRESENCE_S = 1.0
"""How often it is noted that somebody is there."""


@dataclass(frozen=True, slots=True)
class Camera:
    """Where pictures come from, and the size that they are cropped to."""

    open_source: Callable[[], CameraSource]
    size: FrameSize


class Controller(QObject):
    """Lives in the GUI thread and owns every other thread of a session."""

    session_changed = Signal(Session)
    broke = Signal(Exception)
    """A file or a library is missing, so that no session will ever work."""

    def __init__(
        self,
        window: KioskWindow,
        camera: Camera,
        start_attempt: StartAttempt,
        timeouts: Timeouts,
        visit: VisitOptions | None = None,
        steps: BackendSteps | None = None,
        upkeep: TerminalUpkeep | None = None,
        chosen: StaffChoices | None = None,
    ) -> None:
        """Without `steps` there is nothing after the challenge; `chosen` is how staff left the terminal."""
        super().__init__()
        self._window, self._camera, self._start_attempt = window, camera, start_attempt
        self._workers = Workers()
        self._tracking_mode = TrackingMode()
        self._upkeep = upkeep or TerminalUpkeep()
        self._step_runner = StepRunner(self._workers, steps, self.handle, self._upkeep)
        self._frame_slots = Semaphore(MAX_PENDING_FRAMES)
        self._tracking: Worker | None = None
        self._attempt: RunningAttempt | None = None
        self._begun: StartedChallenge | None = None
        self._idle_check: IdleCheck | None = None
        chosen = chosen or StaffChoices()
        session = begin(time.monotonic(), timeouts, visit)
        self.session = replace(session, maintenance=chosen.maintenance, volume_percent=chosen.volume_percent)
        self._timer = QTimer(self, interval=TICK_MS)
        self._timer.timeout.connect(lambda: self.handle(events.Tick(time.monotonic())))
        self._connect(window)

    @property
    def started(self) -> "StartedChallenge | None":
        """The challenge of the attempt that there is, or what stands for one, until its customer is forgotten."""
        return self._begun if self._attempt is None else self._attempt.started

    def open(self) -> None:
        """Show the first screen and let time run."""
        self._window.show_session(self.session)
        self._timer.start()

    def watch_readiness(self, find_camera_fault: Callable[[], str], ask_backend: AskBackend) -> None:
        """Check now and then, while nobody is there, whether camera and backend could work."""
        self._idle_check = IdleCheck(
            self._workers,
            find_camera_fault,
            ask_backend,
            self.handle,
            lambda: isinstance(self.session.state, Attract),
        )
        self._idle_check.open()

    def close(self) -> None:
        """Leave nothing running and nothing of a customer behind."""
        self._timer.stop()
        if self._idle_check is not None:
            self._idle_check.close()
        self.handle(events.CancelPressed())
        self._workers.close()

    def handle(self, event: events.Event) -> None:
        """Take one event; anything unexpected on the way ends the attempt, never passes it."""
        before = self.session
        self.session, effects = step(self.session, event)
        self._tracking_mode.subject = _subject_of(self.session.state)
        running = isinstance(self.session.state, Challenging)
        self._tracking_mode.measures_camera = running
        self._tracking_mode.zoom = self._attempt.zoom if running and self._attempt is not None else None
        self._tracking_mode.follows_face = _may_follow(self.session.state)
        if not running:
            self._tracking_mode.part = None
        if self.session != before:
            self._window.show_session(self.session)
        if self.session.state != before.state:
            self.session_changed.emit(self.session)
        for effect in effects:
            self._carry_out(effect)

    def _connect(self, window: KioskWindow) -> None:
        for signal, event in (
            (window.start_pressed, events.StartPressed),
            (window.ready_pressed, events.ReadyPressed),
            (window.cancel_pressed, events.CancelPressed),
            (window.retry_pressed, events.RetryPressed),
            (window.done_pressed, events.DonePressed),
            (window.touched, events.ScreenTouched),
            (window.closed, events.CancelPressed),
        ):
            signal.connect(lambda made=event: self.handle(made()))
        window.intent_given.connect(self.handle)
        window.colour_begun.connect(self._note_colour)
        window.colours_over.connect(self._note_colours_over)
        window.files_wanted.connect(self._step_runner.choose_files)

    def _carry_out(self, effect: Effect) -> None:
        match effect:
            case OpenCamera():
                self._open_camera()
            case CloseCamera():
                self._close_camera()
            case StartChallenge():
                self._start_challenge(effect)
            case BeginWithoutFace():
                self._drop_attempt()
                self._step_runner.begin_without_face(effect, partial(self._take_begun, effect.request_no))
            case Verify(attempt):
                self._verify(attempt)
            case StopChallenge():
                self._abandon(effect)
            case Wipe():
                self._drop_attempt()
            case SaveMaintenance(on):
                self._do("maintenance", lambda: self._upkeep.save_maintenance(on))
            case PrintNumber(customer):
                self._print(customer)
            case _:
                self._step_runner.carry_out(effect, self.started)

    def _print(self, customer: str) -> None:
        printing = self._upkeep.print_number
        if printing is not None:
            self._do("print", lambda: printing(customer))

    def _do(self, name: str, work: Callable[[], None]) -> None:
        """What nobody waits for; that it failed is in the log."""
        self._workers.start(
            lambda _: work(), name, errored=lambda error: logger.error("%s failed: %s", name, code_of(error))
        )

    def _open_camera(self) -> None:
        self._close_camera()
        self._frame_slots = Semaphore(MAX_PENDING_FRAMES)
        self._tracking = self._workers.start(
            prepare_tracking(self._camera.open_source, self._camera.size, self._frame_slots, self._tracking_mode),
            "tracking",
            yielded=self._handle_camera,
            errored=self._fail_tracking,
        )

    def _fail_tracking(self, error: Exception) -> None:
        self.handle(events.CameraFailed(code_of(error)))
        if isinstance(error, SetupError | ImportError):
            self.broke.emit(error)

    def _close_camera(self) -> None:
        if self._tracking is not None:
            self._tracking.abandon()
            self._tracking = None

    def _handle_camera(self, reported: object) -> None:
        match reported:
            case Tracked():
                self._frame_slots.release()
                self._handle_face(reported)
            case PageTracked():
                self._frame_slots.release()
                self._handle_page(reported)
            case Moved():
                self._note_presence()
            case events.CameraFailed() | events.CameraRestored():
                self.handle(reported)

    def _note_presence(self) -> None:
        """Often enough, and not for every picture."""
        if time.monotonic() - self.session.seen_at_s >= PRESENCE_S:
            self.handle(events.Tick(time.monotonic()))
            self.handle(events.PresenceSeen())

    def _handle_face(self, tracked: Tracked) -> None:
        if tracked.observation.faces or not self.session.seen_at_s:
            self._note_presence()
        attempt = self._attempt
        state = self.session.state
        if attempt is not None and isinstance(state, Challenging) and self._tracking_mode.admits(tracked):
            light_step = self._window.light_step_at(tracked.observation.captured_at_s)
            taken = Circumstances(light_step, tracked.whole, tracked.part, tracked.camera)
            guide = attempt.observe(tracked.image, tracked.observation, taken)
            if guide.phase is not Phase.APPROACH:
                # At once, for the tracking thread may be about to move it, and the backend takes that for the room.
                self._tracking_mode.part = tracked.part
            told = with_instruction(state.guide, guide, time.monotonic())
            self.handle(events.Guided(self.session.attempt, told))
        if self._tracking_mode.subject is TrackedSubject.FACE:
            self._window.show_frame(tracked.image)

    def _note_colour(self, begun: object) -> None:
        if self._attempt is not None and isinstance(begun, ColourBegun):
            self._attempt.note_colour(begun)

    def _note_colours_over(self) -> None:
        if self._attempt is not None:
            self._attempt.note_colours_over()

    def _handle_page(self, tracked: PageTracked) -> None:
        state = self.session.state
        if isinstance(state, CapturingDocument):
            self._window.show_frame(tracked.image)
            self._step_runner.report_page(tracked, state.request_no)

    def _start_challenge(self, effect: StartChallenge) -> None:
        number = effect.attempt

        def take_attempt(made: object) -> None:
            if not isinstance(made, Attempt | StreamedAttempt):
                return
            if number != self.session.attempt or self.session.attempt_closed:
                made.cancel()
                self._step_runner.abandon(made.started, AttemptStage.LIVENESS, StepReason.CANCELLED)
                return
            self._attempt = made
            # Taken from now, the kiosk's clock may disagree with the backend's.
            self.handle(events.ChallengeStarted(number, made.challenge, time.monotonic() + made.lifetime_s))

        self._workers.start(
            lambda worker: self._start_attempt(worker.report, effect),
            "start",
            returned=take_attempt,
            errored=lambda error: self._fail_attempt(number, error),
            yielded=lambda reported: self._handle_upload(number, reported),
        )

    def _take_begun(self, request_no: int, started: "StartedChallenge") -> None:
        """What comes too late for its customer is over."""
        state = self.session.state
        if isinstance(state, Waiting) and state.request_no == request_no:
            self._begun = started
            self.handle(events.AttemptBegun(request_no))
        else:
            self._step_runner.abandon(started, AttemptStage.REVIEW, StepReason.CANCELLED)

    def _handle_upload(self, number: int, reported: object) -> None:
        match reported:
            case (int(sent), int(total)):
                self.handle(events.UploadProgressed(number, sent, total))
            case Exception():
                self._fail_attempt(number, reported)

    def _verify(self, number: int) -> None:
        attempt = self._attempt
        if attempt is None:
            self._fail_attempt(number, InternalError("verify without an attempt"))
            return
        self._workers.start(
            lambda _: attempt.verify(),
            "verify",
            returned=lambda verdict: self.handle(events.VerdictReceived(number, verdict)),  # type: ignore[arg-type]
            errored=lambda error: self._fail_attempt(number, error),
        )

    def _fail_attempt(self, number: int, error: Exception) -> None:
        logger.warning("attempt failed: %s (%s: %s)", code_of(error), type(error).__name__, detail_of(error))
        wait_s = error.retry_after_s if isinstance(error, BackendRefused) else None
        self.handle(events.ServiceFailed(number, code_of(error), wait_s))

    def _abandon(self, effect: StopChallenge) -> None:
        started = self.started
        if started is not None:
            self._step_runner.abandon(started, effect.stage, effect.reason)
        self._drop_attempt()

    def _drop_attempt(self) -> None:
        self._step_runner.forget()
        self._begun = None
        if self._attempt is not None:
            self._attempt.cancel()
            self._attempt = None


def _may_follow(state: State) -> bool:
    """Whether the crop may still go to where the customer is; in what the backend judges the room stands still."""
    match state:
        case GetReady() | Starting():
            return True
        case Challenging(guide=guide):
            return guide is None or guide.phase is Phase.APPROACH
        case _:
            return False


def _subject_of(state: State) -> TrackedSubject:
    match state:
        case CapturingDocument():
            return TrackedSubject.PAGE
        case Attract() | GetReady() | Starting() | Challenging() | Verifying() | Result() | Trouble():
            return TrackedSubject.FACE
        case _:
            return TrackedSubject.NOTHING
