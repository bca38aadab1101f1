"""Who is locked out, kept for all terminals of a backend, and whom an attempt is held against."""

import logging
import secrets
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from functools import partial
from typing import Final, NamedTuple

from kiosk.backend.attempts.ports import LockoutStore, Subject, SubjectKind
from kiosk.backend.metrics import names
from kiosk.backend.ports import Clock, Metrics
from kiosk.domain.identity import lockout, restarts
from kiosk.domain.identity.flow import Attempt, Flow
from kiosk.domain.identity.lockout import LockoutPolicy, LockoutRecord
from kiosk.domain.identity.origin import Origin
from kiosk.domain.identity.restarts import RestartPolicy, StartCount, StartLimits
from kiosk.domain.identity.staff import StaffProof
from kiosk.errors import Busy, LockedOut, TooManyStarts
from kiosk.system.safe_errors import describe_failure

logger = logging.getLogger(__name__)

AT_TERMINAL: Final = "@"
"""Before a terminal's id, for what its staff fails at; customers there are locked out apart."""
_APART: Final = "\n"
"""Stands in no reference, which are printable: what is counted under two names can be nobody's own."""
_AT_ADDRESS: Final = "staff" + _APART
"""Before an address, for what staff fails at there; customers there are locked out apart."""


class Lockouts:
    """Counts failures and starts, and refuses those who have too many; any thread. Raises StorageFailed.

    A subject without a reference is nobody: neither counted nor locked, for it would be everybody at once.
    """

    def __init__(
        self, store: LockoutStore, policy: LockoutPolicy, restarts: RestartPolicy, now: Clock, metrics: Metrics
    ) -> None:
        """`now` is steady time, see `kiosk.domain.identity.steady_time`."""
        self._store = store
        self._policy = policy
        self._milder = {SubjectKind.ADDRESS: policy.of_address(), SubjectKind.DEVICE: policy.of_device()}
        self._start_limits = {
            SubjectKind.CUSTOMER: restarts.of_customer(),
            SubjectKind.DEVICE: restarts.of_device(),
            SubjectKind.ADDRESS: restarts.of_address(),
        }
        self._now = now
        self._metrics = metrics

    def check(self, *subjects: Subject) -> None:
        """Raises LockedOut for the first of these who is locked."""
        known = [subject for subject in subjects if subject.reference]
        now_s = self._now() if known else 0.0
        for subject in known:
            self._refuse(subject, self._store.load(subject), now_s)

    def check_start(self, *subjects: Subject) -> None:
        """Raises LockedOut and TooManyStarts as `count_start` would, and counts nothing."""
        known = [subject for subject in subjects if subject.reference]
        now_s = self._now() if known else 0.0
        for subject in known:
            record = self._store.load(subject)
            self._refuse(subject, record, now_s)
            wait_s = restarts.wait_s(record.starts, self._start_limits[subject.kind], now_s)
            if wait_s > 0:
                raise TooManyStarts(subject.kind, wait_s)

    def count_start(self, *subjects: Subject) -> None:
        """Count a start for each of these, who all must be free to begin; raises LockedOut and TooManyStarts, which
        count for nobody."""
        known = [subject for subject in subjects if subject.reference]
        now_s = self._now() if known else 0.0
        with ExitStack() as counted:
            for subject in known:
                self._start(subject, now_s)
                counted.callback(self._change_starts, subject, restarts.withdraw_start, now_s)
            counted.pop_all()

    def count_finished(self, *subjects: Subject) -> None:
        """One of the starts of each of these has come to a verdict."""
        known = [subject for subject in subjects if subject.reference]
        now_s = self._now() if known else 0.0
        for subject in known:
            self._change_starts(subject, restarts.count_finished, now_s)

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
            subject, partial(lockout.record_failure, policy=self._policy_of(subject), now_s=now_s, event=event)
        )
        if after.locks > before.locks:
            self._metrics.count(names.LOCKOUTS, subject=subject.kind, kind="block" if after.blocked else "lock")
        return not lockout.has_failed_lately(before, self._policy_of(subject), now_s)

    def succeed(self, subject: Subject) -> None:
        """Clear what was counted."""
        if subject.reference and self._store.load(subject) != LockoutRecord():
            now_s = self._now()
            self._store.change(subject, partial(lockout.record_success, now_s=now_s))

    def unlock(self, subject: Subject) -> bool:
        """Forget everything that was counted, a block as well; whether there was anything."""
        return sum(self._store.forget(each) for each in (subject, *other_names(subject))) > 0

    def purge(self) -> int:
        """Delete records that say nothing any more; how many."""
        return self._store.purge_stale(self._now())

    def _policy_of(self, subject: Subject) -> LockoutPolicy:
        return self._milder.get(subject.kind, self._policy)

    def _start(self, subject: Subject, now_s: float) -> None:
        limits = self._start_limits[subject.kind]
        before, after = self._store.change(subject, partial(_admit_start, limits=limits, now_s=now_s))
        if after == before:
            self._refuse(subject, before, now_s)
            self._metrics.count(names.START_REFUSALS, subject=subject.kind)
            raise TooManyStarts(subject.kind, restarts.wait_s(before.starts, limits, now_s))

    def _change_starts(
        self, subject: Subject, rule: Callable[[StartCount, StartLimits, float], StartCount], now_s: float
    ) -> None:
        limits = self._start_limits[subject.kind]
        self._store.change(subject, lambda record: replace(record, starts=rule(record.starts, limits, now_s)))

    def _refuse(self, subject: Subject, record: LockoutRecord, now_s: float) -> None:
        refusal = lockout.find_refusal(record, now_s)
        if refusal is not None:
            self._metrics.count(names.LOCKOUT_REFUSALS, subject=subject.kind)
            raise LockedOut(subject.kind, refusal.retry_after_s)

    def _try(self, subject: Subject, event: str) -> None:
        now_s = self._now()
        rule = partial(lockout.record_try, policy=self._policy_of(subject), now_s=now_s, event=event)
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


def _admit_start(record: LockoutRecord, limits: StartLimits, now_s: float) -> LockoutRecord:
    """The record with one more start; unchanged for whoever is locked, or has begun too many."""
    if lockout.find_refusal(record, now_s) is not None or restarts.wait_s(record.starts, limits, now_s) > 0:
        return record
    return replace(record, starts=restarts.count_start(record.starts, limits, now_s))


class AttemptSubjects(NamedTuple):
    """Who may be locked out by an attempt; one without a reference is nobody."""

    customer: Subject
    device: Subject
    address: Subject


def subjects_of(attempt: Attempt) -> AttemptSubjects:
    """Who may be locked out by this attempt."""
    origin = Origin(attempt.address, attempt.terminal_known)
    return AttemptSubjects(
        Subject(SubjectKind.CUSTOMER, attempt.customer),
        Subject(SubjectKind.DEVICE, _named(attempt.device, origin)),
        Subject(SubjectKind.ADDRESS, _named(attempt.address, origin)),
    )


def device_subjects(device: str, origin: Origin) -> tuple[Subject, Subject]:
    """Who keeps a terminal from beginning anything, whoever comes: itself, and the address that it asks from."""
    return (
        Subject(SubjectKind.DEVICE, _named(device, origin)),
        Subject(SubjectKind.ADDRESS, _named(origin.address, origin)),
    )


def starts_of(attempt: Attempt) -> AttemptSubjects:
    """Whose starts this one counts among.

    Under a customer's own name only where somebody at a known terminal claims to be them; what anybody on the network
    starts under that name counts with the address, so that nobody is kept from coming by a number that others know.
    """
    customer, device, address = subjects_of(attempt)
    if attempt.customer and attempt.address and (attempt.flow is Flow.VERIFY or not attempt.terminal_known):
        customer = Subject(SubjectKind.CUSTOMER, attempt.customer + _APART + attempt.address)
    return AttemptSubjects(customer, device, address)


class StaffSubjects(NamedTuple):
    """Who may be locked out by a wrong PIN."""

    number: Subject
    terminal: Subject
    address: Subject


def subjects_of_proof(proof: StaffProof) -> StaffSubjects:
    """Who may be locked out by this proof, should it be none: whether or not there is such a number."""
    number, terminal = (_named(name, proof.origin) for name in (proof.staff_id, AT_TERMINAL + proof.device))
    address = proof.origin.address and _AT_ADDRESS + proof.origin.address
    return StaffSubjects(
        Subject(SubjectKind.STAFF, number),
        Subject(SubjectKind.STAFF, terminal),
        Subject(SubjectKind.ADDRESS, _named(address, proof.origin)),
    )


def other_names(subject: Subject) -> tuple[Subject, ...]:
    """What staff means besides when they name this one."""
    match subject.kind:
        case SubjectKind.DEVICE | SubjectKind.STAFF:
            return (Subject(subject.kind, _APART + subject.reference),)
        case SubjectKind.ADDRESS:
            named = subject.reference, _AT_ADDRESS + subject.reference
            return tuple(Subject(subject.kind, each) for each in (_APART + named[0], named[1], _APART + named[1]))
        case _:
            return ()


def _named(reference: str, origin: Origin) -> str:
    """What a device, a number or an address is called where it is counted: whoever shows no key cannot lock it for
    those who do."""
    return reference if origin.terminal_known or not reference else _APART + reference
