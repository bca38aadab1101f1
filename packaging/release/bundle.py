"""Freezes the program into one folder with PyInstaller, the same bytes for the same commit."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from release import layout, macos_commands, notices

SPEC = layout.PACKAGING / "pyinstaller" / "kiosk.spec"


def build(dist: Path) -> Path:
    """Make the folder `kiosk` (on macOS `Kiosk.app`) in `dist`; whatever was there of that name goes."""
    work = dist / "work"
    shutil.rmtree(work, ignore_errors=True)
    options = ["--noconfirm", "--log-level=WARN", f"--distpath={dist}", f"--workpath={work}"]
    command = [sys.executable, "-m", "PyInstaller", *options, str(SPEC)]
    subprocess.run(command, check=True, cwd=layout.ROOT, env=environment(work))  # noqa: S603
    shutil.rmtree(work)
    return _macos_application(dist) if sys.platform == "darwin" else _folder(dist / "kiosk")


def environment(cache: Path) -> dict[str, str]:
    """What the build must not take from the machine: times, the order of sets, what an earlier build has left."""
    return {
        **layout.drop_pycache_prefix(os.environ),
        "SOURCE_DATE_EPOCH": str(layout.source_date_epoch()),
        "PYTHONHASHSEED": "1",
        "PYINSTALLER_CONFIG_DIR": str(cache / "cache"),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYINSTALLER_STRICT_BUNDLE_CODESIGN_ERROR": "1",
    }


def executable(bundle: Path, name: str) -> Path:
    """One of the bundle's programs, named as in `release.layout`."""
    if bundle.suffix == ".app":
        return bundle / "Contents" / "MacOS" / name
    return bundle / (f"{name}.exe" if sys.platform == "win32" else name)


def _folder(bundle: Path) -> Path:
    if sys.platform != "win32":
        # There a program has a console when it was started from one.
        (bundle / layout.CONSOLE).symlink_to(layout.EXECUTABLE)
    shutil.copyfile(layout.ROOT / "LICENSE", bundle / "LICENSE.txt")
    notices.write(bundle / "NOTICES.txt")
    _set_times(bundle)
    return bundle


def _macos_application(dist: Path) -> Path:
    shutil.rmtree(dist / "kiosk")
    application = dist / f"{layout.PRODUCT}.app"
    executable(application, layout.CONSOLE).symlink_to(layout.EXECUTABLE)
    notices.write(application / "Contents" / "Resources" / "NOTICES.txt")
    _set_times(application)
    # What was added has broken PyInstaller's seal, without which macOS calls the application damaged.
    for command in macos_commands.seal(application):
        subprocess.run(command, check=True)  # noqa: S603
    return application


def _set_times(folder: Path) -> None:
    epoch_s = layout.source_date_epoch()
    for path in (*folder.rglob("*"), folder):
        if not path.is_symlink():
            os.utime(path, (epoch_s, epoch_s))
