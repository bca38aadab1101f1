"""What staff decide about an attempt, for a reason: human review, an override, or who a customer without a face is."""

from dataclasses import dataclass, field, replace

from kiosk.backend.attempts.audit import MAX_REASON_CHARS
from kiosk.backend.attempts.transitions import FACE_COMPARED
from kiosk.backend.challenge.records import ChallengeState
from kiosk.backend.flows.context import FlowContext
from kiosk.backend.flows.pictures import reference_image
from kiosk.backend.flows.records import FlowRecord
from kiosk.backend.flows.show_evidence import list_pictures
from kiosk.backend.flows.step_runner import admit_to_steps, load_flow, record_progress, save
from kiosk.domain.identity import flow_state
from kiosk.domain.identity.flow import AttemptStage, Flow, Outcome
from kiosk.domain.identity.flow_state import Progress
from kiosk.domain.identity.staff import StaffProof, StaffTask
from kiosk.domain.identity.step_results import StaffDecision
from kiosk.errors import CustomerNotFound, RequestInvalid


@dataclass(frozen=True, slots=True)
class DecisionRequest:
    """What a member of staff decides, and why."""

    challenge_id: str
    token: str = field(repr=False)
    staff: StaffProof = field(repr=False)
    decision: StaffDecision
    reason: str = field(repr=False)


def decide(context: FlowContext, request: DecisionRequest) -> Outcome:
    """Carry the decision out, once it is in the audit trail; how the attempt stands then.

    Raises AccessErrors, StaffRefused, RequestInvalid, LivenessNotPassed for an attempt without a verdict or without a
    picture of the customer, ChallengeClosed, StepMissing, CustomerNotFound and ServiceErrors.
    """
    snapshot = admit_to_steps(context, request.challenge_id, request.token)
    context.staff.check(replace(request.staff, device=snapshot.record.plan.device), StaffTask(request.decision))
    _check_reason(request.reason)
    flow = load_flow(context, snapshot)
    if request.decision is not StaffDecision.REVIEW and _is_done(flow):
        return flow.progress.outcome
    changed = _change(context, snapshot, flow, request.decision)
    context.audit.record(request.staff.staff_id, request.decision, flow.progress.customer, request.reason)
    flow = save(context, replace(flow, progress=changed, answer=None))
    _tell(context, flow, request)
    return changed.outcome


def _change(context: FlowContext, snapshot: ChallengeState, flow: FlowRecord, decision: StaffDecision) -> Progress:
    """How the attempt stands after the decision; raises what makes it impossible."""
    progress, now_s = flow.progress, context.challenges.clock()
    match decision:
        case StaffDecision.REVIEW:
            changed = flow_state.send_to_review(progress, now_s)
            _keep_for_review(context, snapshot, flow)
        case StaffDecision.OVERRIDE:
            changed = flow_state.override(progress, now_s)
            reference_image(context, snapshot)
        case StaffDecision.WITHOUT_FACE:
            changed = flow_state.identify(progress, now_s)
            if progress.flow is Flow.AUTHENTICATE and not context.enrolments.is_enrolled(progress.customer):
                raise CustomerNotFound
    return changed


def _is_done(flow: FlowRecord) -> bool:
    """Whether staff approved the attempt before, and only the answer was lost."""
    return flow.progress.outcome is Outcome.APPROVED and bool(flow.progress.waived)


def _check_reason(reason: str) -> None:
    if not reason.strip() or len(reason) > MAX_REASON_CHARS or not reason.isprintable():
        raise RequestInvalid("reason")


def _keep_for_review(context: FlowContext, snapshot: ChallengeState, flow: FlowRecord) -> None:
    """A copy of the pictures that outlives the challenge."""
    for name, image in list_pictures(context, snapshot, flow):
        context.reviews.put(flow.challenge_id, name, image)


def _tell(context: FlowContext, flow: FlowRecord, request: DecisionRequest) -> None:
    details = {"decision": request.decision.value, "staff_id": request.staff.staff_id, "staff_reason": request.reason}
    context.attempts.reopen(flow.challenge_id, details=details)
    if request.decision is StaffDecision.REVIEW:
        progress = flow.progress
        context.attempts.end(
            flow.challenge_id, progress.outcome, reasons=progress.reasons, stage=AttemptStage.REVIEW, details=details
        )
    else:
        measures = {FACE_COMPARED: 0.0} if flow.progress.without_face else {}
        record_progress(context, flow, measures, details)
    if request.decision is StaffDecision.WITHOUT_FACE and flow.progress.outcome is Outcome.APPROVED:
        # Retention goes by it, and nothing but staff ever sees this customer.
        context.enrolments.mark_seen(flow.progress.customer)
