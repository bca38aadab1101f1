"""What the checks of the self-test found, as lines of a table or as JSON."""

import json
import platform
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum

from kiosk import __version__
from kiosk.errors import KioskError


class Skipped(Exception):
    """A check has nothing to look at; the text says why."""


class Outcome(StrEnum):
    """How a check ended."""

    OK = "ok"
    FAILED = "FAILED"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Check:
    """Something to try: `look` says what it saw, raises Skipped, and anything else when it fails."""

    name: str
    look: Callable[[], str]


@dataclass(frozen=True, slots=True)
class Finding:
    """How one check ended, and what was seen."""

    name: str
    outcome: Outcome
    seen: str
    took_ms: int


def examine(check: Check) -> Finding:
    """Carry out a check; whatever goes wrong in it is its finding."""
    began_s = time.perf_counter()
    try:
        outcome, seen = Outcome.OK, check.look()
    except Skipped as reason:
        outcome, seen = Outcome.SKIPPED, str(reason)
    except KioskError as error:
        outcome, seen = Outcome.FAILED, f"{error.code}: {error.detail}" if error.detail else error.code
    except Exception as error:
        outcome, seen = Outcome.FAILED, f"{type(error).__name__}: {error}"
    return Finding(check.name, outcome, " ".join(seen.split()), round((time.perf_counter() - began_s) * 1000))


def line(finding: Finding, name_width: int) -> str:
    """One row of the table."""
    return f"{finding.outcome:<8} {finding.name:<{name_width}} {finding.took_ms:>6} ms  {finding.seen}"


def passed(findings: Sequence[Finding]) -> bool:
    """Whether nothing failed."""
    return all(finding.outcome is not Outcome.FAILED for finding in findings)


def summary(findings: Sequence[Finding]) -> str:
    """The last line."""
    failed = [finding.name for finding in findings if finding.outcome is Outcome.FAILED]
    skipped = sum(finding.outcome is Outcome.SKIPPED for finding in findings)
    result = f"FAILED: {', '.join(failed)}" if failed else "Everything works"
    counts = f"{len(findings)} checks, {len(failed)} failed, {skipped} skipped"
    took_s = sum(finding.took_ms for finding in findings) / 1000
    return f"{result} ({counts}, {took_s:.1f} s; kiosk {__version__}, Python {platform.python_version()}, {system()})"


def system() -> str:
    """For example `Linux x86_64`."""
    return f"{platform.system()} {platform.machine()}"


def as_json(findings: Sequence[Finding]) -> str:
    """The same for programs."""
    return json.dumps(
        {
            "passed": passed(findings),
            "version": __version__,
            "python": platform.python_version(),
            "system": system(),
            "checks": [asdict(finding) for finding in findings],
        },
        indent=2,
    )
