"""What a backend answers a terminal on the way through a flow."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from kiosk.domain.documents.document import DocumentKind, ReadField
from kiosk.domain.faces.quality import Advice
from kiosk.domain.identity.flow import AttemptStage, Outcome


class Side(StrEnum):
    """Which side of a document a page shows."""

    FRONT = "front"
    BACK = "back"


class StaffDecision(StrEnum):
    """What a member of staff makes of an attempt."""

    REVIEW = "review"
    OVERRIDE = "override"


@dataclass(frozen=True, slots=True)
class Page:
    """A picture of one side of a document, as a JPEG file."""

    side: Side
    jpeg: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class FaceMatch:
    """How alike two faces are, 0-100, and from where on they count as one person's."""

    is_match: bool
    similarity: float
    threshold: float


@dataclass(frozen=True, slots=True)
class FailedMeasure:
    """A measure of a face that is not met."""

    image: str
    """`selfie` or `portrait`."""
    measure: str
    value: float
    limit: float
    advice: Advice | None
    """None when a newer backend knows more of them."""


@dataclass(frozen=True, slots=True)
class DocumentAnswer:
    """What the backend makes of the pages of a document."""

    accepted: bool
    kind: DocumentKind = DocumentKind.UNKNOWN
    fields: Mapping[str, ReadField] = field(default_factory=dict, repr=False)
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
    """How an onboarding or authentication ended."""

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
class Evidence:
    """What staff sees of an attempt."""

    outcome: Outcome
    stage: AttemptStage
    reasons: tuple[str, ...]
    scores: Mapping[str, float] = field(repr=False)
    images: tuple[tuple[str, bytes], ...] = field(repr=False)
    """(name, JPEG file)."""
