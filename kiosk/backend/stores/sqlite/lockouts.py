"""Lockouts in SQLite, encrypted, under keyed hashes of whom they concern."""

import sqlite3

from kiosk.backend.attempts.ports import LockoutRule, Subject
from kiosk.backend.attempts.records import StoredLockout
from kiosk.backend.ports import ReferenceHasher, dump_stored, load_stored
from kiosk.backend.stores.cipher import Cipher
from kiosk.backend.stores.sqlite.attempt_schema import LOCKOUT
from kiosk.backend.stores.sqlite.database import Database
from kiosk.domain.identity.lockout import LockoutPolicy, LockoutRecord, stale_at_s
from kiosk.errors import StoreTampered

MOST_COUNTED = 500
"""Rows that are added up whenever somebody's is read, in two milliseconds; where more are, only at the next start."""


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
                stale_s = stale_at_s(after, self._policy)
                self._database.rows(connection, LOCKOUT).put({"subject": key, "stale_at_s": stale_s, "record": sealed})
        return before, after

    def forget(self, subject: Subject) -> bool:
        """Delete the record."""
        with self._database.transaction() as connection:
            deleted = self._database.rows(connection, LOCKOUT).delete("WHERE subject = ?", self._key(subject))
        if deleted:
            self._database.checkpoint()
        return deleted > 0

    def purge_stale(self, now_s: float) -> int:
        """Delete records that say nothing any more."""
        with self._database.transaction() as connection:
            return self._database.rows(connection, LOCKOUT).delete("WHERE stale_at_s < ?", now_s)

    def _key(self, subject: Subject) -> str:
        return self._key_of(subject.kind, subject.reference)

    def _find(self, connection: sqlite3.Connection, key: str) -> LockoutRecord:
        rows = self._database.rows(connection, LOCKOUT)
        if not rows.is_whole(MOST_COUNTED):
            raise StoreTampered("lockouts are missing, or older than they were")
        row = rows.find(key)
        if row is None:
            return LockoutRecord()
        return load_stored(StoredLockout, self._cipher.open(row["record"], f"lockout:{key}")).value
