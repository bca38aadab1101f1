"""Where things lie: resources beside the package (or in the bundle), data in the user's data folder."""

import sys
from pathlib import Path

import platformdirs


def resource(name: str) -> Path:
    """Path of a file under `resources/`, in a checkout, an installed wheel or a frozen bundle."""
    frozen = getattr(sys, "_MEIPASS", None)
    if frozen is not None:
        return Path(frozen) / "resources" / name
    package = Path(__file__).parent
    beside = package.parent / "resources"
    return (beside if beside.is_dir() else package / "resources") / name


def data_dir() -> Path:
    """The default folder for databases, files and keys; not created here."""
    return Path(platformdirs.user_data_dir("kiosk", appauthor=False))
