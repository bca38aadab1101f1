"""What can happen to a session: the customer, the staff, the clock, the camera and the backend.

Events that answer an effect carry its `attempt` or its `request_no`; an answer to an attempt that is over, or to
another question than the last, changes nothing.
"""

from dataclasses import dataclass, field

from kiosk.domain.identity.flow import Outcome
from kiosk.domain.identity.staff import StaffTask
from kiosk.domain.identity.step_results import DocumentAnswer, Evidence, FlowAnswer, Page, StaffDecision
from kiosk.domain.language import Language
from kiosk.domain.liveness.challenge import Challenge
from kiosk.domain.liveness.guide import Guide
from kiosk.domain.liveness.verdict import VerdictAnswer
from kiosk.terminal.session.page_capture import PageView
from kiosk.terminal.session.panel_events import PanelAnswer, PanelIntent
from kiosk.terminal.session.states import Staff


@dataclass(frozen=True, slots=True)
class StartPressed:
    """Somebody touched Start on the attract screen."""


@dataclass(frozen=True, slots=True)
class ConsentGiven:
    """The customer agrees to pictures, by the notice of this version in the language that is shown."""

    version: str


@dataclass(frozen=True, slots=True)
class ConsentRefused:
    """The customer does not agree to pictures."""


@dataclass(frozen=True, slots=True)
class ReadyPressed:
    """The customer read the tips and goes on."""


@dataclass(frozen=True, slots=True)
class LightChosen:
    """The customer wants the challenge with coloured light, or without."""

    coloured: bool


@dataclass(frozen=True, slots=True)
class NearnessChosen:
    """The customer can come nearer to the camera, or cannot."""

    possible: bool


@dataclass(frozen=True, slots=True)
class LanguageChosen:
    """Somebody wants to read another language, at any point; nothing else changes by it."""

    language: Language


@dataclass(frozen=True, slots=True)
class TurnChosen:
    """The customer can turn the head as far as others, or cannot."""

    far: bool


@dataclass(frozen=True, slots=True)
class PaceChosen:
    """The customer needs more time than others, or no longer."""

    slow: bool


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
class CustomerEntered:
    """Somebody entered the customer's reference."""

    customer: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class OtherWayPressed:
    """The customer cannot or does not want to show a face, and goes on with a member of staff."""


@dataclass(frozen=True, slots=True)
class ReadDocumentPressed:
    """Staff who identifies the customer wants the document read."""


@dataclass(frozen=True, slots=True)
class CapturePressed:
    """The picture of the page is to be taken now."""


@dataclass(frozen=True, slots=True)
class PageKept:
    """The customer can read the picture."""


@dataclass(frozen=True, slots=True)
class PageRetaken:
    """The customer wants another picture of this page."""


@dataclass(frozen=True, slots=True)
class BackSkipped:
    """The document has no back that matters."""


@dataclass(frozen=True, slots=True)
class StaffPressed:
    """A member of staff wants to see what became of the attempt."""


@dataclass(frozen=True, slots=True)
class BackPressed:
    """No member of staff is there after all."""


@dataclass(frozen=True, slots=True)
class StaffEntered:
    """A member of staff entered number and PIN."""

    staff: Staff


@dataclass(frozen=True, slots=True)
class FilesChosen:
    """A member of staff chose pictures of the pages."""

    pages: tuple[Page, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class FilesRefused:
    """The files that staff chose are no pictures of a document; `code` is one of `kiosk.errors`."""

    code: str


@dataclass(frozen=True, slots=True)
class EnrolPressed:
    """Staff lets the enrolment go ahead."""


@dataclass(frozen=True, slots=True)
class DecisionPressed:
    """Staff decided, for this reason."""

    decision: StaffDecision
    reason: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class StillHerePressed:
    """Somebody who was warned wants to go on."""


@dataclass(frozen=True, slots=True)
class PrintPressed:
    """A new customer wants the number on paper."""


@dataclass(frozen=True, slots=True)
class TerminalPressed:
    """A member of staff made the gesture that nobody else knows."""


UserIntent = (
    StartPressed
    | ConsentGiven
    | ConsentRefused
    | ReadyPressed
    | LightChosen
    | NearnessChosen
    | LanguageChosen
    | TurnChosen
    | PaceChosen
    | CancelPressed
    | RetryPressed
    | DonePressed
    | ScreenTouched
    | CustomerEntered
    | OtherWayPressed
    | ReadDocumentPressed
    | CapturePressed
    | PageKept
    | PageRetaken
    | BackSkipped
    | StaffPressed
    | BackPressed
    | StaffEntered
    | FilesChosen
    | FilesRefused
    | EnrolPressed
    | DecisionPressed
    | StillHerePressed
    | PrintPressed
    | TerminalPressed
    | PanelIntent
)
"""What customer and staff want."""


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
    verdict: VerdictAnswer


@dataclass(frozen=True, slots=True)
class ServiceFailed:
    """The backend could not be reached or refused; `code` is one of `kiosk.errors`."""

    attempt: int
    code: str
    wait_s: float | None = None
    """How long the backend refuses; None where it does not say."""


@dataclass(frozen=True, slots=True)
class ReadinessChecked:
    """Camera and backend were asked while nobody was there; `code` says what keeps them from working, empty for
    nothing."""

    code: str
    refused_s: float | None = None
    """For how long the backend begins nothing at this terminal, 0 for not at all; None when it was not asked."""
    staffed: bool | None = None
    """Whether any member of staff could sign in; None when it was not asked."""


@dataclass(frozen=True, slots=True)
class PresenceSeen:
    """Somebody was seen before the camera, or moved there; or it has delivered its first picture."""


ChallengeEvent = ChallengeStarted | Guided | UploadProgressed | VerdictReceived | ServiceFailed
"""What becomes of the challenge; carries `attempt`."""


@dataclass(frozen=True, slots=True)
class PageSeen:
    """The camera looked for the page."""

    request_no: int
    view: PageView


@dataclass(frozen=True, slots=True)
class PageTaken:
    """The picture of the page is there."""

    request_no: int
    page: Page


@dataclass(frozen=True, slots=True)
class StaffAccepted:
    """The backend knows this member of staff."""

    request_no: int
    tasks: frozenset[StaffTask] = frozenset(StaffTask)
    """What they may do."""


@dataclass(frozen=True, slots=True)
class AttemptBegun:
    """The backend has begun an attempt in which staff identifies the customer."""

    request_no: int


@dataclass(frozen=True, slots=True)
class DocumentRead:
    """The backend read the document."""

    request_no: int
    answer: DocumentAnswer


@dataclass(frozen=True, slots=True)
class FlowEnded:
    """The backend enrolled or authenticated, or says why not."""

    request_no: int
    answer: FlowAnswer


@dataclass(frozen=True, slots=True)
class EvidenceReceived:
    """The backend shows what it has."""

    request_no: int
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class DecisionTaken:
    """The backend recorded what staff decided."""

    request_no: int
    decision: StaffDecision
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class StepFailed:
    """The backend could not be reached or refused; `code` is one of `kiosk.errors`."""

    request_no: int
    code: str


BackendReply = (
    PageSeen
    | PageTaken
    | StaffAccepted
    | AttemptBegun
    | DocumentRead
    | FlowEnded
    | EvidenceReceived
    | DecisionTaken
    | PanelAnswer
    | StepFailed
)
"""What the backend answers in the steps after the challenge, and the camera while it looks for a page; carries
`request_no`."""

Event = (
    UserIntent | Tick | CameraFailed | CameraRestored | ReadinessChecked | PresenceSeen | ChallengeEvent | BackendReply
)
