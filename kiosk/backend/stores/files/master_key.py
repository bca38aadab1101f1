"""The master key in the data folder, and the keys that are derived from it, one per purpose."""

import contextlib
import os
import secrets
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from kiosk.errors import StorageFailed

KEY_BYTES = 32
FILE_NAME = "master.key"


@dataclass(frozen=True, slots=True)
class Keys:
    """Keys of 32 bytes each."""

    tokens: bytes = field(repr=False)
    database: bytes = field(repr=False)
    blobs: bytes = field(repr=False)
    lookup: bytes = field(repr=False)


def load_keys(data_dir: Path) -> Keys:
    """The keys of this data folder, made at first use; raises StorageFailed."""
    try:
        data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        master = _read_or_create(data_dir / FILE_NAME)
    except OSError as error:
        raise StorageFailed("the master key cannot be read or written") from error
    if len(master) != KEY_BYTES:
        raise StorageFailed("the master key is damaged")
    return Keys(*(_derive(master, purpose) for purpose in ("tokens", "database", "blobs", "lookup")))


def _read_or_create(path: Path) -> bytes:
    if not path.exists():
        _create(path)
    return path.read_bytes()


def _create(path: Path) -> None:
    """Write aside and link into place: whoever loses the race uses the winner's key, and nobody sees half a key."""
    aside = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    handle = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(secrets.token_bytes(KEY_BYTES))
            file.flush()
            os.fsync(file.fileno())
        with contextlib.suppress(FileExistsError):
            os.link(aside, path)
    finally:
        aside.unlink(missing_ok=True)


def _derive(master: bytes, purpose: str) -> bytes:
    return HKDF(SHA256(), KEY_BYTES, salt=None, info=f"kiosk/{purpose}/1".encode()).derive(master)
