"""What the shell around a session must do; whoever carries it out reports back with an event."""

from dataclasses import dataclass, field

from kiosk.domain.identity.consent import Consent
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
    light: bool = True
    """Whether the screen may show changing colours."""
    stays_away: bool = False
    """Whether the customer cannot come nearer to the camera."""
    consent: Consent | None = None
    """What the customer agreed to; None where that happened elsewhere."""
    turns_little: bool = False
    """Whether the customer cannot turn the head as far as others."""
    slow: bool = False
    """Whether the customer needs more time than others."""
    offered: tuple[str, ...] = ()
    """Kinds of challenges that the customer was told of; empty for the one that every backend knows."""


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
class BeginWithoutFace:
    """Have this member of staff begin an attempt without the customer's face; answered by AttemptBegun."""

    request_no: int
    staff: Staff
    flow: Flow
    customer: str = field(repr=False)
    consent: Consent | None = None
    """What the customer had agreed to before they chose another way."""


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


@dataclass(frozen=True, slots=True)
class UnlockTerminal:
    """Have the backend end the lock of this terminal; answered by PanelAnswered."""

    request_no: int
    staff: Staff


@dataclass(frozen=True, slots=True)
class FindCustomers:
    """Ask who is enrolled under this reference, or was enrolled here lately when it is empty; answered by
    PanelAnswered."""

    request_no: int
    staff: Staff
    customer: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class CheckCamera:
    """Film for some seconds and look at the pictures; answered by PanelAnswered."""

    request_no: int


@dataclass(frozen=True, slots=True)
class AdmitCamera:
    """Let customers be filmed by the camera with this identity from now on; answered by PanelAnswered."""

    request_no: int
    identity: str
    name: str


@dataclass(frozen=True, slots=True)
class SaveTurn:
    """Turn the camera's pictures by this from now on; answered by PanelAnswered."""

    request_no: int
    turn_deg: int


@dataclass(frozen=True, slots=True)
class SaveVolume:
    """Keep how loud voice and tones are, 0-100; answered by PanelAnswered."""

    request_no: int
    percent: int


@dataclass(frozen=True, slots=True)
class ExportLogs:
    """Copy the logs into this folder; answered by PanelAnswered."""

    request_no: int
    folder: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class SaveMaintenance:
    """Keep over a restart whether the terminal is out of service."""

    on: bool


@dataclass(frozen=True, slots=True)
class PrintNumber:
    """Print the number that a new customer was given."""

    customer: str = field(repr=False)


PanelRequest = UnlockTerminal | FindCustomers | CheckCamera | AdmitCamera | SaveTurn | SaveVolume | ExportLogs
"""What staff asks of a terminal or about it; carries `request_no`."""

StepRequest = (
    TakePage
    | CheckStaff
    | BeginWithoutFace
    | ReadDocument
    | Enrol
    | Authenticate
    | FetchEvidence
    | Decide
    | PanelRequest
)
"""What is asked of the backend in the steps after the challenge, and of the camera while it looks for a page; carries
`request_no`, and is answered by a BackendReply."""

Effect = (
    OpenCamera
    | CloseCamera
    | StartChallenge
    | Verify
    | StopChallenge
    | StepRequest
    | SaveMaintenance
    | PrintNumber
    | Wipe
)
