"""Staff: their PIN, what they see of an attempt, and what they decide."""

from dataclasses import replace

from kiosk.domain.identity.flow import Flow, Outcome
from kiosk.domain.identity.step_reason import StepReason
from kiosk.domain.identity.step_results import FlowAnswer, StaffDecision
from kiosk.terminal.session.document import ask_for_document
from kiosk.terminal.session.effects import CheckStaff, Decide, FetchEvidence
from kiosk.terminal.session.events import DecisionTaken
from kiosk.terminal.session.moves import Step, ask_backend, ask_to_enrol, enter, enter_decided
from kiosk.terminal.session.states import (
    BackendTask,
    Decided,
    DocumentRefused,
    EnteringStaff,
    Result,
    Session,
    Staff,
    StaffGate,
)

GATES = {
    BackendTask.CHECK_STAFF: StaffGate.BEGIN,
    BackendTask.FETCH_EVIDENCE: StaffGate.PANEL,
    BackendTask.DECIDE: StaffGate.PANEL,
}
"""Where staff tries again what failed; the attempt stays as it is."""


def check_staff(session: Session, gate: StaffGate, staff: Staff) -> Step:
    """Ask the backend for what lies behind the gate, with number and PIN."""
    request_no = session.request_no + 1
    if gate is StaffGate.BEGIN:
        return ask_backend(session, BackendTask.CHECK_STAFF, CheckStaff(request_no, staff), staff)
    return ask_backend(session, BackendTask.FETCH_EVIDENCE, FetchEvidence(request_no, staff), staff)


def open_gate(session: Session, state: Result | DocumentRefused | Decided) -> Step:
    """Ask for the PIN before the panel, where an attempt is assisted."""
    if not session.visit.assisted:
        return session, ()
    return enter(replace(session, return_to=state), EnteringStaff(StaffGate.PANEL)), ()


def leave_gate(session: Session) -> Step:
    """Go back to where staff came from, if they came from anywhere."""
    return (session, ()) if session.return_to is None else (enter(session, session.return_to), ())


def let_enrol(session: Session) -> Step:
    """Let the enrolment of an accepted document go ahead."""
    return ask_to_enrol(session) if session.accepted else (session, ())


def ask_to_decide(session: Session, staff: Staff, decision: StaffDecision, reason: str) -> Step:
    """Have a decision recorded; nothing is decided without a reason."""
    if not reason.strip():
        return session, ()
    effect = Decide(session.request_no + 1, staff, decision, reason.strip())
    return ask_backend(session, BackendTask.DECIDE, effect, staff)


def take_decision(session: Session, event: DecisionTaken) -> Step:
    """End the attempt with what staff decided, or go on where an override lets an onboarding pass."""
    if event.decision is StaffDecision.REVIEW:
        return enter_decided(session, FlowAnswer(Outcome.INCOMPLETE, (StepReason.SENT_TO_REVIEW,)))
    if session.visit.flow is not Flow.ONBOARD:
        return enter_decided(session, FlowAnswer(event.outcome, (), session.customer))
    overridden = replace(session, attempt_closed=False)
    if isinstance(session.return_to, Result):
        # Without liveness there was no document yet.
        return ask_for_document(overridden)
    return ask_to_enrol(replace(overridden, accepted=True))
