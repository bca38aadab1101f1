"""Through how many of the program's files and functions an enrolment goes, from the use case to the database."""

import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

import kiosk
from kiosk.domain.identity.flow import Flow
from tests.bench.table import Row
from tests.fakes.branch import open_branch

PROGRAM = str(Path(kiosk.__file__).parent)
MAX_FILES, MAX_FUNCTIONS = 35, 150


def rows() -> Iterator[Row]:
    """Enrol one customer whose document was accepted, and count what is entered on the way."""
    entered: set[tuple[str, str]] = set()

    def enter(frame: FrameType, event: str, argument: object) -> None:
        code = frame.f_code
        if event == "call" and code.co_filename.startswith(PROGRAM) and "<" not in code.co_name:
            entered.add((code.co_filename, code.co_qualname))

    with tempfile.TemporaryDirectory() as folder, open_branch(Path(folder)) as branch:
        started = branch.start(Flow.ONBOARD, "customer")
        branch.pass_liveness(started, "alice")
        branch.show_document(started, "alice")
        # Some of it is done by threads.
        threading.setprofile(enter)
        sys.setprofile(enter)
        try:
            branch.enrol(started, "customer")
        finally:
            sys.setprofile(None)
            threading.setprofile(None)
    files = {file for file, _ in entered}
    yield _row("files that an enrolment goes through", len(files), MAX_FILES)
    yield _row("functions that an enrolment goes through", len(entered), MAX_FUNCTIONS)


def _row(name: str, measured: int, goal: int) -> Row:
    return Row(name, f"{measured}", f"at most {goal}", f"{measured / goal:.2f}")
