"""A data folder is used by one terminal at a time."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kiosk.errors import AlreadyRunning, DataFolderUnusable

LOCK_NAME = "kiosk.lock"


@contextmanager
def only_instance(data_dir: Path, patience_s: float = 0.0) -> Iterator[None]:
    """Hold the folder against other terminals; raises AlreadyRunning after waiting so long, and DataFolderUnusable.

    The lock of a process that is gone, however it went, is taken over.
    """
    from PySide6.QtCore import QLockFile

    lock = QLockFile(str(data_dir / LOCK_NAME))
    # A lock does not grow stale with age: a terminal runs for weeks.
    lock.setStaleLockTime(0)
    held = lock.tryLock(round(patience_s * 1000))
    owner = lock.getLockInfo()[0]
    if not held and not owner:
        # Left empty when the machine lost power. The system's own lock protects one that is just being written.
        held = lock.removeStaleLockFile() and lock.tryLock(0)
    if not held and lock.error() == QLockFile.LockError.LockFailedError:
        raise AlreadyRunning(f"process {owner} works with the data folder {data_dir}")
    if not held:
        raise DataFolderUnusable(f"{data_dir}: {LOCK_NAME} cannot be written")
    try:
        yield
    finally:
        lock.unlock()
