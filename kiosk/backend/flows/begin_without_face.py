"""Staff begin an attempt for a customer who cannot or does not want to show a face."""

import secrets
from dataclasses import dataclass, field, replace

from kiosk.backend.attempts.ports import AttemptPlan
from kiosk.backend.attempts.transitions import WITHOUT_FACE
from kiosk.backend.challenge import attempt_record
from kiosk.backend.challenge.records import ChallengeRecord
from kiosk.backend.flows.context import FlowContext
from kiosk.backend.flows.start import check_plan
from kiosk.contract.dialects import Contract, new_challenge_id
from kiosk.domain.identity.consent import Consent
from kiosk.domain.identity.customer_reference import MAX_REFERENCE_CHARS, is_readable
from kiosk.domain.identity.flow import Flow
from kiosk.domain.identity.staff import StaffProof, StaffTask
from kiosk.domain.liveness.without_face import make_without_face
from kiosk.errors import CustomerNotFound, RequestInvalid

BEGUN = "begin without face"
"""Of the audit trail; what staff then decide has an entry of its own."""


@dataclass(frozen=True, slots=True)
class BeginRequest:
    """Who of the staff is there, and what the customer came for."""

    staff: StaffProof = field(repr=False)
    plan: AttemptPlan
    untrusted_consent: Consent | None = None
    """What the customer had agreed to before they chose another way; None for nothing."""


@dataclass(frozen=True, slots=True)
class Begun:
    """An attempt without a challenge, and the token that goes with it; `ends_at_s` is seconds since the epoch."""

    attempt_id: str
    token: str = field(repr=False)
    ends_at_s: int


def begin_without_face(context: FlowContext, request: BeginRequest) -> Begun:
    """Begin it, once that is in the audit trail; nobody is passed by it, and no picture of a face is ever taken in.

    Raises StaffRefused, StaffNotAllowed, LockedOut for staff, RequestInvalid, CustomerNotFound, which staff may hear,
    and ServiceErrors.
    """
    plan, challenges = request.plan, context.challenges
    context.staff.check(replace(request.staff, device=plan.device), StaffTask.WITHOUT_FACE)
    check_plan(plan)
    if plan.device and not is_readable(plan.device, MAX_REFERENCE_CHARS):
        raise RequestInvalid("device id")
    if plan.flow is Flow.AUTHENTICATE and not context.enrolments.is_enrolled(plan.customer):
        raise CustomerNotFound
    record = _record(context, request)
    attempt_id = record.challenge.id
    context.audit.record(request.staff.staff_id, BEGUN, plan.customer)
    attempt_record.begin(challenges, record, request.staff.origin, {WITHOUT_FACE: request.staff.staff_id})
    try:
        token = challenges.tokens.issue(attempt_id, int(record.ends_at_s))
        challenges.store.create(record)
        # Closed from the start: there is nothing to judge, and no frame that anybody could hand in.
        claim = challenges.store.claim(attempt_id, secrets.token_hex(8), demands_frames=False)
        challenges.store.close(attempt_id, claim, None)
    except Exception as error:
        attempt_record.break_off(challenges, record, error)
        raise
    return Begun(attempt_id, token, int(record.ends_at_s))


def _record(context: FlowContext, request: BeginRequest) -> ChallengeRecord:
    challenge, now_s = make_without_face(new_challenge_id(Contract.SAMPLE)), context.challenges.clock()
    return ChallengeRecord(
        challenge=challenge,
        user_id=request.plan.customer or challenge.id,
        untrusted_synthetic=False,
        untrusted_camera_name="",
        has_id_photo=False,
        created_at_s=now_s,
        expires_at_s=float(int(now_s) + context.challenges.settings.session_lifetime_s),
        plan=request.plan,
        terminal_id=request.staff.origin.terminal_id,
        consent=request.untrusted_consent,
    )
