"""The record of what staff did."""

from dataclasses import dataclass
from typing import Protocol

from kiosk.backend.reference_keys import KeyOf

MAX_REASON_CHARS = 500
AUDITED = "audited"


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """What a member of staff did, and when (seconds since the epoch); `subject` is a keyed hash, never a reference."""

    at_s: float
    staff_id: str
    action: str
    subject: str
    reason: str


class AuditTrail(Protocol):
    """What staff did, in order, never changed; any thread. Raises ServiceErrors."""

    def record(self, staff_id: str, action: str, subject: str = "", reason: str = "") -> None:
        """Append an entry; the customer or device that `subject` names is kept as a keyed hash, also in the reason."""
        ...

    def entries(self) -> tuple[AuditEntry, ...]:
        """All that are kept, the oldest first."""
        ...

    def purge_before(self, time_s: float) -> int:
        """Delete those recorded before then; how many."""
        ...


def new_entry(key_of: KeyOf, at_s: float, staff_id: str, action: str, told: tuple[str, str]) -> AuditEntry:
    """An entry about (subject, reason) without the subject's reference."""
    subject, reason = told
    if not subject:
        return AuditEntry(at_s, staff_id, action, "", reason[:MAX_REASON_CHARS])
    hashed = key_of(AUDITED, subject)
    return AuditEntry(at_s, staff_id, action, hashed, reason.replace(subject, f"[{hashed}]")[:MAX_REASON_CHARS])
