"""How long a customer takes who was never here before, reads what the screen says, and reacts after 0.8 seconds."""

import os
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from kiosk.domain.identity.flow import Flow
from kiosk.settings import load
from kiosk.terminal.app.compose import backend
from kiosk.terminal.session.states import AskingConsent, Challenging, GetReady, Starting, Verifying
from tests.bench.people import percentile
from tests.bench.table import Row
from tests.reach.stand import Stand, Visit, open_stand
from tests.reach.stepped_customer import attend

REACTION_S = 0.8
P50_S, P95_S = 15.0, 30.0
TOUCHES = 2
"""Between Start and the challenge: I agree, Continue."""
VISIT_S = 120.0
TOLERANCE_S = 0.05
"""Between deciding and telling, where the machine does something else meanwhile."""
STRETCHES = (AskingConsent, GetReady, Starting, Challenging, Verifying)


@dataclass(frozen=True, slots=True)
class Timed:
    """One visit in seconds from Start to the verdict."""

    passed: bool
    wall_s: float
    own_s: float
    """By the customer's own clock, which stands while the machine is late with pictures."""
    stretches_s: tuple[float, ...]
    hints_s: tuple[float, ...]
    """From each instruction to the next."""
    presses: int
    fps: float
    end: str


def rows(visits: int, flow: Flow, seconds: float = float("inf")) -> Iterator[Row]:
    """One after the other, as long as there is time, at one terminal with a backend of its own."""
    yield from table(flow, measure_visits(visits, flow, seconds))


def measure_visits(visits: int, flow: Flow, seconds: float = float("inf")) -> Sequence[Timed]:
    """What each of them took."""
    with tempfile.TemporaryDirectory() as folder:
        settings = load(camera="demo", data_dir=Path(folder), flow=flow)
        with backend(settings, Path(folder)) as served:
            served.ready()
            with open_stand(settings, served.connect) as stand:
                return list(_times(stand, visits, seconds))


def _times(stand: Stand, visits: int, seconds: float) -> Iterator[Timed]:
    until_s = time.monotonic() + seconds
    for _ in range(visits):
        if time.monotonic() < until_s:
            yield _time(stand)


def _time(stand: Stand) -> Timed:
    visit = stand.receive(reaction_s=REACTION_S)
    stand.wait(lambda: visit.verdict_s is not None, VISIT_S)
    # What was read stays long enough to be seen.
    stand.wait(lambda: False, 0.2)
    timed = measure(visit)
    stand.see_off()
    return timed


def measure(visit: Visit) -> Timed:
    """What a visit took; one without a verdict took as long as anybody waits."""
    began_s, verdict_s = visit.began_s, visit.verdict_s
    if began_s is None or verdict_s is None:
        return Timed(False, VISIT_S, VISIT_S, (0.0,) * len(STRETCHES), (), visit.customer.presses, 0.0, "no verdict")
    wall_s = verdict_s - began_s
    marks = [visit.first(each) for each in STRETCHES]
    ends = [*marks[1:], verdict_s]
    stretches = tuple(b - a if a is not None and b is not None else 0.0 for a, b in zip(marks, ends, strict=True))
    # Until the verdict; what is said afterwards belongs to another screen.
    hints = [at_s for at_s in visit.instructed_s if at_s <= verdict_s]
    intervals = [b - a for a, b in pairwise(visit.frames_s)]
    return Timed(
        visit.passed,
        wall_s,
        wall_s - visit.late_s(verdict_s),
        stretches,
        tuple(b - a for a, b in pairwise(hints)),
        visit.customer.presses,
        1.0 / percentile(intervals, 50) if intervals else 0.0,
        _name(visit),
    )


def _name(visit: Visit) -> str:
    verdict = getattr(visit.end, "verdict", None)
    reasons = "" if verdict is None else " ".join(verdict.reasons)
    return f"{type(visit.end).__name__} {reasons or getattr(visit.end, 'code', '')}".strip()


def table(flow: Flow, timed: Sequence[Timed]) -> Iterator[Row]:
    """Times are of all visits, those that did not pass included."""
    count, passed = len(timed), sum(each.passed for each in timed)
    load_1, *_ = os.getloadavg()
    ends = Counter(each.end for each in timed if not each.passed)
    yield Row(
        f"{flow.value}: passed",
        f"{passed} of {count}",
        f"load {load_1:.1f} on {os.cpu_count()} cores, camera {percentile([each.fps for each in timed], 50):.0f} fps",
        ", ".join(f"{number} x {name}" for name, number in ends.items()),
    )
    for name, values in (
        ("wall clock", [each.wall_s for each in timed]),
        ("the customer's own clock", [each.own_s for each in timed]),
    ):
        p50, p95 = percentile(values, 50), percentile(values, 95)
        yield Row(
            f"Start to verdict, {name}",
            f"p50 {p50:.1f} s, p95 {p95:.1f} s, longest {max(values):.1f} s",
            f"{P50_S:.0f} s, {P95_S:.0f} s",
            f"{p50 / P50_S:.2f}, {p95 / P95_S:.2f}",
        )
    for place, stretch in enumerate(STRETCHES):
        values = [each.stretches_s[place] for each in timed]
        yield Row(f"of it {stretch.__name__}", f"p50 {percentile(values, 50):.1f} s", "", "")
    hints = [interval for each in timed for interval in each.hints_s]
    yield Row(
        "from one instruction to the next",
        f"shortest {min(hints, default=0.0):.2f} s, median {percentile(hints or [0.0], 50):.2f} s ({len(hints)})",
        "1 s",
        f"{sum(each < 1.0 - TOLERANCE_S for each in hints)} sooner",
    )
    yield Row("touches until the verdict", f"{percentile([float(each.presses) for each in timed], 50):.0f}", "", "")


def stepped_rows(challenges: int) -> Iterator[Row]:
    """The same customer by steps, which no load falsifies: the challenge, and with the touches before it."""
    done = list(attend(challenges, REACTION_S))
    took = [each.took_s for each in done]
    hints = [b - a for each in done for (a, _), (b, _) in pairwise(each.told)]
    before_s = TOUCHES * REACTION_S
    yield Row(
        "challenge, by its own steps",
        f"p50 {percentile(took, 50):.1f} s, p95 {percentile(took, 95):.1f} s, longest {max(took):.1f} s",
        f"{sum(each.reached for each in done)} of {len(done)} reached",
        "",
    )
    p50, p95 = percentile(took, 50) + before_s, percentile(took, 95) + before_s
    yield Row(
        "Start to the last target, by steps",
        f"p50 {p50:.1f} s, p95 {p95:.1f} s",
        f"{P50_S:.0f} s, {P95_S:.0f} s",
        f"{p50 / P50_S:.2f}, {p95 / P95_S:.2f}",
    )
    yield Row(
        "from one instruction to the next, by steps",
        f"shortest {min(hints, default=0.0):.2f} s, median {percentile(hints or [0.0], 50):.2f} s ({len(hints)})",
        "1 s",
        f"{sum(each < 1.0 - TOLERANCE_S for each in hints)} sooner",
    )
