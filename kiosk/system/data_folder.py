"""The data folder before there are settings, and proof that it can be used."""

import logging
import os
import stat
import tempfile
from pathlib import Path

from kiosk.errors import DataFolderUnusable, SettingsInvalid
from kiosk.system import machine_settings, paths

logger = logging.getLogger(__name__)

OPEN_TO_OTHERS = 0o027
"""What nobody but the owner may: write by the group, anything by everybody. The group may read, as packages set it."""


def expected_data_dir() -> Path:
    """The folder that the settings most likely name, for those who must log although there are none."""
    return Path(os.environ.get("KIOSK_DATA_DIR") or _of_machine() or paths.data_dir())


def prepare_data_dir(data_dir: Path) -> None:
    """Make the folder, for its owner alone, and prove that files can be made in it; raises DataFolderUnusable.

    One that was open to everybody is closed, which is logged; that of somebody else, and a common one, is refused.
    """
    try:
        data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        _close_to_others(data_dir)
        with tempfile.TemporaryFile(dir=data_dir):
            pass
    except OSError as error:
        raise DataFolderUnusable(f"{data_dir}: {error.strerror}") from error


def _close_to_others(data_dir: Path) -> None:
    """On Windows the installers see to it: see packaging/windows."""
    if os.name == "nt":
        return
    found = data_dir.stat()
    mode = stat.S_IMODE(found.st_mode)
    if not mode & OPEN_TO_OTHERS:
        return
    if mode & stat.S_ISVTX or found.st_uid != os.geteuid():
        raise DataFolderUnusable(f"{data_dir}: open to others (mode {mode:04o}), and not ours to close")
    data_dir.chmod(mode & ~OPEN_TO_OTHERS)
    logger.warning("the data folder was open to others (mode %04o) and is now closed to them", mode)


def _of_machine() -> str:
    try:
        places = machine_settings.machine_settings() if paths.is_frozen() else ()
    except SettingsInvalid:
        return ""
    named = (place.values.get("data_dir") for place in places)
    return next((value for value in named if isinstance(value, str)), "")
