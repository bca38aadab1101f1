"""What a backend answers a terminal on the way through a flow."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from kiosk.domain.documents.document import DocumentKind, ReadField
from kiosk.domain.faces.quality import Advice
from kiosk.domain.identity.consent import Consent
from kiosk.domain.identity.flow import AttemptStage, Outcome
from kiosk.domain.identity.staff_actions import EVERY_BACKEND_KNOWS, StaffAction


class Side(StrEnum):
    """Which side of a document a page shows."""

    FRONT = "front"
    BACK = "back"


class StaffDecision(StrEnum):
    """What a member of staff makes of an attempt."""

    REVIEW = "review"
    OVERRIDE = "override"
    WITHOUT_FACE = "without_face"
    """This is the customer, by the document and by eye: no face was compared."""


@dataclass(frozen=True, slots=True)
class Page:
    """A picture of one side of a document, as a JPEG file."""

    side: Side
    jpeg: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class FaceMatch:
    """Whether two faces count as one person's; how alike they are, 0-100, and from where on they count as one.

    Terminals hear of the match alone, for numbers are for staff: whoever sees them climb knows what to change. They are
    None where nothing could be compared, too.
    """

    is_match: bool
    similarity: float | None = None
    threshold: float | None = None

    @property
    def scores(self) -> Mapping[str, float]:
        """The numbers by their names, as far as there are some."""
        numbers = {"similarity": self.similarity, "threshold": self.threshold}
        return {name: value for name, value in numbers.items() if value is not None}


@dataclass(frozen=True, slots=True)
class FailedMeasure:
    """A measure of a face that is not met; its numbers are for staff, and None at a terminal."""

    image: str
    """`selfie` or `portrait`."""
    measure: str
    value: float | None
    limit: float | None
    advice: Advice | None
    """None when a newer backend knows more of them."""


@dataclass(frozen=True, slots=True)
class DocumentAnswer:
    """What the backend makes of the pages of a document."""

    accepted: bool
    kind: DocumentKind = DocumentKind.UNKNOWN
    fields: Mapping[str, ReadField] = field(default_factory=dict, repr=False)
    """For staff alone."""
    findings: tuple[str, ...] = ()
    """Codes of `Finding`, or of a newer backend's."""
    quality: tuple[FailedMeasure, ...] = ()
    face_match: FaceMatch | None = None


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A customer who is enrolled already and looks like this one; for staff alone."""

    customer: str = field(repr=False)
    similarity: float


@dataclass(frozen=True, slots=True)
class FlowAnswer:
    """How an onboarding or authentication ended; terminals hear of no duplicates."""

    outcome: Outcome
    reasons: tuple[str, ...] = ()
    customer: str = field(default="", repr=False)
    duplicates: tuple[Duplicate, ...] = ()
    face_match: FaceMatch | None = None

    @property
    def approved(self) -> bool:
        """Whether the backend approved; nothing else passes a customer."""
        return self.outcome is Outcome.APPROVED


@dataclass(frozen=True, slots=True)
class JudgedMeasure:
    """A measurement with the limit that it was held against; for staff alone."""

    name: str
    value: float
    limit: float
    at_least: bool
    """Whether the value must reach the limit; otherwise it must stay below."""
    passed: bool
    """As the backend judged it: only whoever judges knows on which side the limit itself lies."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What staff sees of an attempt."""

    outcome: Outcome
    stage: AttemptStage
    reasons: tuple[str, ...]
    scores: Mapping[str, float] = field(repr=False)
    images: tuple[tuple[str, bytes], ...] = field(repr=False)
    """(name, JPEG file)."""
    duplicates: tuple[Duplicate, ...] = field(default=(), repr=False)
    """Who is enrolled and looks like this customer, most alike first."""
    fields: Mapping[str, ReadField] = field(default_factory=dict, repr=False)
    """What was read on the document."""
    not_measured: tuple[str, ...] = ()
    """Names of the evidence of liveness that could not be measured, and so counted for nothing."""
    measures: tuple[JudgedMeasure, ...] = ()
    """What has a limit of its own; all other scores are weighed together."""
    actions: tuple[StaffAction, ...] = EVERY_BACKEND_KNOWS
    """What the backend would accept of this member of staff now."""
    consent: Consent | None = None
    """What the customer agreed to; None where that happened elsewhere."""
