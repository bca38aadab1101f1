"""Attempts of a server whose callers record nothing and lock nobody out, as Amazon's service does not."""

from collections.abc import Mapping, Sequence

from kiosk.domain.identity.flow import Attempt, AttemptStage, Outcome


class NoAttempts:
    """Implements `AttemptRecorder`: nothing is kept, and nobody is locked out."""

    def begin(self, attempt: Attempt) -> None:
        """Nothing."""

    def advance(
        self,
        attempt_id: str,
        stage: AttemptStage,
        *,
        customer: str = "",
        measures: Mapping[str, float] | None = None,
        details: Mapping[str, str] | None = None,
    ) -> None:
        """Nothing."""

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
        """Nothing."""
