"""What the shell around a session must do; whoever carries it out reports back with an event."""

from dataclasses import dataclass, field

from kiosk.domain.identity.flow import AttemptStage, Flow
from kiosk.terminal.session.identity_effects import IdentityEffect


@dataclass(frozen=True, slots=True)
class OpenCamera:
    """Start the camera; it speaks through CameraFailed and CameraRestored."""


@dataclass(frozen=True, slots=True)
class CloseCamera:
    """Stop the camera; nothing is watched while nobody uses the terminal."""


@dataclass(frozen=True, slots=True)
class StartChallenge:
    """Ask the backend for a new challenge; answered by ChallengeStarted or ServiceFailed."""

    attempt: int
    flow: Flow = Flow.VERIFY
    customer: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Verify:
    """Send what is left of the upload, then ask for the verdict; answered by VerdictReceived or ServiceFailed."""

    attempt: int


@dataclass(frozen=True, slots=True)
class StopChallenge:
    """Abandon the attempt: stop guiding and uploading, tell the backend where and why, wait for nothing."""

    attempt: int
    stage: AttemptStage
    reason: str
    """CANCELLED, TIMED_OUT, or the code of the trouble."""


@dataclass(frozen=True, slots=True)
class Wipe:
    """Drop everything of this customer, whether the network is there or not."""


Effect = OpenCamera | CloseCamera | StartChallenge | Verify | StopChallenge | Wipe | IdentityEffect
