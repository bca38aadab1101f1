"""A data folder, the key and the logs in it, that others may read."""

import logging
import os
from pathlib import Path

import pytest

from kiosk.backend.stores.files.master_key import FILE_NAME, load_keys
from kiosk.errors import DataFolderUnusable, StorageFailed
from kiosk.system import log
from kiosk.system.data_folder import prepare_data_dir

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")


def mode_of(path: Path) -> int:
    return path.stat().st_mode & 0o7777


@pytest.mark.parametrize(("before", "after"), [(0o700, 0o700), (0o750, 0o750)])
def test_a_folder_that_is_closed_stays_as_it_is(tmp_path: Path, before: int, after: int) -> None:
    tmp_path.chmod(before)
    prepare_data_dir(tmp_path)
    assert mode_of(tmp_path) == after


@pytest.mark.expect_logs
@pytest.mark.parametrize(("before", "after"), [(0o777, 0o750), (0o755, 0o750), (0o770, 0o750), (0o701, 0o700)])
def test_an_open_folder_is_closed_and_that_is_said(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, before: int, after: int
) -> None:
    tmp_path.chmod(before)
    prepare_data_dir(tmp_path)
    assert mode_of(tmp_path) == after
    said = f"the data folder was open to others (mode {before:04o}) and is now closed to them"
    assert [record.getMessage() for record in caplog.records] == [said]


def test_a_common_folder_is_refused_and_not_changed(tmp_path: Path) -> None:
    tmp_path.chmod(0o1777)
    with pytest.raises(DataFolderUnusable, match="open to others"):
        prepare_data_dir(tmp_path)
    assert mode_of(tmp_path) == 0o1777


def test_somebody_else_s_open_folder_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tmp_path.chmod(0o777)
    monkeypatch.setattr("kiosk.system.data_folder.os.geteuid", lambda: os.getuid() + 1)
    with pytest.raises(DataFolderUnusable, match="not ours"):
        prepare_data_dir(tmp_path)


@pytest.mark.expect_logs
def test_an_open_key_is_closed_and_that_is_said(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    keys, file = load_keys(tmp_path), tmp_path / FILE_NAME
    file.chmod(0o644)
    assert load_keys(tmp_path) == keys
    assert mode_of(file) == 0o600
    (record,) = caplog.records
    assert record.levelno == logging.WARNING
    assert "mode 0644" in record.getMessage()


def test_somebody_else_s_key_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    load_keys(tmp_path)
    monkeypatch.setattr("kiosk.backend.stores.files.master_key.os.geteuid", lambda: os.getuid() + 1)
    with pytest.raises(StorageFailed, match="another account"):
        load_keys(tmp_path)


def test_logs_are_closed_to_others_also_older_ones(tmp_path: Path) -> None:
    file = tmp_path / "kiosk.log"
    file.touch(mode=0o644)
    file.chmod(0o644)
    handler = log.LogFile(file, maxBytes=100, encoding="utf-8")
    handler.close()
    assert mode_of(file) == 0o640
