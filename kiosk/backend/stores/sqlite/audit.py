"""The audit trail in SQLite, encrypted; the table refuses changes."""

import logging

from kiosk.backend.attempts.audit import AuditEntry, StoredAuditEntry, new_entry
from kiosk.backend.ports import Clock, ReferenceHasher, dump_stored, load_stored
from kiosk.backend.stores.cipher import Cipher
from kiosk.backend.stores.sqlite.attempt_schema import AUDIT
from kiosk.backend.stores.sqlite.database import Database

logger = logging.getLogger(__name__)


class SqliteAudit:
    """Implements `AuditTrail`."""

    def __init__(self, database: Database, cipher: Cipher, key_of: ReferenceHasher, clock: Clock) -> None:
        """The database has the tables of `attempt_schema`, and is closed by whoever opened it."""
        self._database = database
        self._cipher = cipher
        self._key_of = key_of
        self._clock = clock

    def record(self, staff_id: str, action: str, subject: str = "", reason: str = "") -> None:
        """Append an entry, sealed under its own number, so that none can take another's place.

        Numbers rise with the entries that are there, and how many there are is known: one that is deleted is missed.
        """
        entry = new_entry(self._key_of, self._clock(), staff_id, action, (subject, reason))
        with self._database.transaction() as connection:
            row = connection.execute("SELECT seq FROM sqlite_sequence WHERE name = 'audit'").fetchone()
            number = 1 if row is None else row[0] + 1
            sealed = self._cipher.seal(dump_stored(StoredAuditEntry(value=entry)), f"audit:{number}")
            self._database.rows(connection, AUDIT).insert({"id": number, "at_s": entry.at_s, "entry": sealed})

    def entries(self) -> tuple[AuditEntry, ...]:
        """All that are kept."""
        with self._database.transaction() as connection:
            found = self._database.rows(connection, AUDIT)
            rows = found.select("ORDER BY id")
            if not found.is_whole():
                logger.error("the audit trail has lost entries, or some are older than they were")
        return tuple(
            load_stored(StoredAuditEntry, self._cipher.open(row["entry"], f"audit:{row['id']}")).value for row in rows
        )

    def purge_before(self, time_s: float) -> int:
        """Delete those recorded before then."""
        with self._database.transaction() as connection:
            return self._database.rows(connection, AUDIT).delete("WHERE at_s < ?", time_s)
