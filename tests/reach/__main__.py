"""`uv run --group test python -m tests.reach NAME`: prints what is reached; see README.md beside this file."""

import argparse
import os
import sys
from collections.abc import Callable, Iterable

from kiosk.domain.identity.flow import Flow
from tests.bench.table import Row, render


def main() -> None:
    """Run one of them."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    parser = argparse.ArgumentParser(prog="tests.reach")
    parser.add_argument("name", choices=["customer", "steps", "soak", "kills", "faults"])
    parser.add_argument("--count", type=int, help="visits, sessions or kills")
    parser.add_argument("--flow", type=Flow, choices=list(Flow))
    parser.add_argument("--seconds", type=float, default=float("inf"), help="begin nothing more after so long")
    parser.add_argument("--fault", action="append", help="of `faults`, only this one; may be said again")
    parser.add_argument("--step", action="append", help="of `faults`, only at this step; may be said again")
    options = parser.parse_args()
    sys.stdout.write(render(options.name, []) + "\n")
    for row in _rows(options)():
        # As they come: some take an hour.
        sys.stdout.write(render("", [row]).splitlines()[-1] + "\n")
        sys.stdout.flush()


def _rows(options: argparse.Namespace) -> Callable[[], Iterable[Row]]:
    if options.name == "kills":
        from tests.reach import kills

        return lambda: kills.rows(options.count or 200, seconds=options.seconds)
    # Only now: cv2 points Qt at plugins of another Qt, which the terminal's own application undoes.
    from tests.reach import faults, first_time, soak

    if options.name == "customer":
        return lambda: first_time.rows(options.count or 100, options.flow or Flow.VERIFY, options.seconds)
    if options.name == "steps":
        return lambda: first_time.stepped_rows(options.count or 100)
    if options.name == "soak":
        return lambda: soak.rows(options.count or 1000, options.flow or Flow.ONBOARD, options.seconds)
    return lambda: faults.rows(options.fault, options.step, options.seconds)


if __name__ == "__main__":
    main()
