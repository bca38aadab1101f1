"""What may be left of a customer: pictures and the number that was typed, in files and folders."""

from collections.abc import Iterable, Sequence
from pathlib import Path

PICTURES = (b"\xff\xd8\xff\xe0\x00\x10JFIF", b"\xff\xd8\xff\xdb\x00\x43", b"\x89PNG\r\n\x1a\n", b"\x93NUMPY")
"""How files begin in which the program could keep a picture; what is encrypted does not begin like that."""
CORES = ("core", "core.*", "*.core")


def find_traces(folders: Iterable[Path], secrets: Sequence[str]) -> Sequence[str]:
    """Every file with a picture, one of these texts, or a dump of memory; a name and what is in it."""
    texts = [form for secret in secrets for form in (secret.encode(), secret.encode("utf-16-le"))]
    return [f"{path}: {found}" for folder in folders for path in _files(folder) if (found := _look(path, texts))]


def _files(folder: Path) -> Iterable[Path]:
    return [path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()]


def _look(path: Path, texts: Sequence[bytes]) -> str:
    if any(path.match(pattern) for pattern in CORES):
        return "a core dump"
    try:
        content = path.read_bytes()
    except OSError:
        # Deleted while it was looked for.
        return ""
    if any(picture in content for picture in PICTURES):
        return "a picture"
    return "a customer's number" if any(text in content for text in texts) else ""
