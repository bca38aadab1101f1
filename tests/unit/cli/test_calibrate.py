"""What `kiosk calibrate` refuses before it does anything; the rest is tried as a process."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from kiosk.cli.main import app
from kiosk.errors import LibraryMissing


def test_the_installed_program_has_no_plots(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("kiosk.cli.calibrate.is_frozen", lambda: True)
    done = CliRunner().invoke(app, ["calibrate", str(tmp_path), "--out", str(tmp_path / "out")])
    assert isinstance(done.exception, LibraryMissing) and "sources" in done.exception.detail
    assert not (tmp_path / "out").exists()
