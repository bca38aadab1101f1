"""A service of face liveness in place of a terminal's challenge: a caller's page opens the stream itself."""

from collections.abc import Mapping
from types import MappingProxyType

from kiosk.backend.challenge.ports import FaceLiveness
from kiosk.backend.kyc.ports import LivenessOutcome
from kiosk.backend.kyc.records import Status
from kiosk.domain.liveness.face_movement.challenge import ChallengeType
from kiosk.domain.liveness.face_movement.session_judge import SessionStatus
from kiosk.domain.liveness.face_movement.streamed_challenge import StreamGrant

_STATUSES: Mapping[SessionStatus, Status] = MappingProxyType(
    {
        SessionStatus.CREATED: Status.CREATED,
        SessionStatus.IN_PROGRESS: Status.IN_PROGRESS,
        SessionStatus.SUCCEEDED: Status.SUCCEEDED,
        SessionStatus.FAILED: Status.FAILED,
    }
)


class FaceLivenessSessions:
    """Implements `LivenessService`; any thread."""

    def __init__(self, service: FaceLiveness, wanted: ChallengeType | None = None) -> None:
        """The service stays the caller's; without a kind that is wanted, whoever opens a stream has the choice."""
        self._service, self._wanted = service, wanted

    @property
    def lifetime_s(self) -> int:
        """How long a session waits for its stream."""
        return self._service.lifetime_s

    def create(self, audit_images: int) -> str:
        """The service's id of a session."""
        return self._service.create(self._wanted, audit_images)

    def outcome(self, session_id: str) -> LivenessOutcome:
        """How the session stands."""
        found = self._service.outcome(session_id)
        if found.status is SessionStatus.EXPIRED:
            return LivenessOutcome(Status.CREATED, expired=True)
        return LivenessOutcome(
            _STATUSES[found.status], confidence=found.confidence, reference=found.reference, audit=found.audit
        )

    def grant(self, session_id: str) -> StreamGrant | None:
        """Where the stream of a session is opened, and with what; None where others give that out."""
        return self._service.grant(session_id)
