"""What `kiosk evaluate` refuses before it does anything; the rest is tried as a process."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from kiosk.cli.main import app
from kiosk.errors import LibraryMissing


def test_the_installed_program_simulates_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("kiosk.cli.evaluate.is_frozen", lambda: True)
    done = CliRunner().invoke(app, ["evaluate", str(tmp_path), "--out", str(tmp_path / "out")])
    assert isinstance(done.exception, LibraryMissing) and "sources" in done.exception.detail
    assert not (tmp_path / "out").exists()
