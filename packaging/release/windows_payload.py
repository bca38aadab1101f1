"""The files that a Windows installer carries, checked and copied so that every machine packs the same bytes."""

import hashlib
import os
import re
import shutil
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from release import layout

NAMESPACE = uuid.uuid5(uuid.NAMESPACE_DNS, "windows.facekiosk.org")
"""Of all GUIDs of the installers; a changed one would break upgrades of installed kiosks."""
MAX_PATH = 259
_USUAL_FOLDER = r"C:\Program Files\Kiosk" + "\\"
_FORBIDDEN = re.compile(r'[<>:"|?*\\\x00-\x1f]|[. ]$')
_DEVICES = re.compile(r"(con|prn|aux|nul|com[1-9]|lpt[1-9])(\..*)?", re.IGNORECASE)


class NotForWindows(Exception):
    """A file name that Windows does not allow, or the programs are missing."""


@dataclass(frozen=True, slots=True)
class PayloadFile:
    """A file of the program and the copy that is packed."""

    place: PurePosixPath
    """Relative to the program's folder."""
    copy: Path
    """Under a name in ASCII."""

    @property
    def key(self) -> str:
        """The same for the same place in every version."""
        return f"f{_digest(self.place)}"


def stage(bundle: Path, folder: Path) -> list[PayloadFile]:
    """Copy the bundle's files into a folder, links as what they point to; raises NotForWindows."""
    folder.mkdir(parents=True)
    found = sorted(PurePosixPath(path.relative_to(bundle).as_posix()) for path in _files(bundle))
    _check(found)
    staged = []
    for number, place in enumerate(found):
        copy = folder / f"{number:05}"
        shutil.copyfile(bundle / place, copy)
        staged.append(PayloadFile(place, copy))
    return staged


def set_times(stage: Path) -> None:
    """Give all files that are packed the commit's time."""
    epoch_s = layout.source_date_epoch()
    for path in stage.rglob("*"):
        os.utime(path, (epoch_s, epoch_s))


def program(files: Iterable[PayloadFile], name: str) -> str:
    """File name of one of the programs: a payload made on Linux has no `.exe`. Raises NotForWindows."""
    at_top = {str(file.place) for file in files}
    for candidate in (f"{name}.exe", name):
        if candidate in at_top:
            return candidate
    raise NotForWindows(f"there is no {name}.exe in the bundle")


def folders(files: Iterable[PayloadFile]) -> list[PurePosixPath]:
    """All folders below the program's, parents first."""
    return sorted({parent for file in files for parent in file.place.parents} - {PurePosixPath(".")})


def folder_key(folder: PurePosixPath) -> str:
    """Identifies a folder in the installer."""
    return f"d{_digest(folder)}" if folder.parts else "INSTALLDIR"


def guid(name: str) -> str:
    """The same GUID for the same name, for ever."""
    return str(uuid.uuid5(NAMESPACE, name)).upper()


def content_guid(files: Iterable[PayloadFile], *sources: str) -> str:
    """A GUID of the files' places and bytes, and of these sources."""
    digest = hashlib.sha256()
    for file in files:
        digest.update(f"{file.place}\0{hashlib.sha256(file.copy.read_bytes()).hexdigest()}\0".encode())
    for source in sources:
        digest.update(f"{source}\0".encode())
    return guid(digest.hexdigest())


def _digest(place: PurePosixPath) -> str:
    # The file system of Windows does not mind capitals, and neither may the GUID of a component.
    return uuid.uuid5(NAMESPACE, str(place).lower()).hex


def _files(bundle: Path) -> Iterable[Path]:
    for folder, _, names in os.walk(bundle, followlinks=True):
        yield from (Path(folder, name) for name in names)


def _check(places: Iterable[PurePosixPath]) -> None:
    seen: dict[str, PurePosixPath] = {}
    for place in places:
        if any(_FORBIDDEN.search(part) or _DEVICES.fullmatch(part) for part in place.parts):
            raise NotForWindows(f"{place}: Windows does not allow this name")
        if len(_USUAL_FOLDER) + len(str(place)) > MAX_PATH:
            raise NotForWindows(f"{place}: the path is too long for Windows")
        other = seen.setdefault(str(place).lower(), place)
        if other != place:
            raise NotForWindows(f"{place} and {other}: Windows takes these for one name")
