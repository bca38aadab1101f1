"""Python's shared library without the symbols that only a debugger reads, on Linux: 23 MB become 7."""

import subprocess
from pathlib import Path

from release.contents import Entry


def without_symbols(entries: list[Entry], out_dir: Path) -> list[Entry]:
    """The table of contents with a stripped copy of libpython, where the build's Python has one; needs binutils.

    Libraries from wheels stay as they are: those that auditwheel has changed do not survive it.
    """
    return [
        (place, _stripped(source, out_dir) if _is_python(place, kind) else source, kind)
        for place, source, kind in entries
    ]


def _is_python(place: str, kind: str) -> bool:
    return kind == "BINARY" and Path(place).name.startswith("libpython3.")


def _stripped(source: str, out_dir: Path) -> str:
    out_dir.mkdir(parents=True, exist_ok=True)
    copy = out_dir / Path(source).name
    command = ["strip", "--strip-unneeded", "--enable-deterministic-archives", "-o", str(copy), source]
    subprocess.run(command, check=True)  # noqa: S603
    return str(copy)
