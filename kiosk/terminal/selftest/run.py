"""Runs all checks, one after the other, and prints what they find as they find it."""

import sys
from collections.abc import Iterator, Sequence
from typing import TextIO

from kiosk.settings import Settings
from kiosk.system import log
from kiosk.terminal.selftest import engines, machine, service
from kiosk.terminal.selftest.report import Check, Finding, examine, line, passed, summary
from kiosk.terminal.selftest.screens import Screens


def run_selftest(settings: Settings, *, camera: bool) -> bool:
    """Print a table of what works to standard output; whether everything does.

    Needs no display, and no network but to the backend that the settings name. With `camera` a picture is taken with
    the camera of the settings, and thrown away.
    """
    log.silence_native_libraries()
    log.configure("WARNING")
    found = findings(checks(settings, camera=camera), sys.stdout)
    _write(sys.stdout, summary(found))
    return passed(found)


def checks(settings: Settings, *, camera: bool) -> tuple[Check, ...]:
    """What is looked at, cheap and basic things first."""
    screens = Screens(settings)
    return (
        *machine.checks(settings),
        *screens.checks(),
        *engines.checks(),
        *service.checks(settings),
        screens.camera_check(asked_for=camera),
    )


def findings(wanted: Sequence[Check], stream: TextIO | None) -> list[Finding]:
    """Carry out the checks; each line is out before the next check begins, so that a crash shows where it came from."""
    return list(_findings(wanted, stream))


def _findings(wanted: Sequence[Check], stream: TextIO | None) -> Iterator[Finding]:
    name_width = max(len(check.name) for check in wanted)
    for check in wanted:
        finding = examine(check)
        _write(stream, line(finding, name_width))
        yield finding


def _write(stream: TextIO | None, text: str) -> None:
    """A program without a console has no standard output, and a console may not know every letter of a path."""
    if stream is None:
        return
    encoding = stream.encoding or "utf-8"
    stream.write(text.encode(encoding, "backslashreplace").decode(encoding) + "\n")
    stream.flush()
