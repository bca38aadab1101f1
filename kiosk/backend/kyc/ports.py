"""What the KYC API needs beside the ports of identity."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from kiosk.backend.kyc.records import Change, Session, Status
from kiosk.domain.liveness.face_movement.streamed_challenge import StreamGrant


class KycSessionStore(Protocol):
    """Liveness sessions; any thread, encrypted at rest. Every method raises StorageFailed; changes are atomic."""

    def create(self, session: Session) -> None:
        """Store a new session; its id must be new."""
        ...

    def load(self, session_id: str) -> Session:
        """The session as it stands; raises KycSessionNotFound."""
        ...

    def change(self, session_id: str, change: Change) -> Session:
        """Change a session and return it as it is then; raises KycSessionNotFound and whatever `change` raises."""
        ...

    def purge_before(self, time_s: float) -> int:
        """Delete every session created before then; returns how many."""
        ...


@dataclass(frozen=True, slots=True)
class LivenessOutcome:
    """What a liveness service says of a session; nothing but the status until it has ended."""

    status: Status
    expired: bool = False
    confidence: float = 0.0
    reference: bytes | None = field(default=None, repr=False)
    audit: Sequence[bytes] = field(default=(), repr=False)


class LivenessService(Protocol):
    """A service that carries liveness checks out by itself; any thread. Raises Busy and ServiceUnavailable."""

    @property
    def lifetime_s(self) -> int:
        """How long a session waits for its check."""
        ...

    def create(self, audit_images: int) -> str:
        """The id of a new session; raises KycSessionFailed."""
        ...

    def outcome(self, session_id: str) -> LivenessOutcome:
        """How the session stands; raises KycSessionNotFound."""
        ...

    def grant(self, session_id: str) -> StreamGrant | None:
        """Where the stream of a session is opened, and with what; None where others give that out."""
        ...
