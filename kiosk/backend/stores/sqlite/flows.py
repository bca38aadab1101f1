"""Flows in SQLite, encrypted."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from kiosk.backend.flows.records import FlowRecord, StoredFlow
from kiosk.backend.ports import dump_stored, load_stored
from kiosk.backend.stores.cipher import Cipher
from kiosk.backend.stores.sqlite.authentic_rows import TAG, ReportTampering, Row, TableFormat, named
from kiosk.backend.stores.sqlite.database import Database, DatabaseFormat, report_nothing
from kiosk.errors import StoreTampered

_SCHEMA = f"""
PRAGMA synchronous = FULL;
CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS flow (
    challenge_id TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    created_at_s REAL NOT NULL,
    unsettled INTEGER NOT NULL,
    record BLOB NOT NULL,
    {TAG}
);
CREATE INDEX IF NOT EXISTS flow_by_time ON flow (created_at_s);
"""
"""A step that was taken is taken after a power failure too: every commit reaches the disk."""
FLOW = TableFormat(
    "flow",
    ("challenge_id", "version", "created_at_s", "unsettled", "record"),
    sealed={"record": named("flow:{challenge_id}:{version}")},
)
FLOWS = DatabaseFormat(_SCHEMA, (FLOW,))


class SqliteFlows:
    """Implements `FlowStore`; any thread."""

    def __init__(self, path: Path, cipher: Cipher, report: ReportTampering = report_nothing) -> None:
        """Open or create; raises StorageFailed."""
        self._cipher = cipher
        self._database = Database(path, cipher, FLOWS, report)

    def close(self) -> None:
        """Close the database."""
        self._database.close()

    def load(self, challenge_id: str) -> FlowRecord | None:
        """The flow as it stands."""
        with self._database.transaction() as connection:
            row = self._database.rows(connection, FLOW).find(challenge_id)
        return None if row is None else self._opened(row)

    def save(self, record: FlowRecord) -> bool:
        """Insert or update, only as the version after the one that was loaded."""
        after = replace(record, version=record.version + 1)
        sealed = self._cipher.seal(dump_stored(StoredFlow(value=after)), f"flow:{after.challenge_id}:{after.version}")
        values = {
            "version": after.version,
            "created_at_s": after.created_at_s,
            "unsettled": after.progress.unsettled,
            "record": sealed,
        }
        with self._database.transaction() as connection:
            rows = self._database.rows(connection, FLOW)
            if not record.version:
                return rows.insert({"challenge_id": after.challenge_id, **values}, "ON CONFLICT DO NOTHING")
            condition = "WHERE challenge_id = ? AND version = ?"
            return rows.update(values, condition, after.challenge_id, record.version) == 1

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

    def _opened(self, row: Row) -> FlowRecord:
        place = f"flow:{row['challenge_id']}:{row['version']}"
        record = load_stored(StoredFlow, self._cipher.open(row["record"], place)).value
        if record.challenge_id != row["challenge_id"]:
            raise StoreTampered("a flow lies under the id of another")
        return record

    def _emptied(self, count: int) -> int:
        if count:
            self._database.checkpoint()
        return count
