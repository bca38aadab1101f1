"""The command line: what runs, and how it ends when it cannot."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from kiosk import __version__
from kiosk.cli import main


def kiosk(*arguments: str, before: str = "") -> subprocess.CompletedProcess[str]:
    source = f"{before}\nfrom kiosk.cli.main import main\nmain()"
    command = [sys.executable, "-c", source, *arguments] if before else [sys.executable, "-m", "kiosk", *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)


def test_it_tells_its_version() -> None:
    done = kiosk("--version")
    assert (done.returncode, done.stdout, done.stderr) == (0, f"kiosk {__version__}\n", "")


def test_without_arguments_a_checkout_explains_itself() -> None:
    done = kiosk()
    assert "supervise" in done.stdout + done.stderr
    assert "out-of-service" not in done.stdout + done.stderr


@pytest.mark.parametrize(
    ("program", "runs"),
    [
        ("/opt/kiosk/kiosk", True),
        (r"C:\Kiosk\kiosk.exe", True),
        ("/usr/bin/kiosk-cli", False),
        ("kiosk-cli.exe", False),
    ],
)
def test_the_installed_terminal_without_arguments_is_the_terminal(
    monkeypatch: pytest.MonkeyPatch, program: str, runs: bool
) -> None:
    assert main.arguments([], program) == []
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert main.arguments([], program) == (["run", "--full-screen-unless-set"] if runs else [])
    assert main.arguments(["demo"], program) == ["demo"]


@pytest.mark.parametrize("command", [["unheard-of"], ["run", "--unheard-of"], ["backend", "--port", "70000"]])
def test_a_wrong_command_line_has_its_status(command: list[str]) -> None:
    assert kiosk(*command).returncode == 2


@pytest.mark.parametrize("command", ["demo", "backend", "run"])
def test_wrong_settings_are_one_line_and_a_status(monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    monkeypatch.setenv("KIOSK_CROP_ZOOM", "9")
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    done = kiosk(command)
    assert done.returncode == 3
    assert [line[:33] for line in done.stderr.splitlines()] == ["kiosk: SETTINGS_INVALID: crop_zoo"]


def test_a_program_without_a_console_has_nowhere_to_write_and_ends_as_it_should(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    silent = "import sys; sys.stdin = sys.stdout = sys.stderr = None"
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    assert kiosk("--version", before=silent).returncode == 0
    assert kiosk(before=silent).returncode in (0, 2)
    assert kiosk("run", "--unheard-of", before=silent).returncode == 2
    monkeypatch.setenv("KIOSK_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("KIOSK_CROP_ZOOM", "9")
    assert kiosk("run", before=silent).returncode == 3
    assert "SETTINGS_INVALID: crop_zoom" in (tmp_path / "data/logs/kiosk.log").read_text(encoding="utf-8")


def test_nobody_reads_standard_error_and_the_status_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KIOSK_CROP_ZOOM", "9")
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    reader, writer = os.pipe()
    os.close(reader)
    try:
        for command in ("run", "demo"):
            done = subprocess.run([sys.executable, "-m", "kiosk", command], stderr=writer, stdout=writer)
            assert done.returncode == 3
    finally:
        os.close(writer)


def test_what_nobody_foresaw_is_told_without_its_traceback(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("KIOSK_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    fail = "def fail(*_, **__):\n    raise ZeroDivisionError"
    imports = "from kiosk.cli import serve\nfrom kiosk.terminal.app import run"
    broken = f"{imports}\n{fail}\nrun.run_kiosk = serve.run_backend = fail"
    for command in ("run", "backend"):
        done = kiosk(command, before=broken)
        assert (done.returncode, done.stderr) == (70, "kiosk: INTERNAL_ERROR: ZeroDivisionError\n")
        log = "kiosk" if command == "run" else "backend"
        written = (tmp_path / f"data/logs/{log}.log").read_text(encoding="utf-8")
        assert "Traceback" in written
        assert "INTERNAL_ERROR: ZeroDivisionError" in written


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [("ModuleNotFoundError(name='x')", 6, "RESOURCE_MISSING"), ("ImportError('libx.so.1')", 7, "LIBRARY_MISSING")],
)
def test_parts_that_are_missing_are_named(monkeypatch: pytest.MonkeyPatch, error: str, status: int, code: str) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    done = kiosk(
        "run",
        before=f"from kiosk.terminal.app import run\ndef fail(*_):\n    raise {error}\nrun.run_kiosk = fail",
    )
    assert done.returncode == status
    assert done.stderr.startswith(f"kiosk: {code}: ")
    assert len(done.stderr.splitlines()) == 1


def test_the_supervisor_is_reached_by_a_command() -> None:
    done = kiosk("supervise", "--version")
    assert (done.returncode, done.stdout) == (0, f"kiosk {__version__}\n")


def test_a_damaged_database_ends_commands_as_an_unusable_folder_does(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("KIOSK_DATA_DIR", str(tmp_path))
    (tmp_path / "attempts.sqlite3").write_bytes(b"nonsense" * 2000)
    done = kiosk("audit")
    assert (done.returncode, done.stderr[:20]) == (5, "kiosk: STORE_DAMAGED")
