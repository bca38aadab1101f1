"""What is known of every visit apart from the terminal: written line by line, so that a killed process leaves it."""

import json
import os
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

REFUSED = "refused"
"""What a verdict that did not pass says of an outcome: any but an approval."""


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that somebody in front of the terminal saw."""

    at_s: float
    """On the wall clock."""
    process: int
    visit: str
    state: str
    honest: bool
    challenge: str = ""
    """Id of the one that runs."""
    passed: bool = False
    outcome: str = ""
    """What the screen says of it, as `Outcome`, or REFUSED."""
    code: str = ""


class Ledger:
    """A file with facts, of which each is one write."""

    def __init__(self, file: Path) -> None:
        self._file = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)

    def note(self, visit: str, state: str, *, honest: bool, **more: str | bool) -> None:
        """Append a fact."""
        fact = Fact(time.time(), os.getpid(), visit, state, honest, **more)  # type: ignore[arg-type]
        os.write(self._file, (json.dumps(asdict(fact)) + "\n").encode())


def read_facts(file: Path) -> Sequence[Fact]:
    """All that was written, the oldest first."""
    if not file.exists():
        return []
    return [Fact(**json.loads(line)) for line in file.read_text(encoding="utf-8").splitlines()]
