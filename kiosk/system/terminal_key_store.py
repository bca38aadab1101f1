"""Where the terminal keeps its private key: the operating system's keyring, or a private file where there is none."""

import base64
import binascii
import os
import stat
import sys
from pathlib import Path
from typing import Final, Protocol

from kiosk.terminal_errors import TerminalKeyUnusable

FILE: Final = "terminal-key"
SERVICE: Final = "kiosk terminal key"
KEYRINGS: Final = (
    "keyring.backends.Windows",
    "keyring.backends.macOS",
    "keyring.backends.SecretService",
    "keyring.backends.kwallet",
    "keyring.backends.libsecret",
)
"""Those of operating systems; others, such as files in the clear, are no better than a file of our own."""


class Keyring(Protocol):
    """What of the library `keyring` is used."""

    def get_password(self, service: str, username: str) -> str | None:
        """What is kept; None for nothing."""

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep it."""

    def delete_password(self, service: str, username: str) -> None:
        """Forget it."""


class TerminalKeyStore:
    """The private key of the terminal with this data folder; every method raises TerminalKeyUnusable."""

    def __init__(self, data_dir: Path, keyring: Keyring | None) -> None:
        """Without a keyring the key lies in a file of the data folder, mode 0600."""
        self._file = data_dir / FILE
        self._name = str(data_dir.absolute())
        self._keyring = keyring

    @property
    def place(self) -> str:
        """Where the key lies, or would, for people."""
        return str(self._file) if self._keyring is None or self._file.exists() else "the operating system's keyring"

    def load(self) -> bytes | None:
        """The key; None when there is none."""
        if self._file.exists():
            return _decoded(self._read())
        if self._keyring is None:
            return None
        try:
            kept = self._keyring.get_password(SERVICE, self._name)
        except Exception as error:
            # Keyrings raise what the system's libraries raise.
            raise TerminalKeyUnusable(f"the keyring cannot be read: {type(error).__name__}") from error
        return None if kept is None else _decoded(kept)

    def save(self, key: bytes) -> None:
        """Keep a key in place of the one that was there."""
        text = base64.b64encode(key).decode("ascii")
        if self._keyring is None:
            self._write(text)
            return
        try:
            self._keyring.set_password(SERVICE, self._name, text)
        except Exception as error:
            raise TerminalKeyUnusable(f"the keyring cannot be written: {type(error).__name__}") from error
        # One of the time before there was a keyring must not hide the new one.
        self._file.unlink(missing_ok=True)

    def delete(self) -> bool:
        """Forget the key; whether there was one."""
        there = self.load() is not None
        self._file.unlink(missing_ok=True)
        if self._keyring is not None and self._in_keyring():
            try:
                self._keyring.delete_password(SERVICE, self._name)
            except Exception as error:
                raise TerminalKeyUnusable(f"the keyring cannot be written: {type(error).__name__}") from error
        return there

    def _in_keyring(self) -> bool:
        return self._keyring is not None and self._keyring.get_password(SERVICE, self._name) is not None

    def _read(self) -> str:
        try:
            mode = self._file.stat().st_mode
            if sys.platform != "win32" and stat.S_IMODE(mode) & 0o077:
                raise TerminalKeyUnusable(f"{self._file.name}: others may read it; make a new key")
            return self._file.read_text(encoding="ascii", errors="replace")
        except OSError as error:
            raise TerminalKeyUnusable(f"{self._file.name}: {error.strerror}") from error

    def _write(self, text: str) -> None:
        """Whole or not at all, for its owner alone."""
        fresh = self._file.with_suffix(f".{os.getpid()}")
        try:
            descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(descriptor, "w", encoding="ascii") as opened:
                opened.write(text + "\n")
                opened.flush()
                os.fsync(opened.fileno())
            fresh.replace(self._file)
        except OSError as error:
            raise TerminalKeyUnusable(f"{self._file.name}: {error.strerror}") from error


def open_terminal_key_store(data_dir: Path) -> TerminalKeyStore:
    """The store of this machine."""
    return TerminalKeyStore(data_dir, system_keyring())


def system_keyring() -> Keyring | None:
    """The operating system's keyring; None where this user has none."""
    try:
        import keyring
    except ImportError:
        return None
    found = keyring.get_keyring()
    # Several at once: the library asks one after the other.
    candidates = getattr(found, "backends", None) or [found]
    return next((each for each in candidates if type(each).__module__ in KEYRINGS), None)


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text.strip(), validate=True)
    except (binascii.Error, ValueError):
        raise TerminalKeyUnusable("what is kept is no key") from None
