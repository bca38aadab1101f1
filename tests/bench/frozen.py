"""The frozen program against the same program from source: how soon each shows the customer's picture."""

import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.bench.people import percentile
from tests.bench.table import Row

RUNS = 5
WINDOW, STARTED, PICTURE = "attract screen", "asking the backend", "the screen says"


def rows(bundle: Path) -> Iterator[Row]:
    """Demonstrations from the start of the process to the first tracked picture, alternating, without its pauses."""
    frozen_s, source_s = list[float](), list[float]()
    for _ in range(RUNS):
        source_s.append(_seconds_to_picture([sys.executable, "-m", "kiosk"]))
        frozen_s.append(_seconds_to_picture([str(bundle / "kiosk")]))
    frozen, source = percentile(frozen_s, 50), percentile(source_s, 50)
    yield Row(
        "start of the frozen program to first preview",
        f"{frozen:.2f} s",
        f"{source:.2f} s from source",
        f"{frozen / source:.2f}",
    )


def _seconds_to_picture(program: Sequence[str]) -> float:
    """From the start of the process to its window, and from the touch of Start to the first guided picture."""
    began_s, seen_s = time.monotonic(), dict[str, float]()
    with subprocess.Popen([*program, "demo"], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        for line in process.stdout:
            for words in (WINDOW, STARTED, PICTURE):
                if words in line:
                    seen_s.setdefault(words, time.monotonic())
            if PICTURE in seen_s:
                process.kill()
    return seen_s[WINDOW] - began_s + seen_s[PICTURE] - seen_s[STARTED]
