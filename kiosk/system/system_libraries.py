"""The operating system's libraries that wheels expect to find, checked before anything crashes for want of one."""

import ctypes
import sys
from collections.abc import Iterable, Mapping

from kiosk.errors import LibraryMissing

ALWAYS: Mapping[str, str] = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libxkbcommon.so.0": "libxkbcommon0",
}
ON_X11: Mapping[str, str] = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
FOR_CAMERAS: Mapping[str, str] = {"libpulse.so.0": "libpulse0"}


def require(*needed: Mapping[str, str]) -> None:
    """Raise LibraryMissing naming every absent library and the command that installs them; Linux only."""
    if not sys.platform.startswith("linux"):
        return
    wanted = {name: package for group in needed for name, package in group.items()}
    absent = [name for name in wanted if not _loads(name)]
    if absent:
        packages = " ".join(dict.fromkeys(wanted[name] for name in absent))
        raise LibraryMissing(f"{_listed(absent)} not found; install with: sudo apt-get install -y {packages}")


def _loads(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names)
