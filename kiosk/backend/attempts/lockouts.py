"""Who is locked out, kept for all terminals of a backend."""

from functools import partial

from kiosk.backend.attempts.ports import LockoutStore, Subject
from kiosk.backend.identity_ports import Metrics
from kiosk.backend.metrics import names
from kiosk.backend.ports import Clock
from kiosk.errors import LockedOut
from kiosk.identity import lockout
from kiosk.identity.lockout import LockoutRecord
from kiosk.identity.policy import LockoutPolicy


class Lockouts:
    """Counts failures and refuses those who have too many; any thread. Raises StorageFailed.

    A subject without a reference is nobody: neither counted nor locked, for it would be everybody at once.
    """

    def __init__(self, store: LockoutStore, policy: LockoutPolicy, now: Clock, metrics: Metrics) -> None:
        """`now` is steady time, see `kiosk.identity.steady_time`."""
        self._store = store
        self._policy = policy
        self._now = now
        self._metrics = metrics

    def check(self, *subjects: Subject) -> None:
        """Raises LockedOut for the first of these who is locked."""
        known = [subject for subject in subjects if subject.reference]
        now_s = self._now() if known else 0.0
        for subject in known:
            refusal = lockout.refusal(self._store.load(subject), now_s)
            if refusal is not None:
                self._metrics.count(names.LOCKOUT_REFUSALS, subject=subject.kind)
                raise LockedOut(subject.kind, refusal.retry_after_s)

    def fail(self, subject: Subject, event: str) -> bool:
        """Count a failure, once for each event; whether there was none within the window before."""
        if not subject.reference:
            return True
        now_s = self._now()
        before, after = self._store.change(
            subject, partial(lockout.failed, policy=self._policy, now_s=now_s, event=event)
        )
        if after.locks > before.locks:
            self._metrics.count(names.LOCKOUTS, subject=subject.kind, kind="block" if after.blocked else "lock")
        return not lockout.has_failed_lately(before, self._policy, now_s)

    def succeed(self, subject: Subject) -> None:
        """Clear what was counted."""
        if subject.reference and self._store.load(subject) != LockoutRecord():
            now_s = self._now()
            self._store.change(subject, partial(lockout.succeeded, now_s=now_s))

    def unlock(self, subject: Subject) -> bool:
        """Forget everything that was counted, a block as well; whether there was anything."""
        return self._store.forget(subject)

    def purge(self) -> int:
        """Delete records that say nothing any more; how many."""
        return self._store.purge_stale(self._now())
