"""Ctrl+C: once to stop when what is under way is done and kept, twice to end at once."""

import os
import signal
import sys
from contextlib import suppress
from types import FrameType

from kiosk.system.exit_codes import Exit

STOPPING = "\nstopping when what is under way is done and kept; once more ends it at once\n"
ENDED = "\nended at once: the same command goes on from what is kept\n"
SIGNALS = (signal.SIGINT, signal.SIGTERM)
"""Whoever asks the process to end gets what Ctrl+C gets."""


def stop_on_interrupt() -> None:
    """Raise KeyboardInterrupt the first time, and end the process the second time, whatever it waits for."""
    for each in SIGNALS:
        signal.signal(each, _stop)


def _stop(number: int, frame: FrameType | None) -> None:
    for each in SIGNALS:
        signal.signal(each, _end)
    _say(STOPPING)
    raise KeyboardInterrupt


def _end(number: int, frame: FrameType | None) -> None:
    """Nothing is closed: what was kept survives that, and other processes end with this one."""
    _say(ENDED)
    os._exit(Exit.INTERRUPTED)


def _say(text: str) -> None:
    """Past Python's buffers, which the interrupted code may be writing to."""
    with suppress(OSError, ValueError, AttributeError):
        os.write(sys.stderr.fileno(), text.encode())
