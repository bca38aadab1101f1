"""What is attacked, and what the suite may know of it."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Barrier
from typing import TypeVar

from tests.attack.caller import Answer, Caller, Ledger, Place
from tests.attack.result import Result

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Effort:
    """How much is tried; the short form fits a run of all tests."""

    short: bool = False
    seed: int = 0

    def of(self, whole: int, short: int) -> int:
        """How many, or how many seconds."""
        return short if self.short else whole


@dataclass(frozen=True, slots=True)
class Target:
    """A running backend; every attack calls from an address of its own where the machine has many."""

    place: Place
    effort: Effort
    number: int = 0
    """Of the attack."""
    api_key: str = field(default="", repr=False)
    ledger: Ledger = field(default_factory=Ledger)
    known_customer: str = ""
    known_staff: str = ""
    data_folder: str = ""
    """Of which a copy is made, for attacks that need a backend of their own; empty for none."""
    early: Answer | None = None
    """A challenge that was started before all attacks."""
    _opened: list[Caller] = field(default_factory=list, repr=False)

    def source(self, other: int = 0) -> str:
        """The attacker's address, or that of others who have to do with this attack."""
        return f"127.0.{100 + self.number}.{1 + other}" if self.place.has_many_sources else ""

    def caller(self, other: int = 0, timeout_s: float = 30.0) -> Caller:
        """Somebody who knows the key that terminals have, where there is one."""
        return self._remembered(Caller(self.place, self.ledger, self.source(other), self.api_key, timeout_s))

    def stranger(self, other: int = 0) -> Caller:
        """Somebody without the key."""
        return self._remembered(Caller(self.place, self.ledger, self.source(other)))

    def hang_up(self) -> None:
        """All callers close their connections."""
        while self._opened:
            self._opened.pop().close()

    def _remembered(self, caller: Caller) -> Caller:
        self._opened.append(caller)
        return caller


Attack = Callable[[Target], Iterator[Result]]


def at_once(work: Sequence[Callable[[], T]]) -> list[T]:
    """Do all of it at the same moment, each in a thread of its own."""
    barrier = Barrier(len(work))

    def started(each: Callable[[], T]) -> T:
        barrier.wait()
        return each()

    with ThreadPoolExecutor(len(work)) as threads:
        return list(threads.map(started, work))


def tally(answers: Sequence[Answer]) -> str:
    """How often which status."""
    statuses = sorted({answer.status for answer in answers})
    counted = [(status, sum(answer.status == status for answer in answers)) for status in statuses]
    return ", ".join(f"{count} x {status or 'no answer'}" for status, count in counted) or "nothing"
