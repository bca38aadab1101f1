"""What recording attempts consists of."""

from dataclasses import dataclass

from kiosk.backend.attempts.attempt_log import RecordedAttempts
from kiosk.backend.attempts.audit import AuditTrail
from kiosk.backend.attempts.lockouts import Lockouts
from kiosk.backend.attempts.ports import AttemptStore, LockoutStore
from kiosk.backend.ports import Metrics, ReferenceHasher


@dataclass(frozen=True, slots=True)
class AttemptContext:
    """The log with what stands behind it, put together once by a build."""

    log: RecordedAttempts
    attempts: AttemptStore
    lockouts: Lockouts
    lockout_store: LockoutStore
    audit: AuditTrail
    metrics: Metrics
    key_of: ReferenceHasher
