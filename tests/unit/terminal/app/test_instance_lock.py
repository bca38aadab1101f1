"""A data folder, its lock and its troubles."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.errors import AlreadyRunning, DataFolderUnusable
from kiosk.system.data_folder import expected_data_dir, prepare_data_dir
from kiosk.terminal.app.instance_lock import LOCK_NAME, only_instance

HOLDER = """
import sys
from pathlib import Path
from kiosk.terminal.app.instance_lock import only_instance
with only_instance(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def holder(folder: Path) -> subprocess.Popen[str]:
    started = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert started.stdout is not None
    assert started.stdout.readline() == "held\n"
    return started


def test_a_second_terminal_is_told_and_the_lock_ends_with_the_first(tmp_path: Path) -> None:
    with holder(tmp_path) as first:
        with pytest.raises(AlreadyRunning, match=str(first.pid)), only_instance(tmp_path):
            pass
        # A terminal runs for weeks: its lock does not grow stale with age.
        os.utime(tmp_path / LOCK_NAME, (0, 0))
        with pytest.raises(AlreadyRunning), only_instance(tmp_path, patience_s=0.2):
            pass
        first.communicate()
    with only_instance(tmp_path):
        assert (tmp_path / LOCK_NAME).exists()
    assert not (tmp_path / LOCK_NAME).exists()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL to send")
def test_the_lock_of_a_terminal_that_was_killed_is_taken_over(tmp_path: Path) -> None:
    with holder(tmp_path) as first:
        first.send_signal(signal.SIGKILL)
        first.wait()
        assert (tmp_path / LOCK_NAME).exists()
        with only_instance(tmp_path):
            pass


def test_a_lock_of_nonsense_from_a_crash_of_the_machine_is_no_obstacle_for_ever(tmp_path: Path) -> None:
    (tmp_path / LOCK_NAME).write_bytes(b"")
    with only_instance(tmp_path, patience_s=1.0):
        pass


def test_a_folder_is_made_for_its_owner_alone(tmp_path: Path) -> None:
    folder = tmp_path / "Zürich 東京" / "data"
    prepare_data_dir(folder)
    prepare_data_dir(folder)
    assert list(folder.iterdir()) == []
    if sys.platform != "win32":
        assert folder.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("path", ["file", "file/below"])
def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path, path: str) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(DataFolderUnusable, match="file"):
        prepare_data_dir(tmp_path / path)


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="needs a folder that nobody may write")
def test_a_folder_that_cannot_be_written_is_named() -> None:
    with pytest.raises(DataFolderUnusable, match="/proc/self"):
        prepare_data_dir(Path("/proc/self"))


def test_the_folder_is_known_before_the_settings_are(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("KIOSK_DATA_DIR", str(tmp_path))
    assert expected_data_dir() == tmp_path
    monkeypatch.delenv("KIOSK_DATA_DIR")
    assert "kiosk" in str(expected_data_dir()).lower()
