"""The data folder before there are settings, and proof that it can be used."""

import os
import tempfile
from pathlib import Path

from kiosk.errors import DataFolderUnusable, SettingsInvalid
from kiosk.system import machine_settings, paths


def expected_data_dir() -> Path:
    """The folder that the settings most likely name, for those who must log although there are none."""
    return Path(os.environ.get("KIOSK_DATA_DIR") or _of_machine() or paths.data_dir())


def prepare_data_dir(data_dir: Path) -> None:
    """Make the folder, for its owner alone, and prove that files can be made in it; raises DataFolderUnusable."""
    try:
        data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=data_dir):
            pass
    except OSError as error:
        raise DataFolderUnusable(f"{data_dir}: {error.strerror}") from error


def _of_machine() -> str:
    try:
        places = machine_settings.machine_settings() if paths.is_frozen() else ()
    except SettingsInvalid:
        return ""
    named = (place.values.get("data_dir") for place in places)
    return next((value for value in named if isinstance(value, str)), "")
