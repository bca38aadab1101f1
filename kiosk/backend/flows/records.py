"""What the backend remembers of a flow."""

from dataclasses import dataclass, replace
from typing import Self

from kiosk.backend.ports import Stored
from kiosk.domain.identity.flow_state import Progress
from kiosk.domain.identity.step_results import DocumentAnswer, FlowAnswer


@dataclass(frozen=True, slots=True)
class FlowRecord:
    """The flow of one challenge after its verdict, with the answers that were given."""

    challenge_id: str
    created_at_s: float
    progress: Progress
    document: DocumentAnswer | None = None
    """The last one."""
    document_digest: str = ""
    """Of the pages that it was given for, by which a repetition is known."""
    answer: FlowAnswer | None = None
    """To the request that ended the flow."""
    version: int = 0
    """How many times it was stored; 0 when it never was."""

    def with_progress(self, progress: Progress) -> Self:
        """The same flow, gone on."""
        return replace(self, progress=progress)


class StoredFlow(Stored):
    """A flow, for stores."""

    value: FlowRecord
