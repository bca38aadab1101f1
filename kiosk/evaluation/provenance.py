"""What somebody needs to repeat an evaluation: versions, digests of what went in, and the command."""

import hashlib
import platform
import shlex
import sys
from collections.abc import Iterable, Mapping
from importlib.metadata import PackageNotFoundError, version

from kiosk import __version__

PACKAGES = ("numpy", "opencv-python-headless", "mediapipe", "dlib-bin", "onnxruntime", "botocore", "matplotlib")


def list_versions() -> Mapping[str, str]:
    """Of the program, the interpreter, the system, and the packages that figures depend on."""
    found = {"kiosk": __version__, "python": platform.python_version(), "system": platform.platform(terse=True)}
    for package in PACKAGES:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            continue
    return found


def digest_of_lines(lines: Iterable[str]) -> str:
    """SHA-256 of sorted lines: the same for the same set, whatever its order."""
    return hashlib.sha256("".join(f"{line}\n" for line in sorted(lines)).encode()).hexdigest()


def command_line() -> str:
    """The command that this process was started with, as a shell takes it."""
    return shlex.join(["kiosk", *sys.argv[1:]])
