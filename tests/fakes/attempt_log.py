"""A log of attempts that a test can ask."""

from collections.abc import Mapping, Sequence

from kiosk.domain.identity.flow import Attempt, AttemptStage, Outcome
from kiosk.rekognition_local.liveness.no_attempts import NoAttempts


class FakeAttemptLog(NoAttempts):
    """Remembers how attempts began and ended."""

    def __init__(self) -> None:
        self.begun: dict[str, Attempt] = {}
        self.ended: dict[str, tuple[Outcome, tuple[str, ...]]] = {}

    def begin(self, attempt: Attempt) -> None:
        self.begun[attempt.id] = attempt

    def end(
        self,
        attempt_id: str,
        outcome: Outcome,
        *,
        reasons: Sequence[str] = (),
        stage: AttemptStage | None = None,
        measures: Mapping[str, float] | None = None,
        details: Mapping[str, str] | None = None,
    ) -> None:
        self.ended[attempt_id] = outcome, tuple(reasons)
