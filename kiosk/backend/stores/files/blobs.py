"""Images as encrypted files, one folder per challenge."""

import errno
import logging
import os
import re
import secrets
from collections.abc import Callable, Collection
from pathlib import Path

from kiosk.backend.stores.cipher import Cipher
from kiosk.errors import StorageFailed, StorageFull, StoreTampered

logger = logging.getLogger(__name__)

_SAFE = re.compile(r"[A-Za-z0-9-]{1,128}")
_SUFFIX = ".sealed"


class FileBlobs:
    """Implements `BlobStore` on a folder; any thread and several processes may use it."""

    def __init__(
        self,
        root: Path,
        cipher: Cipher,
        *,
        durable: bool = False,
        report: Callable[[str], None] = lambda folder: None,
    ) -> None:
        """`root` is made when the first image is stored. What is put into a durable store is there even if the power
        fails a moment later, which takes some milliseconds an image."""
        self._root = root
        self._cipher = cipher
        self._durable = durable
        self._report = report

    def put(self, folder: str, name: str, data: bytes) -> None:
        """Write aside and move into place, so that a crash leaves the whole image or none."""
        path = self._path(folder, name)
        aside = path.with_name(f"{name}.{secrets.token_hex(8)}")
        sealed = self._cipher.seal(data, f"{folder}/{name}")
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
            with os.fdopen(handle, "wb") as file:
                file.write(sealed)
                if self._durable:
                    file.flush()
                    os.fsync(file.fileno())
            aside.replace(path)
            if self._durable:
                _sync_folders(path.parent, self._root)
        except OSError as error:
            full = error.errno in (errno.ENOSPC, errno.EDQUOT)
            raise (StorageFull if full else StorageFailed)("an image cannot be written") from error

    def get(self, folder: str, name: str) -> bytes:
        """Read and decrypt; raises StorageFailed, also when there is nothing or it was tampered with."""
        try:
            sealed = self._path(folder, name).read_bytes()
        except OSError as error:
            raise StorageFailed("an image cannot be read") from error
        try:
            return self._cipher.open(sealed, f"{folder}/{name}")
        except StoreTampered:
            self._report(self._root.name)
            raise

    def delete(self, folder: str, name: str) -> None:
        """Delete the file; the folder stays until it is purged, for another thread may be about to write there."""
        try:
            self._path(folder, name).unlink(missing_ok=True)
        except OSError as error:
            raise StorageFailed("an image cannot be deleted") from error

    def keep_only(self, folder: str, names: Collection[str]) -> None:
        """Delete all whole images but these; when none is to be left, what a crash left half written as well."""
        for name in self.names(folder):
            if name not in names:
                self.delete(folder, name)
        if not names:
            self._empty(self._path(folder, "any").parent)

    def names(self, folder: str) -> tuple[str, ...]:
        """Names of the whole images; leftovers of a crash do not count."""
        directory = self._path(folder, "any").parent
        return tuple(sorted(path.stem for path in directory.glob(f"*{_SUFFIX}")))

    def seal_anew(self) -> None:
        """Encrypt everything with the current key, one image after the other, each as old as it was; what does not fit
        stays as it is."""
        for path in sorted(self._root.glob(f"*/*{_SUFFIX}")):
            folder, name = path.parent.name, path.stem
            try:
                written = path.stat()
                if not self._cipher.is_current(path.read_bytes()):
                    self.put(folder, name, self.get(folder, name))
                    os.utime(path, ns=(written.st_atime_ns, written.st_mtime_ns))
            except StoreTampered:
                logger.error("an image in %s does not fit, and stays as it is", self._root.name)
            except OSError as error:
                raise StorageFailed("an image cannot be read or written") from error

    def purge_before(self, time_s: float) -> int:
        """Delete all files written before then, leftovers of a crash included."""
        try:
            return sum(_purge(path, time_s) for path in list(self._root.glob("*")) if path.is_dir())
        except OSError as error:
            raise StorageFailed("images cannot be deleted") from error

    def _empty(self, directory: Path) -> None:
        """Whoever is writing there at this moment fails, and leaves nothing either."""
        try:
            for path in list(directory.glob("*")):
                path.unlink(missing_ok=True)
        except OSError as error:
            raise StorageFailed("an image cannot be deleted") from error

    def _path(self, folder: str, name: str) -> Path:
        if not (_SAFE.fullmatch(folder) and _SAFE.fullmatch(name)):
            raise StorageFailed("not a name for an image")
        return self._root / folder / f"{name}{_SUFFIX}"


def _sync_folders(*folders: Path) -> None:
    """Write down which files the folders hold; Windows does so by itself."""
    if os.name == "nt":
        return
    for folder in folders:
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _purge(directory: Path, time_s: float) -> int:
    untouched = _older(directory, time_s)
    old = [path for path in directory.glob("*") if _older(path, time_s)]
    for path in old:
        path.unlink(missing_ok=True)
    # A folder that was made a moment ago may be empty, too: its first image is on the way.
    if untouched and not any(directory.iterdir()):
        directory.rmdir()
    return len(old)


def _older(path: Path, time_s: float) -> bool:
    """Whether it was written before then; what other threads have moved or deleted meanwhile was not."""
    try:
        return path.stat().st_mtime < time_s
    except FileNotFoundError:
        return False
