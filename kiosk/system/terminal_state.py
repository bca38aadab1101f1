"""What staff decided at the terminal itself, kept in its data folder over restarts."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from threading import Lock
from typing import Final

from kiosk.errors import DataFolderUnusable, OutputUnusable
from kiosk.system.owner_files import write_result

FILE: Final = "terminal.json"
MAX_BYTES: Final = 16_384
MAX_CHARS: Final = 1024
TURNS: Final = (0, 90, 180, 270)


@dataclass(frozen=True, slots=True)
class TerminalState:
    """What is kept; nothing of it is about a customer."""

    maintenance: bool = False
    """The terminal is out of service."""
    camera: str = ""
    """Identity of the one camera that may film customers; empty for none yet."""
    camera_name: str = ""
    turn_deg: int | None = None
    """How far the camera's pictures are turned clockwise; None goes by the setting."""
    volume_percent: int | None = None
    """How loud voice and tones are; None goes by the setting."""


class TerminalStateFile:
    """The file with it; any thread."""

    def __init__(self, data_dir: Path) -> None:
        """Reads it; raises DataFolderUnusable for one that cannot be understood: nobody knows what staff wanted."""
        self._file = data_dir / FILE
        self._lock = Lock()
        self._state = _read(self._file)

    @property
    def state(self) -> TerminalState:
        """As it stands."""
        return self._state

    def change(self, **changes: object) -> None:
        """Keep these; raises DataFolderUnusable, and then nothing has changed."""
        with self._lock:
            changed = replace(self._state, **changes)  # type: ignore[arg-type]
            if changed == self._state:
                return
            try:
                write_result(self._file, json.dumps(asdict(changed)) + "\n")
            except OutputUnusable as error:
                raise DataFolderUnusable(error.detail) from error
            self._state = changed


def _read(file: Path) -> TerminalState:
    try:
        with file.open("rb") as opened:
            text = opened.read(MAX_BYTES + 1)
        kept = json.loads(text) if len(text) <= MAX_BYTES else None
    except FileNotFoundError:
        return TerminalState()
    except (OSError, ValueError) as error:
        raise DataFolderUnusable(f"{file.name}: {type(error).__name__}") from error
    if not isinstance(kept, dict) or not _is_state(kept):
        raise DataFolderUnusable(f"{file.name}: is damaged; remove it, and let staff admit the camera again")
    return TerminalState(**kept)


def _is_one_of(kept: object, allowed: Sequence[int]) -> bool:
    """Whether it is nothing, or one of these; JSON's true is no number."""
    return kept is None or (type(kept) is int and kept in allowed)


def _is_state(kept: dict[str, object]) -> bool:
    texts = (kept.get("camera", ""), kept.get("camera_name", ""))
    return (
        set(kept) <= {each.name for each in fields(TerminalState)}
        and isinstance(kept.get("maintenance", False), bool)
        and all(isinstance(text, str) and len(text) <= MAX_CHARS and text.isprintable() for text in texts)
        and _is_one_of(kept.get("turn_deg"), TURNS)
        and _is_one_of(kept.get("volume_percent"), range(101))
    )
