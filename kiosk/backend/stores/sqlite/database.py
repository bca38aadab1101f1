"""One SQLite file, one connection, one transaction at a time."""

import errno
import logging
import os
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock

from kiosk.backend.stores.cipher import Cipher
from kiosk.backend.stores.sqlite.authentic_rows import TAG, AuthenticRows, ReportTampering, TableFormat
from kiosk.errors import StorageFailed, StorageFull, StoreDamaged, StoreTampered

logger = logging.getLogger(__name__)

BUSY_TIMEOUT_S = 5.0
PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = NORMAL",
    "PRAGMA foreign_keys = ON",
    # What is deleted is overwritten, encrypted as it was.
    "PRAGMA secure_delete = ON",
    # Whoever writes into the file may write triggers and views as well.
    "PRAGMA trusted_schema = OFF",
)
_CANARY_NAME, _CANARY, _CANARY_PLACE = "canary", b"kiosk", "meta:1"
_BOUND_NAME, _BOUND = "bound", b"rows have tags"
"""What says that no row of an earlier version is left."""
_PRIMARY_CODE = 0xFF
"""Of an extended result code, the part that the documentation of SQLite lists as result codes."""


@dataclass(frozen=True, slots=True)
class DatabaseFormat:
    """What a database is made of: SQL that makes what is missing, and the tables whose rows have tags."""

    schema: str
    tables: Sequence[TableFormat]
    added_columns: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """What one of an earlier version lacks, by table."""
    filling: str = ""
    """SQL that fills what was added, before the rows of an earlier version get their tags."""


def report_nothing(table: str) -> None:
    """Tell nobody, where nobody counts."""


class Database:
    """A connection that threads take in turns; other processes wait for the file's lock."""

    def __init__(
        self, path: Path, cipher: Cipher, made_of: DatabaseFormat, report: ReportTampering = report_nothing
    ) -> None:
        """Open or create; raises StorageFailed, also when the database was written with another key.

        Rows of an earlier version get their tags, as long as the keys accept that; StoreTampered otherwise.
        """
        self._lock = Lock()
        self._cipher, self._format, self._report = cipher, made_of, report
        self._bound_place = f"bound:{path.name}"
        try:
            _create_private(path)
            self._connection = sqlite3.connect(
                path, timeout=BUSY_TIMEOUT_S, isolation_level=None, check_same_thread=False
            )
        except (sqlite3.Error, OSError) as error:
            raise _failure(error, "the database cannot be opened") from error
        try:
            self._prepare()
            self._bind(path.name)
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
            self._check_key()
            yield self._connection
            self._connection.execute("COMMIT")
        except BaseException:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            raise

    def rows(self, connection: sqlite3.Connection, table: TableFormat) -> AuthenticRows:
        """Rows of a table within a transaction."""
        return AuthenticRows(connection, self._cipher, table, self._report)

    def seal_anew(self) -> None:
        """Encrypt and tag everything with the current key, all or nothing; what does not fit stays as it is."""
        with self.transaction() as connection:
            for table in self._format.tables:
                self.rows(connection, table).seal_anew()
            for name, plain, place in (
                (_CANARY_NAME, _CANARY, _CANARY_PLACE),
                (_BOUND_NAME, _BOUND, self._bound_place),
            ):
                sealed = self._cipher.seal(plain, place)
                connection.execute("UPDATE meta SET value = ? WHERE name = ?", [sealed, name])
        self.checkpoint()

    def _check_key(self) -> None:
        """What is written with a key that was rotated away could never be read."""
        row = self._connection.execute("SELECT value FROM meta WHERE name = ?", [_CANARY_NAME]).fetchone()
        if row is not None and not self._cipher.knows_key_of(row[0]):
            raise StorageFailed("the key was rotated meanwhile; start again")

    def _prepare(self) -> None:
        tagged = {table.name: {"tag": TAG.removeprefix("tag ")} for table in self._format.tables}
        added = {name: {**self._format.added_columns.get(name, {}), **tag} for name, tag in tagged.items()}
        try:
            for pragma in PRAGMAS:
                self._connection.execute(pragma)
            self._connection.executescript(self._format.schema)
            _add_columns(self._connection, added)
        except sqlite3.Error as error:
            raise _failure(error, "the database cannot be prepared") from error
        with self.transaction() as connection:
            canary = self._cipher.seal(_CANARY, _CANARY_PLACE)
            connection.execute("INSERT OR IGNORE INTO meta VALUES ('canary', ?)", [canary])
            (sealed,) = connection.execute("SELECT value FROM meta WHERE name = 'canary'").fetchone()
            self._cipher.open(sealed, _CANARY_PLACE)

    def _bind(self, name: str) -> None:
        """See to it that every row has a tag: a new file's will, an earlier version's get theirs now."""
        with self.transaction() as connection:
            row = connection.execute("SELECT value FROM meta WHERE name = 'bound'").fetchone()
            tables = [self.rows(connection, table) for table in self._format.tables]
            if row is not None:
                self._cipher.open(row[0], self._bound_place)
            else:
                if not self._cipher.accepts_unbound and any(rows.has_any() for rows in tables):
                    self._report(name)
                    raise StoreTampered(f"{name}: rows of an earlier version, though all of them had their tags")
                connection.execute(self._format.filling or "SELECT 1")
                for rows in tables:
                    rows.bind()
                connection.execute(
                    "INSERT INTO meta VALUES ('bound', ?)", [self._cipher.seal(_BOUND, self._bound_place)]
                )
            for table, rows in zip(self._format.tables, tables, strict=True):
                if not rows.is_whole():
                    logger.error("%s: rows of %s are missing, or older than they were", name, table.name)
                    rows.take_sum()


def _failure(error: sqlite3.Error | OSError, detail: str) -> StorageFailed:
    """What SQLite or the system complains of, in our terms."""
    code = getattr(error, "sqlite_errorcode", 0) & _PRIMARY_CODE
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return StoreDamaged(detail)
    if code == sqlite3.SQLITE_FULL or getattr(error, "errno", 0) in (errno.ENOSPC, errno.EDQUOT):
        return StorageFull(detail)
    return StorageFailed(detail)


def _add_columns(connection: sqlite3.Connection, added: Mapping[str, Mapping[str, str]]) -> None:
    for table, columns in added.items():
        present = {row[1] for row in connection.execute(f"PRAGMA table_info({table})")}
        for name, kind in columns.items():
            if present and name not in present:
                connection.execute(f"ALTER TABLE {table} ADD COLUMN {name} {kind}")


def _create_private(path: Path) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
