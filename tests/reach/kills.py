"""Window, backend and supervisor are killed at random moments of sessions; what comes back, and what is left."""

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kiosk.terminal.camera.demo import people
from tests.attack.own_backend import run_kiosk
from tests.bench.people import percentile
from tests.bench.table import Row
from tests.reach.ledger import Fact, read_facts
from tests.reach.records import Recorded, check_records, note_act
from tests.reach.traces import find_traces

NUMBER, ANOTHER = "4711000815", "5822111926"
TARGETS = ("window", "backend", "supervisor")
PATIENCE_S = 90.0
LONGEST_S = 16.0
"""From Start to the latest kill: a little longer than a visit takes."""
LOOK_S = 0.05
SUPERVISE = """
import sys
from pathlib import Path
from kiosk.system import log
from kiosk.system.data_folder import expected_data_dir
from kiosk.terminal.supervisor.main import programs, supervise
from kiosk.terminal.supervisor.policy import RestartPolicy
from kiosk.terminal.supervisor.supervisor import Programs, Supervisor, Timing
log.configure("INFO"); log.add_file(expected_data_dir(), "supervisor")
made = programs(["--camera", "demo"])
attended = [sys.executable, "-m", "tests.reach.attended_terminal", *sys.argv[1:], *made.terminal[3:]]
# A terminal that is killed all the time has not got worse: the usual doubling pauses are not what is measured.
supervise(Supervisor(Programs(attended, made.notice), Timing(RestartPolicy(first_pause_s=1.0, longest_pause_s=1.0))))
"""
"""The real supervisor, of a terminal with customers."""
SETTINGS = {
    "KIOSK_FLOW": "authenticate",
    "KIOSK_LOCKOUT__FAILURES": "100",
    "KIOSK_RESTARTS__CUSTOMER_STARTS": "100000",
    "KIOSK_RESTARTS__CUSTOMER_UNFINISHED": "100000",
    "KIOSK_RESTARTS__DEVICE_STARTS": "100000",
    "KIOSK_RESTARTS__DEVICE_UNFINISHED": "100000",
    "KIOSK_RESTARTS__ADDRESS_STARTS": "100000",
    "KIOSK_RESTARTS__ADDRESS_UNFINISHED": "100000",
}
"""Nobody may be locked out by what is done here to the same customer again and again."""


@dataclass
class Killed:
    """What came of it."""

    targets: Counter[str] = field(default_factory=Counter)
    moments: Counter[str] = field(default_factory=Counter)
    """What the customer saw when it happened."""
    back_s: dict[str, list[float]] = field(default_factory=dict)
    """From the kill to the next Start that somebody touched, by what was killed."""
    traces: list[str] = field(default_factory=list)
    acts: list[str] = field(default_factory=list)
    stuck: list[str] = field(default_factory=list)


class Branch:
    """A supervised terminal on a data folder of its own, and whoever starts the supervisor again."""

    def __init__(self, folder: Path) -> None:
        self.data, self.temporary, self.ledger = folder / "data", folder / "temporary", folder / "ledger"
        for made in (self.data, self.temporary):
            made.mkdir(mode=0o700)
        self._supervisor: subprocess.Popen[bytes] | None = None

    def enrol(self) -> None:
        """The demo person, and somebody else."""
        listed = self.data.parent / "people.csv"
        pictures = {NUMBER: people.demo_person(), ANOTHER: people.another_person()}
        rows = "".join(f"{number},{picture}\n" for number, picture in pictures.items())
        listed.write_text(f"customer,image\n{rows}", encoding="utf-8")
        run_kiosk(self.data, {}, "enrol-batch", str(listed), "--allow-duplicates")
        listed.unlink()

    def ensure_running(self) -> None:
        """Start the supervisor, as systemd does and Shell Launcher."""
        if self._supervisor is None or self._supervisor.poll() is not None:
            self._supervisor = subprocess.Popen(
                [sys.executable, "-c", SUPERVISE, str(self.ledger), NUMBER, ANOTHER],
                env=self._environment(),
                cwd=self.data.parent,
                stderr=subprocess.DEVNULL,
            )

    def _environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("KIOSK_")}
        own = {"PYTHONPATH": str(Path(__file__).resolve().parents[2]), "QT_QPA_PLATFORM": "offscreen"}
        return {**kept, **own, **SETTINGS, "KIOSK_DATA_DIR": str(self.data), "TMPDIR": str(self.temporary)}

    @property
    def processes(self) -> dict[str, int]:
        """Those that can be killed."""
        found = {}
        if self._supervisor is not None and self._supervisor.poll() is None:
            found["supervisor"] = self._supervisor.pid
            for terminal in children(self._supervisor.pid, "attended_terminal"):
                found["window"] = terminal
                for backend in children(terminal, "backend"):
                    found["backend"] = backend
        return found

    @property
    def facts(self) -> Sequence[Fact]:
        """What was seen so far."""
        return read_facts(self.ledger)

    def close(self) -> None:
        """Ask the supervisor to end, which ends everything."""
        if self._supervisor is not None and self._supervisor.poll() is None:
            self._supervisor.terminate()
            self._supervisor.wait(PATIENCE_S)


def children(process: int, command: str) -> list[int]:
    """Processes that this one started, with this in their command lines."""
    found = []
    for task in Path(f"/proc/{process}/task").glob("*/children"):
        for child in map(int, task.read_text(encoding="ascii").split()):
            try:
                line = Path(f"/proc/{child}/cmdline").read_bytes()
            except OSError:
                continue
            if command.encode() in line:
                found.append(child)
    return found


def rows(kills: int, seed: int | None = None, seconds: float = float("inf")) -> Iterator[Row]:
    """So many kills, or as many as there is time for."""
    dice, until_s = random.Random(seed), time.monotonic() + seconds
    with tempfile.TemporaryDirectory() as folder:
        branch, killed = Branch(Path(folder)), Killed()
        branch.enrol()
        try:
            branch.ensure_running()
            while sum(killed.targets.values()) < kills and time.monotonic() < until_s and not killed.stuck:
                kill_once(branch, killed, dice)
            calm = _last_visits(branch, killed)
        finally:
            branch.close()
        killed.traces += find_traces([branch.data, branch.temporary], [NUMBER, ANOTHER])
        recorded = check_records(branch.data, branch.facts, killed.acts)
        yield from _table(killed, branch, recorded, calm)


def kill_once(
    branch: Branch, killed: Killed, dice: random.Random, targets: Sequence[str] = TARGETS, longest_s: float = LONGEST_S
) -> None:
    """Wait for somebody to begin, then for a random moment, and kill one of the three."""
    seen = len(branch.facts)
    if not until(lambda: _begun(branch.facts[seen:]), PATIENCE_S):
        killed.stuck.append(f"nobody could begin after {dict(killed.targets)}")
        return
    time.sleep(dice.uniform(0.0, longest_s))
    target = dice.choice(targets)
    process = branch.processes.get(target)
    if process is None:
        return
    facts = branch.facts
    killed.targets[target] += 1
    killed.moments[facts[-1].state] += 1
    os.kill(process, signal.SIGKILL)
    began_s, before = time.monotonic(), len(facts)
    if target == "supervisor":
        time.sleep(LOOK_S)
        branch.ensure_running()
    if until(lambda: _begun(branch.facts[before:]), PATIENCE_S):
        killed.back_s.setdefault(target, []).append(time.monotonic() - began_s)
    else:
        killed.stuck.append(f"{target} killed in {facts[-1].state}: nobody could begin")
    act = f"kill {sum(killed.targets.values())} of {target}"
    note_act(branch.data, act)
    killed.acts.append(act)
    killed.traces += find_traces([branch.data, branch.temporary], [NUMBER, ANOTHER])


def _begun(facts: Sequence[Fact]) -> bool:
    """Whether somebody came and touched Start."""
    return any(fact.state == "EnteringCustomer" for fact in facts)


def _last_visits(branch: Branch, killed: Killed) -> bool:
    """Whether a customer who is left alone passes after all of it."""
    seen = len(branch.facts)
    return not killed.stuck and until(lambda: any(fact.passed for fact in branch.facts[seen:]), PATIENCE_S)


def until(condition: Callable[[], bool], seconds: float) -> bool:
    """Wait for it; whether it came."""
    until_s = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > until_s:
            return False
        time.sleep(LOOK_S)
    return True


def _table(killed: Killed, branch: Branch, recorded: Recorded, calm: bool) -> Iterator[Row]:
    facts, count = branch.facts, sum(killed.targets.values())
    visits, strangers = _by_visit(facts), {fact.visit for fact in facts if not fact.honest}
    shown = {fact.visit for fact in facts if fact.passed}
    yield Row("killed", f"{count} times: {_listed(killed.targets)}", "200", _listed(killed.moments))
    for target, times in sorted(killed.back_s.items()):
        took = f"median {percentile(times, 50):.1f} s, longest {max(times):.1f} s"
        yield Row(f"back by itself after {target}", f"{len(times)} of {killed.targets[target]}", "all", took)
    yield Row("stuck", "; ".join(killed.stuck) or "0", "0", "then somebody passed" if calm else "then NOBODY PASSED")
    yield Row("visits", f"{len(visits)}, {len(shown)} passed, {len(strangers)} with another's number", "", "")
    yield Row("passed with another's number", str(len(shown & strangers)), "0", "")
    yield Row("left of a customer", "; ".join(sorted(set(killed.traces))) or "0", "0", f"{count + 1} searches")
    yield Row(
        "attempts begun by a terminal",
        f"{sum(recorded.outcomes.values())}: {_listed(recorded.outcomes)}",
        "all recorded, as shown, none open",
        "",
    )
    yield Row(
        "wrong in the records", "; ".join(recorded.wrong) or "0", "0", f"{len(killed.acts)} acts of staff in order"
    )


def _by_visit(facts: Sequence[Fact]) -> Sequence[str]:
    return list(dict.fromkeys(fact.visit for fact in facts if fact.visit))


def _listed(counted: Counter[str]) -> str:
    return ", ".join(f"{number} {name}" for name, number in counted.most_common())
