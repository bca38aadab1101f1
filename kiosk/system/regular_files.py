"""Files that somebody named, read without waiting for a pipe and without end for a device."""

import errno
import os
import stat
from pathlib import Path


def read_regular_file(path: Path, max_bytes: int) -> bytes:
    """The first bytes of an ordinary file; raises OSError, also for any other, ValueError for a name with NUL."""
    with open(path, "rb", opener=_without_waiting) as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise OSError(errno.EINVAL, "Not an ordinary file")
        return file.read(max_bytes)


def _without_waiting(path: str, flags: int) -> int:
    """A named pipe would otherwise be waited for, until somebody writes to it."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))
