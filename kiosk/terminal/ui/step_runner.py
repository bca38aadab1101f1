"""Carries out the steps that a session asks for, and reports back; the GUI thread's part of it."""

import logging
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.domain.identity.flow import AttemptStage
from kiosk.errors import InternalError
from kiosk.terminal.session.effects import (
    Authenticate,
    BeginWithoutFace,
    CheckStaff,
    Decide,
    Enrol,
    FetchEvidence,
    PanelRequest,
    ReadDocument,
    StepRequest,
    TakePage,
)
from kiosk.terminal.session.events import (
    DecisionTaken,
    DocumentRead,
    Event,
    EvidenceReceived,
    FilesChosen,
    FilesRefused,
    FlowEnded,
    PageSeen,
    PageTaken,
    StaffAccepted,
    StepFailed,
)
from kiosk.terminal.ui.backend_steps import BackendSteps
from kiosk.terminal.ui.error_codes import code_of, detail_of
from kiosk.terminal.ui.page_picture import page_of, pages_from_files
from kiosk.terminal.ui.threads import Worker, Workers
from kiosk.terminal.ui.tracking import PageTracked
from kiosk.terminal.ui.upkeep import TerminalUpkeep

if TYPE_CHECKING:
    from kiosk.terminal.client.started_challenge import StartedChallenge

logger = logging.getLogger(__name__)

Work = Callable[[], Event]


class StepRunner:
    """Every step ends in one event, whatever happens; what is said after the session went on changes nothing there."""

    def __init__(
        self,
        workers: Workers,
        calls: BackendSteps | None,
        handle: Callable[[Event], None],
        upkeep: TerminalUpkeep | None = None,
    ) -> None:
        self._workers, self._calls, self._handle = workers, calls, handle
        self._upkeep = upkeep or TerminalUpkeep()
        self._newest: PageTracked | None = None

    def report_page(self, tracked: PageTracked, request_no: int) -> None:
        """Keep the newest picture of a page, and report what was seen in it."""
        self._newest = tracked
        self._handle(PageSeen(request_no, tracked.view))

    def forget(self) -> None:
        """Keep no picture."""
        self._newest = None

    def carry_out(self, request: StepRequest, started: "StartedChallenge | None") -> None:
        """Begin the step on a thread of its own."""
        try:
            work = self._picture(request) if isinstance(request, TakePage) else self._question(request, started)
        except InternalError as error:
            self._fail(request.request_no, error)
            return
        self._begin(work, request.request_no)

    def begin_without_face(self, wanted: BeginWithoutFace, take: "Callable[[StartedChallenge], None]") -> None:
        """Hand over what was begun, or report why nothing was."""
        calls = self._calls
        if calls is None:
            self._fail(wanted.request_no, InternalError("a flow without a backend for it"))
            return
        self._workers.start(
            lambda _: calls.begin_without_face(wanted),
            "step",
            returned=lambda started: take(started),  # type: ignore[arg-type]
            errored=lambda error: self._fail(wanted.request_no, error),
        )

    def choose_files(self, paths: list[str]) -> None:
        """Read the pictures that staff chose."""

        def take_pages(pages: object) -> None:
            if isinstance(pages, tuple):
                self._handle(FilesChosen(pages))

        def refuse(error: Exception) -> None:
            logger.info("files refused: %s", code_of(error))
            self._handle(FilesRefused(code_of(error)))

        self._workers.start(
            lambda _: pages_from_files([Path(path) for path in paths]), "files", returned=take_pages, errored=refuse
        )

    def abandon(self, started: "StartedChallenge", stage: AttemptStage, reason: str) -> None:
        """Tell the backend that the customer left; nobody waits for it, and it may fail."""
        calls = self._calls
        if calls is None:
            return

        def tell(_: Worker) -> None:
            calls.abandon(started, stage, reason)

        self._workers.start(
            tell, "abandon", errored=lambda error: logger.info("nobody was told of a customer who left: %s", error)
        )

    def _begin(self, work: Work, request_no: int) -> None:
        self._workers.start(
            lambda _: work(),
            "step",
            returned=lambda event: self._handle(event),  # type: ignore[arg-type]
            errored=lambda error: self._fail(request_no, error),
        )

    def _fail(self, request_no: int, error: Exception) -> None:
        logger.warning("step failed: %s (%s: %s)", code_of(error), type(error).__name__, detail_of(error))
        self._handle(StepFailed(request_no, code_of(error)))

    def _picture(self, request: TakePage) -> Work:
        newest = self._newest
        if newest is None:
            raise InternalError("a page without a picture")
        return lambda: PageTaken(request.request_no, page_of(request.side, newest.image, newest.view.corners))

    def _question(self, request: StepRequest, started: "StartedChallenge | None") -> Work:
        calls, request_no = self._calls, request.request_no
        if calls is None:
            raise InternalError("a flow without a backend for it")
        if isinstance(request, CheckStaff):
            return partial(_check_staff, calls, request)
        if isinstance(request, PanelRequest):
            return partial(self._upkeep.carry_out, calls, request)
        if started is None:
            raise InternalError("a step without an attempt")
        match request:
            case ReadDocument(_, pages):
                return lambda: DocumentRead(request_no, calls.document(started, pages))
            case Enrol(_, customer):
                return lambda: FlowEnded(request_no, calls.enrol(started, customer))
            case Authenticate():
                return lambda: FlowEnded(request_no, calls.authenticate(started))
            case FetchEvidence(_, staff):
                return lambda: EvidenceReceived(request_no, calls.evidence(started, staff))
            case Decide(_, staff, decision, reason):
                outcome = calls.decide
                return lambda: DecisionTaken(request_no, decision, outcome(started, staff, decision, reason))
        raise InternalError(type(request).__name__)


def _check_staff(calls: BackendSteps, request: CheckStaff) -> Event:
    return StaffAccepted(request.request_no, calls.check_staff(request.staff))
