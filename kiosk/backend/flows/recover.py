"""End what a process that was killed left between an enrolment and its answer."""

import logging

from kiosk.backend.challenge.records import IDENTITY_STEPS_S
from kiosk.backend.flows.context import FlowContext
from kiosk.backend.flows.enrol import is_enrolled_here
from kiosk.backend.flows.records import FlowRecord
from kiosk.domain.identity import flow_state
from kiosk.domain.identity.flow import Outcome
from kiosk.domain.identity.flow_state import CLAIM_S, Step
from kiosk.errors import ChallengeNotFound, LivenessNotPassed
from kiosk.system.safe_errors import describe_failure

logger = logging.getLogger(__name__)


def recover(context: FlowContext) -> int:
    """Take back enrolments whose customers were never told of them, and whom nobody can tell any more; how many flows.

    Raises ServiceErrors.
    """
    challenges = context.challenges
    longest_s = challenges.settings.session_lifetime_s + IDENTITY_STEPS_S + CLAIM_S
    return sum(_settled(context, each) for each in context.flows.list_unsettled(challenges.clock() - longest_s))


def _settled(context: FlowContext, challenge_id: str) -> bool:
    try:
        flow = context.flows.load(challenge_id)
        if flow is None or not flow.progress.unsettled:
            return False
        _take_back(context, flow)
        ended = flow_state.end(flow.progress, Outcome.ABANDONED, flow.progress.stage)
        return context.flows.save(flow.with_progress(ended))
    except Exception as error:
        logger.error("a flow could not be settled: %s", describe_failure(error))
        return False


def _take_back(context: FlowContext, flow: FlowRecord) -> None:
    claim = flow.progress.claim
    if claim is not None and claim.step is not Step.ENROL:
        return
    try:
        is_ours = is_enrolled_here(context, context.challenges.store.load(flow.challenge_id), flow)
    except (ChallengeNotFound, LivenessNotPassed):
        return
    if is_ours:
        context.enrolments.erase(flow.progress.customer)
