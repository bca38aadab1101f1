"""The terminal's own id: random, so that it says nothing of the machine, and kept in the data folder."""

import os
import re
import secrets
from pathlib import Path

from kiosk.errors import DataFolderUnusable

FILE = "device-id"
_ID = re.compile(r"[0-9a-f]{32}")


def device_id(data_dir: Path) -> str:
    """The id of the terminal with this data folder, made at its first start; raises DataFolderUnusable."""
    file = data_dir / FILE
    try:
        if file.is_file():
            kept = file.read_text(encoding="ascii", errors="replace").strip()
            if _ID.fullmatch(kept):
                return kept
        made = secrets.token_hex(16)
        _write(file, made)
    except OSError as error:
        raise DataFolderUnusable(f"{file.name}: {error.strerror}") from error
    return made


def _write(file: Path, content: str) -> None:
    """Whole or not at all, for its owner alone."""
    fresh = file.with_suffix(f".{os.getpid()}")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="ascii") as opened:
        opened.write(content + "\n")
        opened.flush()
        os.fsync(opened.fileno())
    fresh.replace(file)
