"""Empty shared libraries in place of OpenCV's FFmpeg, on macOS.

OpenCV's wheel for macOS is linked to an FFmpeg with x264 and x265, which are under the GPL: a program that is given
away with them would have to be under it too. Why nothing misses them is said in `release.elf_stubs`.
"""

import re
import subprocess
from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from release.contents import Entry

MINIMUM_SYSTEM = "13.0"
NATIVE = ("clang", f"-mmacosx-version-min={MINIMUM_SYSTEM}")
_REPLACED = re.compile(r"lib(avcodec|avformat|avutil|swresample|swscale)\.[\d.]+\.dylib")
_FUNCTION = re.compile(r"_((?:av|sws|swr)\w+)")


def put_in_place(entries: list[Entry], out_dir: Path) -> list[Entry]:
    """The table of contents with empty libraries in place of those that OpenCV brought; needs Xcode's tools."""
    opencv = next(Path(source) for place, source, _ in entries if PurePosixPath(place).name == "cv2.abi3.so")
    functions = wanted_functions(opencv)
    return [
        (place, str(build(PurePosixPath(place).name, functions, out_dir)) if is_replaced(place, kind) else source, kind)
        for place, source, kind in entries
    ]


def is_replaced(place: str, kind: str) -> bool:
    """Whether an empty library takes this place; Qt's FFmpeg has others."""
    path = PurePosixPath(place)
    return kind == "BINARY" and ".dylibs" in path.parts and _REPLACED.fullmatch(path.name) is not None


def wanted_functions(binary: Path, nm: str = "nm") -> list[str]:
    """The functions of FFmpeg that a Mach-O file asks for, from whichever of its libraries."""
    command = [nm, "-j", "-u", str(binary)]
    asked = subprocess.run(command, check=True, capture_output=True, text=True).stdout  # noqa: S603
    matches = (_FUNCTION.fullmatch(name) for name in asked.split())
    return sorted({match[1] for match in matches if match is not None})


def build(name: str, functions: Sequence[str], out_dir: Path, compiler: Sequence[str] = NATIVE) -> Path:
    """Compile an empty library that has all the functions, of a version that satisfies whoever asks."""
    out_dir.mkdir(parents=True, exist_ok=True)
    source, library = out_dir / "functions.c", out_dir / name
    source.write_text("".join(f"void *{function}(void) {{ return 0; }}\n" for function in functions), encoding="utf-8")
    linker = f"-Wl,-install_name,@rpath/{name},-compatibility_version,999,-current_version,999"
    command = [*compiler, "-dynamiclib", "-Os", linker, "-o", str(library), str(source)]
    subprocess.run(command, check=True)  # noqa: S603
    return library
