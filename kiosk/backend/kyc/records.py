"""What is known of a liveness session of the KYC API, and how it is written down."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from math import floor

from kiosk.backend.ports import Stored


class Status(StrEnum):
    """How far a session is, in the API's words; whether somebody is live is for the threshold to say."""

    CREATED = "CREATED"
    IN_PROGRESS = "IN_PROGRESS"
    SUCCEEDED = "SUCCEEDED"
    """The check was carried out."""
    FAILED = "FAILED"
    """The check was carried out, and nobody can pass by it."""


class Use(StrEnum):
    """What a session can be used for, once each."""

    VERIFY = "verify"
    IDENTITY = "identity"


@dataclass(frozen=True, slots=True)
class LivenessResult:
    """The outcome of the check."""

    confidence: float
    """0-100; 0 when the check failed for more than low confidence, so that no threshold lets it pass."""
    reasons: tuple[str, ...]
    has_reference: bool
    audit_images: int
    completed_at_s: float


@dataclass(frozen=True, slots=True)
class Session:
    """One session; times are seconds since the epoch, by whole seconds where they are told to the caller."""

    id: str
    caller: str
    """Who created it, and whose it is; empty for whoever is on this machine."""
    created_at_s: float
    expires_at_s: float
    audit_images: int
    """How many of them the caller wants at most."""
    status: Status = Status.CREATED
    challenge_id: str = ""
    result: LivenessResult | None = None
    uses: tuple[Use, ...] = ()

    def is_over(self, now_s: float) -> bool:
        """Whether its time has run out."""
        return now_s >= self.expires_at_s


Change = Callable[[Session], Session]
"""Pure, may be called more than once by a store that retries; raises whatever the caller is to be told."""


class StoredSession(Stored):
    """A session as stores keep it."""

    value: Session


REFERENCE = "reference"
AUDIT = "audit-{}"
"""Names of a session's images."""


def round_score(number: float) -> float:
    """A score with two decimals, cut off: 89.999 is below a threshold of 90, and must not look as if it were not."""
    return floor(number * 100 + 1e-6) / 100
