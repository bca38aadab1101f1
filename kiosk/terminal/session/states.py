"""The states of a session: each holds what its screen shows and nothing more."""

from dataclasses import dataclass, field
from enum import StrEnum

from kiosk.domain.identity.consent import Consent
from kiosk.domain.identity.flow import AttemptStage, Flow, Outcome
from kiosk.domain.identity.staff import StaffTask
from kiosk.domain.identity.step_reason import StepReason
from kiosk.domain.identity.step_results import DocumentAnswer, Evidence, FlowAnswer, Page, Side
from kiosk.domain.language import Language
from kiosk.domain.liveness.challenge import Challenge
from kiosk.domain.liveness.face_movement.guided_challenge import MovementAndLightChallenge, MovementChallenge
from kiosk.domain.liveness.guide import Guide
from kiosk.domain.liveness.nose.challenge import NoseChallenge
from kiosk.domain.liveness.verdict import VerdictAnswer
from kiosk.errors import LockedOut, TooManyStarts
from kiosk.stream_errors import NoChallengePossible
from kiosk.terminal.session.page_capture import PageView
from kiosk.terminal.session.terminal_report import CameraReport, FoundCustomer, PanelNote
from kiosk.terminal.session.visit_options import VisitOptions
from kiosk.terminal_errors import TerminalInMaintenance


@dataclass(frozen=True, slots=True)
class Staff:
    """Who a member of staff claims to be; the backend decides, each time anew."""

    staff_id: str
    pin: str = field(repr=False)


class StaffGate(StrEnum):
    """What the staff's PIN opens."""

    BEGIN = "begin"
    PANEL = "panel"
    TERMINAL = "terminal"
    WITHOUT_FACE = "without_face"


class BackendTask(StrEnum):
    """What the backend was asked for."""

    CHECK_STAFF = "check_staff"
    OPEN_TERMINAL = "open_terminal"
    BEGIN_WITHOUT_FACE = "begin_without_face"
    READ_DOCUMENT = "read_document"
    ENROL = "enrol"
    AUTHENTICATE = "authenticate"
    FETCH_EVIDENCE = "fetch_evidence"
    DECIDE = "decide"


@dataclass(frozen=True, slots=True)
class Attract:
    """Nobody is there; the camera is closed."""


@dataclass(frozen=True, slots=True)
class EnteringStaff:
    """A member of staff enters number and PIN; `code` says why the last ones were refused."""

    gate: StaffGate
    code: str = ""


@dataclass(frozen=True, slots=True)
class EnteringCustomer:
    """The customer's reference is entered; `code` says why the last one was refused."""

    code: str = ""
    typed: str = field(default="", repr=False)
    """What was typed before and is to be looked at again."""


@dataclass(frozen=True, slots=True)
class AskingConsent:
    """A customer reads what is taken, and agrees or does not; the camera is closed."""


@dataclass(frozen=True, slots=True)
class ConsentDeclined:
    """A customer who did not agree is told of the other way."""


@dataclass(frozen=True, slots=True)
class GetReady:
    """A customer reads the tips."""


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

    verdict: VerdictAnswer


@dataclass(frozen=True, slots=True)
class CapturingDocument:
    """The camera looks for a page; `request_no` is that of the session when it began."""

    side: Side
    request_no: int
    pages: tuple[Page, ...] = field(default=(), repr=False)
    """Those of the other side that were taken before."""
    view: PageView | None = None
    capture_armed: bool = True
    """Whether the page may be taken by itself; the back only once the front has gone."""
    taking: bool = False


@dataclass(frozen=True, slots=True)
class CheckingPage:
    """The customer looks whether the picture can be read."""

    page: Page
    pages: tuple[Page, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Waiting:
    """The backend was asked; only an answer with the same `request_no` counts."""

    task: BackendTask
    request_no: int
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

    @property
    def may_retry(self) -> bool:
        """Whether another try makes sense; reasons of a newer backend are not known to."""
        retryable = [reason for reason in StepReason if reason.is_retryable]
        return self.answer.outcome is Outcome.FAILED and all(reason in retryable for reason in self.answer.reasons)

    @property
    def may_be_another_number(self) -> bool:
        """Whether the reference may be wrong: nobody is told whether there is such a customer."""
        return self.answer.outcome is Outcome.FAILED and StepReason.FACE_MISMATCH in self.answer.reasons


@dataclass(frozen=True, slots=True)
class StaffPanel:
    """What staff sees and may decide."""

    evidence: Evidence
    staff: Staff


@dataclass(frozen=True, slots=True)
class TerminalPanel:
    """What staff may do with the terminal itself; `request_no` is that of the last thing that was asked."""

    staff: Staff
    tasks: frozenset[StaffTask]
    request_no: int = 0
    busy: bool = False
    note: PanelNote | None = None
    code: str = ""
    """Of why what was asked for failed."""
    camera: CameraReport | None = None
    customers: tuple[FoundCustomer, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Trouble:
    """Our own side does not work; `code` is one of `kiosk.errors`."""

    code: str
    camera: bool
    """The camera's trouble, which ends by itself with CameraRestored; otherwise the customer may try again."""


State = (
    Attract
    | EnteringStaff
    | EnteringCustomer
    | AskingConsent
    | ConsentDeclined
    | GetReady
    | Starting
    | Challenging
    | Verifying
    | Result
    | CapturingDocument
    | CheckingPage
    | Waiting
    | DocumentRefused
    | Decided
    | StaffPanel
    | TerminalPanel
    | Trouble
)


_OTHER_WAY_HELPS = frozenset({LockedOut.code, TooManyStarts.code, NoChallengePossible.code})
"""Troubles that staff is not held up by; without a backend nobody knows who is staff."""
SLOW_FACTOR = 10.0
"""Of every limit of time that waits for a customer who needs more of it: WCAG 2.2.1 wants ten times the usual."""


@dataclass(frozen=True, slots=True)
class Timeouts:
    """How long each state waits, in seconds; a touch begins anew, but not for the backend."""

    idle_s: float = 45.0
    start_s: float = 20.0
    verify_s: float = 30.0
    result_s: float = 12.0
    """For a verdict that ends a visit, unless staff may want to look."""
    entry_s: float = 60.0
    """For whoever types, checks a page, reads advice on a document, or an assisted customer's verdict."""
    capture_s: float = 120.0
    read_s: float = 60.0
    answer_s: float = 30.0
    """For every other question to the backend."""
    decided_s: float = 20.0
    number_s: float = 120.0
    """For a new customer's number, which is shown this once."""
    staff_s: float = 180.0
    """For a member of staff to come to whoever waits for one."""
    panel_s: float = 180.0
    absence_s: float = 8.0
    """For so long nobody may be seen before the camera until somebody who is perhaps still there is asked."""
    warning_s: float = 20.0
    """Between the warning and the wipe (WCAG 2.2, 2.2.1: at least 20 seconds to ask for more)."""


@dataclass(frozen=True, slots=True)
class Session:
    """Where the terminal stands with its customer; times are on the kiosk's monotonic clock."""

    timeouts: Timeouts
    now_s: float
    state: State = Attract()
    entered_at_s: float = 0.0
    attempt: int = 0
    """Counts up for as long as the terminal runs, so that no late answer is taken for a newer attempt's."""
    camera_fault: str = ""
    """Code of the camera's trouble since it was opened; empty while pictures come."""
    visit: VisitOptions = field(default_factory=VisitOptions)
    request_no: int = 0
    """Counts up with every question to backend and camera, so that no late answer is taken for a newer one's."""
    customer: str = field(default="", repr=False)
    """The reference that was entered for this customer."""
    consent: Consent | None = None
    """What this customer agreed to; None where nobody has, or has been asked."""
    photosensitive: bool = False
    """Whether this customer asked for no changing colours."""
    stays_away: bool = False
    """Whether this customer cannot come nearer to the camera."""
    chosen_language: Language | None = None
    """What this customer wants to read; None for what the terminal begins in."""
    turns_little: bool = False
    """Whether this customer cannot turn the head as far as others."""
    slow: bool = False
    """Whether this customer needs more time than others."""
    staff_id: str = ""
    """Of the member of staff who began this attempt."""
    return_to: State | None = None
    """Where a member of staff who does not enter the PIN goes back to."""
    accepted: bool = False
    """Whether the backend accepted this customer's document, or staff overrode it."""
    outage: str = ""
    """Code of what keeps an idle terminal from working, as far as is known."""
    refused_until_s: float = 0.0
    """Until when the backend begins nothing at this terminal, whoever comes."""
    maintenance: bool = False
    """Staff took the terminal out of service."""
    seen_at_s: float = 0.0
    """When somebody was last seen or felt before the terminal; 0 until the camera has delivered its first picture."""
    attempt_closed: bool = True
    """Whether there is no attempt, or the backend knows how it ended."""
    without_face: bool = False
    """Whether this customer shows no face, and staff identifies them."""
    volume_percent: int = 100
    """How loud voice and tones are; customers choose theirs within it."""
    staffed: bool = True
    """Whether any member of staff could sign in here, as far as is known."""

    @property
    def passed(self) -> bool:
        """Whether the backend passed this customer."""
        if isinstance(self.state, Decided):
            return self.state.answer.approved
        return isinstance(self.state, Result) and self.state.verdict.passed

    @property
    def offers_other_way(self) -> bool:
        """Whether the customer may go on without their face from here."""
        return self.visit.other_way and self.staffed and _leads_another_way(self)

    @property
    def staff_takes_part(self) -> bool:
        """Whether a member of staff is there who may look at the attempt."""
        return self.visit.assisted or self.without_face

    @property
    def shows_number(self) -> bool:
        """Whether a new customer is told the number that they come back with."""
        new = isinstance(self.state, Decided) and self.visit.flow is Flow.ONBOARD and bool(self.state.answer.customer)
        return new and self.passed

    @property
    def notice(self) -> str:
        """Code of why nobody should begin now; empty when all is well."""
        if self.maintenance:
            return TerminalInMaintenance.code
        return LockedOut.code if self.now_s < self.refused_until_s else self.outage

    @property
    def shows_light(self) -> bool:
        """Whether the screen may show this customer changing colours."""
        return self.visit.light and not self.photosensitive

    @property
    def announced(self) -> str:
        """The kind of challenge that this customer is told of."""
        visit = self.visit
        if self.stays_away or not visit.challenge:
            return NoseChallenge.kind
        if visit.challenge == MovementAndLightChallenge.kind and not self.shows_light:
            return MovementChallenge.kind
        return visit.challenge

    @property
    def offered(self) -> tuple[str, ...]:
        """The kinds of challenges that may come; the backend chooses among them."""
        announced = self.announced
        if announced == NoseChallenge.kind:
            return () if not self.visit.challenge else (announced,)
        return tuple(dict.fromkeys((NoseChallenge.kind, MovementChallenge.kind, announced)))

    @property
    def wanted_side(self) -> Side | None:
        """The side of the document that belongs before the camera now."""
        return self.state.side if isinstance(self.state, CapturingDocument) else None

    @property
    def stage(self) -> AttemptStage:
        """Where in its flow the attempt is."""
        return AttemptStage.REVIEW if self.without_face else _stage_of(self.state, self.visit.flow)

    @property
    def language(self) -> Language:
        """What everything is said in now."""
        return self.chosen_language or self.visit.language

    @property
    def seconds_left(self) -> float | None:
        """Until this state times out; None where nothing does."""
        if isinstance(self.state, Challenging):
            return max(0.0, self.state.expires_at_s - self.now_s)
        if isinstance(self.state, Attract) and self.chosen_language is not None:
            return max(0.0, self.entered_at_s + self.timeouts.idle_s - self.now_s)
        limit_s = self.limit_s
        return None if limit_s is None else max(0.0, self.entered_at_s + limit_s - self.now_s)

    @property
    def waits_for_customer(self) -> bool:
        """Whether a touch lets this state wait anew; reading may take longer, waiting for the backend may not."""
        return not isinstance(self.state, Attract | Starting | Challenging | Verifying | Waiting)

    @property
    def limit_s(self) -> float | None:
        """How long this state waits in all; None where nothing times out, or the challenge does."""
        limit_s = self.timeouts.number_s if self.shows_number else _limit_s(self.state, self.timeouts, self.visit)
        slower = self.slow and self.waits_for_customer
        return SLOW_FACTOR * limit_s if slower and limit_s is not None else limit_s


def _leads_another_way(session: Session) -> bool:
    """Whether no attempt is under way that a customer would leave behind, and none ended well."""
    match session.state:
        case ConsentDeclined() | GetReady():
            return True
        case Result() | Decided():
            return not session.passed and not session.without_face
        case Trouble(code, camera):
            return camera or code in _OTHER_WAY_HELPS
        case _:
            return False


def _stage_of(state: State, flow: Flow) -> AttemptStage:
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


def _limit_s(state: State, timeouts: Timeouts, visit: VisitOptions) -> float | None:
    """How long this state waits; None for ever, or until the challenge expires."""
    match state:
        case Attract() | Challenging():
            return None
        case GetReady() | Trouble():
            return timeouts.idle_s
        case Starting():
            return timeouts.start_s
        case Verifying():
            return timeouts.verify_s
        case Result():
            return timeouts.entry_s if visit.assisted else timeouts.result_s
        case _:
            return _step_limit_s(state, timeouts)


def _step_limit_s(state: State, timeouts: Timeouts) -> float:
    """The same for what comes before and after the challenge."""
    match state:
        case CapturingDocument():
            return timeouts.capture_s
        case Waiting(BackendTask.READ_DOCUMENT):
            return timeouts.read_s
        case Waiting():
            return timeouts.answer_s
        case Decided():
            return timeouts.decided_s
        case StaffPanel() | TerminalPanel():
            return timeouts.panel_s
        case EnteringStaff(StaffGate.WITHOUT_FACE):
            return timeouts.staff_s
        case _:
            return timeouts.entry_s
