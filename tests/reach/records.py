"""What a backend has recorded, read by the product's own stores and compared with what was seen."""

import logging
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from kiosk.backend.build.attempt_context import AttemptContext
from kiosk.backend.build.local_attempts import build_attempts
from kiosk.backend.metrics.no_metrics import NoMetrics
from kiosk.backend.stores.files.master_key import load_keys
from kiosk.domain.identity.flow import Attempt, Outcome
from kiosk.errors import AttemptNotFound
from kiosk.settings import load
from tests.reach.ledger import REFUSED, Fact

LATER_S = 7200.0
"""After which no attempt is open any more, whoever left it."""
STAFF = "s-reach"


@dataclass
class Recorded:
    """What was found wrong, in words, and how attempts ended."""

    wrong: list[str] = field(default_factory=list)
    outcomes: Counter[str] = field(default_factory=Counter)


class _Complaints(logging.Handler):
    """What stores say of rows that are missing, old or another's."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(record.getMessage())


def open_records(folder: Path, stack: ExitStack, later_s: float = 0.0) -> AttemptContext:
    """The attempts and the audit trail of a data folder, by a clock that is so much ahead."""
    settings = load(data_dir=folder)
    return build_attempts(settings, load_keys(folder), lambda: time.time() + later_s, stack, NoMetrics())


def note_act(folder: Path, reason: str) -> None:
    """Let a member of staff do something that belongs into the audit trail, while the backend runs."""
    with ExitStack() as stack:
        open_records(folder, stack).audit.record(STAFF, "reach", reason=reason)


def check_records(folder: Path, facts: Sequence[Fact], acts: Sequence[str]) -> Recorded:
    """Every challenge that a terminal was given is there and ends, every outcome that was shown is the one recorded,
    and the audit trail has exactly these acts in their order, and none of its rows was lost."""
    recorded, complaints = Recorded(), _Complaints()
    logging.getLogger("kiosk").addHandler(complaints)
    try:
        with ExitStack() as stack:
            context = open_records(folder, stack, LATER_S)
            context.log.sweep()
            _compare(context, facts, recorded)
            kept = [entry.reason for entry in context.audit.entries() if entry.staff_id == STAFF]
    finally:
        logging.getLogger("kiosk").removeHandler(complaints)
    if kept != list(acts):
        recorded.wrong.append(f"the audit trail has {len(kept)} of {len(acts)} acts")
    recorded.wrong += complaints.said
    return recorded


def _compare(context: AttemptContext, facts: Sequence[Fact], recorded: Recorded) -> None:
    for challenge in dict.fromkeys(fact.challenge for fact in facts if fact.challenge):
        try:
            attempt = context.attempts.load(challenge)
        except AttemptNotFound:
            recorded.wrong.append(f"challenge {challenge} was never recorded")
            continue
        recorded.outcomes[attempt.outcome.value] += 1
        recorded.wrong += _judge(attempt, [fact for fact in facts if fact.challenge == challenge])


def _judge(attempt: Attempt, facts: Sequence[Fact]) -> list[str]:
    shown = {fact.outcome for fact in facts if fact.outcome}
    wrong = [f"{attempt.id} is still open"] if attempt.outcome is Outcome.OPEN else []
    right = {attempt.outcome.value} | (set() if attempt.outcome is Outcome.APPROVED else {REFUSED})
    wrong += [f"{attempt.id} was shown as {each}, is {attempt.outcome}" for each in sorted(shown - right)]
    if attempt.outcome is Outcome.APPROVED and not all(fact.honest for fact in facts):
        wrong.append(f"{attempt.id} approved somebody who is not that customer")
    return wrong
