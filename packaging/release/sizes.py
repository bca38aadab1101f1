"""What the frozen program is made of, by size."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

MEGABYTE = 1_000_000
_SMALL_BYTES = MEGABYTE


def total_bytes(bundle: Path) -> int:
    """Bytes of all files; a symbolic link counts nothing."""
    return sum(size for _, size in _files(bundle))


def table(bundle: Path) -> str:
    """Parts of the program and their sizes in MB, the largest first, as a Markdown table."""
    parts: Counter[str] = Counter()
    for path, size in _files(bundle):
        parts[_part(path.relative_to(bundle))] += size
    large = [(part, size) for part, size in parts.most_common() if size >= _SMALL_BYTES]
    rest = parts.total() - sum(size for _, size in large)
    lines = [f"| {part} | {size / MEGABYTE:.1f} |" for part, size in (*large, ("all else", rest))]
    return "\n".join(["| part | MB |", "|---|---|", *lines, f"| **sum** | **{parts.total() / MEGABYTE:.1f}** |"]) + "\n"


def _part(path: Path) -> str:
    """The package that a file belongs to, with the libraries that its wheel brings."""
    if path.parts[0] != "_internal" or len(path.parts) == 1:
        return path.parts[0]
    return path.parts[1].removesuffix(".libs").split(".cpython")[0]


def _files(folder: Path) -> Iterator[tuple[Path, int]]:
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_symlink():
            yield path, path.stat().st_size
