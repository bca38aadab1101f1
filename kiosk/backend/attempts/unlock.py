"""A member of staff lets somebody begin again who was locked out."""

from kiosk.backend.attempts.audit import AuditTrail
from kiosk.backend.attempts.lockouts import Lockouts
from kiosk.backend.attempts.ports import Subject
from kiosk.errors import RequestInvalid


def unlock(lockouts: Lockouts, audit: AuditTrail, subject: Subject, by: tuple[str, str]) -> bool:
    """Forget what is held against the subject, a block as well; `by` is (staff id, reason). Whether there was anything.

    Raises RequestInvalid without a reason, and StorageFailed: what is not written down does not happen.
    """
    staff_id, reason = by
    if not subject.reference or not reason.strip():
        raise RequestInvalid("reason")
    audit.record(staff_id, f"unlock {subject.kind}", subject.reference, reason)
    return lockouts.unlock(subject)
