"""What a process owes to the one that started it: signs of life, and to end when that one is gone."""

import os
import signal
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

HEARTBEAT_VARIABLE = "KIOSK_HEARTBEAT_FILE"
"""Set by the supervisor: names the file for the event loop's counter."""
PATIENCE_S = 15.0
"""For wiping a session and stopping a backend, before the process is ended the hard way."""

MAX_SECRET_BYTES = 256


@dataclass(frozen=True, slots=True)
class SignsOfLife:
    """Where an event loop shows that it lives, and where its threads are when it hangs."""

    counter: Path | None = None
    stacks: TextIO | None = None


def wanted_signs(stacks: TextIO | None) -> SignsOfLife:
    """Those that the environment asks for."""
    file = os.environ.get(HEARTBEAT_VARIABLE)
    return SignsOfLife(Path(file) if file else None, stacks)


def end_with_parent() -> bool:
    """From now on, end as SIGTERM does once standard input does, a pipe that only the parent holds.

    False when there is no standard input that could tell.
    """
    descriptor = _standard_input()
    if descriptor is None:
        return False
    threading.Thread(target=_wait, args=(descriptor,), name="parent", daemon=True).start()
    return True


def read_secret_of_parent() -> str:
    """The line that the parent writes into standard input first, so that nobody else sees it; empty when there is none.

    Command lines can be read by all users of a machine, and an environment goes on to every program that is started.
    """
    descriptor = _standard_input()
    line = b""
    while descriptor is not None and not line.endswith(b"\n") and len(line) < MAX_SECRET_BYTES:
        # Byte by byte: what comes after the line is for whoever waits for the end.
        read = os.read(descriptor, 1)
        if not read:
            break
        line += read
    return line.decode("ascii", "replace").strip()


def _standard_input() -> int | None:
    if sys.stdin is not None:
        return sys.stdin.fileno()
    if sys.platform == "win32":
        # A program without a console has no `sys.stdin`, even when its parent gave it a pipe.
        import ctypes
        import msvcrt

        get_handle = ctypes.windll.kernel32.GetStdHandle
        get_handle.restype = ctypes.c_void_p
        handle = get_handle(-10)
        invalid = (None, ctypes.c_void_p(-1).value)
        return None if handle in invalid else msvcrt.open_osfhandle(handle, os.O_RDONLY)
    return None


def _wait(descriptor: int) -> None:
    # Not through `sys.stdin`, whose lock a thread that waits for ever would keep from the interpreter at its end.
    while os.read(descriptor, 64):
        pass
    signal.raise_signal(signal.SIGTERM)
    time.sleep(PATIENCE_S)
    os._exit(0)
