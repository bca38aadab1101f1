"""Where flows are kept."""

from collections.abc import Sequence
from typing import Protocol

from kiosk.backend.flows.records import FlowRecord


class FlowStore(Protocol):
    """Flows by the id of their challenge, encrypted at rest; any thread, every method raises ServiceErrors."""

    def load(self, challenge_id: str) -> FlowRecord | None:
        """The flow as it stands, None for one that was never stored."""
        ...

    def save(self, record: FlowRecord) -> bool:
        """Store it as the version after its own; False, and nothing stored, when somebody else was faster."""
        ...

    def list_unsettled(self, before_s: float) -> Sequence[str]:
        """Challenges' ids of flows created before then whose last step was begun and never ended."""
        ...

    def delete(self, challenge_ids: Sequence[str]) -> int:
        """Delete these, as far as they are there; returns how many."""
        ...

    def purge_before(self, time_s: float) -> int:
        """Delete all that were created before then; returns how many."""
        ...
