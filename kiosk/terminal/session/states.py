"""The states of a session: each holds what its screen shows and nothing more."""

from dataclasses import dataclass, field
from enum import StrEnum

from kiosk.domain.identity.flow import AttemptStage, Flow
from kiosk.domain.identity.step_results import DocumentAnswer, Evidence, FlowAnswer, Page, Side
from kiosk.domain.liveness.challenge import Challenge
from kiosk.domain.liveness.guide import Guide
from kiosk.domain.liveness.verdict import Verdict
from kiosk.terminal.session.page_capture import PageView


@dataclass(frozen=True, slots=True)
class Visit:
    """What the terminal was set up for, and what is known beforehand of whoever comes."""

    flow: Flow = Flow.VERIFY
    assisted: bool = False
    """A member of staff begins each attempt, and sees what became of it."""
    customer: str = field(default="", repr=False)
    pages: tuple[Page, ...] = field(default=(), repr=False)
    """Of the document, from files; otherwise the camera takes them."""


@dataclass(frozen=True, slots=True)
class Staff:
    """Who a member of staff claims to be; the backend decides, each time anew."""

    staff_id: str
    pin: str = field(repr=False)


class StaffGate(StrEnum):
    """What lies behind the staff's PIN."""

    BEGIN = "begin"
    PANEL = "panel"


class BackendTask(StrEnum):
    """What the backend was asked for."""

    CHECK_STAFF = "check_staff"
    READ_DOCUMENT = "read_document"
    ENROL = "enrol"
    AUTHENTICATE = "authenticate"
    FETCH_EVIDENCE = "fetch_evidence"
    DECIDE = "decide"


@dataclass(frozen=True, slots=True)
class EnteringStaff:
    """A member of staff enters number and PIN; `code` says why the last ones were refused."""

    gate: StaffGate
    code: str = ""


@dataclass(frozen=True, slots=True)
class EnteringCustomer:
    """The customer's reference is entered; `code` says why the last one was refused."""

    code: str = ""


@dataclass(frozen=True, slots=True)
class CapturingDocument:
    """The camera looks for a page; `turn` is that of the session when it began."""

    side: Side
    turn: int
    pages: tuple[Page, ...] = field(default=(), repr=False)
    """Those of the other side that were taken before."""
    view: PageView | None = None
    armed: bool = True
    """Whether the page may be taken by itself; the back only once the front has gone."""
    taking: bool = False


@dataclass(frozen=True, slots=True)
class CheckingPage:
    """The customer looks whether the picture can be read."""

    page: Page
    pages: tuple[Page, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Waiting:
    """The backend was asked; only an answer with the same `turn` counts."""

    task: BackendTask
    turn: int
    staff: Staff | None = None


@dataclass(frozen=True, slots=True)
class DocumentRefused:
    """The document or its pictures will not do: for what the backend found, or for an error code."""

    answer: DocumentAnswer | None
    code: str = ""

    @property
    def selfie_failed(self) -> bool:
        """Whether another picture of the document would not help."""
        return self.answer is not None and any(each.image == "selfie" for each in self.answer.quality)


@dataclass(frozen=True, slots=True)
class Decided:
    """The backend's own answer; nothing else ends an onboarding or authentication well."""

    answer: FlowAnswer


@dataclass(frozen=True, slots=True)
class StaffPanel:
    """What staff sees and may decide."""

    evidence: Evidence
    staff: Staff


IdentityState = (
    EnteringStaff
    | EnteringCustomer
    | CapturingDocument
    | CheckingPage
    | Waiting
    | DocumentRefused
    | Decided
    | StaffPanel
)


@dataclass(frozen=True, slots=True)
class StepTimeouts:
    """How long each of these states waits, in seconds; a touch begins anew, but not for the backend."""

    entry_s: float = 60.0
    capture_s: float = 120.0
    panel_s: float = 180.0
    read_s: float = 60.0
    answer_s: float = 30.0
    result_s: float = 20.0


def limit_s(state: IdentityState, patience: StepTimeouts) -> float:
    """How long this state waits."""
    match state:
        case CapturingDocument():
            return patience.capture_s
        case StaffPanel():
            return patience.panel_s
        case Waiting(BackendTask.READ_DOCUMENT):
            return patience.read_s
        case Waiting():
            return patience.answer_s
        case Decided():
            return patience.result_s
        case _:
            return patience.entry_s


def stage_of(state: object, flow: Flow) -> AttemptStage:
    """Where in its flow an attempt is left when it is left in this state."""
    match state:
        case CapturingDocument() | CheckingPage() | DocumentRefused() | Waiting(BackendTask.READ_DOCUMENT):
            return AttemptStage.DOCUMENT
        case Waiting(BackendTask.AUTHENTICATE):
            return AttemptStage.FACE_MATCH
        case Waiting(BackendTask.ENROL):
            return AttemptStage.ENROLMENT
        case EnteringStaff(StaffGate.PANEL) | StaffPanel() | Waiting(BackendTask.FETCH_EVIDENCE | BackendTask.DECIDE):
            return AttemptStage.ENROLMENT if flow is Flow.ONBOARD else AttemptStage.FACE_MATCH
        case _:
            return AttemptStage.LIVENESS


@dataclass(frozen=True, slots=True)
class Attract:
    """Nobody is there; the camera is closed."""


@dataclass(frozen=True, slots=True)
class GetReady:
    """A customer reads the tips and the privacy notice."""


@dataclass(frozen=True, slots=True)
class Starting:
    """The backend was asked for a challenge."""


@dataclass(frozen=True, slots=True)
class Challenging:
    """The challenge runs; `guide` is None until the first observation."""

    challenge: Challenge
    expires_at_s: float
    guide: Guide | None = None
    sent: int = 0
    total: int = 0


@dataclass(frozen=True, slots=True)
class Verifying:
    """The last frames are on their way and the verdict is awaited."""

    sent: int = 0
    total: int = 0


@dataclass(frozen=True, slots=True)
class Result:
    """The backend's verdict; nothing else makes a result."""

    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Trouble:
    """Our own side does not work; `code` is one of `kiosk.errors`."""

    code: str
    camera: bool
    """The camera's trouble, which ends by itself with CameraRestored; otherwise the customer may try again."""


State = Attract | GetReady | Starting | Challenging | Verifying | Result | Trouble | IdentityState


@dataclass(frozen=True, slots=True)
class Timeouts:
    """How long each state waits, in seconds."""

    idle_s: float = 45.0
    result_s: float = 12.0
    start_s: float = 20.0
    verify_s: float = 30.0
    identity: StepTimeouts = field(default_factory=StepTimeouts)


@dataclass(frozen=True, slots=True)
class Session:
    """Where the terminal stands with its customer; times are on the kiosk's monotonic clock."""

    patience: Timeouts
    now_s: float
    state: State = Attract()
    entered_at_s: float = 0.0
    attempt: int = 0
    """Counts up for as long as the terminal runs, so that no late answer is taken for a newer attempt's."""
    camera_fault: str = ""
    """Code of the camera's trouble since it was opened; empty while pictures come."""
    visit: Visit = field(default_factory=Visit)
    turn: int = 0
    """Counts up with every question to backend and camera, so that no late answer is taken for a newer one's."""
    customer: str = field(default="", repr=False)
    """The reference that was entered for this customer."""
    staff_id: str = ""
    """Of the member of staff who began this attempt."""
    behind: State | None = None
    """Where a member of staff who does not enter the PIN goes back to."""
    accepted: bool = False
    """Whether the backend accepted this customer's document, or staff overrode it."""
    settled: bool = True
    """Whether there is no attempt, or the backend knows how it ended."""

    @property
    def passed(self) -> bool:
        """Whether the backend passed this customer."""
        if isinstance(self.state, Decided):
            return self.state.answer.approved
        return isinstance(self.state, Result) and self.state.verdict.passed

    @property
    def wanted_side(self) -> Side | None:
        """The side of the document that belongs before the camera now."""
        return self.state.side if isinstance(self.state, CapturingDocument) else None

    @property
    def stage(self) -> AttemptStage:
        """Where in its flow the attempt is."""
        return stage_of(self.state, self.visit.flow)

    @property
    def seconds_left(self) -> float | None:
        """Until this state times out; None where nothing does."""
        if isinstance(self.state, Challenging):
            return max(0.0, self.state.expires_at_s - self.now_s)
        limit_s = self._limit_s()
        return None if limit_s is None else max(0.0, self.entered_at_s + limit_s - self.now_s)

    def _limit_s(self) -> float | None:
        match self.state:
            case GetReady() | Trouble():
                return self.patience.idle_s
            case Starting():
                return self.patience.start_s
            case Verifying():
                return self.patience.verify_s
            case Result():
                return self.patience.identity.entry_s if self.visit.assisted else self.patience.result_s
            case Attract() | Challenging():
                return None
            case _ as state:
                return limit_s(state, self.patience.identity)
