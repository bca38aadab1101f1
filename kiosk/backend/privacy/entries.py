"""What an entry of the audit trail says."""

from kiosk.backend.attempts.ports import KeyOf
from kiosk.backend.privacy.ports import AuditEntry

MAX_REASON_CHARS = 500
AUDITED = "audited"


def new_entry(key_of: KeyOf, at_s: float, staff_id: str, action: str, told: tuple[str, str]) -> AuditEntry:
    """An entry about (subject, reason) without the subject's reference."""
    subject, reason = told
    if not subject:
        return AuditEntry(at_s, staff_id, action, "", reason[:MAX_REASON_CHARS])
    hashed = key_of(AUDITED, subject)
    return AuditEntry(at_s, staff_id, action, hashed, reason.replace(subject, f"[{hashed}]")[:MAX_REASON_CHARS])
