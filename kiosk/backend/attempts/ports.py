"""Where attempts and lockouts are kept."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from kiosk.domain.identity.flow import Attempt, AttemptStage, Flow, Outcome
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
    ADDRESS = "address"


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

    def list_expired(self, before_s: float, limit: int) -> tuple[str, ...]:
        """Ids of open attempts that expired before then, the oldest first."""
        ...

    def list_naming(self, reference: str) -> tuple[Attempt, ...]:
        """Every attempt that names this customer; see `changes.references`."""
        ...

    def list_enrolled_at(self, device: str, since_s: float, limit: int) -> tuple[Attempt, ...]:
        """Onboardings at this terminal that began since then and were approved, the newest first."""
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


class AttemptRecorder(Protocol):
    """Records how attempts begin, go on and end; any thread.

    Raises StorageFailed; unknown ids are ignored, and so is what comes after the end.
    """

    def begin(self, attempt: Attempt) -> None:
        """Record a new attempt, unless its customer, device or address is locked out or has begun too many: raises
        LockedOut and TooManyStarts."""
        ...

    def advance(
        self,
        attempt_id: str,
        stage: AttemptStage,
        *,
        customer: str = "",
        measures: Mapping[str, float] | None = None,
        details: Mapping[str, str] | None = None,
    ) -> None:
        """The attempt has come this far and never goes back; measures and details are added to those it has."""
        ...

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
        """The attempt is over, at the stage where it stands or this one; counts once. FAILED counts for lockout, and
        APPROVED of other flows than VERIFY clears the customer's failures. INCOMPLETE may be ended once more, by
        staff."""
        ...


class AttemptLog(AttemptRecorder, Protocol):
    """Records every attempt, counts what it says about the business, and locks out who fails too often; any thread.

    Raises StorageFailed; unknown ids are ignored but for `load`, and so is what comes after the end.
    """

    def limit_tries(self, attempt_id: str) -> AbstractContextManager[None]:
        """Around a step that tells somebody whom a face belongs to: counts a try of its customer, device and address,
        so that no more are at work at once than may fail.

        Raises LockedOut when one of them was locked out since the attempt began, Busy and AttemptNotFound.
        """
        ...

    def reopen(self, attempt_id: str, *, details: Mapping[str, str]) -> None:
        """Staff takes up an attempt that ended without approval, at the stage REVIEW; `details` has their `decision`.
        An approved one is ignored."""
        ...

    def load(self, attempt_id: str) -> Attempt:
        """The attempt as recorded; raises AttemptNotFound."""
        ...

    def list_enrolled_at(self, device: str, since_s: float, limit: int) -> tuple[Attempt, ...]:
        """Onboardings at this terminal that began since then and were approved, the newest first."""
        ...

    def sweep(self) -> int:
        """End every open attempt whose time ran out as abandoned; how many."""
        ...


@dataclass(frozen=True, slots=True)
class AttemptPlan:
    """What a terminal says of an attempt when it starts one; untrusted."""

    flow: Flow = Flow.VERIFY
    customer: str = field(default="", repr=False)
    device: str = ""
