"""The script that finds a screen for the terminal."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from kiosk.system.exit_codes import Exit
from release import deb

SUPERVISOR = """#!/bin/sh
echo "$QT_QPA_PLATFORM ${WAYLAND_DISPLAY:-no compositor} $*" > "$(dirname "$0")/started"
exit 8
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An installed program in a folder with a space in its name, and a symbolic link to its session."""
    folder = tmp_path / "opt kiosk"
    folder.mkdir()
    shutil.copy(deb.LINUX / "kiosk-session", folder)
    (folder / "kiosk-supervisor").write_text(SUPERVISOR, encoding="utf-8")
    (folder / "kiosk-supervisor").chmod(0o755)
    (tmp_path / "runtime").mkdir(mode=0o700)
    return folder


def _environment(folder: Path, **more: str) -> dict[str, str]:
    return {"PATH": os.defpath, "RUNTIME_DIRECTORY": str(folder.parent / "runtime"), **more}


def _session(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [str(folder / "kiosk-session"), *arguments]
    return subprocess.run(
        command, env=_environment(folder, **environment), capture_output=True, text=True, timeout=60, check=False
    )


def _started(folder: Path) -> str:
    return (folder / "started").read_text(encoding="utf-8").strip()


@pytest.mark.parametrize("platform", ["offscreen", "minimal", "vnc:port=5900", "linuxfb", "eglfs"])
def test_a_named_platform_needs_no_compositor(folder: Path, platform: str) -> None:
    assert _session(folder, QT_QPA_PLATFORM=platform).returncode == 8
    assert _started(folder) == f"{platform} no compositor"


def test_a_desktop_that_runs_is_used(folder: Path) -> None:
    assert _session(folder, "--windowed", WAYLAND_DISPLAY="wayland-7").returncode == 8
    assert _started(folder) == "wayland-7 --windowed"


def test_without_screen_and_compositor_it_says_what_to_install(folder: Path, tmp_path: Path) -> None:
    tools = tmp_path / "bin"
    tools.mkdir()
    for tool in ("sh", "readlink"):
        (tools / tool).symlink_to(shutil.which(tool) or "")

    ended = _session(folder, PATH=str(tools))

    assert ended.returncode == Exit.LIBRARY_MISSING
    assert "apt-get install -y cage seatd xwayland" in ended.stderr
