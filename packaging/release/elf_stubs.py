"""Empty shared libraries in place of OpenCV's FFmpeg, on Linux.

OpenCV's wheel for Linux is linked to an FFmpeg of its own (with OpenSSL 1.1, which gets no more fixes); Qt brings the
one that the cameras need. The product decodes no video through OpenCV, so that libraries of the same names and
versions, whose functions do nothing, satisfy the loader. `OPENCV_VIDEOIO_PRIORITY_FFMPEG=0`, which the bundle sets,
keeps OpenCV from calling them. Qt does the same with OpenSSL: `libQt6FFmpegStub-ssl`.
"""

import re
import subprocess
from collections import defaultdict
from pathlib import Path

from elftools.elf.elffile import ELFFile
from elftools.elf.gnuversions import GNUVerNeedSection, GNUVerSymSection
from elftools.elf.sections import SymbolTableSection

from release.contents import Entry
from release.elf import needed

from_contents = None
Symbols = dict[str, dict[str, list[str]]]
"""Names of functions by library and version."""

_REPLACED = re.compile(r"lib(avcodec|avformat|avutil|swscale)-[0-9a-f]+\.so\.")
_UNDEFINED = "SHN_UNDEF"


def is_replaced(name: str) -> bool:
    """Whether a library of this file name gets an empty one in its place."""
    return _REPLACED.match(name) is not None


def build(binary: Path, out_dir: Path) -> dict[str, Path]:
    """Compile an empty library for each of those that `binary` is linked to; paths by file name. Needs gcc."""
    out_dir.mkdir(parents=True, exist_ok=True)
    return {name: _compiled(name, versions, out_dir) for name, versions in wanted_symbols(binary).items()}


def wanted_symbols(binary: Path) -> Symbols:
    """What an ELF file wants from the libraries that are replaced."""
    with binary.open("rb") as file:
        elf = ELFFile(file)
        table, numbers, needs = (
            elf.get_section_by_name(name) for name in (".dynsym", ".gnu.version", ".gnu.version_r")
        )
        assert isinstance(table, SymbolTableSection) and isinstance(numbers, GNUVerSymSection)
        assert isinstance(needs, GNUVerNeedSection)
        versions = {
            version["vna_other"]: (need.name, version.name)
            for need, all_of in needs.iter_versions()
            for version in all_of
        }
        found: Symbols = {name: defaultdict(list) for name in needed(binary) if is_replaced(name)}
        for index, symbol in enumerate(table.iter_symbols()):
            library, version = versions.get(numbers.get_symbol(index)["ndx"], ("", ""))
            if symbol["st_shndx"] == _UNDEFINED and library in found:
                found[library][version].append(symbol.name)
    return found


def _compiled(name: str, versions: dict[str, list[str]], out_dir: Path) -> Path:
    source, script, library = (out_dir / f"{name}{suffix}" for suffix in (".c", ".map", ""))
    functions = sorted({function for all_of in versions.values() for function in all_of})
    source.write_text("".join(f"void *{function}(void) {{ return 0; }}\n" for function in functions), encoding="utf-8")
    nodes = (f"{version} {{ global: {'; '.join(sorted(all_of))}; }};\n" for version, all_of in sorted(versions.items()))
    script.write_text("".join(nodes), encoding="utf-8")
    linker = f"-Wl,--build-id=none,-soname,{name},--version-script,{script.name}"
    command = ["gcc", "-shared", "-fPIC", "-Os", "-s", "-nostdlib", linker, "-o", library.name, source.name]
    subprocess.run(command, check=True, cwd=out_dir)  # noqa: S603
    return library


def put_in_place(entries: list[Entry], out_dir: Path) -> list[Entry]:
    """The table of contents with the empty libraries in place of those that OpenCV brought."""
    opencv = next(Path(source) for place, source, _ in entries if Path(place).name.startswith("cv2.abi3"))
    stubs = build(opencv, out_dir)
    return [(place, str(stubs.get(_name(place, kind), source)), kind) for place, source, kind in entries]


def _name(place: str, kind: str) -> str:
    return Path(place).name if kind == "BINARY" else ""
