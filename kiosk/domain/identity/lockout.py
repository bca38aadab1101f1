"""Who has failed too often and has to wait: rules over a record, with times handed in.

The numbers are `LockoutPolicy`'s: five failures within three minutes lock for half an hour, and what was locked three
times stays so until staff unlocks it (Amazon's whitepaper on identity verification, 3.2). Times are seconds of a clock
that never goes back, see `steady_time`; should one do so all the same, it counts as standing still.

Whom a failure is held against is a rule as well (`is_held_against_customer`): nobody may lock others out by their
numbers alone.
"""

from dataclasses import asdict, dataclass, field, replace
from typing import Final

from kiosk.domain.bounds import require_between
from kiosk.domain.identity.restarts import StartCount

_NEVER: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class LockoutPolicy:
    """Five failures in three minutes lock for half an hour, three locks block (the same whitepaper, 3.2)."""

    failures: int = 5
    window_s: float = 180.0
    lock_s: float = 1800.0
    device_lock_s: float = 120.0
    """A terminal's own lock only slows down whoever tries there, and opens by itself every time: all others who come
    to it have done nothing."""
    locks: int = 3
    """Locks after which only staff unlocks."""
    forget_s: float = 86_400.0
    """After so long without a failure the locks are forgotten, but not a block."""
    address_failures: int = 100
    """Of all who share an address: 30 terminals with a customer a minute each see 90 in the window, so that a branch
    behind one address is not locked though every one of them fails."""

    def __post_init__(self) -> None:
        """Raises ValueError for what would lock nobody, or everybody for good."""
        require_between(self, 1, 100, "failures", "locks")
        require_between(self, 1, 100_000, "address_failures")
        require_between(self, 1, 86_400, "window_s", "lock_s", "device_lock_s")
        require_between(self, 60, 86_400 * 365, "forget_s")

    def of_address(self) -> "LockoutPolicy":
        """What holds for an address, which opens again by itself every time."""
        numbers = {**asdict(self), "failures": self.address_failures, "locks": _NEVER}
        return _UnblockingLockoutPolicy(**numbers)

    def of_device(self) -> "LockoutPolicy":
        """What holds for a terminal."""
        return _UnblockingLockoutPolicy(**{**asdict(self), "lock_s": self.device_lock_s, "locks": _NEVER})


@dataclass(frozen=True, slots=True)
class _UnblockingLockoutPolicy(LockoutPolicy):
    """Made of a policy whose numbers were checked."""

    def __post_init__(self) -> None:
        """Accepts more than a person's bounds."""


def is_held_against_customer(*, claimed: bool, liveness_proven: bool, terminal_known: bool) -> bool:
    """Whether a failure counts for the customer, and for device and address only as the first within the window.

    Otherwise it counts for device and address each time, and the customer hears nothing of it. `claimed` says that
    somebody wants to be taken for this customer, and does not merely name one. Without a live person, what anybody
    on the network sends under a customer's number is no try of theirs; at a terminal that is known it is. Guesses stay
    bounded whatever device a guesser names: a face is compared only after liveness, and that failure always counts.
    """
    return claimed and (liveness_proven or terminal_known)


@dataclass(frozen=True, slots=True)
class Failure:
    """One failure, or a try that may become one; whoever reports the same event twice counts once."""

    at_s: float
    event: str


@dataclass(frozen=True, slots=True)
class LockoutRecord:
    """What is known of one customer, device or member of staff."""

    failures: tuple[Failure, ...] = ()
    """Those that count towards the next lock, by ascending time."""
    locks: int = 0
    locked_until_s: float | None = None
    blocked: bool = False
    last_s: float | None = None
    """When anything was last counted."""
    tries: tuple[Failure, ...] = ()
    """Those under way, any of which may become a failure; one that nobody ends goes with the window."""
    starts: StartCount = field(default_factory=StartCount)
    """Challenges that were started, and those left unfinished."""


@dataclass(frozen=True, slots=True)
class LockoutRefusal:
    """Nothing may begin now; `retry_after_s` is None when waiting does not help."""

    retry_after_s: float | None


def find_refusal(record: LockoutRecord, now_s: float) -> LockoutRefusal | None:
    """Whether a new attempt has to be refused; at the very end of a lock it is over."""
    if record.blocked:
        return LockoutRefusal(None)
    now_s = _not_back(record, now_s)
    if record.locked_until_s is not None and now_s < record.locked_until_s:
        return LockoutRefusal(record.locked_until_s - now_s)
    return None


def record_try(record: LockoutRecord, policy: LockoutPolicy, now_s: float, event: str) -> LockoutRecord:
    """The record with one more try under way, unless it is locked, or would be if all that are under way failed."""
    now_s = _not_back(record, now_s)
    failures, tries = _within(record.failures, policy, now_s), _within(record.tries, policy, now_s)
    if find_refusal(record, now_s) is not None or len(failures) + len(tries) >= policy.failures:
        return record
    # A record that has tries alone is kept as long as one with a failure.
    last_s = now_s if record.last_s is None else record.last_s
    return replace(record, tries=(*tries, Failure(now_s, event)), last_s=last_s)


def withdraw_try(record: LockoutRecord, event: str) -> LockoutRecord:
    """The record without this try, whatever became of it."""
    return replace(record, tries=tuple(each for each in record.tries if each.event != event))


def record_failure(record: LockoutRecord, policy: LockoutPolicy, now_s: float, event: str) -> LockoutRecord:
    """The record after a failure; one that began before a lock and ends within it adds nothing."""
    now_s = _not_back(record, now_s)
    if find_refusal(record, now_s) is not None or any(failure.event == event for failure in record.failures):
        return record
    locks = 0 if _forgotten(record, policy, now_s) else record.locks
    failures = (*_within(record.failures, policy, now_s), Failure(now_s, event))
    if len(failures) < policy.failures:
        return replace(record, failures=failures, locks=locks, locked_until_s=None, last_s=now_s)
    blocked = locks + 1 >= policy.locks
    until_s = None if blocked else now_s + policy.lock_s
    return replace(record, failures=(), locks=locks + 1, locked_until_s=until_s, blocked=blocked, last_s=now_s)


def record_success(record: LockoutRecord, now_s: float) -> LockoutRecord:
    """The record after a success, which clears failures and locks; one that still holds stays, and so does a block."""
    if find_refusal(record, now_s) is not None:
        return replace(record, failures=())
    return LockoutRecord(last_s=_not_back(record, now_s), tries=record.tries, starts=record.starts)


def has_failed_lately(record: LockoutRecord, policy: LockoutPolicy, now_s: float) -> bool:
    """Whether a failure within the window counts already."""
    return bool(_within(record.failures, policy, _not_back(record, now_s)))


def stale_at_s(record: LockoutRecord, policy: LockoutPolicy) -> float | None:
    """From when on the record says nothing any more; None for one that is blocked, which stays."""
    if record.blocked:
        return None
    last_s = max([record.last_s or 0.0, *(each.at_s for each in record.tries)])
    return max(record.locked_until_s or 0.0, last_s + max(policy.window_s, policy.forget_s), record.starts.clear_at_s)


def _within(events: tuple[Failure, ...], policy: LockoutPolicy, now_s: float) -> tuple[Failure, ...]:
    """The window includes both ends: the fifth failure exactly three minutes after the first locks."""
    return tuple(event for event in events if now_s - event.at_s <= policy.window_s)


def _forgotten(record: LockoutRecord, policy: LockoutPolicy, now_s: float) -> bool:
    return record.last_s is not None and now_s - record.last_s >= policy.forget_s


def _not_back(record: LockoutRecord, now_s: float) -> float:
    return now_s if record.last_s is None else max(now_s, record.last_s)
