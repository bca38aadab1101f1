"""Processes that are killed in the middle of something, and what the next one finds; `python -m ... FOLDER`.

A process of its own, because it forks: each of its children does one thing and kills itself before its nth call to
collections, store or images.
"""

import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from kiosk.backend.build.local_enrolment import FOLDER, open_enrolment_service
from kiosk.backend.enrolment.context import EnrolmentContext
from kiosk.backend.enrolment.enrolments import EnrolmentService
from kiosk.backend.enrolment.migration import Migration
from tests.factories.enrolment_contexts import engines, open_parts
from tests.fakes.indexing_engine import NEW, OLD, photo

SURE = 90.0
CUSTOMERS = 6
Work = Callable[[EnrolmentContext], object]


class Mortal:
    """Counts calls, and ends the process with one of them."""

    def __init__(self, target: object, left: list[int]) -> None:
        self._target, self._left = target, left

    def __getattr__(self, name: str) -> object:
        attribute = getattr(self._target, name)
        if callable(attribute):
            self._left[0] -= 1
            if self._left[0] < 0:
                os.kill(os.getpid(), signal.SIGKILL)
        return attribute


@contextmanager
def opened(folder: Path, *models: str, shards: int = 2) -> Iterator[EnrolmentContext]:
    with ExitStack() as stack:
        yield open_parts(folder, stack, engines(*models), shards)


def survives(folder: Path, work: Work, calls: int, *models: str, shards: int = 2) -> bool:
    """Whether a process that does this gets to its end in so many calls."""
    child = os.fork()
    if child == 0:
        with opened(folder, *models, shards=shards) as parts:
            left = [calls]
            mortal: dict[str, Any] = {
                name: Mortal(getattr(parts, name), left) for name in ("collections", "store", "blobs")
            }
            work(replace(parts, parallelism=1, **mortal))
            os._exit(0)
    _, status = os.waitpid(child, 0)
    assert status in (0, signal.SIGKILL), status
    return status == 0


def selfies(person: int) -> list[tuple[str, bytes]]:
    return [("selfie", photo(person)), ("document", photo(person, shot=1))]


def enrol(parts: EnrolmentContext) -> None:
    EnrolmentService(parts.collections, parts.store, parts.blobs, parts.policy, parts.clock).enrol("c-1", selfies(1))


def erase(parts: EnrolmentContext) -> None:
    EnrolmentService(parts.collections, parts.store, parts.blobs, parts.policy, parts.clock).erase("c-1")


def migrate(parts: EnrolmentContext) -> None:
    Migration(parts).run(lambda _: None)


def held(parts: EnrolmentContext) -> tuple[int, int]:
    """Faces and users in all collections."""
    facts = [parts.collections.describe(name) for name in parts.collections.names()]
    return sum(fact.faces for fact in facts), sum(fact.users for fact in facts)


def folders(folder: Path) -> int:
    """How many customers have images."""
    return sum(any(each.iterdir()) for each in (folder / FOLDER).iterdir())


def check_whole(folder: Path, parts: EnrolmentContext, customers: set[str]) -> None:
    """Exactly these are enrolled, each with two faces, and nothing else is anywhere."""
    with ExitStack() as stack:
        enrolling = open_enrolment_service(parts, stack)
        assert {each.customer for each in parts.store.after("", 100)} == customers
        assert parts.store.list_unfinished(sys.maxsize) == ()
        assert held(parts) == (2 * len(customers), len(customers)), held(parts)
        assert folders(folder) == len(customers)
        for customer in customers:
            person = int(customer.removeprefix("c-"))
            (found,) = enrolling.find_duplicates(photo(person, shot=7), SURE)
            assert found.user == customer
            assert len(enrolling.load_customer(customer).images) == 2


def enrolments(folder: Path) -> int:
    """Killed at every call of an enrolment; how many there are."""
    with opened(folder) as parts:
        for number in (0, 2):
            EnrolmentService(parts.collections, parts.store, parts.blobs, parts.policy, parts.clock).enrol(
                f"c-{number}", selfies(number)
            )
    calls = 0
    while not survives(folder, enrol, calls, OLD):
        with opened(folder) as parts:
            check_whole(folder, parts, {"c-0", "c-2"})
        calls += 1
    with opened(folder) as parts:
        check_whole(folder, parts, {"c-0", "c-1", "c-2"})
    return calls


def erasures(folder: Path) -> int:
    """Killed at every call of an erasure: the next process ends it, once it was begun."""
    calls = 0
    while not survives(folder, erase, calls, OLD):
        with opened(folder) as parts:
            is_there = parts.store.list_unfinished(sys.maxsize) == ()
            check_whole(folder, parts, {"c-0", "c-1", "c-2"} if is_there else {"c-0", "c-2"})
            if not is_there:
                enrol(parts)
        calls += 1
    with opened(folder) as parts:
        check_whole(folder, parts, {"c-0", "c-2"})
        enrol(parts)
    return calls


def migrations(folder: Path, step: int) -> int:
    """Killed again and again, each process some calls further; people are enrolled and searched in between."""
    customers, kills, models = {"c-0", "c-1", "c-2"}, 0, (NEW, OLD)
    while not survives(folder, migrate, 7 + step * kills, *models, shards=3):
        kills += 1
        with opened(folder, *models, shards=3) as parts, ExitStack() as stack:
            enrolling = open_enrolment_service(parts, stack)
            if kills < CUSTOMERS:
                customers.add(f"c-{10 + kills}")
                enrolling.enrol(f"c-{10 + kills}", selfies(10 + kills))
            for customer in customers:
                (found,) = enrolling.find_duplicates(photo(int(customer.removeprefix("c-")), shot=7), SURE)
                assert found.user == customer
    with opened(folder, NEW, shards=3) as parts:
        assert not Migration(parts).is_needed()
        layouts = parts.store.layouts()
        assert layouts is not None and layouts.known == (layouts.current,)
        assert parts.collections.names() == tuple(sorted(layouts.current.collections))
        check_whole(folder, parts, customers)
    return kills


def main() -> None:
    folder = Path(sys.argv[1])
    counts = enrolments(folder), erasures(folder), migrations(folder, 9)
    sys.stdout.write(" ".join(map(str, counts)) + "\n")


if __name__ == "__main__":
    main()
