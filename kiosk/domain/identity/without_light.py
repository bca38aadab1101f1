"""What becomes of customers who were shown no coloured light because their client asked for none.

That is the client's word, and without light recordings are not told from people: so by default a colleague looks at
the customer, who then goes on as everybody else.
"""

from dataclasses import dataclass, replace
from typing import Literal

from kiosk.domain.bounds import require_between
from kiosk.domain.identity.flow import Flow
from kiosk.domain.liveness.judge_policy import LOWEST_SIMILARITY
from kiosk.domain.liveness.verdict import Reason, Verdict

LIGHT_SHOWN, LIGHT_LEFT_OUT = "light_shown", "light_left_out"
"""Evidence, 0 or 1: whether the screen was to show colours, and whether it was not because the client asked for none.
"""

Handling = Literal["staff", "stricter"]
"""`staff`: nobody passes by the judge alone, and staff decide. `stricter`: who is sure enough by all other evidence."""


@dataclass(frozen=True, slots=True)
class WithoutLightPolicy:
    """What each flow does with a check that was left without its light."""

    verify: Handling = "staff"
    onboard: Handling = "staff"
    authenticate: Handling = "staff"
    min_confidence: float = 95.0
    """Of 100, where it is `stricter`: nearly all that is weighed beside the light has to speak for the customer."""

    def __post_init__(self) -> None:
        """Raises ValueError for a confidence that everybody reaches, or nobody."""
        require_between(self, LOWEST_SIMILARITY, 100, "min_confidence")

    def handling(self, flow: Flow) -> Handling:
        """What this flow does."""
        by_flow: dict[Flow, Handling] = {Flow.ONBOARD: self.onboard, Flow.AUTHENTICATE: self.authenticate}
        return by_flow.get(flow, self.verify)


def hold_without_light(verdict: Verdict, policy: WithoutLightPolicy, flow: Flow) -> Verdict:
    """The verdict on a check that was left without light: a pass may become staff's to give, and a failure stays."""
    verdict = replace(verdict, evidence={**verdict.evidence, LIGHT_LEFT_OUT: 1.0})
    if not verdict.passed:
        return verdict
    if policy.handling(flow) == "stricter" and verdict.confidence >= policy.min_confidence:
        return verdict
    return replace(verdict, passed=False, reasons=(Reason.LIGHT_NOT_SHOWN,))


def waits_for_staff(reasons: tuple[str, ...]) -> bool:
    """Whether nothing but the missing light speaks against a customer, so that nobody has failed."""
    return tuple(reasons) == (Reason.LIGHT_NOT_SHOWN,)
