"""What is demanded of checks that a liveness service carries out, and which service that is."""

from dataclasses import dataclass
from typing import Literal

from kiosk.domain.bounds import require_between
from kiosk.domain.identity.flow import Flow
from kiosk.domain.liveness.judge_policy import LOWEST_SIMILARITY


@dataclass(frozen=True, slots=True)
class FaceLivenessPolicy:
    """Of face movement, with light or without."""

    min_confidence_verify: float = 80.0
    """Of 100, as Amazon's whitepaper begins with."""
    min_confidence_onboard: float = 80.0
    min_confidence_authenticate: float = 80.0
    audit_images: int = 4
    service: Literal["by_adapters", "own", "rekognition"] = "by_adapters"
    """`own` listens on this machine, for terminals of this machine; `rekognition` is Amazon's, or what answers at
    `aws__rekognition_endpoint`; by the adapters, the first with local ones and the second with those of AWS."""

    def __post_init__(self) -> None:
        """Raises ValueError for thresholds that everybody reaches, or nobody."""
        names = (f"min_confidence_{flow.value}" for flow in Flow)
        require_between(self, LOWEST_SIMILARITY, 100, *names)
        require_between(self, 0, 4, "audit_images")

    def min_confidence(self, flow: Flow) -> float:
        """What the service must be sure of for this flow."""
        by_flow = {Flow.ONBOARD: self.min_confidence_onboard, Flow.AUTHENTICATE: self.min_confidence_authenticate}
        return by_flow.get(flow, self.min_confidence_verify)
