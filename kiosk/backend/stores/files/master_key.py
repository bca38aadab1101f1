"""The master key in the data folder, and the keys that are derived from it, one per purpose.

The file says which format the folder is in as well: whoever cannot read it can put an earlier version's databases
there, but no earlier version's key file that opens what is in them.
"""

import contextlib
import json
import logging
import os
import secrets
from dataclasses import dataclass, field, replace
from pathlib import Path

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from kiosk.backend.stores.cipher import StoreKeys
from kiosk.errors import StorageFailed

logger = logging.getLogger(__name__)

KEY_BYTES = 32
FILE_NAME = "master.key"
FORMAT = 2
"""Of a folder in whose databases every row has a tag; the file of an earlier version holds the bare key."""


@dataclass(frozen=True, slots=True)
class Keys:
    """Keys of 32 bytes each."""

    tokens: bytes = field(repr=False)
    database: StoreKeys
    blobs: StoreKeys
    lookup: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class MasterKeys:
    """What the file holds: master keys, the current one first, and secrets that keyed hashes are made with for good."""

    masters: tuple[bytes, ...] = field(repr=False)
    lookup: bytes = field(repr=False)
    fingerprints: bytes = field(repr=False)
    bound: bool = True
    """Whether every row has a tag, so that none without is accepted any more."""

    @classmethod
    def create(cls) -> "MasterKeys":
        """Draw those of a new folder."""
        return cls((_random(),), _random(), _random())

    @classmethod
    def of_first_format(cls, master: bytes) -> "MasterKeys":
        """Those that an earlier version derived from its bare key."""
        return cls((master,), _derive(master, "lookup"), _derive(master, "database"), bound=False)

    def keys(self) -> Keys:
        """Derive the keys of all purposes."""
        return Keys(_derive(self.masters[0], "tokens"), self._store("database"), self._store("blobs"), self.lookup)

    def _store(self, purpose: str) -> StoreKeys:
        current, *former = (_derive(master, purpose) for master in self.masters)
        return StoreKeys(current, tuple(former), self.fingerprints, not self.bound)


def load_keys(data_dir: Path) -> Keys:
    """The keys of this data folder, made at first use; raises StorageFailed."""
    try:
        data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = data_dir / FILE_NAME
        if not path.exists():
            _create(path)
    except OSError as error:
        raise StorageFailed("the master key cannot be read or written") from error
    _close_to_others(path)
    return read_master_keys(data_dir).keys()


def _close_to_others(path: Path) -> None:
    """The file is its owner's alone, and he is who runs this or whom root works for; raises StorageFailed.

    On Windows it has the rights of the folder, which the installer gives to the account that is named to it.
    """
    if os.name == "nt":
        return
    try:
        found = path.stat()
        if found.st_uid != os.geteuid() and os.geteuid() != 0:
            raise StorageFailed("the master key belongs to another account")
        if found.st_mode & 0o077:
            path.chmod(0o600)
            mode = found.st_mode & 0o777
            logger.warning("the master key was open to others (mode %04o), and is now closed; rotate it", mode)
    except OSError as error:
        raise StorageFailed("the master key cannot be read or written") from error


def read_master_keys(data_dir: Path) -> MasterKeys:
    """What the file holds; raises StorageFailed."""
    try:
        content = (data_dir / FILE_NAME).read_bytes()
    except OSError as error:
        raise StorageFailed("the master key cannot be read or written") from error
    if len(content) == KEY_BYTES:
        return MasterKeys.of_first_format(content)
    try:
        told = json.loads(content)
        texts = [*told["masters"], told["lookup"], told["fingerprints"]]
        *masters, lookup, fingerprints = map(bytes.fromhex, texts)
        known = told["format"] == FORMAT
    except (ValueError, KeyError, TypeError):
        raise StorageFailed("the master key is damaged") from None
    if not known or not masters or {len(each) for each in (*masters, lookup, fingerprints)} != {KEY_BYTES}:
        raise StorageFailed("the master key is damaged, or a later version's")
    return MasterKeys(tuple(masters), lookup, fingerprints)


def write_master_keys(data_dir: Path, keys: MasterKeys) -> None:
    """Replace the file, whole or not at all, and overwrite what was in it before; raises StorageFailed."""
    path = data_dir / FILE_NAME
    aside = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    try:
        _write(aside, keys)
        with contextlib.ExitStack() as stack:
            # Windows replaces no file that is open.
            former = None if os.name == "nt" else stack.enter_context(path.open("r+b"))
            aside.replace(path)
            _sync(data_dir)
            if former is not None:
                former.write(bytes(os.fstat(former.fileno()).st_size))
                former.flush()
                os.fsync(former.fileno())
    except OSError as error:
        raise StorageFailed("the master key cannot be read or written") from error
    finally:
        aside.unlink(missing_ok=True)


def finish_binding(data_dir: Path) -> None:
    """From now on no row without a tag is accepted in this folder; to be said once all of its databases were opened.

    Raises StorageFailed.
    """
    keys = read_master_keys(data_dir)
    if not keys.bound:
        write_master_keys(data_dir, replace(keys, bound=True))


def begin_rotation(data_dir: Path) -> None:
    """Put a new key before the one that everything is encrypted with, unless that was done before.

    From now on the new one encrypts and both open. Raises StorageFailed.
    """
    keys = read_master_keys(data_dir)
    if not keys.bound:
        raise StorageFailed("the folder is an earlier version's: start the backend once, then rotate")
    if len(keys.masters) == 1:
        write_master_keys(data_dir, replace(keys, masters=(_random(), *keys.masters)))


def finish_rotation(data_dir: Path) -> None:
    """Destroy all keys but the current one; to be said when nothing is encrypted with another. Raises StorageFailed."""
    keys = read_master_keys(data_dir)
    write_master_keys(data_dir, replace(keys, masters=keys.masters[:1]))


def _create(path: Path) -> None:
    """Write aside and link into place: whoever loses the race uses the winner's key, and nobody sees half a key."""
    aside = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    try:
        _write(aside, MasterKeys.create())
        with contextlib.suppress(FileExistsError):
            os.link(aside, path)
    finally:
        aside.unlink(missing_ok=True)


def _write(path: Path, keys: MasterKeys) -> None:
    told = {
        "format": FORMAT,
        "masters": [master.hex() for master in keys.masters],
        "lookup": keys.lookup.hex(),
        "fingerprints": keys.fingerprints.hex(),
    }
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(json.dumps(told).encode())
        file.flush()
        os.fsync(file.fileno())


def _sync(folder: Path) -> None:
    """Write down which files there are; Windows does so by itself."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _random() -> bytes:
    return secrets.token_bytes(KEY_BYTES)


def _derive(master: bytes, purpose: str) -> bytes:
    return HKDF(SHA256(), KEY_BYTES, salt=None, info=f"kiosk/{purpose}/1".encode()).derive(master)
