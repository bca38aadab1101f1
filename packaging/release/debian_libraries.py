"""Which Debian packages hold the system libraries that a bundle expects to find."""

import re
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from kiosk.system import system_libraries
from release.binaries import binaries

_PACKAGES = {
    **system_libraries.ALWAYS,
    **system_libraries.ON_X11,
    **system_libraries.FOR_CAMERAS,
    "libGLESv2.so.2": "libgles2",
    "libGLX.so.0": "libglx0",
    "libOpenGL.so.0": "libopengl0",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libX11.so.6": "libx11-6",
    "libXext.so.6": "libxext6",
    "libXrandr.so.2": "libxrandr2",
    "libasound.so.2": "libasound2",
    "libbrotlicommon.so.1": "libbrotli1",
    "libbrotlidec.so.1": "libbrotli1",
    "libbz2.so.1.0": "libbz2-1.0",
    "libdrm.so.2": "libdrm2",
    "libexpat.so.1": "libexpat1",
    "libfreetype.so.6": "libfreetype6",
    "libgbm.so.1": "libgbm1",
    "libgcc_s.so.1": "libgcc-s1",
    "libgio-2.0.so.0": "libglib2.0-0",
    "libgobject-2.0.so.0": "libglib2.0-0",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libspeechd.so.2": "libspeechd2",
    "libstdc++.so.6": "libstdc++6",
    "libudev.so.1": "libudev1",
    "libva-drm.so.2": "libva-drm2",
    "libva-x11.so.2": "libva-x11-2",
    "libva.so.2": "libva2",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
    "libxcb-dri3.so.0": "libxcb-dri3-0",
    "libxcb-glx.so.0": "libxcb-glx0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb.so.1": "libxcb1",
    "libz.so.1": "zlib1g",
    "libzstd.so.1": "libzstd1",
}
_RENAMED = {"libasound2": "libasound2t64", "libglib2.0-0": "libglib2.0-0t64"}
"""New names since 64-bit time: Debian 13, Ubuntu 24.04."""
_OF_LIBC = re.compile(r"(ld-linux-x86-64|lib(c|dl|m|pthread|resolv|rt|util))\.so\.\d")


class UnknownLibrary(Exception):
    """The bundle wants system libraries that no known Debian package holds."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What binaries want from the system that runs them."""

    libraries: frozenset[str]
    glibc: tuple[int, ...]
    """The oldest C library that will do."""


def depends(bundle: Path) -> tuple[str, ...]:
    """The alternatives for `Depends:`, sorted; raises UnknownLibrary naming those without a package."""
    own = {path.name for path in bundle.rglob("*")}
    wanted = read(binaries(bundle))
    missing = {name for name in wanted.libraries - own if not _OF_LIBC.fullmatch(name)}
    # Qt loads these by name when it needs them, so that no table of a library lists them.
    missing |= {*system_libraries.ALWAYS, *system_libraries.ON_X11, *system_libraries.FOR_CAMERAS} - own
    unknown = missing - _PACKAGES.keys()
    if unknown:
        raise UnknownLibrary(f"no Debian package is known for {', '.join(sorted(unknown))}")
    libc = f"libc6 (>= {'.'.join(map(str, wanted.glibc))})" if wanted.glibc else "libc6"
    return (libc, *sorted({_alternatives(_PACKAGES[name]) for name in missing}))


def read(paths: Iterable[Path]) -> Wanted:
    """What these ELF files list as needed, read with binutils' `objdump`."""
    command = ["objdump", "-p", *map(str, paths)]
    listing = subprocess.run(command, check=True, capture_output=True, text=True).stdout if len(command) > 2 else ""  # noqa: S603
    versions = (tuple(map(int, found.split("."))) for found in re.findall(r"\bGLIBC_(\d[\d.]+)", listing))
    return Wanted(frozenset(re.findall(r"^\s+NEEDED\s+(\S+)", listing, re.MULTILINE)), max(versions, default=()))


def _alternatives(package: str) -> str:
    return f"{_RENAMED[package]} | {package}" if package in _RENAMED else package
