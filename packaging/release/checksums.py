"""SHA256SUMS: what `sha256sum --check` reads."""

import hashlib
import sys
from pathlib import Path

NAME = "SHA256SUMS"


class Mismatch(Exception):
    """Files differ from their sums, are missing, or have no sum."""


def write(out_dir: Path) -> Path:
    """Write the sums of every file in a folder, sorted by name."""
    sums = out_dir / NAME
    lines = (f"{digest}  {name}\n" for name, digest in _digests(out_dir).items())
    sums.write_text("".join(lines), encoding="utf-8", newline="\n")
    return sums


def verify(folder: Path) -> None:
    """Raise Mismatch naming every file that differs, is missing, or was added since."""
    lines = (folder / NAME).read_text(encoding="utf-8").splitlines()
    wanted = {name: digest for digest, name in (line.split("  ", 1) for line in lines)}
    found = _digests(folder)
    wrong = sorted(name for name in wanted | found if wanted.get(name) != found.get(name))
    if wrong:
        raise Mismatch(f"not as {NAME} says: {', '.join(wrong)}")


def _digests(folder: Path) -> dict[str, str]:
    files = sorted(path for path in folder.iterdir() if path.is_file() and path.name != NAME)
    return {path.name: sha256(path) for path in files}


def sha256(path: Path) -> str:
    """The SHA-256 of a file in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


if __name__ == "__main__":
    write(Path(sys.argv[1]))
