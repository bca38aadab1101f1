"""The record of attempts: each begins once, ends once, and is counted once."""

import logging
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, suppress
from functools import partial

from kiosk.backend.attempts import transitions
from kiosk.backend.attempts.lockouts import Lockouts, starts_of, subjects_of
from kiosk.backend.attempts.ports import AttemptStore, Subject, SubjectKind
from kiosk.backend.attempts.transitions import AttemptUpdate
from kiosk.backend.metrics import names
from kiosk.backend.metrics.reason_labels import reason_label
from kiosk.backend.ports import Clock, Metrics
from kiosk.domain.identity.flow import Attempt, AttemptStage, Flow, Outcome
from kiosk.domain.identity.lockout import is_held_against_customer
from kiosk.errors import AttemptNotFound
from kiosk.system.safe_errors import describe_failure

logger = logging.getLogger(__name__)

GRACE_S = 60.0
"""After an attempt's time ran out: a verdict that was asked for in time may still be on its way."""
SWEEP_AT_ONCE = 100


class RecordedAttempts:
    """Implements `AttemptLog`."""

    def __init__(
        self, store: AttemptStore, lockouts: Lockouts, metrics: Metrics, clock: Clock, sweep_with_begin: int = 0
    ) -> None:
        """`sweep_with_begin` attempts that ran out are ended whenever one begins, where nobody else sweeps."""
        self._store = store
        self._lockouts = lockouts
        self._metrics = metrics
        self._clock = clock
        self._sweep_with_begin = sweep_with_begin

    def begin(self, attempt: Attempt) -> None:
        """Record a new attempt; raises LockedOut and TooManyStarts, of which only the number is kept.

        What staff begin is held up by no lock and counts among nobody's starts: they are there, and have shown who
        they are.
        """
        if self._sweep_with_begin:
            self._sweep(self._sweep_with_begin)
        if not transitions.is_without_face(attempt):
            self._admit(attempt)
        self._store.create(attempt)
        if transitions.is_counted(attempt):
            self._metrics.count(names.ATTEMPTS_STARTED, flow=attempt.flow, source=_source(attempt))

    def _admit(self, attempt: Attempt) -> None:
        customer, starts = subjects_of(attempt).customer, starts_of(attempt)
        if customer not in starts:
            self._lockouts.check(customer)
        self._lockouts.count_start(*starts)

    def limit_tries(self, attempt_id: str) -> AbstractContextManager[None]:
        """Raises LockedOut, Busy and AttemptNotFound."""
        return self._lockouts.limit_tries(*subjects_of(self._store.load(attempt_id)))

    def advance(
        self,
        attempt_id: str,
        stage: AttemptStage,
        *,
        customer: str = "",
        measures: Mapping[str, float] | None = None,
        details: Mapping[str, str] | None = None,
    ) -> None:
        """The attempt has come this far."""
        news = AttemptUpdate(stage, customer, measures or {}, details or {})
        self._store.change(attempt_id, partial(transitions.advance, news=news))

    def end(
        self,
        attempt_id: str,
        outcome: Outcome,
        *,
        reasons: Sequence[str] = (),
        stage: AttemptStage | None = None,
        measures: Mapping[str, float] | None = None,
        details: Mapping[str, str] | None = None,
    ) -> None:
        """The attempt is over, for whoever says so first.

        A failure is held against somebody before it ends the attempt: should the process be killed in between, the same
        end that comes again counts nothing twice.
        """
        if outcome is Outcome.FAILED:
            self._count_failure(attempt_id)
        news = AttemptUpdate(stage, "", measures or {}, details or {})
        rule = partial(
            transitions.end, outcome=outcome, reasons=tuple(map(str, reasons)), news=news, now_s=self._clock()
        )
        changed = self._store.change(attempt_id, rule)
        if changed is not None:
            self._conclude(changed[1])

    def reopen(self, attempt_id: str, *, details: Mapping[str, str]) -> None:
        """Staff takes up what ended without approval."""
        now_s, news = self._clock(), AttemptUpdate(details=details)
        changed = self._store.change(attempt_id, partial(transitions.reopen, news=news, now_s=now_s))
        if changed is not None:
            before, after = changed
            decision = after.details.get(transitions.DECISION, "")
            self._metrics.count(names.STAFF_DECISIONS, flow=after.flow, outcome=before.outcome, decision=decision)

    def load(self, attempt_id: str) -> Attempt:
        """The attempt as recorded."""
        return self._store.load(attempt_id)

    def list_enrolled_at(self, device: str, since_s: float, limit: int) -> tuple[Attempt, ...]:
        """Onboardings at this terminal that began since then and were approved, the newest first."""
        return self._store.list_enrolled_at(device, since_s, limit)

    def sweep(self) -> int:
        """End every attempt that ran out as abandoned; how many."""
        ended = 0
        while found := self._sweep(SWEEP_AT_ONCE):
            ended += found
        return ended

    def _sweep(self, limit: int) -> int:
        before_s = self._clock() - GRACE_S
        ended = 0
        for attempt_id in self._store.list_expired(before_s, limit):
            changed = self._store.change(attempt_id, partial(transitions.time_out, now_s=before_s))
            if changed is not None:
                self._conclude(changed[1])
                ended += 1
        return ended

    def _conclude(self, after: Attempt) -> None:
        """Only whoever changed the store comes here, so that it happens once for all threads and processes."""
        if after.outcome is Outcome.APPROVED and after.flow is not Flow.VERIFY:
            # Anybody who is alive passes VERIFY under any customer's reference, which must clear nothing.
            self._lockouts.succeed(Subject(SubjectKind.CUSTOMER, after.customer))
        if transitions.is_counted(after):
            self._count(after)
        if after.outcome is not Outcome.ABANDONED and not transitions.is_by_staff(after):
            self._count_finished(after)

    def _count_finished(self, after: Attempt) -> None:
        """What cannot be counted now runs off by itself."""
        try:
            self._lockouts.count_finished(*starts_of(after))
        except Exception as error:
            logger.error("a start was not counted as finished: %s", describe_failure(error))

    def _count(self, after: Attempt) -> None:
        labels = _labels(after)
        self._metrics.count(names.ATTEMPTS, 1.0, **labels)
        for reason in after.reasons:
            self._metrics.count(names.ATTEMPT_REASONS, 1.0, reason=reason_label(reason), **labels)
        if transitions.DUPLICATE_CUSTOMER in after.details and not transitions.is_by_staff(after):
            self._metrics.count(names.DUPLICATES, outcome=after.outcome)
        if after.ended_at_s is not None:
            self._metrics.observe(names.ATTEMPT_SECONDS, after.ended_at_s - after.started_at_s, flow=after.flow)

    def _count_failure(self, attempt_id: str) -> None:
        """A customer's further failures leave device and address alone: one must not lock them for all who follow."""
        with suppress(AttemptNotFound):
            attempt = self._store.load(attempt_id)
            if attempt.outcome is Outcome.OPEN and not transitions.is_by_staff(attempt):
                customer, *places = subjects_of(attempt)
                if not _counts_for_customer(attempt) or self._lockouts.fail(customer, attempt.id):
                    for place in places:
                        self._lockouts.fail(place, attempt.id)


def _counts_for_customer(attempt: Attempt) -> bool:
    """An attempt goes on from LIVENESS with a verdict that passed, and with nothing else.

    In the flow VERIFY nobody claims to be the customer, whom anybody may name.
    """
    return is_held_against_customer(
        claimed=bool(attempt.customer) and attempt.flow is not Flow.VERIFY,
        liveness_proven=attempt.stage is not AttemptStage.LIVENESS,
        terminal_known=attempt.terminal_known,
    )


def _labels(attempt: Attempt) -> dict[str, str]:
    """Every attempt ends once by the system; what staff decides afterwards counts apart."""
    return {
        "flow": attempt.flow,
        "outcome": attempt.outcome,
        "stage": attempt.stage,
        "source": _source(attempt),
        "by": "staff" if transitions.is_by_staff(attempt) else "system",
    }


def _source(attempt: Attempt) -> str:
    return "api" if attempt.caller else "terminal"
