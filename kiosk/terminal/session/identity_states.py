"""The states of finding out who somebody is, before the challenge and after it; see `states` for all others."""

from dataclasses import dataclass, field
from enum import StrEnum

from kiosk.domain.identity.flow import AttemptStage, Flow
from kiosk.domain.identity.step_results import DocumentAnswer, Evidence, FlowAnswer, Page, Side
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


class Gate(StrEnum):
    """What lies behind the staff's PIN."""

    BEGIN = "begin"
    PANEL = "panel"


class Task(StrEnum):
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

    gate: Gate
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

    task: Task
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
class IdentityPatience:
    """How long each of these states waits, in seconds; a touch begins anew, but not for the backend."""

    entry_s: float = 60.0
    capture_s: float = 120.0
    panel_s: float = 180.0
    read_s: float = 60.0
    answer_s: float = 30.0
    result_s: float = 20.0


def limit_s(state: IdentityState, patience: IdentityPatience) -> float:
    """How long this state waits."""
    match state:
        case CapturingDocument():
            return patience.capture_s
        case StaffPanel():
            return patience.panel_s
        case Waiting(Task.READ_DOCUMENT):
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
        case CapturingDocument() | CheckingPage() | DocumentRefused() | Waiting(Task.READ_DOCUMENT):
            return AttemptStage.DOCUMENT
        case Waiting(Task.AUTHENTICATE):
            return AttemptStage.FACE_MATCH
        case Waiting(Task.ENROL):
            return AttemptStage.ENROLMENT
        case EnteringStaff(Gate.PANEL) | StaffPanel() | Waiting(Task.FETCH_EVIDENCE | Task.DECIDE):
            return AttemptStage.ENROLMENT if flow is Flow.ONBOARD else AttemptStage.FACE_MATCH
        case _:
            return AttemptStage.LIVENESS
