"""Packs the frozen program into one compressed file, the same bytes for the same folder."""

import os
import subprocess
import tarfile
import tempfile
from pathlib import Path

from release import layout

XZ = ("xz", "--threads=2")
"""A fixed number, so that the bytes do not follow the number of processors."""


def write(folder: Path, out_dir: Path, target: layout.Target, *, preset: int = 9) -> Path:
    """Write `kiosk-VERSION-SYSTEM-MACHINE.tar.xz`; `preset` is xz's, 0 to 9."""
    out_dir.mkdir(parents=True, exist_ok=True)
    archive = out_dir / target.file_name(".tar.xz")
    with tempfile.TemporaryFile(dir=out_dir) as plain, archive.open("wb") as packed:
        with tarfile.open(fileobj=plain, mode="w", format=tarfile.GNU_FORMAT) as tar:
            for path in (folder, *sorted(folder.rglob("*"))):
                tar.add(path, str(path.relative_to(folder.parent)), recursive=False, filter=_anonymous)
        plain.seek(0)
        subprocess.run([*XZ, f"-{preset}"], check=True, stdin=plain, stdout=packed)  # noqa: S603
    return archive


def _anonymous(entry: tarfile.TarInfo) -> tarfile.TarInfo:
    """Nobody's file, of the commit's time, with no rights but those that count."""
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = ""
    entry.mtime = layout.source_date_epoch()
    entry.mode = 0o755 if entry.isdir() or entry.issym() or entry.mode & os.X_OK else 0o644
    return entry
