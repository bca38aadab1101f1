import os
import threading
from pathlib import Path

import pytest

from kiosk.backend.stores.cipher import Cipher
from kiosk.backend.stores.files.master_key import FILE_NAME, Keys, load_keys
from kiosk.backend.stores.sqlite.challenge_schema import CHALLENGES
from kiosk.backend.stores.sqlite.database import Database
from kiosk.backend.stores.sweeper import Sweeper
from kiosk.errors import StorageFailed
from kiosk.settings import load
from tests.factories.terminals import ANYBODY
from tests.fakes.branch import build_service
from tests.fakes.face_engine import FakeFaceEngine


def test_sealed_data_opens_in_its_place_alone() -> None:
    cipher = Cipher(bytes(32))
    sealed = cipher.seal(b"secret", "here")
    assert cipher.open(sealed, "here") == b"secret"
    assert sealed != cipher.seal(b"secret", "here")
    for other, place, data in (
        (cipher, "there", sealed),
        (Cipher(b"1" * 32), "here", sealed),
        (cipher, "here", sealed[:-1]),
        (cipher, "here", b""),
    ):
        with pytest.raises(StorageFailed):
            other.open(data, place)


def test_keys_are_made_once_and_differ_by_purpose(tmp_path: Path) -> None:
    keys = load_keys(tmp_path / "new" / "data")
    assert load_keys(tmp_path / "new" / "data") == keys
    assert load_keys(tmp_path / "other") != keys
    assert len({keys.tokens, keys.database, keys.blobs, (tmp_path / "new" / "data" / FILE_NAME).read_bytes()}) == 4
    assert "b'" not in repr(keys)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_the_key_file_is_private_and_alone(tmp_path: Path) -> None:
    load_keys(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [FILE_NAME]
    assert (tmp_path / FILE_NAME).stat().st_mode & 0o777 == 0o600


def test_those_who_come_first_at_once_agree_on_a_key(tmp_path: Path) -> None:
    together, found = threading.Barrier(6), list[Keys]()

    def run() -> None:
        together.wait()
        found.append(load_keys(tmp_path))

    threads = [threading.Thread(target=run) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 6
    assert all(keys == found[0] for keys in found)


def test_damaged_or_unreadable_key_is_an_error(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).touch(mode=0o600)
    (tmp_path / FILE_NAME).write_bytes(b"short")
    with pytest.raises(StorageFailed):
        load_keys(tmp_path)
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(StorageFailed):
        load_keys(tmp_path / "file" / "data")


def test_another_key_does_not_open_the_database(tmp_path: Path) -> None:
    settings = load(data_dir=tmp_path, terminals=ANYBODY, consent_elsewhere=True)
    build_service(settings, FakeFaceEngine()).close()
    build_service(settings, FakeFaceEngine()).close()
    (tmp_path / FILE_NAME).touch(mode=0o600)
    (tmp_path / FILE_NAME).write_bytes(bytes(32))
    with pytest.raises(StorageFailed):
        build_service(settings, FakeFaceEngine())


def test_what_is_no_database_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "kiosk.sqlite3").write_bytes(b"something else" * 999)
    for path in (tmp_path / "kiosk.sqlite3", tmp_path / "kiosk.sqlite3" / "below"):
        with pytest.raises(StorageFailed):
            Database(path, Cipher(bytes(32)), CHALLENGES)


@pytest.mark.expect_logs
def test_sweeper_begins_at_once_goes_on_after_failures_and_stops(caplog: pytest.LogCaptureFixture) -> None:
    calls, thrice = list[int](), threading.Event()

    def purge() -> None:
        calls.append(len(calls))
        if len(calls) >= 3:
            thrice.set()
        raise OSError("disk of Jane Doe")

    sweeper = Sweeper(purge, interval_s=0.001)
    assert thrice.wait(10)
    sweeper.close()
    after = len(calls)
    assert "OSError" in caplog.text
    assert "Jane Doe" not in caplog.text
    assert len(calls) == after


def test_closing_twice_is_harmless(tmp_path: Path) -> None:
    others = set(threading.enumerate())
    service = build_service(load(data_dir=tmp_path, terminals=ANYBODY, consent_elsewhere=True), FakeFaceEngine())
    service.close()
    service.close()
    assert set(threading.enumerate()) <= others
