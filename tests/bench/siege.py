"""A branch backend with thirty terminals, in quiet and while one address attacks it.

Terminals and attackers run on the same machine and take its processor from the backend; attackers stand back (`nice`),
for elsewhere they would have a machine of their own. Each terminal has an address and a name of its own.
"""

import hashlib
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event

from kiosk.domain.liveness.frames import chain_link
from tests.attack.caller import Caller, Ledger, Place
from tests.attack.memory import BUDGET_MB, Gauge
from tests.attack.messages import send_frame, start, verify
from tests.attack.own_backend import own_backend
from tests.bench.backend import TURN_DEG, attempt_jpegs
from tests.bench.people import percentile
from tests.bench.table import Row

TERMINALS = 30
PERIOD_S = 90.0
"""From one customer to the next at a terminal."""
PACE_S = 1 / 6
MEASURED_S = 90.0
ATTACKS = ("fuzzing", "bombs", "restarts", "connections", "bodies")
PX_A_DEGREE = 2.6
"""How far the drawn nose goes."""
NODS_DEG = (-10.0, -5.0, 0.0, 5.0, 10.0)
SETTINGS = {"KIOSK_LOCKOUT__FAILURES": "100"}
"""A drawn head misses some targets, and no failure may end the measurement."""


@dataclass
class _Times:
    """Seconds of what terminals asked for, and what came of it."""

    starts_s: list[float] = field(default_factory=list)
    verdicts_s: list[float] = field(default_factory=list)
    passed: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    """By what was asked and answered."""


@dataclass(frozen=True, slots=True)
class _Terminal:
    """One of thirty."""

    number: int
    place: Place
    heads: Mapping[tuple[int, float], Sequence[bytes]]
    times: _Times
    over: Event

    def work(self) -> None:
        """One customer after the other."""
        caller = Caller(self.place, Ledger(), f"127.0.120.{self.number + 1}")
        self.over.wait(PERIOD_S * self.number / TERMINALS)
        while not self.over.is_set():
            began_s = time.monotonic()
            self._serve(caller)
            self.over.wait(max(PERIOD_S - (time.monotonic() - began_s), 0.0))
        caller.close()

    def _serve(self, caller: Caller) -> None:
        answer, challenge = start(caller, userId=f"visitor {self.number}", deviceId=f"terminal-{self.number}")
        if challenge is None:
            self.times.refused[f"start {answer.status} {answer.code}"] += 1
            return
        self.times.starts_s.append(answer.seconds)
        link = challenge.id
        for sequence, jpeg in enumerate(self._head(answer.json)):
            if self.over.is_set():
                return
            link = chain_link(link, sequence, 100 * sequence, hashlib.sha256(jpeg).hexdigest())
            began_s = time.monotonic()
            sent = send_frame(caller, challenge, jpeg, sequence, chain=link)
            if sent.status != 200:
                self.times.refused[f"frame {sent.status} {sent.code}"] += 1
            self.over.wait(max(PACE_S - (time.monotonic() - began_s), 0.0))
        given = verify(caller, challenge)
        if given.status == 200 and not self.over.is_set():
            self.times.verdicts_s.append(given.seconds)
            self.times.passed += given.json.get("success") is True
        elif not self.over.is_set():
            self.times.refused[f"verdict {given.status} {given.code}"] += 1

    def _head(self, told: Mapping[str, int]) -> Sequence[bytes]:
        """The drawn head whose nose comes nearest to the target."""
        x = told["noseLeft"] + told["noseWidth"] / 2 - told["imageWidth"] / 2
        y = told["noseTop"] + told["noseHeight"] / 2 - told["imageHeight"] / 2
        nod_deg = min(NODS_DEG, key=lambda each: abs(each * PX_A_DEGREE - y))
        return self.heads[1 if x > 0 else -1, nod_deg]


def rows() -> Iterator[Row]:
    """Quiet first, then under each attack; memory is the highest of all."""
    heads = {(side, nod): attempt_jpegs(side * TURN_DEG, nod) for side in (1, -1) for nod in NODS_DEG}
    with tempfile.TemporaryDirectory() as folder, own_backend(Path(folder), SETTINGS) as url:
        place = Place(url)
        with Gauge(place.address[1]) as gauge:
            _measure(place, heads, PERIOD_S)
            quiet = _measure(place, heads, MEASURED_S)
            yield from _told("in quiet", quiet, quiet)
            for name in ATTACKS:
                with _attacked(url, name):
                    yield from _told(f"while one address attacks: {name}", _measure(place, heads, MEASURED_S), quiet)
        highest_mb = gauge.highest_mb or 0.0
        yield Row(
            "memory of the backend, highest",
            f"{highest_mb:.0f} MB",
            f"{BUDGET_MB:.0f} MB",
            f"{highest_mb / BUDGET_MB:.2f}",
        )


def _measure(place: Place, heads: Mapping[tuple[int, float], Sequence[bytes]], seconds: float) -> _Times:
    times, over = _Times(), Event()
    with ThreadPoolExecutor(TERMINALS) as threads:
        for number in range(TERMINALS):
            threads.submit(_Terminal(number, place, heads, times, over).work)
        time.sleep(seconds)
        over.set()
    return times


@contextmanager
def _attacked(url: str, name: str) -> Iterator[None]:
    """An attack again and again, by a process that stands back."""
    loop = 'for i in $(seq 1000); do "$0" -m tests.attack "$1" --short --only "$2"; done'
    process = subprocess.Popen(
        ["nice", "-n", "10", "bash", "-c", loop, sys.executable, url, name],
        cwd=Path(__file__).parents[2],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        yield
    finally:
        os.killpg(process.pid, 15)
        process.wait()


def _told(what: str, times: _Times, quiet: _Times) -> Iterator[Row]:
    for name, now_s, quiet_s in (
        ("start", times.starts_s, quiet.starts_s),
        ("verdict", times.verdicts_s, quiet.verdicts_s),
    ):
        if not now_s or not quiet_s:
            yield Row(f"{name} {what}", "no answer", "", "")
            continue
        p95, before = percentile(now_s, 95) * 1e3, percentile(quiet_s, 95) * 1e3
        value = f"median {percentile(now_s, 50) * 1e3:.0f} ms, p95 {p95:.0f} ms ({len(now_s)}"
        refused = "".join(f", {count} x {what}" for what, count in sorted(times.refused.items()))
        value += f", {times.passed} passed{refused})" if name == "verdict" else ")"
        yield Row(f"{name} {what}", value, f"p95 {before:.0f} ms in quiet", f"{p95 / before:.2f}")
