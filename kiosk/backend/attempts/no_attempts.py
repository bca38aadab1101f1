"""For a backend that records no attempts."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext

from kiosk.domain.identity.flow import Attempt, AttemptStage, Outcome
from kiosk.errors import AttemptNotFound


class NoAttempts:
    """Implements `AttemptLog`: nothing is kept, and nobody is locked out."""

    def begin(self, attempt: Attempt) -> None:
        """Nothing."""

    def check(self, customer: str, device: str) -> None:
        """Nothing."""

    def trying(self, attempt_id: str) -> AbstractContextManager[None]:
        """Nothing."""
        return nullcontext()

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

    def reopen(self, attempt_id: str, *, details: Mapping[str, str]) -> None:
        """Nothing."""

    def load(self, attempt_id: str) -> Attempt:
        """Raises AttemptNotFound."""
        raise AttemptNotFound

    def sweep(self) -> int:
        """Nothing."""
        return 0
