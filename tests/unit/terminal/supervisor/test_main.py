"""What the supervisor starts, and what it does without."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from kiosk import __version__
from kiosk.terminal.supervisor import main


def test_it_runs_the_terminal_full_screen_and_hands_arguments_on() -> None:
    made = main.programs(["--camera", "demo"])
    assert made.terminal == [
        sys.executable, "-m", "kiosk", "run", "--full-screen", "--until-input-ends", "--camera", "demo",
    ]  # fmt: skip
    assert made.notice("MODEL_DAMAGED", 90.0)[3:] == [
        "out-of-service", "--code", "MODEL_DAMAGED", "--for", "90", "--full-screen", "--until-input-ends",
    ]  # fmt: skip


def test_a_window_stays_a_window() -> None:
    assert "--windowed" in main.programs(["--windowed"]).notice("INTERNAL_ERROR", 1.0)


@pytest.mark.parametrize(
    ("supervisor", "terminal"), [("kiosk-supervisor", "kiosk"), ("kiosk-supervisor.exe", "kiosk.exe")]
)
def test_the_installed_supervisor_starts_the_terminal_beside_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, supervisor: str, terminal: str
) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / supervisor))
    assert main.terminal_program() == [str(tmp_path / terminal)]


def test_it_loads_nothing_that_could_fail_with_the_terminal() -> None:
    source = "import kiosk.terminal.supervisor.main, sys, json; print(json.dumps(sorted(sys.modules)))"
    loaded = json.loads(
        subprocess.run([sys.executable, "-c", source], capture_output=True, text=True, check=True).stdout
    )
    packages = {name.partition(".")[0] for name in loaded} - set(sys.stdlib_module_names)
    assert {name for name in packages if not name.startswith("_")} == {"kiosk"}


def test_it_tells_its_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert main.main(["--version"]) == 0
    assert capsys.readouterr().out == f"kiosk {__version__}\n"
