"""What can happen to a session: the customer, the clock, the camera and the backend.

Events that answer an effect carry its `attempt`; an answer to an attempt that is over changes nothing.
"""

from dataclasses import dataclass

from kiosk.domain.liveness.challenge import Challenge
from kiosk.domain.liveness.guide import Guide
from kiosk.domain.liveness.verdict import Verdict
from kiosk.terminal.session.identity_events import IdentityEvent


@dataclass(frozen=True, slots=True)
class StartPressed:
    """Somebody touched Start on the attract screen."""


@dataclass(frozen=True, slots=True)
class ReadyPressed:
    """The customer read the tips and the privacy notice and goes on."""


@dataclass(frozen=True, slots=True)
class CancelPressed:
    """The customer wants to stop, at any point."""


@dataclass(frozen=True, slots=True)
class RetryPressed:
    """The customer wants another try."""


@dataclass(frozen=True, slots=True)
class DonePressed:
    """The customer has read the result."""


@dataclass(frozen=True, slots=True)
class ScreenTouched:
    """Somebody is still there: what would time out starts anew."""


@dataclass(frozen=True, slots=True)
class Tick:
    """The kiosk's monotonic clock; every time-out goes by it."""

    now_s: float


@dataclass(frozen=True, slots=True)
class CameraFailed:
    """No picture comes any more, or none ever came; `code` is one of `kiosk.errors`."""

    code: str


@dataclass(frozen=True, slots=True)
class CameraRestored:
    """Pictures come again."""


@dataclass(frozen=True, slots=True)
class ChallengeStarted:
    """The backend set a challenge; `expires_at_s` is on the kiosk's monotonic clock."""

    attempt: int
    challenge: Challenge
    expires_at_s: float


@dataclass(frozen=True, slots=True)
class Guided:
    """The kiosk's guidance moved on."""

    attempt: int
    guide: Guide


@dataclass(frozen=True, slots=True)
class UploadProgressed:
    """`sent` of the `total` frames taken so far have arrived at the backend."""

    attempt: int
    sent: int
    total: int


@dataclass(frozen=True, slots=True)
class VerdictReceived:
    """The backend decided."""

    attempt: int
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class ServiceFailed:
    """The backend could not be reached or refused; `code` is one of `kiosk.errors`."""

    attempt: int
    code: str


Event = (
    StartPressed
    | ReadyPressed
    | CancelPressed
    | RetryPressed
    | DonePressed
    | ScreenTouched
    | Tick
    | CameraFailed
    | CameraRestored
    | ChallengeStarted
    | Guided
    | UploadProgressed
    | VerdictReceived
    | ServiceFailed
    | IdentityEvent
)
