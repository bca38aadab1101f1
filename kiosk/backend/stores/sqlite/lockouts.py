"""Lockouts in SQLite, encrypted, under keyed hashes of whom they concern."""

import sqlite3

from kiosk.backend.attempts.ports import LockoutRule, Subject
from kiosk.backend.attempts.records import StoredLockout
from kiosk.backend.ports import ReferenceHasher, dump_stored, load_stored
from kiosk.backend.stores.cipher import Cipher
from kiosk.backend.stores.sqlite.database import Database
from kiosk.domain.identity.lockout import LockoutPolicy, LockoutRecord, stale_at_s


class SqliteLockouts:
    """Implements `LockoutStore`."""

    def __init__(self, database: Database, cipher: Cipher, key_of: ReferenceHasher, policy: LockoutPolicy) -> None:
        """The database has the tables of `attempt_schema`, and is closed by whoever opened it."""
        self._database = database
        self._cipher = cipher
        self._key_of = key_of
        self._policy = policy

    def load(self, subject: Subject) -> LockoutRecord:
        """The record."""
        with self._database.transaction() as connection:
            return self._find(connection, self._key(subject))

    def change(self, subject: Subject, rule: LockoutRule) -> tuple[LockoutRecord, LockoutRecord]:
        """Apply the rule within one transaction."""
        key = self._key(subject)
        with self._database.transaction() as connection:
            before = self._find(connection, key)
            after = rule(before)
            if after != before:
                sealed = self._cipher.seal(dump_stored(StoredLockout(value=after)), f"lockout:{key}")
                connection.execute(
                    "INSERT OR REPLACE INTO lockout (subject, stale_at_s, record) VALUES (?, ?, ?)",
                    [key, stale_at_s(after, self._policy), sealed],
                )
        return before, after

    def forget(self, subject: Subject) -> bool:
        """Delete the record."""
        with self._database.transaction() as connection:
            deleted = connection.execute("DELETE FROM lockout WHERE subject = ?", [self._key(subject)]).rowcount
        if deleted:
            self._database.checkpoint()
        return deleted > 0

    def purge_stale(self, now_s: float) -> int:
        """Delete records that say nothing any more."""
        with self._database.transaction() as connection:
            return connection.execute("DELETE FROM lockout WHERE stale_at_s < ?", [now_s]).rowcount

    def _key(self, subject: Subject) -> str:
        return self._key_of(subject.kind, subject.reference)

    def _find(self, connection: sqlite3.Connection, key: str) -> LockoutRecord:
        row = connection.execute("SELECT record FROM lockout WHERE subject = ?", [key]).fetchone()
        if row is None:
            return LockoutRecord()
        return load_stored(StoredLockout, self._cipher.open(row[0], f"lockout:{key}")).value
