"""Programs of npm packages, installed and built in the user's cache."""

import hashlib
import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

INSTALL_S = 240.0


def built(source: Path, files: Sequence[str], made: str, *build: str) -> Path:
    """What `node` with the arguments `build` makes of these files, once for each state of them.

    Skips the test without npm, or where it cannot install.
    """
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        pytest.skip("node and npm are not installed")
    digest = hashlib.sha256(b"".join((source / name).read_bytes() for name in files)).hexdigest()[:16]
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "kiosk-tests"
    folder = cache / f"{source.name}-{digest}"
    ready = folder / "ready"
    if not ready.is_file():
        folder.mkdir(parents=True, exist_ok=True)
        for name in files:
            shutil.copy(source / name, folder)
        _run(folder, npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund")
        _run(folder, node, *build)
        ready.touch()
    return folder / made


def _run(folder: Path, *command: str) -> None:
    try:
        subprocess.run(command, cwd=folder, capture_output=True, timeout=INSTALL_S, check=True)
    except (subprocess.SubprocessError, OSError) as error:
        pytest.skip(f"{Path(command[0]).name} {command[1]} did not work: {type(error).__name__}")
