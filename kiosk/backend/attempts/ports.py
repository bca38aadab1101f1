"""Where attempts and lockouts are kept."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from kiosk.domain.identity.flow import Attempt
from kiosk.domain.identity.lockout import LockoutRecord

AttemptRule = Callable[[Attempt], Attempt | None]
"""The attempt as it is to be, None when it stays as it is; pure, for it may be called more than once."""
LockoutRule = Callable[[LockoutRecord], LockoutRecord]
"""The record as it is to be; pure, for it may be called more than once."""


class SubjectKind(StrEnum):
    """Who can be locked out."""

    CUSTOMER = "customer"
    DEVICE = "device"
    STAFF = "staff"


@dataclass(frozen=True, slots=True)
class Subject:
    """Somebody whom failures are held against."""

    kind: SubjectKind
    reference: str = field(repr=False)


class AttemptStore(Protocol):
    """Attempts, with everything about a person encrypted; any thread, several processes. Raises StorageFailed."""

    def create(self, attempt: Attempt) -> None:
        """Store a new attempt; its id must be new."""
        ...

    def load(self, attempt_id: str) -> Attempt:
        """The attempt as it stands; raises AttemptNotFound."""
        ...

    def change(self, attempt_id: str, rule: AttemptRule) -> tuple[Attempt, Attempt] | None:
        """Apply the rule atomically; the attempt before and after, None when it stayed or there is none."""
        ...

    def run_out(self, before_s: float, limit: int) -> tuple[str, ...]:
        """Ids of open attempts that expired before then, the oldest first."""
        ...

    def naming(self, reference: str) -> tuple[Attempt, ...]:
        """Every attempt that names this customer; see `changes.references`."""
        ...

    def delete(self, attempt_id: str) -> None:
        """Delete it if it is there."""
        ...

    def purge_before(self, time_s: float) -> int:
        """Delete every attempt that began before then; how many."""
        ...


class LockoutStore(Protocol):
    """What failures are held against whom; any thread, several processes. Raises StorageFailed."""

    def load(self, subject: Subject) -> LockoutRecord:
        """The record, an empty one for whom there is none."""
        ...

    def change(self, subject: Subject, rule: LockoutRule) -> tuple[LockoutRecord, LockoutRecord]:
        """Apply the rule atomically; the record before and after."""
        ...

    def forget(self, subject: Subject) -> bool:
        """Delete the record; whether there was one."""
        ...

    def purge_stale(self, now_s: float) -> int:
        """Delete records that say nothing any more; how many."""
        ...
