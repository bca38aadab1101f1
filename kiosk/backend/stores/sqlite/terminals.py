"""Enrolled terminals in SQLite, in a database that the commands about them share with a backend that runs."""

import sqlite3
from pathlib import Path
from typing import Final

from kiosk.backend.ports import dump_stored, load_stored
from kiosk.backend.stores.cipher import Cipher
from kiosk.backend.stores.sqlite.authentic_rows import TAG, ReportTampering, Row, TableFormat, named
from kiosk.backend.stores.sqlite.database import Database, DatabaseFormat, report_nothing
from kiosk.backend.terminals.ports import StoredTerminal, TerminalChange
from kiosk.domain.identity.terminals import EnrolledTerminal
from kiosk.errors import StoreTampered
from kiosk.terminal_errors import TerminalExists, TerminalUnknown

FILE_NAME: Final = "terminals.sqlite3"
MOST_COUNTED = 500
"""Rows that are added up whenever one is read; where more are, only at the next start."""
_SCHEMA = f"""
PRAGMA synchronous = FULL;
CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS terminal (
    id TEXT PRIMARY KEY,
    record BLOB NOT NULL,
    {TAG}
) WITHOUT ROWID;
"""
"""A key that was revoked is so after a power failure too: every commit reaches the disk."""
TERMINAL = TableFormat("terminal", ("id", "record"), sealed={"record": named("terminal:{id}")}, counted=True)
TERMINALS = DatabaseFormat(_SCHEMA, (TERMINAL,))


class SqliteTerminals:
    """Implements `TerminalStore`; any thread, several processes."""

    def __init__(self, path: Path, cipher: Cipher, report: ReportTampering = report_nothing) -> None:
        """Open or create; raises StorageFailed."""
        self._cipher = cipher
        self._database = Database(path, cipher, TERMINALS, report)

    def close(self) -> None:
        """Close the database."""
        self._database.close()

    def add(self, terminal: EnrolledTerminal) -> None:
        """A new row."""
        row = {"id": terminal.id, "record": self._sealed(terminal)}
        with self._database.transaction() as connection:
            rows = self._database.rows(connection, TERMINAL)
            if rows.find(terminal.id) is not None:
                raise TerminalExists
            rows.insert(row)

    def load(self, terminal_id: str) -> EnrolledTerminal:
        """The row's terminal."""
        with self._database.transaction() as connection:
            return self._find(connection, terminal_id)

    def change(self, terminal_id: str, change: TerminalChange) -> EnrolledTerminal:
        """Read, change and write in one transaction."""
        with self._database.transaction() as connection:
            before = self._find(connection, terminal_id)
            after = change(before)
            if after != before:
                rows = self._database.rows(connection, TERMINAL)
                rows.update({"record": self._sealed(after)}, "WHERE id = ?", terminal_id)
            return after

    def all(self) -> tuple[EnrolledTerminal, ...]:
        """All rows."""
        with self._database.transaction() as connection:
            found = [self._open(row) for row in self._database.rows(connection, TERMINAL).select()]
        return tuple(sorted(found, key=lambda terminal: (terminal.enrolled_at_s, terminal.id)))

    def _find(self, connection: sqlite3.Connection, terminal_id: str) -> EnrolledTerminal:
        rows = self._database.rows(connection, TERMINAL)
        if not rows.is_whole(MOST_COUNTED):
            raise StoreTampered("terminals are missing, or older than they were")
        row = rows.find(terminal_id)
        if row is None:
            raise TerminalUnknown
        return self._open(row)

    def _open(self, row: Row) -> EnrolledTerminal:
        terminal = load_stored(StoredTerminal, self._cipher.open(row["record"], f"terminal:{row['id']}")).value
        if terminal.id != row["id"]:
            raise StoreTampered("a terminal lies under the id of another")
        return terminal

    def _sealed(self, terminal: EnrolledTerminal) -> bytes:
        return self._cipher.seal(dump_stored(StoredTerminal(value=terminal)), f"terminal:{terminal.id}")
