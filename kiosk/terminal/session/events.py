"""What can happen to a session: the customer, the staff, the clock, the camera and the backend.

Events that answer an effect carry its `attempt` or its `request_no`; an answer to an attempt that is over, or to
another question than the last, changes nothing.
"""

from dataclasses import dataclass, field

from kiosk.domain.identity.flow import Outcome
from kiosk.domain.identity.step_results import DocumentAnswer, Evidence, FlowAnswer, Page, StaffDecision
from kiosk.domain.liveness.challenge import Challenge
from kiosk.domain.liveness.guide import Guide
from kiosk.domain.liveness.verdict import VerdictAnswer
from kiosk.terminal.session.page_capture import PageView
from kiosk.terminal.session.states import Staff


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
class CustomerEntered:
    """Somebody entered the customer's reference."""

    customer: str = field(repr=False)


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


UserIntent = (
    StartPressed
    | ReadyPressed
    | CancelPressed
    | RetryPressed
    | DonePressed
    | ScreenTouched
    | CustomerEntered
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
    PageSeen | PageTaken | StaffAccepted | DocumentRead | FlowEnded | EvidenceReceived | DecisionTaken | StepFailed
)
"""What the backend answers in the steps after the challenge, and the camera while it looks for a page; carries
`request_no`."""

Event = UserIntent | Tick | CameraFailed | CameraRestored | ChallengeEvent | BackendReply
