"""Liveness sessions of the KYC API in SQLite, encrypted."""

import sqlite3
from pathlib import Path

from kiosk.backend.kyc.records import Change, Session, StoredSession
from kiosk.backend.ports import dump_stored, load_stored
from kiosk.backend.stores.cipher import Cipher
from kiosk.backend.stores.sqlite.database import Database
from kiosk.errors import KycSessionNotFound, StorageFailed

SCHEMA = """
PRAGMA synchronous = FULL;
CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS kyc_session (
    id TEXT PRIMARY KEY,
    created_at_s REAL NOT NULL,
    record BLOB NOT NULL
);
CREATE INDEX IF NOT EXISTS kyc_session_by_time ON kyc_session (created_at_s);
"""
"""A session that was used up is so after a power failure too: every commit reaches the disk."""


class SqliteSessions:
    """Implements `KycSessionStore`; any thread."""

    def __init__(self, path: Path, cipher: Cipher) -> None:
        """Open or create; raises StorageFailed."""
        self._cipher = cipher
        self._database = Database(path, cipher, SCHEMA)

    def close(self) -> None:
        """Close the database."""
        self._database.close()

    def create(self, session: Session) -> None:
        """Store a new session."""
        values = [session.id, session.created_at_s, self._sealed(session)]
        with self._database.transaction() as connection:
            connection.execute("INSERT INTO kyc_session VALUES (?, ?, ?)", values)

    def load(self, session_id: str) -> Session:
        """The session as it stands."""
        with self._database.transaction() as connection:
            return self._load(connection, session_id)

    def change(self, session_id: str, change: Change) -> Session:
        """Read, change and write in one transaction."""
        with self._database.transaction() as connection:
            before = self._load(connection, session_id)
            after = change(before)
            if after != before:
                values = [self._sealed(after), session_id]
                connection.execute("UPDATE kyc_session SET record = ? WHERE id = ?", values)
            return after

    def purge_before(self, time_s: float) -> int:
        """Delete and empty the journal."""
        with self._database.transaction() as connection:
            count = connection.execute("DELETE FROM kyc_session WHERE created_at_s < ?", [time_s]).rowcount
        if count:
            self._database.checkpoint()
        return count

    def _load(self, connection: sqlite3.Connection, session_id: str) -> Session:
        row = connection.execute("SELECT record FROM kyc_session WHERE id = ?", [session_id]).fetchone()
        if row is None:
            raise KycSessionNotFound
        session = load_stored(StoredSession, self._cipher.open(row[0], _place(session_id))).value
        if session.id != session_id:
            raise StorageFailed("a session lies under the id of another")
        return session

    def _sealed(self, session: Session) -> bytes:
        return self._cipher.seal(dump_stored(StoredSession(value=session)), _place(session.id))


def _place(session_id: str) -> str:
    return f"kyc-session:{session_id}"
