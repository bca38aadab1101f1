"""Attempts in SQLite, encrypted."""

import sqlite3

from kiosk.backend.attempts.ports import AttemptRule
from kiosk.backend.attempts.records import StoredAttempt
from kiosk.backend.attempts.transitions import is_enrolled_at, list_references
from kiosk.backend.ports import ReferenceHasher, dump_stored, load_stored
from kiosk.backend.stores.cipher import Cipher
from kiosk.backend.stores.sqlite.attempt_schema import ATTEMPT, REFERENCE
from kiosk.backend.stores.sqlite.authentic_rows import Row
from kiosk.backend.stores.sqlite.database import Database
from kiosk.domain.identity.flow import Attempt, Outcome
from kiosk.errors import AttemptNotFound, StoreTampered

RECENT = 500
"""Attempts that are looked through for those of one terminal: hours of a whole branch, milliseconds to open."""


class SqliteAttempts:
    """Implements `AttemptStore`."""

    def __init__(self, database: Database, cipher: Cipher, key_of: ReferenceHasher) -> None:
        """The database has the tables of `attempt_schema`, and is closed by whoever opened it."""
        self._database = database
        self._cipher = cipher
        self._key_of = key_of

    def create(self, attempt: Attempt) -> None:
        """Store a new attempt."""
        with self._database.transaction() as connection:
            self._database.rows(connection, ATTEMPT).insert(
                {"id": attempt.id, "started_at_s": attempt.started_at_s, **self._changing(attempt)}
            )
            self._refer(connection, attempt)

    def load(self, attempt_id: str) -> Attempt:
        """The attempt as it stands."""
        with self._database.transaction() as connection:
            attempt = self._find(connection, attempt_id)
        if attempt is None:
            raise AttemptNotFound
        return attempt

    def change(self, attempt_id: str, rule: AttemptRule) -> tuple[Attempt, Attempt] | None:
        """Apply the rule within one transaction."""
        with self._database.transaction() as connection:
            before = self._find(connection, attempt_id)
            after = None if before is None else rule(before)
            if before is None or after is None:
                return None
            self._database.rows(connection, ATTEMPT).update(self._changing(after), "WHERE id = ?", attempt_id)
            self._refer(connection, after)
            return before, after

    def list_expired(self, before_s: float, limit: int) -> tuple[str, ...]:
        """Ids of open attempts that expired before then."""
        query = "SELECT id FROM attempt WHERE open_until_s < ? ORDER BY open_until_s LIMIT ?"
        with self._database.transaction() as connection:
            return tuple(row[0] for row in connection.execute(query, [before_s, limit]))

    def list_naming(self, reference: str) -> tuple[Attempt, ...]:
        """Every attempt that names this customer."""
        with self._database.transaction() as connection:
            named = self._database.rows(connection, REFERENCE).select(
                "WHERE reference = ?", self._key_of("person", reference)
            )
            attempts = [self._find(connection, row["attempt_id"]) for row in named]
        return tuple(attempt for attempt in attempts if attempt is not None)

    def list_enrolled_at(self, device: str, since_s: float, limit: int) -> tuple[Attempt, ...]:
        """Onboardings at this terminal that were approved, among the newest of all."""
        recent = "WHERE started_at_s >= ? ORDER BY started_at_s DESC LIMIT ?"
        with self._database.transaction() as connection:
            attempts = [
                self._opened(row) for row in self._database.rows(connection, ATTEMPT).select(recent, since_s, RECENT)
            ]
        return tuple([attempt for attempt in attempts if is_enrolled_at(attempt, device)][:limit])

    def delete(self, attempt_id: str) -> None:
        """Delete it, and what refers to it."""
        with self._database.transaction() as connection:
            connection.execute("DELETE FROM attempt WHERE id = ?", [attempt_id])
        self._database.checkpoint()

    def purge_before(self, time_s: float) -> int:
        """Delete every attempt that began before then."""
        with self._database.transaction() as connection:
            purged = connection.execute("DELETE FROM attempt WHERE started_at_s < ?", [time_s]).rowcount
        if purged:
            self._database.checkpoint()
        return purged

    def _find(self, connection: sqlite3.Connection, attempt_id: str) -> Attempt | None:
        row = self._database.rows(connection, ATTEMPT).find(attempt_id)
        return None if row is None else self._opened(row)

    def _refer(self, connection: sqlite3.Connection, attempt: Attempt) -> None:
        rows = self._database.rows(connection, REFERENCE)
        rows.delete("WHERE attempt_id = ?", attempt.id)
        for reference in list_references(attempt):
            rows.insert({"reference": self._key_of("person", reference), "attempt_id": attempt.id})

    def _changing(self, attempt: Attempt) -> Row:
        sealed = self._cipher.seal(dump_stored(StoredAttempt(value=attempt)), f"attempt:{attempt.id}")
        return {"open_until_s": _open_until_s(attempt), "record": sealed}

    def _opened(self, row: Row) -> Attempt:
        attempt = load_stored(StoredAttempt, self._cipher.open(row["record"], f"attempt:{row['id']}")).value
        if attempt.id != row["id"]:
            raise StoreTampered("an attempt lies under the id of another")
        return attempt


def _open_until_s(attempt: Attempt) -> float | None:
    return attempt.expires_at_s if attempt.outcome is Outcome.OPEN else None
