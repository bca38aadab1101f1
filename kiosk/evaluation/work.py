"""Work of many like parts: several at a time, each kept as soon as it is done, stopped without loss."""

import secrets
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from threading import Event
from typing import Generic, TypeVar

from kiosk.errors import Busy, EvaluationIncomplete, ServiceUnavailable

Item = TypeVar("Item")
Result = TypeVar("Result")
AHEAD = 2
"""Parts that wait for each thread."""
FIRST_WAIT_S, LONGEST_WAIT_S = 0.5, 30.0


def in_threads(workers: int) -> Executor:
    """Workers that share this process: for work that waits, or that leaves Python's lock."""
    return ThreadPoolExecutor(workers, thread_name_prefix="evaluation")


@dataclass(frozen=True, slots=True)
class Work(Generic[Item, Result]):
    """What is done with each item, and who keeps what came of it."""

    do: Callable[[Item], Result]
    """Called by the workers."""
    keep: Callable[[Item, Result], None]
    """Called in the thread that waits."""
    threads: int = 2
    stopped: Event = field(default_factory=Event)
    """Set when no more work is wanted."""
    make_executor: Callable[[int], Executor] = in_threads
    """Makes as many workers; those of other processes are handed items and results, and so these are copied."""

    def run(self, items: Iterable[Item]) -> None:
        """Do all; an error ends it, and so does Ctrl+C, when what is under way is done and kept."""
        with self.make_executor(self.threads) as executor:
            waiting = dict[Future[Result], Item]()
            try:
                self._run(executor, iter(items), waiting)
            except BaseException:
                self.stopped.set()
                self._finish(waiting)
                raise

    def _run(self, executor: Executor, items: Iterator[Item], waiting: dict[Future[Result], Item]) -> None:
        while True:
            while len(waiting) < self.threads * AHEAD and (item := next(items, None)) is not None:
                waiting[executor.submit(self.do, item)] = item
            if not waiting:
                return
            for future in wait(waiting, return_when=FIRST_COMPLETED).done:
                self.keep(waiting[future], future.result())
                del waiting[future]

    def _finish(self, waiting: dict[Future[Result], Item]) -> None:
        """Keep what was begun; whatever failed as well is the same trouble that ended it."""
        running = {future: item for future, item in waiting.items() if not future.cancel()}
        for future in wait(running).done:
            if future.exception() is None:
                self.keep(running[future], future.result())


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a service that throttles, or does not answer, is asked again."""

    longest_s: float
    stopped: Event
    tell: Callable[[str], None]

    def ask(self, call: Callable[[], Result]) -> Result:
        """Ask until there is an answer; raises EvaluationIncomplete when there was none for too long."""
        waited_s, pause_s = 0.0, FIRST_WAIT_S
        while True:
            try:
                return call()
            except (Busy, ServiceUnavailable) as error:
                if waited_s >= self.longest_s or self.stopped.is_set():
                    raise EvaluationIncomplete(
                        f"{error.detail}; asked again for {waited_s:.0f} s, run the same command later to go on"
                    ) from error
                # Not all at the same time.
                now_s = min(pause_s * (0.5 + secrets.randbelow(501) / 1000), self.longest_s - waited_s)
                self.tell(f"{error.code}: {error.detail}; again in {now_s:.1f} s")
                self.stopped.wait(now_s)
                waited_s, pause_s = waited_s + now_s, min(pause_s * 2, LONGEST_WAIT_S)
