"""The log of a backend that keeps none."""

from collections.abc import Mapping, Sequence

from kiosk.identity.errors import AttemptNotFound
from kiosk.identity.flow import Attempt, AttemptStage, Outcome


class NoAttempts:
    """Implements `AttemptLog`: records nothing, counts nothing, locks out nobody."""

    def begin(self, attempt: Attempt) -> None:
        """Nobody is locked out."""

    def advance(
        self,
        attempt_id: str,
        stage: AttemptStage,
        *,
        customer: str = "",
        measures: Mapping[str, float] | None = None,
        details: Mapping[str, str] | None = None,
    ) -> None:
        """Nothing is recorded."""

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
        """Nothing is recorded."""

    def load(self, attempt_id: str) -> Attempt:
        """Nothing was recorded."""
        raise AttemptNotFound
