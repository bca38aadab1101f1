"""What a customer came for, how far they got, and how it ended."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Flow(StrEnum):
    """What one visit to the terminal is for."""

    VERIFY = "verify"
    """Liveness alone, perhaps with a photo of the document's portrait."""
    ONBOARD = "onboard"
    """Liveness, document, face match, search for duplicates, enrolment."""
    AUTHENTICATE = "authenticate"
    """Liveness, and a match with the customer who is enrolled."""


class AttemptStage(StrEnum):
    """Where in its flow an attempt is, or was when it ended; in the order of the flows."""

    LIVENESS = "liveness"
    QUALITY = "quality"
    DOCUMENT = "document"
    FACE_MATCH = "face_match"
    DUPLICATE_SEARCH = "duplicate_search"
    ENROLMENT = "enrolment"
    REVIEW = "review"


class Outcome(StrEnum):
    """How an attempt stands; all but OPEN are final, and INCOMPLETE may still be decided by staff."""

    OPEN = "open"
    APPROVED = "approved"
    FAILED = "failed"
    INCOMPLETE = "incomplete"
    """Could not be finished for our own reasons, or waits for human review."""
    ABANDONED = "abandoned"
    """The customer left, or time ran out."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try of one customer, as it is recorded; times are seconds since the epoch.

    Reasons are stable codes. Measures are numbers such as `similarity` or `selfie_yaw_deg`; details are short texts for
    auditors, such as the customer whom a duplicate belongs to, and never hold images, names or document numbers.
    """

    id: str
    flow: Flow
    started_at_s: float
    expires_at_s: float
    """When an open attempt counts as abandoned."""
    customer: str = field(default="", repr=False)
    """The bank's reference of the customer; empty while it is not known."""
    device: str = ""
    """Of the terminal; empty when it did not say."""
    caller: str = ""
    """Who asked for it through the KYC API; empty for a terminal."""
    address: str = ""
    """Where it was asked from; empty when nobody knows."""
    terminal_known: bool = True
    """Whether a terminal's key was shown; see `Origin`."""
    stage: AttemptStage = AttemptStage.LIVENESS
    outcome: Outcome = Outcome.OPEN
    reasons: tuple[str, ...] = ()
    measures: Mapping[str, float] = field(default_factory=dict)
    details: Mapping[str, str] = field(default_factory=dict, repr=False)
    ended_at_s: float | None = None
