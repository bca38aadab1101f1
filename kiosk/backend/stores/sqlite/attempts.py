"""Attempts in SQLite, encrypted."""

import sqlite3

from kiosk.backend.attempts.ports import AttemptRule
from kiosk.backend.attempts.records import StoredAttempt
from kiosk.backend.attempts.transitions import list_references
from kiosk.backend.ports import ReferenceHasher, dump_stored, load_stored
from kiosk.backend.stores.cipher import Cipher
from kiosk.backend.stores.sqlite.database import Database
from kiosk.domain.identity.flow import Attempt, Outcome
from kiosk.errors import AttemptNotFound


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
            connection.execute(
                "INSERT INTO attempt (id, started_at_s, open_until_s, record) VALUES (?, ?, ?, ?)",
                [attempt.id, attempt.started_at_s, _open_until_s(attempt), self._sealed(attempt)],
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
            connection.execute(
                "UPDATE attempt SET open_until_s = ?, record = ? WHERE id = ?",
                [_open_until_s(after), self._sealed(after), attempt_id],
            )
            self._refer(connection, after)
            return before, after

    def list_expired(self, before_s: float, limit: int) -> tuple[str, ...]:
        """Ids of open attempts that expired before then."""
        query = "SELECT id FROM attempt WHERE open_until_s < ? ORDER BY open_until_s LIMIT ?"
        with self._database.transaction() as connection:
            return tuple(row[0] for row in connection.execute(query, [before_s, limit]))

    def list_naming(self, reference: str) -> tuple[Attempt, ...]:
        """Every attempt that names this customer."""
        query = (
            "SELECT id, record FROM attempt WHERE id IN (SELECT attempt_id FROM attempt_reference WHERE reference = ?)"
        )
        with self._database.transaction() as connection:
            rows = connection.execute(query, [self._key_of("person", reference)]).fetchall()
        return tuple(self._opened(attempt_id, record) for attempt_id, record in rows)

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
        row = connection.execute("SELECT record FROM attempt WHERE id = ?", [attempt_id]).fetchone()
        return None if row is None else self._opened(attempt_id, row[0])

    def _refer(self, connection: sqlite3.Connection, attempt: Attempt) -> None:
        connection.execute("DELETE FROM attempt_reference WHERE attempt_id = ?", [attempt.id])
        connection.executemany(
            "INSERT INTO attempt_reference VALUES (?, ?)",
            [(self._key_of("person", reference), attempt.id) for reference in list_references(attempt)],
        )

    def _sealed(self, attempt: Attempt) -> bytes:
        return self._cipher.seal(dump_stored(StoredAttempt(value=attempt)), f"attempt:{attempt.id}")

    def _opened(self, attempt_id: str, sealed: bytes) -> Attempt:
        return load_stored(StoredAttempt, self._cipher.open(sealed, f"attempt:{attempt_id}")).value


def _open_until_s(attempt: Attempt) -> float | None:
    return attempt.expires_at_s if attempt.outcome is Outcome.OPEN else None
