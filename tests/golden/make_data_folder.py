"""`python -m tests.golden.make_data_folder`: lets this version write a data folder, for later versions to read.

Not to be run again because a test fails: what it wrote lies in branches as well, and they cannot write it anew. A
format that has changed on purpose needs a migration, and then this folder is what the migration is tried on.
"""

import gzip
import io
import json
import tarfile
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import Final

from kiosk.settings import Settings
from tests.golden.reading import contents
from tests.golden.scenario import AT_S, Notes, fill, settings_of

FOLDER: Final = Path(__file__).parent / "data_folder"
ARCHIVE: Final = FOLDER / "data_folder.tar.gz"
CONTENTS: Final = FOLDER / "contents.json"
NOTES: Final = FOLDER / "notes.json"


def packed(folder: Path) -> bytes:
    """All files in order, without whose they are, and as old as the day, for that is what retention goes by."""
    raw = io.BytesIO()
    with tarfile.open(fileobj=raw, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            entry = tarfile.TarInfo(path.relative_to(folder).as_posix())
            entry.size, entry.mode, entry.mtime = path.stat().st_size, 0o600, int(AT_S)
            archive.addfile(entry, io.BytesIO(path.read_bytes()))
    return gzip.compress(raw.getvalue(), mtime=0)


def unpack(folder: Path) -> None:
    """The folder that was written, here."""
    with tarfile.open(ARCHIVE) as archive:
        archive.extractall(folder, filter="data")


def main() -> None:
    """Write folder, notes and what was read of it."""
    with tempfile.TemporaryDirectory() as place:
        settings, notes = fill(Path(place))
        FOLDER.mkdir(exist_ok=True)
        ARCHIVE.write_bytes(packed(Path(place)))
        _write(NOTES, {**asdict(notes), "staff_pins": dict(settings.staff_pins)})
        _write(CONTENTS, contents(settings, notes))


def _write(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, indent=1, sort_keys=True, ensure_ascii=False) + "\n", encoding="utf-8")


def notes_of(folder: Path) -> tuple[Settings, Notes]:
    """Settings and notes of the folder that was written, unpacked here."""
    told = json.loads(NOTES.read_text(encoding="utf-8"))
    pins = told.pop("staff_pins")
    return settings_of(folder, pins), Notes(**told)


if __name__ == "__main__":
    main()
