"""One SQLite file, one connection, one transaction at a time."""

import errno
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

from kiosk.backend.stores.cipher import Cipher
from kiosk.backend.stores.sqlite.challenge_schema import ADDED_COLUMNS, PRAGMAS, SCHEMA, VERSION
from kiosk.errors import StorageFailed, StorageFull, StoreDamaged

BUSY_TIMEOUT_S = 5.0
_CANARY = b"kiosk"
_PRIMARY_CODE = 0xFF
"""Of an extended result code, the part that the documentation of SQLite lists as result codes."""


class Database:
    """A connection that threads take in turns; other processes wait for the file's lock."""

    def __init__(self, path: Path, cipher: Cipher, schema: str = SCHEMA) -> None:
        """Open or create; raises StorageFailed, also when the database was written with another key.

        The tables of `schema` are made if they are missing; one of them is `meta`.
        """
        self._lock = Lock()
        try:
            _create_private(path)
            self._connection = sqlite3.connect(
                path, timeout=BUSY_TIMEOUT_S, isolation_level=None, check_same_thread=False
            )
        except (sqlite3.Error, OSError) as error:
            raise _failure(error, "the database cannot be opened") from error
        try:
            self._prepare(cipher, schema)
        except BaseException:
            self.close()
            raise

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """All or nothing; raises StorageFailed for whatever SQLite complains of."""
        try:
            with self._lock:
                yield from self._transact()
        except sqlite3.Error as error:
            raise _failure(error, f"database: {type(error).__name__}") from error

    def checkpoint(self) -> None:
        """Write everything into the file itself and empty the journal, where what was deleted still lies."""
        try:
            with self._lock:
                self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        except sqlite3.Error as error:
            raise _failure(error, f"database: {type(error).__name__}") from error

    def close(self) -> None:
        """Close the connection; everything afterwards raises StorageFailed."""
        with self._lock:
            self._connection.close()

    def _transact(self) -> Iterator[sqlite3.Connection]:
        # At once, not when the first row is written: what is checked first must still hold by then.
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield self._connection
            self._connection.execute("COMMIT")
        except BaseException:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            raise

    def _prepare(self, cipher: Cipher, schema: str) -> None:
        try:
            for pragma in PRAGMAS:
                self._connection.execute(pragma)
            self._connection.executescript(schema)
            _add_columns(self._connection)
        except sqlite3.Error as error:
            raise _failure(error, "the database cannot be prepared") from error
        place = f"meta:{VERSION}"
        with self.transaction() as connection:
            connection.execute("INSERT OR IGNORE INTO meta VALUES ('canary', ?)", [cipher.seal(_CANARY, place)])
            (sealed,) = connection.execute("SELECT value FROM meta WHERE name = 'canary'").fetchone()
            cipher.open(sealed, place)


def _failure(error: sqlite3.Error | OSError, detail: str) -> StorageFailed:
    """What SQLite or the system complains of, in our terms."""
    code = getattr(error, "sqlite_errorcode", 0) & _PRIMARY_CODE
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return StoreDamaged(detail)
    if code == sqlite3.SQLITE_FULL or getattr(error, "errno", 0) in (errno.ENOSPC, errno.EDQUOT):
        return StorageFull(detail)
    return StorageFailed(detail)


def _add_columns(connection: sqlite3.Connection) -> None:
    for table, columns in ADDED_COLUMNS.items():
        present = {row[1] for row in connection.execute(f"PRAGMA table_info({table})")}
        for name, kind in columns.items():
            if present and name not in present:
                connection.execute(f"ALTER TABLE {table} ADD COLUMN {name} {kind}")


def _create_private(path: Path) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
