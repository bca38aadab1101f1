"""What the shell around a session must do; whoever carries it out reports back with an event."""

from dataclasses import dataclass, field

from kiosk.domain.identity.flow import AttemptStage, Flow
from kiosk.domain.identity.step_results import Page, Side, StaffDecision
from kiosk.terminal.session.states import Staff


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
    """A StepReason, or the code of the trouble."""


@dataclass(frozen=True, slots=True)
class TakePage:
    """Keep the newest picture of the page; answered by PageTaken."""

    request_no: int
    side: Side


@dataclass(frozen=True, slots=True)
class CheckStaff:
    """Ask whether this is a member of staff; answered by StaffAccepted."""

    request_no: int
    staff: Staff


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """Have the backend read these pages; answered by DocumentRead."""

    request_no: int
    pages: tuple[Page, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Enrol:
    """Have the backend enrol the customer, whose reference may be empty; answered by FlowEnded."""

    request_no: int
    customer: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Authenticate:
    """Have the backend compare the face with the enrolled customer's; answered by FlowEnded."""

    request_no: int


@dataclass(frozen=True, slots=True)
class FetchEvidence:
    """Ask for what the backend has of the attempt; answered by EvidenceReceived."""

    request_no: int
    staff: Staff


@dataclass(frozen=True, slots=True)
class Decide:
    """Have the backend record what staff decided; answered by DecisionTaken."""

    request_no: int
    staff: Staff
    decision: StaffDecision
    reason: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Wipe:
    """Drop everything of this customer, whether the network is there or not."""


StepRequest = TakePage | CheckStaff | ReadDocument | Enrol | Authenticate | FetchEvidence | Decide
"""What is asked of the backend in the steps after the challenge, and of the camera while it looks for a page; carries
`request_no`, and is answered by a BackendReply."""

Effect = OpenCamera | CloseCamera | StartChallenge | Verify | StopChallenge | StepRequest | Wipe
