"""Where things lie: resources beside the package (or in the bundle), data in the machine's or the user's data folder.

A frozen program is one folder; `sys._MEIPASS` is where everything but the executables lies in it.
"""

import importlib.util
import sys
from pathlib import Path

from kiosk.errors import ResourceMissing

PRODUCT_FOLDER = "Kiosk"


def is_frozen() -> bool:
    """Whether this is the installed program rather than a checkout or a wheel."""
    return bool(getattr(sys, "frozen", False))


def resource(name: str) -> Path:
    """Path of a file under `resources/`, in a checkout, an installed wheel or a frozen bundle."""
    frozen = getattr(sys, "_MEIPASS", None)
    if frozen is not None:
        return Path(frozen) / "resources" / name
    package = Path(__file__).parent.parent
    beside = package.parent / "resources"
    return (beside if beside.is_dir() else package / "resources") / name


def text_resource(name: str) -> str:
    """What a text file under `resources/` says; raises ResourceMissing."""
    try:
        return resource(name).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ResourceMissing(f"{name} is missing or damaged; install again") from error


def package_folder(name: str) -> Path | None:
    """Folder with the files of an installed package, which is not imported; None when it is not installed.

    In a bundle, folders that only hold data are no packages that Python would find.
    """
    frozen = getattr(sys, "_MEIPASS", None)
    if frozen is not None:
        folder = Path(frozen) / name
        return folder if folder.is_dir() else None
    spec = importlib.util.find_spec(name)
    return Path(spec.origin).parent if spec is not None and spec.origin is not None else None


def data_dir() -> Path:
    """The default folder for databases, files and keys; not created here.

    The machine's, if this is the installed program and its installer has made that folder, else the user's.
    """
    machine = machine_data_dir()
    if is_frozen() and machine.is_dir():
        return machine
    # Only now, and below: a backend that is told its folder, and one on AWS, never asks.
    import platformdirs

    return Path(platformdirs.user_data_dir("kiosk", appauthor=False))


def machine_data_dir() -> Path:
    """The folder that an installer makes for all users of this machine; not created here."""
    if sys.platform == "win32":
        # Asked of Windows, for the environment variable ProgramData can be set by the user.
        import platformdirs

        return Path(platformdirs.site_data_dir(PRODUCT_FOLDER, appauthor=False))
    if sys.platform == "darwin":
        return Path("/Library/Application Support") / PRODUCT_FOLDER
    return Path("/var/lib/kiosk")


def log_dir(data_dir: Path) -> Path:
    """Where the logs of a program with this data folder lie; not created here."""
    return data_dir / "logs"
