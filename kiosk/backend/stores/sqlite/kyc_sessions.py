"""Liveness sessions of the KYC API in SQLite, encrypted."""

import sqlite3
from pathlib import Path

from kiosk.backend.kyc.records import Change, Session, StoredSession
from kiosk.backend.ports import dump_stored, load_stored
from kiosk.backend.stores.cipher import Cipher
from kiosk.backend.stores.sqlite.authentic_rows import TAG, ReportTampering, TableFormat, named
from kiosk.backend.stores.sqlite.database import Database, DatabaseFormat, report_nothing
from kiosk.errors import KycSessionNotFound, StoreTampered

_SCHEMA = f"""
PRAGMA synchronous = FULL;
CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS kyc_session (
    id TEXT PRIMARY KEY,
    created_at_s REAL NOT NULL,
    record BLOB NOT NULL,
    {TAG}
);
CREATE INDEX IF NOT EXISTS kyc_session_by_time ON kyc_session (created_at_s);
"""
"""A session that was used up is so after a power failure too: every commit reaches the disk."""
SESSION = TableFormat("kyc_session", ("id", "created_at_s", "record"), sealed={"record": named("kyc-session:{id}")})
SESSIONS = DatabaseFormat(_SCHEMA, (SESSION,))


class SqliteSessions:
    """Implements `KycSessionStore`; any thread."""

    def __init__(self, path: Path, cipher: Cipher, report: ReportTampering = report_nothing) -> None:
        """Open or create; raises StorageFailed."""
        self._cipher = cipher
        self._database = Database(path, cipher, SESSIONS, report)

    def close(self) -> None:
        """Close the database."""
        self._database.close()

    def create(self, session: Session) -> None:
        """Store a new session."""
        row = {"id": session.id, "created_at_s": session.created_at_s, "record": self._sealed(session)}
        with self._database.transaction() as connection:
            self._database.rows(connection, SESSION).insert(row)

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
                rows = self._database.rows(connection, SESSION)
                rows.update({"record": self._sealed(after)}, "WHERE id = ?", session_id)
            return after

    def purge_before(self, time_s: float) -> int:
        """Delete and empty the journal."""
        with self._database.transaction() as connection:
            count = connection.execute("DELETE FROM kyc_session WHERE created_at_s < ?", [time_s]).rowcount
        if count:
            self._database.checkpoint()
        return count

    def _load(self, connection: sqlite3.Connection, session_id: str) -> Session:
        row = self._database.rows(connection, SESSION).find(session_id)
        if row is None:
            raise KycSessionNotFound
        session = load_stored(StoredSession, self._cipher.open(row["record"], _place(session_id))).value
        if session.id != session_id:
            raise StoreTampered("a session lies under the id of another")
        return session

    def _sealed(self, session: Session) -> bytes:
        return self._cipher.seal(dump_stored(StoredSession(value=session)), _place(session.id))


def _place(session_id: str) -> str:
    return f"kyc-session:{session_id}"
