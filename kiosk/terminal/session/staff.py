"""Staff: their PIN, what they see of an attempt, and what they decide."""

from dataclasses import replace

from kiosk.domain.identity.flow import Flow, Outcome
from kiosk.domain.identity.step_reason import StepReason
from kiosk.domain.identity.step_results import FlowAnswer, StaffDecision
from kiosk.errors import CustomerExists
from kiosk.terminal.session.document import ask_for_document
from kiosk.terminal.session.effects import CheckStaff, CloseCamera, Decide, FetchEvidence
from kiosk.terminal.session.events import DecisionTaken
from kiosk.terminal.session.moves import Step, ask_backend, ask_to_enrol, enter, enter_decided
from kiosk.terminal.session.other_way import ask_to_begin
from kiosk.terminal.session.states import (
    BackendTask,
    Decided,
    DocumentRefused,
    EnteringCustomer,
    EnteringStaff,
    Result,
    Session,
    Staff,
    StaffGate,
)

GATES = {
    BackendTask.CHECK_STAFF: StaffGate.BEGIN,
    BackendTask.OPEN_TERMINAL: StaffGate.TERMINAL,
    BackendTask.BEGIN_WITHOUT_FACE: StaffGate.WITHOUT_FACE,
    BackendTask.FETCH_EVIDENCE: StaffGate.PANEL,
    BackendTask.DECIDE: StaffGate.PANEL,
}
"""Where staff tries again what failed; the attempt stays as it is."""


def check_staff(session: Session, gate: StaffGate, staff: Staff) -> Step:
    """Ask the backend for what lies behind the gate, with number and PIN."""
    if gate is StaffGate.WITHOUT_FACE:
        return ask_to_begin(session, staff)
    request_no = session.request_no + 1
    if gate is not StaffGate.PANEL:
        task = BackendTask.CHECK_STAFF if gate is StaffGate.BEGIN else BackendTask.OPEN_TERMINAL
        return ask_backend(session, task, CheckStaff(request_no, staff), staff)
    return ask_backend(session, BackendTask.FETCH_EVIDENCE, FetchEvidence(request_no, staff), staff)


def open_gate(session: Session, state: Result | DocumentRefused | Decided) -> Step:
    """Ask for the PIN before the panel, where a member of staff takes part."""
    if not session.staff_takes_part:
        return session, ()
    closing = (CloseCamera(),) if session.without_face else ()
    seen_at_s = 0.0 if session.without_face else session.seen_at_s
    return enter(replace(session, return_to=state, seen_at_s=seen_at_s), EnteringStaff(StaffGate.PANEL)), closing


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
    if isinstance(session.return_to, Decided) and StepReason.CUSTOMER_EXISTS in session.return_to.answer.reasons:
        # Under this reference somebody else is enrolled, whatever staff decides.
        return enter(replace(overridden, accepted=True), EnteringCustomer(CustomerExists.code)), ()
    if isinstance(session.return_to, Result):
        # Without liveness there was no document yet.
        return ask_for_document(overridden)
    return ask_to_enrol(replace(overridden, accepted=True))
