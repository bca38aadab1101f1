"""What a process owes to the one that started it: signs of life, and to end when that one is gone."""

import os
import signal
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from kiosk.errors import InternalError

HEARTBEAT_VARIABLE = "KIOSK_HEARTBEAT_FILE"
"""Set by the supervisor: names the file for the event loop's counter."""
PATIENCE_S = 15.0
"""For wiping a session and stopping a backend, before the process is ended the hard way."""


@dataclass(frozen=True, slots=True)
class SignsOfLife:
    """Where an event loop shows that it lives, and where its threads are when it hangs."""

    counter: Path | None = None
    stacks: TextIO | None = None


def wanted_signs(stacks: TextIO | None) -> SignsOfLife:
    """Those that the environment asks for."""
    file = os.environ.get(HEARTBEAT_VARIABLE)
    return SignsOfLife(Path(file) if file else None, stacks)


def end_with_parent() -> None:
    """From now on, end as SIGTERM does once standard input does, a pipe that only the parent holds.

    Raises InternalError when there is none.
    """
    if sys.stdin is None:
        raise InternalError("there is no standard input to tell when the parent is gone")
    threading.Thread(target=_wait, args=(sys.stdin.fileno(),), name="parent", daemon=True).start()


def _wait(descriptor: int) -> None:
    # Not through `sys.stdin`, whose lock a thread that waits for ever would keep from the interpreter at its end.
    while os.read(descriptor, 64):
        pass
    signal.raise_signal(signal.SIGTERM)
    time.sleep(PATIENCE_S)
    os._exit(0)
