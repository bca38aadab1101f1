"""The customer left before the end."""

from dataclasses import dataclass, field

from kiosk.backend.flows.desk import admit, flow_of, saved, tell
from kiosk.backend.flows.request import check_code
from kiosk.backend.identity_parts import IdentityParts
from kiosk.identity import progress as steps
from kiosk.identity.flow import AttemptStage, Outcome


@dataclass(frozen=True, slots=True)
class AbandonRequest:
    """Says where the customer left, and why, as a code."""

    challenge_id: str
    token: str = field(repr=False)
    untrusted_stage: AttemptStage
    untrusted_reason: str


def abandon(parts: IdentityParts, request: AbandonRequest) -> None:
    """End the attempt unless it has ended; raises AccessErrors, RequestInvalid and ServiceErrors."""
    snapshot = admit(parts, request.challenge_id, request.token)
    check_code(request.untrusted_reason)
    flow = flow_of(parts, snapshot)
    if flow.progress.outcome is not Outcome.OPEN:
        return
    flow = saved(parts, flow, steps.abandoned(flow.progress, request.untrusted_reason, parts.challenges.clock()))
    tell(parts, flow, {}, {"terminal_stage": request.untrusted_stage})
