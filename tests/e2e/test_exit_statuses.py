"""Every command ends with the documented status and one sentence when its folder or what lies in it is unusable."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.system.exit_codes import Exit

COMMANDS = [
    "audit",
    "unlock --customer c --reason r",
    "erase c",
    "export c --out o.zip",
    "enrol-batch list.csv",
    "migrate-faces",
    "backend --port 0",
    "rekognition-local --port 0",
    "run",
]
"""All that open the data folder; `selftest` tells of it in its table, `demo` has a folder of its own."""


def ended(folder: Path, data_dir: Path, command: str) -> subprocess.CompletedProcess[str]:
    (folder / "list.csv").write_text("customer,image\nc,i.jpg\n")
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "KIOSK_DATA_DIR": str(data_dir)}
    return subprocess.run(
        [sys.executable, "-m", "kiosk", *command.split()],
        cwd=folder, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip


def assert_ended(done: subprocess.CompletedProcess[str], status: Exit, code: str) -> None:
    assert done.returncode == status, done.stderr
    # What serves also warns that its log is elsewhere.
    told = [line for line in done.stderr.splitlines() if "WARNING MainThread kiosk.system.log:" not in line]
    assert [line.startswith(f"kiosk: {code}: ") for line in told] == [True], done.stderr


@pytest.mark.parametrize("command", COMMANDS)
def test_a_data_folder_that_cannot_be_made(tmp_path: Path, command: str) -> None:
    (tmp_path / "file").touch()
    done = ended(tmp_path, tmp_path / "file" / "data", command)
    assert_ended(done, Exit.DATA_FOLDER_UNUSABLE, "DATA_FOLDER_UNUSABLE")


def _write_private(path: Path, data: bytes) -> None:
    path.touch(0o600)
    path.write_bytes(data)


DAMAGES: dict[str, tuple[Callable[[Path], object], list[str], str]] = {
    "a short key": (lambda folder: _write_private(folder / "master.key", b"short"), COMMANDS[:-3], "STORAGE_FAILED"),
    "a folder in place of the key": (
        lambda folder: (folder / "master.key").mkdir(mode=0o700),
        COMMANDS[:-3],
        "STORAGE_FAILED",
    ),
    "no database": (
        lambda folder: _write_private(folder / "attempts.sqlite3", b"no database" * 500),
        COMMANDS[:4],
        "STORE_DAMAGED",
    ),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_what_is_stored_is_damaged(tmp_path: Path, damage: str) -> None:
    harm, commands, code = DAMAGES[damage]
    data_dir = tmp_path / "own"
    data_dir.mkdir(0o700)
    harm(data_dir)
    for command in commands:
        assert_ended(ended(tmp_path, data_dir, command), Exit.DATA_FOLDER_UNUSABLE, code)


def test_selftest_tells_of_it_in_its_table(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    done = ended(tmp_path, tmp_path / "file" / "data", "selftest")
    assert (done.returncode, done.stderr) == (Exit.FAILED, "")
    assert "data folder" in done.stdout


@pytest.mark.parametrize("command", COMMANDS)
def test_a_setting_that_cannot_be_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    monkeypatch.setenv("KIOSK_CROP_ZOOM", "9")
    assert_ended(ended(tmp_path, tmp_path / "own", command), Exit.SETTINGS_INVALID, "SETTINGS_INVALID")
