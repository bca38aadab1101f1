"""What is known of a liveness session, and how it is written down."""

import json
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from kiosk.domain.liveness.face_movement.session_judge import SessionStatus
from kiosk.errors import StorageFailed

SESSION_LIFE_S = 180.0
"""A session waits this long for its challenge to begin, and again for it to end (the service: three minutes)."""
RESULT_LIFE_S = 3600.0
"""How long results and images are kept for whoever created the session."""


@dataclass(frozen=True, slots=True)
class ChallengePreference:
    """A kind of challenge by the service's name, in one of these versions."""

    type: str
    least: str = "0.0.0"
    most: str = "999.999.999"

    def allows(self, version: str) -> bool:
        """Whether a version lies within."""
        return version_numbers(self.least) <= version_numbers(version) <= version_numbers(self.most)


def version_numbers(version: str) -> tuple[int, ...]:
    """The numbers of `1.10.0`, which compare as they should."""
    return tuple(int(number) for number in version.split("."))


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the creator asked for; without a bucket, images are handed out as bytes."""

    audit_images: int = 0
    bucket: str = ""
    key_prefix: str = ""
    kms_key_id: str = ""
    challenges: tuple[ChallengePreference, ...] = ()
    """In the order of preference; any kind when there are none."""


@dataclass(frozen=True, slots=True)
class Result:
    """The outcome of the check; confidence is 0-100."""

    confidence: float
    reasons: tuple[str, ...]
    has_reference: bool
    audit_images: int


@dataclass(frozen=True, slots=True)
class Session:
    """One session; times are seconds since the epoch."""

    id: str
    status: SessionStatus
    created_at_s: float
    begun_at_s: float
    """0 until a challenge began."""
    challenge_id: str
    wishes: Wishes
    result: Result | None = None
    challenge_type: str = ""
    """The service's name for what a stream carried out; empty until then, and for the nose challenge."""

    def status_at(self, now_s: float) -> SessionStatus:
        """The status, now that time may have run out."""
        begun_s = {SessionStatus.CREATED: self.created_at_s, SessionStatus.IN_PROGRESS: self.begun_at_s}
        since_s = begun_s.get(self.status)
        return SessionStatus.EXPIRED if since_s is not None and now_s - since_s > SESSION_LIFE_S else self.status


def new_session(now_s: float, wishes: Wishes) -> Session:
    """A session that waits, by an id that nobody can guess."""
    session_id = str(UUID(bytes=secrets.token_bytes(16), version=4))
    return Session(session_id, SessionStatus.CREATED, now_s, 0.0, "", wishes)


def written(session: Session) -> bytes:
    """The session as JSON."""
    return json.dumps(asdict(session)).encode()


def read(data: bytes) -> Session:
    """The session that was written; raises StorageFailed."""
    try:
        members = json.loads(data)
        result = members["result"]
        return Session(
            **{
                **members,
                "status": SessionStatus(members["status"]),
                "wishes": _wishes(members["wishes"]),
                "result": None if result is None else _result(result),
            }
        )
    except (KeyError, TypeError, ValueError) as error:
        raise StorageFailed("a liveness session is damaged") from error


def _wishes(members: Mapping[str, Any]) -> Wishes:
    challenges = tuple(ChallengePreference(**each) for each in members.get("challenges", ()))
    return Wishes(**{**members, "challenges": challenges})


def _result(members: Mapping[str, object]) -> Result:
    return Result(**{**members, "reasons": tuple(members["reasons"])})  # type: ignore[arg-type]
