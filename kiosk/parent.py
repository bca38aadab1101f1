"""A child process ends when its parent is gone: its standard input, a pipe that only the parent holds, ends then."""

import os
import signal
import sys
import threading
import time

from kiosk.errors import InternalError

PATIENCE_S = 15.0
"""For wiping a session and stopping a backend, before the process is ended the hard way."""


def end_with_parent() -> None:
    """From now on, end as SIGTERM does once standard input ends; raises InternalError when there is none."""
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
