"""What staff decided at a terminal outlives a restart, and what is damaged is not guessed at."""

import json
from pathlib import Path
from zipfile import ZipFile

import pytest

from kiosk.errors import DataFolderUnusable, OutputUnusable
from kiosk.system.log_export import export_logs
from kiosk.system.terminal_state import FILE, TerminalState, TerminalStateFile


def test_it_is_there_after_a_restart(tmp_path: Path) -> None:
    assert TerminalStateFile(tmp_path).state == TerminalState()
    TerminalStateFile(tmp_path).change(maintenance=True, camera="usb:1", camera_name="Camera", turn_deg=270)
    kept = TerminalStateFile(tmp_path)
    assert kept.state == TerminalState(True, "usb:1", "Camera", 270)
    kept.change(maintenance=False)
    assert TerminalStateFile(tmp_path).state == TerminalState(False, "usb:1", "Camera", 270)
    assert (tmp_path / FILE).stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{",
        "[]",
        '{"maintenance": 1}',
        '{"camera": 7}',
        '{"camera": "a\\nb"}',
        json.dumps({"camera": "x" * 1025}),
        '{"turn_deg": 45}',
        '{"turn_deg": true}',
        '{"turn_deg": false}',
        '{"newer": 1}',
        "x" * 20_000,
    ],
)
def test_what_is_damaged_takes_the_terminal_out_of_service(tmp_path: Path, content: str) -> None:
    (tmp_path / FILE).write_text(content)
    with pytest.raises(DataFolderUnusable):
        TerminalStateFile(tmp_path)


def test_what_cannot_be_kept_has_not_happened(tmp_path: Path) -> None:
    kept = TerminalStateFile(tmp_path / "gone")
    with pytest.raises(DataFolderUnusable):
        kept.change(maintenance=True)
    assert not kept.state.maintenance


def test_logs_are_copied_and_nothing_else(tmp_path: Path) -> None:
    logs, target = tmp_path / "data" / "logs", tmp_path / "stick"
    logs.mkdir(parents=True)
    target.mkdir()
    for name in ("kiosk.log", "kiosk.log.1", "backend.log", "kiosk.stacks.log"):
        (logs / name).write_text(name)
    (logs / "secret.key").write_text("no log")
    (logs / "link.log").symlink_to(logs / "secret.key")
    made = export_logs(tmp_path / "data", target, "0123456789abcdef")
    assert [made] == [*target.iterdir()]
    assert "01234567" in made.name
    assert "0123456789abcdef" not in made.name
    with ZipFile(made) as zipped:
        assert sorted(zipped.namelist()) == ["backend.log", "kiosk.log", "kiosk.log.1", "kiosk.stacks.log"]
        assert zipped.read("backend.log") == b"backend.log"


def test_a_folder_that_is_none_is_said(tmp_path: Path) -> None:
    with pytest.raises(OutputUnusable):
        export_logs(tmp_path, tmp_path / "gone", "t")
    file = tmp_path / "file"
    file.touch()
    with pytest.raises(OutputUnusable):
        export_logs(tmp_path, file, "t")
