"""Tries a frozen program as a customer's machine would run it: everything in it once, then a whole session."""

import os
import subprocess
import tempfile
from pathlib import Path

import typer

from release import bundle as bundling
from release import layout

_TRIALS = (("selftest",), ("demo",))
_TIMEOUT_S = 600


def run(bundle: Path) -> None:
    """Run `selftest` and `demo` without a display; raises Exit with status 1 after the first that fails."""
    program = bundling.executable(bundle.resolve(), layout.CONSOLE)
    for arguments in _TRIALS:
        with tempfile.TemporaryDirectory() as data:
            command = [str(program), *arguments]
            done = subprocess.run(command, env=_environment(Path(data)), cwd=data, timeout=_TIMEOUT_S, check=False)  # noqa: S603
        if done.returncode != 0:
            typer.echo(f"{' '.join(arguments)} ended with {done.returncode}", err=True)
            raise typer.Exit(1)


def _environment(data: Path) -> dict[str, str]:
    """Without settings of whoever builds, and without the environment's Python."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("KIOSK_", "PYTHON", "QT_"))}
    return {**kept, "KIOSK_DATA_DIR": str(data / "data"), "QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "1"}
