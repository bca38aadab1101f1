"""What can happen while it is found out who somebody is; see `events` for all others.

Answers carry the `turn` of the effect that asked; an answer of another turn changes nothing.
"""

from dataclasses import dataclass, field

from kiosk.domain.identity.flow import Outcome
from kiosk.domain.identity.step_results import DocumentAnswer, Evidence, FlowAnswer, Page, StaffDecision
from kiosk.terminal.session.identity_states import Staff
from kiosk.terminal.session.page_capture import PageView


@dataclass(frozen=True, slots=True)
class StaffEntered:
    """A member of staff entered number and PIN."""

    staff: Staff


@dataclass(frozen=True, slots=True)
class CustomerEntered:
    """Somebody entered the customer's reference."""

    customer: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class StaffPressed:
    """A member of staff wants to see what became of the attempt."""


@dataclass(frozen=True, slots=True)
class BackPressed:
    """No member of staff is there after all."""


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
class PageSeen:
    """The camera looked for the page."""

    turn: int
    view: PageView


@dataclass(frozen=True, slots=True)
class PageTaken:
    """The picture of the page is there."""

    turn: int
    page: Page


@dataclass(frozen=True, slots=True)
class StaffAccepted:
    """The backend knows this member of staff."""

    turn: int


@dataclass(frozen=True, slots=True)
class DocumentRead:
    """The backend read the document."""

    turn: int
    answer: DocumentAnswer


@dataclass(frozen=True, slots=True)
class FlowEnded:
    """The backend enrolled or authenticated, or says why not."""

    turn: int
    answer: FlowAnswer


@dataclass(frozen=True, slots=True)
class EvidenceReceived:
    """The backend shows what it has."""

    turn: int
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class DecisionTaken:
    """The backend recorded what staff decided."""

    turn: int
    decision: StaffDecision
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class StepFailed:
    """The backend could not be reached or refused; `code` is one of `kiosk.errors`."""

    turn: int
    code: str


Wish = (
    StaffEntered
    | CustomerEntered
    | StaffPressed
    | BackPressed
    | CapturePressed
    | PageKept
    | PageRetaken
    | BackSkipped
    | FilesChosen
    | FilesRefused
    | EnrolPressed
    | DecisionPressed
)
"""What customer and staff want."""

Answer = PageSeen | PageTaken | StaffAccepted | DocumentRead | FlowEnded | EvidenceReceived | DecisionTaken | StepFailed
"""What camera and backend say."""

IdentityEvent = Wish | Answer
