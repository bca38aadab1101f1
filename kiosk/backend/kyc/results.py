"""What the KYC API answers, before it is spelled as JSON; scores are 0-100 with two decimals."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kiosk.backend.kyc.records import Session, Status, round_score
from kiosk.domain.documents.document import DocumentReading, FieldName

IN_PROGRESS = "Liveness verification is in progress"


@dataclass(frozen=True, slots=True)
class Results:
    """How a session stands, with its images as JPEG."""

    session_id: str
    status: Status
    confidence: float
    is_live: bool
    message: str
    answered_at_s: float
    reference: bytes | None = field(default=None, repr=False)
    audit: Sequence[bytes] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Verified:
    """A session that was verified: somebody is live."""

    session_id: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Compared:
    """Two faces."""

    similarity: float
    is_match: bool
    threshold: float


@dataclass(frozen=True, slots=True)
class Identified:
    """A document whose portrait is the person who was live; it may still not be acceptable, as its findings say."""

    documents: int
    extracted: Mapping[FieldName, str] = field(repr=False)
    findings: tuple[str, ...]
    liveness: float
    similarity: float

    @property
    def success(self) -> bool:
        """Whether nothing speaks against the person or the document."""
        return not self.findings

    @property
    def message(self) -> str:
        """One line with all three outcomes, the document's only when something is wrong with it."""
        outcome = "successful" if self.success else "failed"
        parts = [f"Documents: {self.documents}", f"Liveness: {round_score(self.liveness):.2f}%", "Face Match: ✓"]
        if self.findings:
            said = (finding.replace("_", " ").lower() for finding in self.findings)
            parts.append(f"Document: {', '.join(said)}")
        return f"KYC verification {outcome}. {', '.join(parts)}"


def results_of(
    session: Session, min_liveness: float, images: tuple[bytes | None, Sequence[bytes]], now_s: float
) -> Results:
    """The caller knows three statuses: one that waits for somebody is in progress, one below the threshold failed."""
    result = session.result
    if result is None:
        return Results(session.id, Status.IN_PROGRESS, 0.0, False, IN_PROGRESS, now_s)
    is_live = passed_liveness(session, min_liveness)
    status = Status.SUCCEEDED if is_live else Status.FAILED
    confidence = round_score(result.confidence)
    message = f"Liveness verified with {confidence:.2f}% confidence"
    if not is_live:
        message = too_low(result.confidence, min_liveness)
    return Results(session.id, status, confidence, is_live, message, now_s, *images)


def passed_liveness(session: Session, min_liveness: float) -> bool:
    """Whether the session's check was passed; written so that no number at all does not pass."""
    result = session.result
    return result is not None and session.status is Status.SUCCEEDED and result.confidence >= min_liveness


def too_low(confidence: float, threshold: float) -> str:
    """The sentence of error 1009."""
    return f"Liveness confidence {round_score(confidence):.2f}% is below required threshold {threshold:.2f}%"


def too_unlike(similarity: float, threshold: float) -> str:
    """The sentence of error 1011."""
    return f"Face similarity {round_score(similarity):.2f}% is below required threshold {threshold:.2f}%"


def extract_fields(reading: DocumentReading) -> Mapping[FieldName, str]:
    """Name, document number and date of birth, as far as they were read."""
    wanted = (FieldName.NAME, FieldName.DOCUMENT_NUMBER, FieldName.DATE_OF_BIRTH)
    return {name: reading.fields[name].value for name in wanted if name in reading.fields}
