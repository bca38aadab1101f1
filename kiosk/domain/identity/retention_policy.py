"""How long each kind of data is kept; every number is a setting."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RetentionPolicy:
    """How long each kind of data is kept before it is deleted; `BOUNDS_H` is the most that any setting may say.

    Challenges, frames and verdicts go by the setting `retention_hours`.
    """

    session_hours: float = 24.0
    """KYC sessions with their reference and audit images."""
    document_hours: float = 24.0
    """Pages, portraits and fields of documents that nobody was enrolled with."""
    review_hours: float = 24.0 * 7
    """Images of attempts that wait for human review."""
    attempt_hours: float = 24.0 * 90
    """Records of attempts, without images."""
    enrolment_hours: float = 24.0 * 365 * 5
    """Enrolled customers who were not authenticated for so long."""
    audit_hours: float = 24.0 * 365 * 2
    """What staff did, without names."""

    def __post_init__(self) -> None:
        """Raises ValueError for what is kept for longer than `BOUNDS_H` says, or for no time."""
        for name, bound_h in BOUNDS_H.items():
            if not 0 < getattr(self, name) <= bound_h:
                raise ValueError(f"{name} is more than 0 and at most {bound_h:g}")


BOUNDS_H: Mapping[str, float] = {
    "session_hours": 24.0 * 30,
    "document_hours": 24.0 * 30,
    "review_hours": 24.0 * 90,
    "attempt_hours": 24.0 * 365 * 2,
    "enrolment_hours": 24.0 * 365 * 10,
    "audit_hours": 24.0 * 365 * 10,
}
