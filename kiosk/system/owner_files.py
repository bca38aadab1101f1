"""Folders and files that belong to their owner alone, because of whom they may tell."""

import contextlib
import os
import secrets
from pathlib import Path

from kiosk.errors import OutputUnusable


def prepare_folder(folder: Path) -> None:
    """Make the folder and see that it can be written; raises OutputUnusable."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        probe = folder / f".probe-{secrets.token_hex(8)}"
        probe.touch(mode=0o600)
        probe.unlink()
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else None
        raise OutputUnusable(f"{folder}: {reason or type(error).__name__}") from error


def write_result(path: Path, content: str | bytes) -> None:
    """Write a file whole or not at all, for its owner alone; raises OutputUnusable."""
    part = path.with_name(f".{path.name}.part")
    data = content.encode() if isinstance(content, str) else content
    try:
        part.unlink(missing_ok=True)
        with open(part, "xb", opener=_for_owner) as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
        raise OutputUnusable(f"{path.name}: {error.strerror or type(error).__name__}") from error


def _for_owner(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
