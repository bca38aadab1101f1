"""Whose work each file of a bundle is: of a Python distribution, of a native library, of Python or of PyInstaller."""

import sys
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from PyInstaller.archive.readers import CArchiveReader

from release import distributions, native_parts
from release.binaries import binaries
from release.layout import CONSOLE, EXECUTABLE, SUPERVISOR
from release.native_parts import Part

_BEGINNINGS = ("_internal/", "Contents/Frameworks/", "Contents/Resources/", "Contents/MacOS/")
_LAUNCHERS = {f"{name}{suffix}" for name in (EXECUTABLE, CONSOLE, SUPERVISOR) for suffix in ("", ".exe")}
_MODELS = (".tflite", ".dat", ".task", ".onnx")


class Unattributed(Exception):
    """A bundle holds programs or libraries of which nobody knows where they are from."""


@dataclass
class Contents:
    """What a bundle is made of; paths are below its folder."""

    launchers: list[Path] = field(default_factory=list)
    python: list[Path] = field(default_factory=list)
    parts: dict[tuple[Part, Path], list[Path]] = field(default_factory=dict)
    """Native libraries, by the folder they lie in: each wheel brings its own version."""
    distributions: dict[str, list[Path]] = field(default_factory=dict)
    """Their binaries, by canonical name; none for distributions of pure Python."""
    models: list[Path] = field(default_factory=list)


def contents(bundle: Path) -> Contents:
    """Attribute everything that can run; raises Unattributed naming what cannot be."""
    owned = distributions.owners()
    found = Contents(distributions={name: [] for name in _python_distributions(bundle, owned)})
    unknown = [path for path in binaries(bundle) if not _attribute(path, bundle, owned, found)]
    if unknown:
        names = ", ".join(str(path.relative_to(bundle)) for path in unknown)
        raise Unattributed(f"add a rule to native_parts.py for {names}")
    found.models = sorted(path for path in bundle.rglob("*") if path.suffix in _MODELS and not path.is_symlink())
    return found


def _attribute(path: Path, bundle: Path, owned: dict[str, str], found: Contents) -> bool:
    place = place_of(path, bundle)
    part = native_parts.part_of(place)
    if place.name in _LAUNCHERS:
        found.launchers.append(path)
    elif part is not None:
        found.parts.setdefault((part, _folder_of(part, path)), []).append(path)
    elif str(place) in owned:
        found.distributions.setdefault(owned[str(place)], []).append(path)
    elif native_parts.is_python(place):
        found.python.append(path)
    else:
        return False
    return True


def _folder_of(part: Part, path: Path) -> Path:
    """Qt is one, however many folders its plugins fill."""
    return Path() if part.name in {"Qt", "Microsoft Visual C++ runtime"} else path.parent


def place_of(path: Path, bundle: Path) -> PurePosixPath:
    """Where a file would lie below site-packages; PyInstaller writes dots in folders differently on macOS."""
    place = path.relative_to(bundle).as_posix().replace("__dot__", ".")
    beginning = next((each for each in _BEGINNINGS if place.startswith(each)), "")
    return PurePosixPath(place.removeprefix(beginning))


def _python_distributions(bundle: Path, owned: dict[str, str]) -> set[str]:
    """Those whose modules are in the programs' archives, or whose files lie in the bundle."""
    places = (str(place_of(path, bundle)) for path in bundle.rglob("*") if ".dist-info/" not in path.as_posix())
    by_file = {owned[place] for place in places if place in owned}
    modules = {module for program in _programs(bundle) for module in _modules(program)}
    by_module = {distributions.owner_of_module(module, owned) for module in modules}
    return {name for name in by_file | by_module if name is not None and name != "kiosk"}


def _programs(bundle: Path) -> list[Path]:
    return [path for path in binaries(bundle) if path.name in _LAUNCHERS]


def _modules(program: Path) -> list[str]:
    archive = CArchiveReader(str(program))
    return [
        module for name in archive.toc if name.endswith(".pyz") for module in archive.open_embedded_archive(name).toc
    ]


def python_version() -> str:
    """Of the interpreter that builds, which is the one that is bundled."""
    return sys.version.split()[0]
