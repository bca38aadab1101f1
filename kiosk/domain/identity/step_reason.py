"""Why an attempt ends after its verdict.

Three other vocabularies stand in an attempt's reasons as well: `Reason` of a failed verdict, `Finding` of a document
that will not do, and the codes of `kiosk.errors`. What a terminal says of a customer who left is an untrusted string
that may be none of them.
"""

from enum import StrEnum


class StepReason(StrEnum):
    """Stable codes that are stored and cross the wire; the terminal's catalogue has advice for each."""

    FACE_MISMATCH = "FACE_MISMATCH"
    """Onboarding: the face is not that of the document. Authentication: it is not the enrolled customer's."""
    FACE_QUALITY_TOO_LOW = "FACE_QUALITY_TOO_LOW"
    NO_FACE_FOUND = "NO_FACE_FOUND"
    DUPLICATE_FOUND = "DUPLICATE_FOUND"
    """Somebody alike is enrolled under another reference."""
    CUSTOMER_EXISTS = "CUSTOMER_EXISTS"
    CUSTOMER_NOT_FOUND = "CUSTOMER_NOT_FOUND"
    NO_FACE_ENROLLED = "NO_FACE_ENROLLED"
    """The customer was enrolled without a face, and staff identifies them; told to staff alone."""
    MODELS_DIFFER = "MODELS_DIFFER"
    """The enrolled faces were indexed by another model version."""
    TOO_MANY_DOCUMENTS = "TOO_MANY_DOCUMENTS"
    SENT_TO_REVIEW = "SENT_TO_REVIEW"
    CANCELLED = "CANCELLED"
    """The customer stopped."""
    TIMED_OUT = "TIMED_OUT"
    """The customer went away, or nobody ended the attempt within its time."""

    @property
    def is_retryable(self) -> bool:
        """Whether another try of the customer's may change it."""
        return self in (StepReason.FACE_MISMATCH, StepReason.FACE_QUALITY_TOO_LOW, StepReason.NO_FACE_FOUND)
