"""Whose work each program and shared library in a bundle is, when it is not simply that of the wheel it came with."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath


@dataclass(frozen=True, slots=True)
class Part:
    """A native library that others built into a wheel, or that the bundle takes from the system."""

    name: str
    licence: str
    """An SPDX expression."""
    version_in_file: re.Pattern[bytes] | None = None
    version_in_name: re.Pattern[str] | None = None
    cpe_vendor: str = ""
    version_begins: str = ""
    """What file names leave out."""
    description: str = field(default="", compare=False)

    def version(self, paths: Sequence[Path]) -> str:
        """What one of its libraries says of itself, or else what the first is called; empty when none tells."""
        said = (self.version_in_file.search(path.read_bytes()) for path in paths if self.version_in_file)
        number = next((match[1].decode("ascii") for match in said if match is not None), None)
        if number is not None:
            return number
        named = self.version_in_name.search(paths[0].name) if self.version_in_name else None
        return f"{self.version_begins}{named[1]}" if named is not None else ""


_SO = re.compile(r"\.so\.([\d.]+)$")
_FFMPEG = Part("FFmpeg", "LGPL-2.1-or-later", re.compile(rb"FFmpeg version n?(\d[\w.]*)"), _SO, "ffmpeg")
_OPENSSL_1 = Part("OpenSSL", "OpenSSL", re.compile(rb"OpenSSL (1\.[\d.]+[a-z]?) "), _SO, "openssl")
_OPENSSL = Part("OpenSSL", "Apache-2.0", re.compile(rb"OpenSSL ([34]\.[\d.]+) "), _SO, "openssl")
_GCC = "GPL-3.0-or-later WITH GCC-exception-3.1"
_GL = Part("libglvnd", "MIT")

_BY_PATH: Mapping[str, Part] = {
    r"PySide6/.*lib(Qt6)?FFmpegStub-": Part("Qt", "LGPL-3.0-only", None, None, "qt"),
    r"(lib)?(avcodec|avformat|avutil|swresample|swscale)[-.]": _FFMPEG,
    r"lib(icudata|icui18n|icuuc)\.so|icu\w+\d+\.dll": Part("ICU", "Unicode-3.0", None, re.compile(r"(\d+)(\.dll)?$")),
    r"PySide6/(Qt/)?(lib|plugins|bin)/|PySide6/Qt6?\w+\.dll|PySide6/plugins/|\.framework/": Part(
        "Qt", "LGPL-3.0-only", None, None, "qt"
    ),
    r"lib(crypto|ssl)-[0-9a-f]+\.so\.1\.1": _OPENSSL_1,
    r"lib(crypto|ssl)([-.]3)?.*\.(so|dll|dylib)": _OPENSSL,
    r"libopenblas": Part("OpenBLAS", "BSD-3-Clause", None, re.compile(r"-[0-9a-f]{8}\.(\d+\.\d+)"), "openblas", "0."),
    r"libgfortran": Part("libgfortran", _GCC, None, _SO, "gnu"),
    r"libquadmath": Part("libquadmath", "LGPL-2.1-or-later", None, _SO, "gnu"),
    r"libgcc_s|libstdc\+\+": Part("GCC runtime libraries", _GCC, None, _SO, "gnu"),
    r"libvpx": Part("libvpx", "BSD-3-Clause", None, _SO, "webmproject"),
    r"libpng": Part("libpng", "libpng-2.0", re.compile(rb"libpng version (\d[\d.]+)"), _SO, "libpng"),
    r"libsqlite3|sqlite3\.dll": Part(
        "SQLite", "blessing", re.compile(rb"(?<![\d.])(3\.\d{1,2}\.\d+)\x00"), None, "sqlite"
    ),
    r"lib(EGL|GLESv2|GLdispatch|GLX|OpenGL)-": _GL,
    r"opengl32sw\.dll": Part("Mesa", "MIT"),
    r"d3dcompiler_\d+\.dll|(vcruntime|msvcp|concrt|ucrtbase|vcomp)\w*\.dll|api-ms-win-.*\.dll": Part(
        "Microsoft Visual C++ runtime", "LicenseRef-Microsoft-redistributable", None, None, "microsoft"
    ),
    r"libffi": Part("libffi", "MIT", None, re.compile(r"[.-](\d+)(\.dll|\.dylib)?$")),
    r"libbz2": Part("bzip2", "bzip2-1.0.6", re.compile(rb"\x00(1\.0\.\d+), \d"), _SO, "bzip"),
    r"liblzma": Part("XZ Utils", "0BSD", re.compile(rb"\x00(5\.\d+\.\d+)\x00"), _SO, "tukaani"),
    r"libexpat": Part("Expat", "MIT", re.compile(rb"expat_(\d+\.\d+\.\d+)"), _SO, "libexpat_project"),
    r"libuuid": Part("libuuid", "BSD-3-Clause", None, _SO),
}
_RULES = [(re.compile(rf"(^|/){pattern}", re.IGNORECASE), part) for pattern, part in _BY_PATH.items()]
_STUB = re.compile(
    r"opencv_python_headless\.libs/lib(avcodec|avformat|avutil|swscale)-[0-9a-f]+\.so\."
    # The bundler writes `.dylibs` in its own way.
    r"|cv2/(\.|__dot__)dylibs/lib(avcodec|avformat|avutil|swresample|swscale)\.[\d.]+dylib"
)
STUBS = Part("kiosk-ffmpeg-stubs", "Apache-2.0", description="Empty libraries in place of OpenCV's FFmpeg")
PYTHON = Part("Python", "PSF-2.0", None, None, "python")
_PYTHON = re.compile(r"(^|/)(lib-dynload/|libpython|python3(11|12)?\.dll|Python(\.framework/.*)?$|DLLs/|\w+\.pyd$)")


def part_of(place: PurePosixPath) -> Part | None:
    """The native library at a place in the bundle; None when it belongs to the wheel that brought it."""
    if _STUB.search(str(place)):
        return STUBS
    return next((part for pattern, part in _RULES if pattern.search(str(place))), None)


def is_python(place: PurePosixPath) -> bool:
    """Whether it is the interpreter or its standard library; to be asked after the wheels were."""
    return _PYTHON.search(str(place)) is not None
