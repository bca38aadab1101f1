"""The customer left before the end."""

from dataclasses import dataclass, field

from kiosk.backend.challenge.context import ChallengeContext
from kiosk.backend.challenge.evidence import keep_only
from kiosk.backend.challenge.records import ChallengeStatus
from kiosk.backend.flows.context import FlowContext
from kiosk.backend.flows.step_runner import admit_to_steps, check_code, load_flow, record_progress, save
from kiosk.domain.identity import flow_state
from kiosk.domain.identity.flow import AttemptStage, Outcome
from kiosk.errors import Busy, ChallengeClosed, NoFrames

NO_REQUEST = ""
"""In place of the id of a request for the verdict: none hears of one."""


@dataclass(frozen=True, slots=True)
class AbandonRequest:
    """Says where the customer left, and why, as a code."""

    challenge_id: str
    token: str = field(repr=False)
    untrusted_stage: AttemptStage
    untrusted_reason: str


def abandon(context: FlowContext, request: AbandonRequest) -> None:
    """End the attempt unless it has ended; raises AccessErrors, RequestInvalid and ServiceErrors, Busy while the
    verdict is on its way.

    Nobody leaves before the verdict and hears it afterwards: a challenge that was not judged is over, and its images
    are deleted.
    """
    snapshot = admit_to_steps(context, request.challenge_id, request.token)
    check_code(request.untrusted_reason)
    if snapshot.state is not ChallengeStatus.CLOSED:
        _close(context.challenges, request.challenge_id)
    flow = load_flow(context, snapshot)
    if flow.progress.outcome is not Outcome.OPEN:
        return
    flow = save(context, flow, flow_state.abandon(flow.progress, request.untrusted_reason, context.challenges.clock()))
    record_progress(context, flow, {}, {"terminal_stage": request.untrusted_stage})


def _close(challenges: ChallengeContext, challenge_id: str) -> None:
    store = challenges.store
    try:
        store.close(challenge_id, store.claim(challenge_id, NO_REQUEST), None)
    except ChallengeClosed:
        raise Busy("the verdict is on its way") from None
    except NoFrames:
        # There is nothing to judge, and nothing to keep.
        store.delete(challenge_id)
    keep_only(challenges, challenge_id, frozenset())
