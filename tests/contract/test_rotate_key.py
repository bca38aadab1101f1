"""The key of a data folder is rotated, by a process that is killed at many moments, and nothing is lost."""

import shutil
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from kiosk.backend.build.rotate_key import DATABASES, rotate_key
from kiosk.backend.stores.cipher import Cipher
from kiosk.backend.stores.files.blobs import FileBlobs
from kiosk.backend.stores.files.master_key import FILE_NAME, begin_rotation, load_keys, read_master_keys
from kiosk.backend.stores.sqlite.database import Database
from kiosk.errors import StorageFailed
from tests.fakes.two_people import TwoPeople, two_people
from tests.golden.make_data_folder import unpack
from tests.golden.scenario import opened

CHILD = """
import os, signal, sys
from pathlib import Path
from kiosk.backend.build.rotate_key import rotate_key

left = int(sys.argv[2])
steps = {"execute", "executemany", "replace", "fsync", "write", "unlink", "utime", "open"}

def look(frame, event, called):
    global left
    if event == "c_call" and called.__name__ in steps:
        left -= 1
        if not left:
            os.kill(os.getpid(), signal.SIGKILL)

sys.setprofile(look)
rotate_key(Path(sys.argv[1]))
sys.setprofile(None)
print(left)
"""
MANY = 1_000_000


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> TwoPeople:
    return two_people(tmp_path_factory.mktemp("two"))


def rotated_in_a_process(path: Path, steps: int) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-c", CHILD, str(path), str(steps)], capture_output=True, text=True, check=False
    )


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
def test_whenever_it_is_killed_all_is_there_and_it_goes_on(folder: TwoPeople, tmp_path: Path) -> None:
    before = folder.answers()
    whole = shutil.copytree(folder.path, tmp_path / "whole")
    done = rotated_in_a_process(whole, MANY)
    assert done.returncode == 0, done.stderr
    steps = MANY - int(done.stdout)
    assert steps > 300
    # Among the first and the last steps is what is done to the key file, between them all databases and images.
    moments = sorted({*range(steps // 14, steps, steps // 14), *range(1, 60, 20), *range(steps - 12, steps, 3)})
    for moment in moments:
        copy = shutil.copytree(folder.path, tmp_path / str(moment))
        assert rotated_in_a_process(copy, moment).returncode == -9
        assert folder.answers(copy) == before, moment
        rotate_key(copy)
        assert folder.answers(copy) == before, moment
        assert len(read_master_keys(copy).masters) == 1
        shutil.rmtree(copy)


def test_the_old_key_opens_nothing_any_more(folder: TwoPeople, tmp_path: Path) -> None:
    copy = shutil.copytree(folder.path, tmp_path / "copy")
    before, written = load_keys(copy), (copy / FILE_NAME).read_bytes()
    ages = {path: path.stat().st_mtime_ns for path in copy.rglob("*.sealed")}
    rotate_key(copy)
    assert (copy / FILE_NAME).read_bytes() != written
    assert load_keys(copy).database.current != before.database.current
    for name, made_of in DATABASES.items():
        with pytest.raises(StorageFailed):
            Database(copy / name, Cipher(before.database), made_of)
    old, new = Cipher(before.blobs), Cipher(load_keys(copy).blobs)
    assert ages
    for path, age in ages.items():
        root, place, name = path.parent.parent, path.parent.name, path.stem
        with pytest.raises(StorageFailed):
            FileBlobs(root, old).get(place, name)
        assert FileBlobs(root, new).get(place, name)
        assert path.stat().st_mtime_ns == age
    assert [path.name for path in copy.glob("master.key*")] == [FILE_NAME]


def test_it_can_be_rotated_again_and_again(folder: TwoPeople, tmp_path: Path) -> None:
    copy, before = shutil.copytree(folder.path, tmp_path / "copy"), folder.answers()
    for _ in range(3):
        rotate_key(copy)
    assert folder.answers(copy) == before


def test_not_while_a_backend_runs(folder: TwoPeople, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kiosk.backend.stores.sqlite.database.BUSY_TIMEOUT_S", 0.1)
    copy = shutil.copytree(folder.path, tmp_path / "copy")
    settings = folder.settings.model_copy(update={"data_dir": copy})
    with opened(settings, folder.now_s), pytest.raises(StorageFailed):
        rotate_key(copy)
    assert len(read_master_keys(copy).masters) == 1


def test_who_has_the_old_key_in_memory_writes_nothing_with_it(folder: TwoPeople, tmp_path: Path) -> None:
    copy = shutil.copytree(folder.path, tmp_path / "copy")
    cipher = Cipher(load_keys(copy).database)
    with closing(Database(copy / "attempts.sqlite3", cipher, DATABASES["attempts.sqlite3"])) as database:
        rotate_key(copy)
        with pytest.raises(StorageFailed, match="rotated"), database.transaction():
            pass


def test_an_earlier_versions_folder_gets_its_tags_first(tmp_path: Path) -> None:
    unpack(tmp_path)
    assert not read_master_keys(tmp_path).bound
    with pytest.raises(StorageFailed, match="earlier version"):
        begin_rotation(tmp_path)
    rotate_key(tmp_path)
    keys = read_master_keys(tmp_path)
    assert (keys.bound, len(keys.masters)) == (True, 1)
