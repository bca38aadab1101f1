"""Hundreds of customers, one after the other, before one window: what the process holds after each of them.

Window, screens, tracker, client and uploader are those of the program. Left out is what another process does, or what
would only take time: the backend agrees to everything, the customer stands before the camera and turns no head, the
challenge lasts 0.6 seconds, and touches count 0.04 seconds after a change of screen in place of 0.4.
"""

import gc
import random
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from kiosk.domain.identity.flow import Flow
from kiosk.domain.liveness.guide_policy import GuidePolicy
from kiosk.settings import load
from kiosk.system.memory_arenas import share_one_arena
from kiosk.terminal.app.compose import backend
from kiosk.terminal.session.states import Attract, Decided, Result
from kiosk.terminal.ui.text.catalogue import TextKey
from tests.bench.table import Row
from tests.fakes.standing_person import StandingPerson
from tests.reach.agreeable_backend import agreeing
from tests.reach.stand import Stand, open_stand

WARM_UP = 50
HASTE = 10.0
VISIT_S = 30.0
LEAVES_EVERY = 5
"""So many-th customer leaves at a random moment."""
LEAVES_WITHIN_S = 2.0
LOOKS_EVERY = 10
"""Objects are counted after so many customers, for that takes time."""
WAYS_ON = (
    TextKey.START,
    TextKey.AGREE,
    TextKey.KEEP_PAGE,
    TextKey.SKIP_BACK,
    TextKey.CAPTURE_PAGE,
    TextKey.CONTINUE,
    TextKey.WRITTEN_DOWN,
    TextKey.DONE,
    TextKey.RETRY,
)
_PROC = Path("/proc/self")


@dataclass(frozen=True, slots=True)
class Held:
    """What the process holds while nobody is there."""

    resident_mb: float
    threads: int
    handles: int
    widgets: int
    objects: int


@dataclass
class Course:
    """All visits."""

    held: list[Held]
    ended: int = 0
    left: int = 0
    stuck: int = 0


def rows(sessions: int, flow: Flow = Flow.ONBOARD, seconds: float = float("inf")) -> Iterator[Row]:
    """So many customers, or as many as there is time for; what is held at the end beside what was after the first."""
    # As the program does when it starts.
    share_one_arena()
    with open_soak(flow) as stand:
        course = run(stand, sessions, seconds)
    yield from table(course)


@contextmanager
def open_soak(flow: Flow) -> Iterator[Stand]:
    """A terminal whose visits take two seconds."""
    with tempfile.TemporaryDirectory() as folder, agreeing() as url:
        settings = load(
            camera="demo",
            data_dir=Path(folder),
            backend_url=url,
            flow=flow,
            guide=GuidePolicy(approach_duration_s=10.0, nose_duration_s=0.6),
        )
        with (
            backend(settings, Path(folder)) as served,
            open_stand(settings, served.connect, lambda open_demo: StandingPerson()) as stand,
        ):
            yield stand


def run(stand: Stand, sessions: int, seconds: float = float("inf")) -> Course:
    """Let them come."""
    until_s, course, dice = time.monotonic() + seconds, Course([]), random.Random(1)
    # A faster clock for touches alone.
    stand.terminal.window._clock = lambda: HASTE * time.monotonic()
    for number in range(sessions):
        if time.monotonic() > until_s:
            break
        _attend(stand, course, dice.uniform(0.1, LEAVES_WITHIN_S) if number % LEAVES_EVERY == 0 else None)
        course.held.append(hold(course.held[-1] if number % LOOKS_EVERY else None, len(course.held)))
    return course


def _attend(stand: Stand, course: Course, leaves_after_s: float | None) -> None:
    visit = stand.receive(reaction_s=0.0, ways_on=WAYS_ON)
    if leaves_after_s is not None:
        QTimer.singleShot(round(1000 * leaves_after_s), visit.customer, stand.terminal.window.cancel_pressed.emit)
    gone = partial(_is_gone, stand)
    if not stand.wait(gone, VISIT_S):
        course.stuck += 1
    reached = any(isinstance(state, Decided | Result) for _, state in visit.timeline)
    course.ended, course.left = course.ended + reached, course.left + (not reached)
    stand.see_off()
    stand.visit = None


def _is_gone(stand: Stand) -> bool:
    visit = stand.visit
    return visit is not None and len(visit.timeline) > 1 and isinstance(stand.state, Attract)


def hold(before: Held | None, looks: int) -> Held:
    """Look now; objects are taken from before where there is a look before, and are those without `looks` of these."""
    pages = int((_PROC / "statm").read_text(encoding="ascii").split()[1])
    if before is None:
        gc.collect()
    return Held(
        pages * 4096 / 1e6,
        max(threading.active_count(), len(list((_PROC / "task").iterdir()))),
        len(list((_PROC / "fd").iterdir())),
        len(QApplication.allWidgets()),
        len(gc.get_objects()) - looks if before is None else before.objects,
    )


def table(course: Course) -> Iterator[Row]:
    """Slopes are those of a line fitted to all visits but the first ones."""
    count = len(course.held)
    skipped = min(WARM_UP, count // 2)
    settled = course.held[skipped:]
    yield Row("customers", f"{count}: {course.ended} to the end, {course.left} left", "1000", f"{course.stuck} stuck")
    for name, unit, values in (
        ("resident memory", " MB", [each.resident_mb for each in settled]),
        ("threads", "", [float(each.threads) for each in settled]),
        ("handles", "", [float(each.handles) for each in settled]),
        ("widgets", "", [float(each.widgets) for each in settled]),
        ("objects of Python", "", [float(each.objects) for each in settled]),
    ):
        quarters = [values[(len(values) - 1) * quarter // 4] for quarter in range(5)] if values else []
        yield Row(
            f"{name} after {skipped} and four times until the end",
            f"{', '.join(f'{value:.0f}{unit}' for value in quarters)}, highest {max(values, default=0.0):.0f}{unit}",
            "flat",
            f"{slope_per_100(values):+.2f}{unit} per 100",
        )


def slope_per_100(values: Sequence[float]) -> float:
    """Of the line that fits best."""
    return 100.0 * float(np.polyfit(range(len(values)), values, 1)[0]) if len(values) > 1 else 0.0
