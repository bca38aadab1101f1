"""What the frozen program leaves out of what PyInstaller finds."""

import sys
from collections.abc import Callable, Iterable
from pathlib import PurePosixPath

Entry = tuple[str, str, str]
"""A line of PyInstaller's table of contents: place in the bundle, source (or a link's target), kind."""

UNUSED_MODULES = [
    # Only MediaPipe's drawing needs it, see kiosk.vision.without_plotting.
    "matplotlib",
    "PIL",
    "fontTools",
    "scipy",
    "skimage",
    "jax",
    "jaxlib",
    "sentencepiece",
    "sounddevice",
    "tkinter",
    "readline",
    "PyInstaller",
    "setuptools",
    "pkg_resources",
    "pytest",
    "_pytest",
    "hypothesis",
    "mypy",
    "IPython",
]
UNUSED_BY_SUPERVISOR = [*UNUSED_MODULES, "numpy", "cv2", "mediapipe", "PySide6", "pydantic", "typer", "fastapi"]

_UNUSED_PLUGINS = frozenset(
    {
        "egldeviceintegrations",
        "generic",
        "networkinformation",
        "platforminputcontexts",
        "platformthemes",
        "printsupport",
        "qmltooling",
        "sqldrivers",
        "tls",
        "vectorimageformats",
        "wayland-graphics-integration-server",
    }
)
_USED_PLUGINS = {
    "platforms": frozenset(
        {"qxcb", "qwayland", "qwayland-generic", "qwayland-egl", "qoffscreen", "qwindows", "qcocoa"}
    ),
    "imageformats": frozenset({"qjpeg", "qsvg", "qico"}),
}
_USED_TRANSLATIONS = ("qtbase_", "qtmultimedia_")

_FROM_SYSTEM = (
    "libssl.",
    "libcrypto.",
    "libsqlite3.",
    "libffi.",
    "libbz2.",
    "liblzma.",
    "libuuid.",
    "libexpat.",
    "libpython",
)
"""Libraries that Python's own modules need. All others of the system stay with the system, which keeps them secure and
which alone has the C++ library that its graphics drivers fit."""

_LOADED_BY_NAME = ("libpython", "python")
"""The program itself loads Python."""


def used(entries: Iterable[Entry], imports: Callable[[str], Iterable[str]]) -> list[Entry]:
    """The entries that the program uses; `imports` names the libraries that a binary asks for by name."""
    kept = [entry for entry in entries if _is_used(PurePosixPath(entry[0].replace("\\", "/")), entry)]
    return without_orphans(kept, imports)


def without_orphans(entries: list[Entry], imports: Callable[[str], Iterable[str]]) -> list[Entry]:
    """The entries without those shared libraries that only left-out ones asked for, and without links to nothing."""
    while True:
        binaries = [source for _, source, kind in entries if kind in {"BINARY", "EXTENSION"}]
        wanted = {_file_name(asked) for source in binaries for asked in imports(source)}
        kept = [entry for entry in entries if not _is_library(entry) or _file_name(entry[0]) in wanted]
        if len(kept) == len(entries):
            return _without_dangling(kept)
        entries = kept


def _file_name(path: str) -> str:
    """Last part in small letters: Windows ignores the case, and macOS asks by `@rpath`."""
    return path.replace("\\", "/").rpartition("/")[2].lower()


def _without_dangling(entries: list[Entry]) -> list[Entry]:
    there = {PurePosixPath(entry[0]) for entry in entries}
    return [entry for entry in entries if entry[2] != "SYMLINK" or _target(entry) in there]


def _target(link: Entry) -> PurePosixPath:
    return PurePosixPath(link[0]).parent / link[1]


def _is_library(entry: Entry) -> bool:
    """Whether only other binaries load it: a plugin is loaded by name, an extension by Python."""
    place, name = entry[0].replace("\\", "/"), _file_name(entry[0])
    return entry[2] == "BINARY" and "/plugins/" not in place and not name.startswith(_LOADED_BY_NAME)


def _is_used(place: PurePosixPath, entry: Entry) -> bool:
    unused = (
        _is_unused_plugin(place)
        or _is_of_system(place, entry)
        or ("translations" in place.parts and not place.name.startswith(_USED_TRANSLATIONS))
        # Windows alone loads OpenCV's FFmpeg as a plugin.
        or place.name.startswith("opencv_videoio_ffmpeg")
    )
    return not unused


def _is_unused_plugin(place: PurePosixPath) -> bool:
    if not {"PySide6", "plugins"} <= set(place.parts):
        return False
    kind = place.parts[place.parts.index("plugins") + 1]
    chosen = _USED_PLUGINS.get(kind)
    return kind in _UNUSED_PLUGINS or (chosen is not None and place.stem.removeprefix("lib") not in chosen)


def _is_of_system(place: PurePosixPath, entry: Entry) -> bool:
    if not sys.platform.startswith("linux") or entry[2] != "BINARY" or place.name.startswith(_FROM_SYSTEM):
        return False
    return entry[1].startswith(("/lib/", "/lib64/", "/usr/lib/", "/usr/lib64/"))
