"""Where every step after the verdict begins and ends: who may take it, and that nobody else does meanwhile."""

import logging
import re
import secrets
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from typing import TypeVar

from kiosk.backend.challenge.records import ChallengeState, ChallengeStatus
from kiosk.backend.flows.context import FlowContext
from kiosk.backend.flows.records import FlowRecord
from kiosk.domain.identity import flow_state
from kiosk.domain.identity.customer_reference import MAX_REFERENCE_CHARS, is_readable
from kiosk.domain.identity.flow import Outcome
from kiosk.domain.identity.flow_state import Progress, Step
from kiosk.domain.liveness.without_face import WithoutFace
from kiosk.errors import Busy, RequestInvalid, TokenExpired
from kiosk.system.safe_errors import describe_failure

logger = logging.getLogger(__name__)

StepResult = TypeVar("StepResult")


def admit_to_steps(context: FlowContext, challenge_id: str, token: str) -> ChallengeState:
    """The challenge, for whoever holds its token while its steps last; raises TokenInvalid, TokenExpired and
    ChallengeNotFound."""
    challenges = context.challenges
    challenges.tokens.check(token, challenge_id)
    snapshot = challenges.store.load(challenge_id)
    if snapshot.record.ends_at_s <= challenges.clock():
        raise TokenExpired
    return snapshot


def load_flow(context: FlowContext, snapshot: ChallengeState) -> FlowRecord:
    """The flow as it stands; one that never was stored stands where the verdict left it. Raises ServiceErrors."""
    record = snapshot.record
    return context.flows.load(record.challenge.id) or FlowRecord(
        record.challenge.id, record.created_at_s, _by_verdict(snapshot)
    )


def save(context: FlowContext, flow: FlowRecord, progress: Progress | None = None) -> FlowRecord:
    """Store what changed; raises Busy when somebody else was faster, whose work then counts."""
    if progress is not None:
        flow = replace(flow, progress=progress)
    if not context.flows.save(flow):
        raise Busy("another step was faster")
    return replace(flow, version=flow.version + 1)


def run_step(
    context: FlowContext,
    flow: FlowRecord,
    step: Step,
    work: Callable[[FlowRecord], StepResult],
    bind: Callable[[Progress], Progress] = lambda progress: progress,
    undo: Callable[[FlowRecord], bool] = lambda held: True,
) -> StepResult:
    """Do the work of a step while nobody else can; what fails leaves the step to be tried again.

    `undo` removes what work that failed left behind, and says whether surely nothing is left: only then may another
    request take the step.

    Raises LockedOut, LivenessNotPassed, ChallengeClosed, StepMissing and Busy, and whatever `work` raises.
    """
    claimed = flow_state.claim(flow.progress, step, secrets.token_hex(8), context.challenges.clock())
    with _trying(context, flow):
        held = save(context, flow, bind(claimed))
        try:
            return work(held)
        except Exception:
            _release(context, held, undo)
            raise


def record_progress(
    context: FlowContext, flow: FlowRecord, measures: Mapping[str, float], details: Mapping[str, str] | None = None
) -> None:
    """Record how far the attempt is, or how it ended; harmless when done twice. Raises StorageFailed."""
    progress, attempts = flow.progress, context.attempts
    if progress.outcome is Outcome.OPEN:
        attempts.advance(
            flow.challenge_id, progress.stage, customer=progress.customer, measures=measures, details=details
        )
        return
    if progress.customer:
        attempts.advance(flow.challenge_id, progress.stage, customer=progress.customer)
    attempts.end(
        flow.challenge_id,
        progress.outcome,
        reasons=progress.reasons,
        stage=progress.stage,
        measures=measures,
        details=details,
    )


def _trying(context: FlowContext, flow: FlowRecord) -> AbstractContextManager[None]:
    """Whom staff let pass in person is not held up by a lock."""
    by_staff = flow.progress.waived or flow.progress.without_face
    return nullcontext() if by_staff else context.attempts.limit_tries(flow.challenge_id)


def _by_verdict(snapshot: ChallengeState) -> Progress:
    plan, verdict = snapshot.record.plan, snapshot.verdict
    if isinstance(snapshot.record.challenge, WithoutFace):
        return flow_state.begin_without_face(plan.flow, plan.customer)
    if snapshot.state is not ChallengeStatus.CLOSED:
        return flow_state.begin(plan.flow, plan.customer, None, ())
    passed = verdict is not None and verdict.passed and verdict.reference_sequence is not None
    return flow_state.begin(plan.flow, plan.customer, passed, () if verdict is None else verdict.reasons)


def _release(context: FlowContext, held: FlowRecord, undo: Callable[[FlowRecord], bool]) -> None:
    """As if the step had not been tried, unless it has ended after all or is somebody else's by now."""
    undone = False
    try:
        undone = undo(held)
    except Exception as error:
        logger.error("a step was not undone: %s", describe_failure(error))
    try:
        context.flows.save(replace(held, progress=flow_state.release(held.progress, undone=undone)))
    except Exception as error:
        logger.error("a step was not released: %s", describe_failure(error))


_REQUEST_ID = re.compile(r"[A-Za-z0-9]{1,64}")
_CODE = re.compile(r"[A-Z][A-Z0-9_]{0,63}")


def check_request_id(untrusted: str) -> None:
    """Raises RequestInvalid unless it is 1 to 64 letters and digits."""
    if not _REQUEST_ID.fullmatch(untrusted):
        raise RequestInvalid("request id")


def check_reference(untrusted: str) -> None:
    """Raises RequestInvalid unless it is empty or a printable reference of a customer."""
    if (untrusted and not is_readable(untrusted, MAX_REFERENCE_CHARS)) or untrusted != untrusted.strip():
        raise RequestInvalid("customer")


def check_code(untrusted: str) -> None:
    """Raises RequestInvalid unless it looks like a code of ours."""
    if not _CODE.fullmatch(untrusted):
        raise RequestInvalid("reason")
