"""Whether a face will do, before it is compared."""

from dataclasses import dataclass, field

from kiosk.backend.flows.context import FlowContext
from kiosk.backend.metrics.quality import count_quality_failures, quality_measures
from kiosk.domain.faces.quality import quality_failures
from kiosk.domain.identity.flow import Flow
from kiosk.domain.identity.step_results import FaceMatch, FailedMeasure
from kiosk.errors import AnalysisFailed


@dataclass(frozen=True, slots=True)
class GateResult:
    """What the quality gate says of one picture."""

    faces: int
    failed: tuple[FailedMeasure, ...]
    measures: dict[str, float] = field(default_factory=dict)

    @property
    def passed(self) -> bool:
        """Whether the face may be compared."""
        return self.faces > 0 and not self.failed


def check_face_quality(context: FlowContext, flow: Flow, name: str, image: bytes) -> GateResult:
    """Measure the largest face; `name` is SELFIE or PORTRAIT. Raises ImageErrors and ServiceErrors."""
    faces = context.comparer.faces(image)
    if not faces:
        return GateResult(0, ())
    largest = faces[0]
    policy = context.challenges.settings.face_quality
    failures = quality_failures(
        largest.face, largest.picture_width_px, largest.picture_height_px, policy, largest.native
    )
    count_quality_failures(context.metrics, flow, name, failures)
    failed = tuple(FailedMeasure(name, each.measure, each.value, each.limit, each.advice) for each in failures)
    return GateResult(len(faces), failed, quality_measures(name, largest, failures))


def judge_face_match(similarity: float, threshold: float) -> FaceMatch:
    """Whether this is a match; raises AnalysisFailed for what is no similarity."""
    if not 0.0 <= similarity <= 100.0:
        raise AnalysisFailed("a similarity is out of range")
    return FaceMatch(similarity >= threshold, similarity, threshold)
