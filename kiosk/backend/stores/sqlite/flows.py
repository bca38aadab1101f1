"""Flows in SQLite, encrypted."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from kiosk.backend.flows.records import FlowRecord, StoredFlow
from kiosk.backend.ports import dump_stored, load_stored
from kiosk.backend.stores.cipher import Cipher
from kiosk.backend.stores.sqlite.database import Database
from kiosk.errors import StorageFailed

SCHEMA = """
PRAGMA synchronous = FULL;
CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS flow (
    challenge_id TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    created_at_s REAL NOT NULL,
    unsettled INTEGER NOT NULL,
    record BLOB NOT NULL
);
CREATE INDEX IF NOT EXISTS flow_by_time ON flow (created_at_s);
"""
"""A step that was taken is taken after a power failure too: every commit reaches the disk."""


class SqliteFlows:
    """Implements `FlowStore`; any thread."""

    def __init__(self, path: Path, cipher: Cipher) -> None:
        """Open or create; raises StorageFailed."""
        self._cipher = cipher
        self._database = Database(path, cipher, SCHEMA)

    def close(self) -> None:
        """Close the database."""
        self._database.close()

    def load(self, challenge_id: str) -> FlowRecord | None:
        """The flow as it stands."""
        with self._database.transaction() as connection:
            row = connection.execute(
                "SELECT version, record FROM flow WHERE challenge_id = ?", [challenge_id]
            ).fetchone()
        if row is None:
            return None
        version, sealed = row
        record = load_stored(StoredFlow, self._cipher.open(sealed, f"flow:{challenge_id}:{version}")).value
        if record.challenge_id != challenge_id:
            raise StorageFailed("a flow lies under the id of another")
        return record

    def save(self, record: FlowRecord) -> bool:
        """Insert or update, only as the version after the one that was loaded."""
        after = replace(record, version=record.version + 1)
        sealed = self._cipher.seal(dump_stored(StoredFlow(value=after)), f"flow:{after.challenge_id}:{after.version}")
        values = [after.version, after.created_at_s, after.progress.unsettled, sealed, after.challenge_id]
        statement = "INSERT OR IGNORE INTO flow (version, created_at_s, unsettled, record, challenge_id) "
        statement += "VALUES (?, ?, ?, ?, ?)"
        if record.version:
            statement = (
                "UPDATE flow SET version = ?, created_at_s = ?, unsettled = ?, record = ? "
                "WHERE challenge_id = ? AND version = ?"
            )
            values.append(record.version)
        with self._database.transaction() as connection:
            return connection.execute(statement, values).rowcount == 1

    def list_unsettled(self, before_s: float) -> Sequence[str]:
        """Flows created before then whose last step was begun and never ended."""
        with self._database.transaction() as connection:
            rows = connection.execute(
                "SELECT challenge_id FROM flow WHERE unsettled AND created_at_s < ?", [before_s]
            ).fetchall()
        return [str(challenge_id) for (challenge_id,) in rows]

    def delete(self, challenge_ids: Sequence[str]) -> int:
        """Delete and empty the journal."""
        with self._database.transaction() as connection:
            count = sum(
                connection.execute("DELETE FROM flow WHERE challenge_id = ?", [challenge_id]).rowcount
                for challenge_id in challenge_ids
            )
        return self._emptied(count)

    def purge_before(self, time_s: float) -> int:
        """Delete and empty the journal."""
        with self._database.transaction() as connection:
            count = connection.execute("DELETE FROM flow WHERE created_at_s < ?", [time_s]).rowcount
        return self._emptied(count)

    def _emptied(self, count: int) -> int:
        if count:
            self._database.checkpoint()
        return count
