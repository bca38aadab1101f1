"""Names and places that everything in a release agrees on."""

import os
import platform
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kiosk import __version__

ROOT = Path(__file__).resolve().parents[2]
PACKAGING = ROOT / "packaging"
BUILD, DIST = ROOT / "build", ROOT / "dist"

VERSION = __version__
PRODUCT = "Kiosk"
"""What people read in lists of installed programs."""
PUBLISHER = "The kiosk project"
BUNDLE_ID = "org.facekiosk.kiosk"
"""macOS bundle identifier, and the domain of managed preferences."""
EXECUTABLE, CONSOLE, SUPERVISOR = "kiosk", "kiosk-cli", "kiosk-supervisor"
"""The terminal without a console, the same command line with one, and what keeps the terminal running."""


@dataclass(frozen=True, slots=True)
class Target:
    """A system that a release is made for."""

    system: str
    """`linux`, `windows` or `macos`."""
    machine: str
    """`x86_64` or `arm64`."""

    def file_name(self, suffix: str) -> str:
        """For example `kiosk-0.1.0-windows-x86_64.msi`."""
        return f"kiosk-{VERSION}-{self.system}-{self.machine}{suffix}"


def this_target() -> Target:
    """The system that runs this: what a bundle that is made here is for."""
    system = {"win32": "windows", "darwin": "macos"}.get(sys.platform, "linux")
    machine = {"AMD64": "x86_64", "aarch64": "arm64"}.get(platform.machine(), platform.machine())
    return Target(system, machine)


def drop_pycache_prefix(environment: Mapping[str, str]) -> dict[str, str]:
    """Return the environment without the folder in which Python would look for compiled files and put them."""
    return {name: value for name, value in environment.items() if name != "PYTHONPYCACHEPREFIX"}


def source_date_epoch() -> int:
    """Time of the last commit in seconds since 1970, so that two builds of it carry the same times."""
    given = os.environ.get("SOURCE_DATE_EPOCH")
    if given:
        return int(given)
    command = ["git", "-C", str(ROOT), "log", "-1", "--format=%ct"]
    return int(subprocess.run(command, check=True, capture_output=True, text=True).stdout)  # noqa: S603
