"""The data folder: made, writable, and used by one terminal at a time."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kiosk.errors import AlreadyRunning, DataFolderUnusable

LOCK_NAME = "kiosk.lock"


def prepare_data_dir(data_dir: Path) -> None:
    """Make the folder, for its owner alone, and prove that files can be made in it; raises DataFolderUnusable."""
    try:
        data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=data_dir):
            pass
    except OSError as error:
        raise DataFolderUnusable(f"{data_dir}: {error.strerror}") from error


@contextmanager
def only_instance(data_dir: Path, patience_s: float = 0.0) -> Iterator[None]:
    """Hold the folder against other terminals; raises AlreadyRunning after waiting so long, and DataFolderUnusable.

    The lock of a process that is gone, however it went, is taken over.
    """
    from PySide6.QtCore import QLockFile

    lock = QLockFile(str(data_dir / LOCK_NAME))
    # A lock does not grow stale with age: a terminal runs for weeks.
    lock.setStaleLockTime(0)
    if not lock.tryLock(round(patience_s * 1000)):
        if lock.error() == QLockFile.LockError.LockFailedError:
            raise AlreadyRunning(f"process {lock.getLockInfo()[0]} works with the data folder {data_dir}")
        raise DataFolderUnusable(f"{data_dir}: {LOCK_NAME} cannot be written")
    try:
        yield
    finally:
        lock.unlock()
