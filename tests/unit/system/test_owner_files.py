"""Folders and files that belong to their owner alone."""

import stat
from pathlib import Path

import pytest

from kiosk.errors import OutputUnusable
from kiosk.system.owner_files import prepare_folder, write_result


def test_folders_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for folder in (tmp_path / "file", tmp_path / "file" / "below", Path("/proc/kiosk")):
        with pytest.raises(OutputUnusable):
            prepare_folder(folder)
    (tmp_path / "report.html").mkdir()
    with pytest.raises(OutputUnusable, match=r"report\.html"):
        write_result(tmp_path / "report.html", "")
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_results_are_written_whole_over_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "r.json"
    for text in ("first", "second"):
        write_result(path, text)
    assert path.read_text() == "second" and stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [path]


def test_pictures_are_written_as_they_are(tmp_path: Path) -> None:
    prepare_folder(tmp_path / "deep" / "out")
    assert stat.S_IMODE((tmp_path / "deep" / "out").stat().st_mode) == 0o700
    write_result(tmp_path / "p.png", b"\0\r\n")
    assert (tmp_path / "p.png").read_bytes() == b"\0\r\n"
