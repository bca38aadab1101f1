import sys
from pathlib import Path

import pytest

from kiosk.system.terminal_key_store import FILE, TerminalKeyStore
from kiosk.terminal_errors import TerminalKeyUnusable

KEY = bytes(range(32))


class FakeKeyring:
    """Implements `Keyring`; raises what the test wants."""

    def __init__(self, error: Exception | None = None) -> None:
        self.kept: dict[tuple[str, str], str] = {}
        self.error = error

    def get_password(self, service: str, username: str) -> str | None:
        if self.error is not None:
            raise self.error
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        if self.error is not None:
            raise self.error
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]


@pytest.mark.parametrize("keyring", [None, FakeKeyring()])
def test_a_key_is_kept_and_forgotten(tmp_path: Path, keyring: FakeKeyring | None) -> None:
    store = TerminalKeyStore(tmp_path, keyring)
    assert store.load() is None
    assert not store.delete()
    store.save(KEY)
    assert TerminalKeyStore(tmp_path, keyring).load() == KEY
    assert (tmp_path / FILE).exists() == (keyring is None)
    assert store.delete()
    assert store.load() is None


def test_without_a_keyring_it_lies_in_a_file_of_its_owner_s(tmp_path: Path) -> None:
    store = TerminalKeyStore(tmp_path, None)
    store.save(KEY)
    assert store.place == str(tmp_path / FILE)
    if sys.platform != "win32":
        assert (tmp_path / FILE).stat().st_mode & 0o777 == 0o600
        (tmp_path / FILE).chmod(0o644)
        with pytest.raises(TerminalKeyUnusable, match="others may read it"):
            store.load()


def test_each_data_folder_has_a_key_of_its_own(tmp_path: Path) -> None:
    keyring = FakeKeyring()
    TerminalKeyStore(tmp_path / "one", keyring).save(KEY)
    assert TerminalKeyStore(tmp_path / "two", keyring).load() is None


@pytest.mark.parametrize("kept", ["", "é", "not base64!"])
def test_what_is_no_key_is_told(tmp_path: Path, kept: str) -> None:
    (tmp_path / FILE).write_text(kept, encoding="utf-8")
    (tmp_path / FILE).chmod(0o600)
    store = TerminalKeyStore(tmp_path, None)
    if kept:
        with pytest.raises(TerminalKeyUnusable):
            store.load()
    else:
        assert store.load() == b""


def test_a_keyring_that_fails_is_told_without_what_it_said(tmp_path: Path) -> None:
    store = TerminalKeyStore(tmp_path, FakeKeyring(RuntimeError("secret words")))
    for act in (store.load, lambda: store.save(KEY), store.delete):
        with pytest.raises(TerminalKeyUnusable, match=r"^the keyring cannot be (read|written): RuntimeError$"):
            act()


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(TerminalKeyUnusable):
        TerminalKeyStore(tmp_path / "missing", None).save(KEY)
