"""Tells programs and shared libraries from other files by how they begin."""

from pathlib import Path

_BEGINNINGS = {
    b"\x7fELF": "ELF",
    b"MZ": "PE",
    b"\xfe\xed\xfa\xce": "Mach-O",
    b"\xfe\xed\xfa\xcf": "Mach-O",
    b"\xce\xfa\xed\xfe": "Mach-O",
    b"\xcf\xfa\xed\xfe": "Mach-O",
    b"\xca\xfe\xba\xbe": "Mach-O",
}
_SIGNIFICANT_BYTES = 4


def kind(path: Path) -> str | None:
    """`ELF`, `PE`, `Mach-O`, or None for everything else."""
    with path.open("rb") as file:
        beginning = file.read(_SIGNIFICANT_BYTES)
    return next((name for magic, name in _BEGINNINGS.items() if beginning.startswith(magic)), None)


def binaries(folder: Path) -> list[Path]:
    """Every program and shared library in a folder, sorted; symbolic links are left out."""
    files = (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    return sorted(path for path in files if kind(path) is not None)
