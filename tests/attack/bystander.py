"""Somebody uninvolved, who asks for `/health` from another address while attacks go on."""

import time
from collections.abc import Sequence
from threading import Event, Lock, Thread

from tests.attack.caller import PATIENCE_S, Answer, Caller, Ledger, Place
from tests.attack.result import Result, judge

PAUSE_S = 0.2
OK = 200


class Bystander:
    """Asks on a new connection each time, as a supervisor does; a thread of its own while entered."""

    def __init__(self, place: Place, source: str) -> None:
        self._caller = Caller(place, Ledger(), source, timeout_s=2 * PATIENCE_S)
        self._answers: list[Answer] = []
        self._lock, self._over = Lock(), Event()
        self._thread = Thread(target=self._watch)

    def __enter__(self) -> "Bystander":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()
        self._caller.close()

    def take(self) -> Sequence[Answer]:
        """All answers since the last time; at least one, whatever it takes."""
        while not self._over.is_set():
            with self._lock:
                if self._answers:
                    taken, self._answers = self._answers, []
                    return taken
            time.sleep(PAUSE_S)
        return ()

    def _watch(self) -> None:
        while not self._over.is_set():
            answer = self._caller.send("GET", "/health", headers={"Connection": "close"})
            with self._lock:
                self._answers.append(answer)
            self._over.wait(PAUSE_S)


def judge_health(answers: Sequence[Answer], quiet_s: float, took_s: float) -> Result:
    """Whether everybody uninvolved was answered, and soon enough."""
    bad = [each for each in answers if each.status != OK or each.seconds > PATIENCE_S]
    slowest_s = max((each.seconds for each in answers), default=0.0)
    numbers = (
        f"{len(answers)} asked in {took_s:.0f} s, slowest {slowest_s * 1e3:.0f} ms ({quiet_s * 1e3:.0f} ms in quiet)"
    )
    return judge("health for others meanwhile", not bad, f"{numbers}, {len(bad)} not answered in {PATIENCE_S:.0f} s")


def median_s(answers: Sequence[Answer]) -> float:
    """The middle one's time."""
    times = sorted(each.seconds for each in answers)
    return times[len(times) // 2] if times else 0.0
