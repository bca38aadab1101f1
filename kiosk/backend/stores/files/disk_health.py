"""Whether the data folder can keep what a customer is about to hand in."""

import logging
import shutil
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

from kiosk.errors import StorageFailed, StorageFull, StoreDamaged

PROBE_BYTES = 65_536
"""Written on each look: a full disk may still take a byte."""
EXAMINED_EVERY_S = 6 * 3600.0
SOUND = "ok"

logger = logging.getLogger(__name__)


class DiskHealth:
    """Looks at one data folder; any thread."""

    def __init__(self, data_dir: Path, min_free_bytes: int) -> None:
        self._data_dir, self._min_free_bytes = data_dir, min_free_bytes
        self._damaged = False

    def check(self) -> None:
        """Raises StoreDamaged, StorageFull and StorageFailed."""
        if self._damaged:
            raise StoreDamaged("found by the examination")
        try:
            # First: a full disk may take the probe's bytes or not.
            if shutil.disk_usage(self._data_dir).free < self._min_free_bytes:
                raise StorageFull("the data folder")
            with tempfile.TemporaryFile(dir=self._data_dir) as file:
                file.write(bytes(PROBE_BYTES))
                file.flush()
        except OSError as error:
            raise StorageFailed("the data folder cannot be written") from error

    def examine(self) -> None:
        """Read all pages of all databases, which takes as long as they are large, and remember what is wrong."""
        for path in sorted(self._data_dir.glob("*.sqlite3")):
            if not _is_sound(path):
                self._damaged = True
                logger.error("a database is damaged: %s", path.name)


def _is_sound(path: Path) -> bool:
    """Whether SQLite finds its pages in order; one that is locked or gone is not known to be damaged."""
    try:
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("PRAGMA query_only = ON")
            return bool(connection.execute("PRAGMA quick_check(1)").fetchone()[0] == SOUND)
    except sqlite3.OperationalError:
        return True
    except sqlite3.DatabaseError:
        return False
