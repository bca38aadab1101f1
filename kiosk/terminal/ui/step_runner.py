"""Carries out what a session asks for to find out who somebody is, and reports back; the GUI thread's part of it."""

import logging
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.domain.identity.flow import AttemptStage
from kiosk.errors import InternalError
from kiosk.terminal.session import events as on
from kiosk.terminal.session.effects import (
    Authenticate,
    CheckStaff,
    Decide,
    Enrol,
    FetchEvidence,
    IdentityEffect,
    ReadDocument,
    TakePage,
)
from kiosk.terminal.session.events import Event
from kiosk.terminal.ui.backend_steps import BackendSteps
from kiosk.terminal.ui.error_codes import code_of
from kiosk.terminal.ui.page_picture import page_of, pages_from_files
from kiosk.terminal.ui.threads import Worker, Workers
from kiosk.terminal.ui.tracking import PageTracked

if TYPE_CHECKING:
    from kiosk.terminal.client.started_challenge import StartedChallenge

logger = logging.getLogger(__name__)

Work = Callable[[], Event]


class StepRunner:
    """Every step ends in one event, whatever happens; what is said after the session went on changes nothing there."""

    def __init__(self, workers: Workers, calls: BackendSteps | None, handle: Callable[[Event], None]) -> None:
        self._workers, self._calls, self._handle = workers, calls, handle
        self._newest: PageTracked | None = None

    def see(self, tracked: PageTracked, turn: int) -> None:
        """The newest picture of a page."""
        self._newest = tracked
        self._handle(on.PageSeen(turn, tracked.view))

    def forget(self) -> None:
        """No picture is kept."""
        self._newest = None

    def carry_out(self, effect: IdentityEffect, started: "StartedChallenge | None") -> None:
        """Begin it on a thread of its own."""
        try:
            work = self._picture(effect) if isinstance(effect, TakePage) else self._question(effect, started)
        except InternalError as error:
            self._failed(effect.turn, error)
            return
        self._begin(work, effect.turn)

    def choose_files(self, paths: list[str]) -> None:
        """Read the pictures that staff chose."""

        def chosen(pages: object) -> None:
            if isinstance(pages, tuple):
                self._handle(on.FilesChosen(pages))

        def failed(error: Exception) -> None:
            logger.info("files refused: %s", code_of(error))
            self._handle(on.FilesRefused(code_of(error)))

        self._workers.start(
            lambda _: pages_from_files([Path(path) for path in paths]), "files", returned=chosen, errored=failed
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

    def _begin(self, work: Work, turn: int) -> None:
        self._workers.start(
            lambda _: work(),
            "identity",
            returned=lambda event: self._handle(event),  # type: ignore[arg-type]
            errored=lambda error: self._failed(turn, error),
        )

    def _failed(self, turn: int, error: Exception) -> None:
        logger.warning("step failed: %s (%s)", code_of(error), type(error).__name__)
        self._handle(on.StepFailed(turn, code_of(error)))

    def _picture(self, effect: TakePage) -> Work:
        newest = self._newest
        if newest is None:
            raise InternalError("a page without a picture")
        return lambda: on.PageTaken(effect.turn, page_of(effect.side, newest.image, newest.view.corners))

    def _question(self, effect: IdentityEffect, started: "StartedChallenge | None") -> Work:
        calls, turn = self._calls, effect.turn
        if calls is None:
            raise InternalError("a flow without a backend for it")
        if isinstance(effect, CheckStaff):
            return partial(_check_staff, calls, effect)
        if started is None:
            raise InternalError("a step without an attempt")
        match effect:
            case ReadDocument(_, pages):
                return lambda: on.DocumentRead(turn, calls.document(started, pages))
            case Enrol(_, customer):
                return lambda: on.FlowEnded(turn, calls.enrol(started, customer))
            case Authenticate():
                return lambda: on.FlowEnded(turn, calls.authenticate(started))
            case FetchEvidence(_, staff):
                return lambda: on.EvidenceReceived(turn, calls.evidence(started, staff))
            case Decide(_, staff, decision, reason):
                outcome = calls.decide
                return lambda: on.DecisionTaken(turn, decision, outcome(started, staff, decision, reason))
        raise InternalError(type(effect).__name__)


def _check_staff(calls: BackendSteps, effect: CheckStaff) -> Event:
    calls.check_staff(effect.staff)
    return on.StaffAccepted(effect.turn)
