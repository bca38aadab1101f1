"""Runs programs of the frozen bundle, and copies of it that may be damaged."""

import os
import subprocess
from pathlib import Path

NOBODY = 65534
TIMEOUT_S = 120
NOISE = ("W0000 ", "WARNING: All log messages before absl", "INFO: Created TensorFlow Lite")


def run(
    bundle: Path, *arguments: str, program: str = "kiosk", user: int | None = None, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run a program of the bundle to its end, without a display and with none of this environment's settings."""
    return subprocess.run(
        [str(bundle / program), *arguments],
        capture_output=True,
        text=True,
        timeout=TIMEOUT_S,
        env=clean_environment(environment),
        cwd="/",
        user=user,
        group=user,
        extra_groups=None if user is None else [],
    )


def clean_environment(further: dict[str, str]) -> dict[str, str]:
    """What a program that is started by an installer's shortcut gets, and no display."""
    return {"PATH": "/usr/bin:/bin", "HOME": os.environ["HOME"], "QT_QPA_PLATFORM": "offscreen", **further}


def said(done: subprocess.CompletedProcess[str]) -> str:
    """What the program wrote about an error, without what MediaPipe's C++ side says before it can be silenced."""
    return "\n".join(line for line in done.stderr.splitlines() if not line.startswith(NOISE))


def copy_of(bundle: Path, folder: Path) -> Path:
    """A copy that shares the bytes of all files; `replace` gives one of them bytes of its own."""
    copy = folder / "kiosk"
    subprocess.run(["cp", "--archive", "--link", str(bundle), str(copy)], check=True)
    return copy


def replace(file: Path, content: bytes) -> None:
    """Give one file of a copy other bytes, and leave the bundle's."""
    file.unlink()
    file.write_bytes(content)
