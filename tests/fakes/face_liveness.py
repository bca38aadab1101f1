"""A service of face liveness that says what it is told to."""

from dataclasses import dataclass, field

from kiosk.backend.challenge.ports import SessionOutcome
from kiosk.domain.liveness.face_movement.challenge import ChallengeType
from kiosk.domain.liveness.face_movement.session_judge import SessionStatus
from kiosk.domain.liveness.face_movement.streamed_challenge import StreamCredentials, StreamGrant
from tests.fakes.clock import START_S

KEY = StreamCredentials("ASIAKEY", "its secret", "its token", int(START_S) + 900)


@dataclass
class FakeFaceLiveness:
    """Implements `FaceLiveness`; sessions are CREATED until somebody says more."""

    lifetime_s: int = 180
    wanted: list[tuple[ChallengeType | None, int]] = field(default_factory=list)
    """Of the sessions in their order."""
    outcomes: dict[str, SessionOutcome] = field(default_factory=dict)
    forgotten: list[str] = field(default_factory=list)
    failure: Exception | None = None
    """Raised by whatever is asked."""
    grants: bool = True

    def create(self, wanted: ChallengeType | None, audit_images: int) -> str:
        self._fail()
        self.wanted.append((wanted, audit_images))
        return session_id(len(self.wanted))

    def grant(self, session_id: str) -> StreamGrant | None:
        self._fail()
        return StreamGrant(session_id, "us-east-1", "wss://127.0.0.1:8011", KEY, "PEM") if self.grants else None

    def outcome(self, session_id: str) -> SessionOutcome:
        self._fail()
        return self.outcomes.get(session_id, SessionOutcome(SessionStatus.CREATED))

    def forget(self, session_id: str) -> None:
        self._fail()
        self.forgotten.append(session_id)
        self.outcomes.pop(session_id, None)

    def _fail(self) -> None:
        if self.failure is not None:
            raise self.failure


def session_id(number: int) -> str:
    """Of the session that was created as this one of all, from 1 on."""
    return f"00000000-0000-4000-8000-{number:012}"
