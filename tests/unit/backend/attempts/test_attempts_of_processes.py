"""Two backends on one data folder: what one has ended the other does not, and a lock of one holds for both."""

import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path

import pytest

from kiosk.backend.build.attempt_context import AttemptContext
from kiosk.backend.build.local_attempts import build_attempts
from kiosk.backend.stores.files.master_key import load_keys
from kiosk.domain.identity.flow import Attempt, Flow, Outcome
from kiosk.errors import LockedOut
from kiosk.settings import load
from tests.fakes.metrics import FakeMetrics

ATTEMPTS = 20


def open_parts(folder: Path, stack: ExitStack, metrics: FakeMetrics) -> AttemptContext:
    return build_attempts(load(data_dir=folder), load_keys(folder), time.time, stack, metrics)


def attempt(number: int) -> Attempt:
    now_s = time.time()
    return Attempt(f"a{number}", Flow.AUTHENTICATE, now_s, now_s + 180, f"C-{number // 5}", f"t{number}")


def end_all(folder: Path) -> None:
    """What each process does, at the same moment; says how many it was the first to end, and how many it locked."""
    metrics = FakeMetrics()
    with ExitStack() as stack:
        parts = open_parts(folder, stack, metrics)
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        sys.stdin.readline()
        for number in range(ATTEMPTS):
            parts.log.end(f"a{number}", Outcome.FAILED, reasons=("FACE_MISMATCH",))
    sys.stdout.write(f"{metrics.total('attempts'):.0f} {metrics.total('lockouts', subject='customer'):.0f}\n")


def test_each_attempt_is_ended_and_counted_once(tmp_path: Path) -> None:
    with ExitStack() as stack:
        parts = open_parts(tmp_path, stack, FakeMetrics())
        for number in range(ATTEMPTS):
            parts.log.begin(attempt(number))
        counted = ended_by_two(tmp_path)
        assert [sum(column) for column in zip(*counted, strict=True)] == [ATTEMPTS, ATTEMPTS // 5]
        with pytest.raises(LockedOut):
            parts.log.begin(attempt(3))
        assert parts.log.load("a3").outcome is Outcome.FAILED


def ended_by_two(folder: Path) -> list[tuple[int, int]]:
    command = [sys.executable, "-c", f"import sys; from {__name__} import *; end_all(Path(sys.argv[1]))", str(folder)]
    processes = [subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    for process in processes:
        assert process.stdout is not None and process.stdout.readline() == "ready\n"
    counted = list[tuple[int, int]]()
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    for process in processes:
        told, _ = process.communicate(timeout=60)
        ended, locked = map(int, told.split())
        counted.append((ended, locked))
    return counted
