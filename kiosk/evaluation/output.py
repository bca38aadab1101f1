"""What an evaluation knows already, so that nothing is computed twice.

The file is its owner's alone, like all beside it: what is kept between runs may be biometric templates.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

from kiosk.errors import OutputUnusable

CACHE = "cache.sqlite3"
_BESIDE = ("", "-wal", "-shm", "-journal")


class ResultCache:
    """What was computed, by kind and key; any thread. Whatever `put` returned from survives a kill of the process.

    A kind names the model as well, so that another model finds nothing of it.
    """

    def __init__(self, folder: Path) -> None:
        """Raises OutputUnusable."""
        self._path, self._lock = folder / CACHE, Lock()
        with self._translated():
            # SQLite gives the files that it puts beside it the same rights.
            os.close(os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600))
            self._path.chmod(0o600)
            self._connection = sqlite3.connect(self._path, isolation_level=None, check_same_thread=False)
            self._connection.execute("PRAGMA journal_mode=WAL")
            self._connection.execute("PRAGMA synchronous=NORMAL")
            self._connection.execute("PRAGMA secure_delete=ON")
            self._connection.execute(
                "CREATE TABLE IF NOT EXISTS results (kind TEXT, key TEXT, value BLOB NOT NULL, PRIMARY KEY (kind, key))"
                " WITHOUT ROWID"
            )

    @property
    def path(self) -> Path:
        """The file."""
        return self._path

    def get_all(self, kind: str) -> dict[str, bytes]:
        """Everything of a kind, by key; raises OutputUnusable."""
        with self._lock, self._translated():
            found = self._connection.execute("SELECT key, value FROM results WHERE kind = ?", (kind,))
            return {str(key): bytes(value) for key, value in found}

    def put(self, kind: str, key: str, value: bytes) -> None:
        """Keep it; raises OutputUnusable."""
        with self._lock, self._translated():
            self._connection.execute("INSERT OR REPLACE INTO results VALUES (?, ?, ?)", (kind, key, value))

    def close(self) -> None:
        """Close the file, which stays."""
        with self._lock:
            self._connection.close()

    def forget(self) -> None:
        """Close and delete it; raises OutputUnusable."""
        self.close()
        with self._translated():
            for suffix in _BESIDE:
                Path(f"{self._path}{suffix}").unlink(missing_ok=True)

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.OperationalError as error:
            raise OutputUnusable(f"{CACHE}: {error}") from error
        except sqlite3.DatabaseError as error:
            raise OutputUnusable(f"{CACHE} is damaged: delete it and start again") from error
        except OSError as error:
            raise OutputUnusable(f"{CACHE}: {error.strerror or type(error).__name__}") from error
