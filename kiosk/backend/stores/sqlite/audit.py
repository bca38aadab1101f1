"""The audit trail in SQLite, encrypted; the table refuses changes."""

from kiosk.backend.attempts.audit import AuditEntry, StoredAuditEntry, new_entry
from kiosk.backend.ports import Clock, ReferenceHasher, dump_stored, load_stored
from kiosk.backend.stores.cipher import Cipher
from kiosk.backend.stores.sqlite.database import Database


class SqliteAudit:
    """Implements `AuditTrail`."""

    def __init__(self, database: Database, cipher: Cipher, key_of: ReferenceHasher, clock: Clock) -> None:
        """The database has the tables of `attempt_schema`, and is closed by whoever opened it."""
        self._database = database
        self._cipher = cipher
        self._key_of = key_of
        self._clock = clock

    def record(self, staff_id: str, action: str, subject: str = "", reason: str = "") -> None:
        """Append an entry, sealed under its own number, so that none can take another's place."""
        entry = new_entry(self._key_of, self._clock(), staff_id, action, (subject, reason))
        with self._database.transaction() as connection:
            row = connection.execute("SELECT seq FROM sqlite_sequence WHERE name = 'audit'").fetchone()
            number = 1 if row is None else row[0] + 1
            sealed = self._cipher.seal(dump_stored(StoredAuditEntry(value=entry)), f"audit:{number}")
            connection.execute("INSERT INTO audit (id, at_s, entry) VALUES (?, ?, ?)", [number, entry.at_s, sealed])

    def entries(self) -> tuple[AuditEntry, ...]:
        """All that are kept."""
        with self._database.transaction() as connection:
            rows = connection.execute("SELECT id, entry FROM audit ORDER BY id").fetchall()
        return tuple(
            load_stored(StoredAuditEntry, self._cipher.open(sealed, f"audit:{number}")).value for number, sealed in rows
        )

    def purge_before(self, time_s: float) -> int:
        """Delete those recorded before then."""
        with self._database.transaction() as connection:
            return connection.execute("DELETE FROM audit WHERE at_s < ?", [time_s]).rowcount
