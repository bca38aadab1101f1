"""What the frozen program leaves out of what PyInstaller finds."""

import posixpath
import sys
from collections.abc import Callable, Iterable
from importlib.metadata import packages_distributions
from pathlib import PurePosixPath

from packaging.utils import canonicalize_name

from release import distributions

Entry = tuple[str, str, str]
"""A line of PyInstaller's table of contents: place in the bundle, source (or a link's target), kind."""

UNUSED_MODULES = [
    # Only MediaPipe's drawing needs it, see kiosk.vision.mediapipe_import.
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
    # A terminal speaks to a backend and never to AWS.
    "boto3",
    "botocore",
    "mangum",
    "moto",
    "s3transfer",
    "kiosk.backend.build.aws",
    "kiosk.backend.build.aws_attempts",
    "kiosk.backend.build.aws_enrolment",
    "kiosk.backend.build.aws_identity",
    "kiosk.backend.build.lambda_cleaning",
    "kiosk.backend.build.lambda_function",
    "kiosk.backend.engines.rekognition",
    "kiosk.backend.engines.textract",
    "kiosk.backend.stores.aws",
    "kiosk.backend.stores.dynamodb",
    "kiosk.evaluation",
    # All of it but what `own_liveness` carries out streams with.
    "kiosk.rekognition_local.analyser",
    "kiosk.rekognition_local.app",
    "kiosk.rekognition_local.browsers",
    "kiosk.rekognition_local.build",
    "kiosk.rekognition_local.collections",
    "kiosk.rekognition_local.face_operations",
    "kiosk.rekognition_local.faces",
    "kiosk.rekognition_local.images",
    "kiosk.rekognition_local.liveness.no_attempts",
    "kiosk.rekognition_local.liveness.operations",
    "kiosk.rekognition_local.measures",
    "kiosk.rekognition_local.model",
    "kiosk.rekognition_local.operation",
    "kiosk.rekognition_local.quality",
    "kiosk.rekognition_local.s3",
    "kiosk.rekognition_local.serve",
    "kiosk.rekognition_local.session_tokens",
    "kiosk.rekognition_local.streaming.known_keys",
    "kiosk.rekognition_local.streaming.page_model",
    "kiosk.rekognition_local.wire",
    "kiosk.rekognition_local.wire_faces",
]
UNUSED_BY_SUPERVISOR = [*UNUSED_MODULES, "numpy", "cv2", "mediapipe", "PySide6", "pydantic", "typer", "fastapi"]


def unused_modules() -> list[str]:
    """What is left out of the terminal: what it never uses, and what is installed for development alone.

    Otherwise whatever a dependency could use as well would come along with it.
    """
    needed = {*distributions.pins(), "kiosk"}
    installed = packages_distributions().items()
    for_development = {name for name, owners in installed if not needed & {str(canonicalize_name(o)) for o in owners}}
    return [*UNUSED_MODULES, *sorted(for_development)]


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
_USED_TRANSLATIONS = ("kiosk_", "qtbase_", "qtmultimedia_")

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
    """The entries that the program uses, of binaries and data together; `imports` names what a binary asks for."""
    everything = list(entries)
    kept = without_orphans([entry for entry in everything if _is_used(_place(entry), entry)], imports)
    gone = {_place(entry) for entry in everything} - {_place(entry) for entry in kept}
    return [entry for entry in kept if not _is_left_over(entry, gone)]


def without_orphans(entries: list[Entry], imports: Callable[[str], Iterable[str]]) -> list[Entry]:
    """The entries without those shared libraries that only left-out ones asked for."""
    while True:
        binaries = [source for _, source, kind in entries if kind in {"BINARY", "EXTENSION"}]
        wanted = {_file_name(asked) for source in binaries for asked in imports(source)}
        kept = [entry for entry in entries if not _is_library(entry) or _file_name(entry[0]) in wanted]
        if len(kept) == len(entries):
            return kept
        entries = kept


def _place(entry: Entry) -> PurePosixPath:
    return PurePosixPath(entry[0].replace("\\", "/"))


def _is_left_over(entry: Entry, gone: set[PurePosixPath]) -> bool:
    """A link to a library that is left out, or what else a framework of macOS holds beside one."""
    place = _place(entry)
    if entry[2] == "SYMLINK" and PurePosixPath(posixpath.normpath(place.parent / entry[1])) in gone:
        return True
    framework = next((folder for folder in place.parents if folder.suffix == ".framework"), None)
    return framework is not None and any(
        path.is_relative_to(framework) and path.name == framework.stem for path in gone
    )


def _file_name(path: str) -> str:
    """Last part in small letters: Windows ignores the case, and macOS asks by `@rpath`."""
    return path.replace("\\", "/").rpartition("/")[2].lower()


def _is_library(entry: Entry) -> bool:
    """Whether only other binaries load it: a plugin is loaded by name, an extension by Python."""
    place, name = entry[0].replace("\\", "/"), _file_name(entry[0])
    return entry[2] == "BINARY" and "/plugins/" not in place and not name.startswith(_LOADED_BY_NAME)


def _is_used(place: PurePosixPath, entry: Entry) -> bool:
    unused = (
        _is_unused_plugin(place)
        or _is_of_system(place, entry)
        or ("translations" in place.parts and not place.name.startswith(_USED_TRANSLATIONS))
        or _is_needless_link(place, entry)
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


def _is_needless_link(place: PurePosixPath, entry: Entry) -> bool:
    """On Linux the libraries of wheels find each other by paths of their own."""
    return sys.platform.startswith("linux") and entry[2] == "SYMLINK" and len(place.parts) == 1
