"""What is known of a liveness session, and how it is written down."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum

from kiosk.errors import StorageFailed

SESSION_LIFE_S = 180.0
"""A session waits this long for its challenge to begin, and again for it to end (the service: three minutes)."""
RESULT_LIFE_S = 3600.0
"""How long results and images are kept for whoever created the session."""


class Status(StrEnum):
    """The service's words for how far a session is.

    SUCCEEDED says that the check was carried out, not that somebody is alive: that is for `Confidence` to say. FAILED
    says that its result was lost.
    """

    CREATED = "CREATED"
    IN_PROGRESS = "IN_PROGRESS"
    SUCCEEDED = "SUCCEEDED"
    FAILED = "FAILED"
    EXPIRED = "EXPIRED"


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the creator asked for; without a bucket, images are handed out as bytes."""

    audit_images: int = 0
    bucket: str = ""
    key_prefix: str = ""
    kms_key_id: str = ""


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
    status: Status
    created_at_s: float
    begun_at_s: float
    """0 until a challenge began."""
    challenge_id: str
    wishes: Wishes
    result: Result | None = None

    def status_at(self, now_s: float) -> Status:
        """The status, now that time may have run out."""
        since_s = {Status.CREATED: self.created_at_s, Status.IN_PROGRESS: self.begun_at_s}.get(self.status)
        return Status.EXPIRED if since_s is not None and now_s - since_s > SESSION_LIFE_S else self.status


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
                "status": Status(members["status"]),
                "wishes": Wishes(**members["wishes"]),
                "result": None if result is None else _result(result),
            }
        )
    except (KeyError, TypeError, ValueError) as error:
        raise StorageFailed("a liveness session is damaged") from error


def _result(members: Mapping[str, object]) -> Result:
    return Result(**{**members, "reasons": tuple(members["reasons"])})  # type: ignore[arg-type]
