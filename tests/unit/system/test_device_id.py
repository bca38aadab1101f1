"""The terminal's own id."""

import sys
from pathlib import Path

import pytest

from kiosk.errors import DataFolderUnusable
from kiosk.system.device_id import FILE, device_id


def test_a_terminal_keeps_its_id(tmp_path: Path) -> None:
    first = device_id(tmp_path)
    assert len(first) == 32
    assert device_id(tmp_path) == first
    assert [path.name for path in tmp_path.iterdir()] == [FILE]


@pytest.mark.parametrize("content", [b"", b"x" * 32, b"\xff\xfe", b"0123"])
def test_a_damaged_id_is_replaced(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE).write_bytes(content)
    assert device_id(tmp_path) == device_id(tmp_path) != content.decode("latin-1")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no modes")
def test_nobody_else_reads_it(tmp_path: Path) -> None:
    device_id(tmp_path)
    assert (tmp_path / FILE).stat().st_mode & 0o077 == 0


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(DataFolderUnusable, match=FILE):
        device_id(tmp_path / "missing")
