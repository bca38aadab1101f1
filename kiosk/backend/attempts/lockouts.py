"""Who is locked out, kept for all terminals of a backend."""

import logging
import secrets
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import partial

from kiosk.backend.attempts.ports import LockoutStore, Subject
from kiosk.backend.metrics import names
from kiosk.backend.ports import Clock, Metrics
from kiosk.domain.identity import lockout
from kiosk.domain.identity.lockout import LockoutPolicy, LockoutRecord
from kiosk.errors import Busy, LockedOut
from kiosk.system.safe_errors import describe_failure

logger = logging.getLogger(__name__)


class Lockouts:
    """Counts failures and refuses those who have too many; any thread. Raises StorageFailed.

    A subject without a reference is nobody: neither counted nor locked, for it would be everybody at once.
    """

    def __init__(self, store: LockoutStore, policy: LockoutPolicy, now: Clock, metrics: Metrics) -> None:
        """`now` is steady time, see `kiosk.domain.identity.steady_time`."""
        self._store = store
        self._policy = policy
        self._now = now
        self._metrics = metrics

    def check(self, *subjects: Subject) -> None:
        """Raises LockedOut for the first of these who is locked."""
        known = [subject for subject in subjects if subject.reference]
        now_s = self._now() if known else 0.0
        for subject in known:
            self._refuse(subject, self._store.load(subject), now_s)

    @contextmanager
    def limit_tries(self, *subjects: Subject) -> Iterator[None]:
        """Do work that may end in a failure, with a try counted for each of these before it begins.

        However many come at once, no more are let through than may fail. Raises LockedOut, and Busy while too many are
        at work.
        """
        event = secrets.token_hex(8)
        with ExitStack() as counted:
            for subject in subjects:
                if subject.reference:
                    self._try(subject, event)
                    counted.callback(self._withdraw, subject, event)
            yield

    def fail(self, subject: Subject, event: str) -> bool:
        """Count a failure, once for each event; whether there was none within the window before."""
        if not subject.reference:
            return True
        now_s = self._now()
        before, after = self._store.change(
            subject, partial(lockout.record_failure, policy=self._policy, now_s=now_s, event=event)
        )
        if after.locks > before.locks:
            self._metrics.count(names.LOCKOUTS, subject=subject.kind, kind="block" if after.blocked else "lock")
        return not lockout.has_failed_lately(before, self._policy, now_s)

    def succeed(self, subject: Subject) -> None:
        """Clear what was counted."""
        if subject.reference and self._store.load(subject) != LockoutRecord():
            now_s = self._now()
            self._store.change(subject, partial(lockout.record_success, now_s=now_s))

    def unlock(self, subject: Subject) -> bool:
        """Forget everything that was counted, a block as well; whether there was anything."""
        return self._store.forget(subject)

    def purge(self) -> int:
        """Delete records that say nothing any more; how many."""
        return self._store.purge_stale(self._now())

    def _refuse(self, subject: Subject, record: LockoutRecord, now_s: float) -> None:
        refusal = lockout.find_refusal(record, now_s)
        if refusal is not None:
            self._metrics.count(names.LOCKOUT_REFUSALS, subject=subject.kind)
            raise LockedOut(subject.kind, refusal.retry_after_s)

    def _try(self, subject: Subject, event: str) -> None:
        now_s = self._now()
        rule = partial(lockout.record_try, policy=self._policy, now_s=now_s, event=event)
        before, after = self._store.change(subject, rule)
        if all(each.event != event for each in after.tries):
            self._refuse(subject, before, now_s)
            raise Busy("too many tries at once")

    def _withdraw(self, subject: Subject, event: str) -> None:
        """One that cannot be taken back now holds its place until the window is over."""
        try:
            self._store.change(subject, partial(lockout.withdraw_try, event=event))
        except Exception as error:
            logger.error("a try was not taken back: %s", describe_failure(error))
