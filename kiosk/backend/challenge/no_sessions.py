"""For a backend that offers no liveness sessions."""

from collections.abc import Sequence

from kiosk.domain.liveness.verdict import Verdict
from kiosk.errors import SessionNotFound


class NoSessions:
    """Implements `LivenessSessions`: there is none."""

    def begin(self, session_id: str, challenge_id: str) -> None:
        """Raises SessionNotFound."""
        raise SessionNotFound

    def complete(
        self, session_id: str, challenge_id: str, verdict: Verdict, reference: bytes | None, audit: Sequence[bytes]
    ) -> None:
        """Raises SessionNotFound."""
        raise SessionNotFound
