"""Liveness sessions and their images in SQLite, encrypted."""

import hashlib
import hmac
import sqlite3
from collections.abc import Callable, Mapping
from pathlib import Path

from kiosk.backend.stores.cipher import Cipher, Key, store_keys
from kiosk.backend.stores.sqlite.authentic_rows import TAG, TableFormat, named
from kiosk.backend.stores.sqlite.database import Database, DatabaseFormat
from kiosk.rekognition_local.errors import SessionNotFoundException
from kiosk.rekognition_local.liveness.records import Session, read, written

_SCHEMA = f"""
PRAGMA synchronous = FULL;
CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS session (
    id TEXT PRIMARY KEY,
    created_at_s REAL NOT NULL,
    request_token TEXT UNIQUE,
    record BLOB NOT NULL,
    {TAG}
);
CREATE INDEX IF NOT EXISTS session_by_time ON session (created_at_s);
CREATE TABLE IF NOT EXISTS image (
    session_id TEXT NOT NULL REFERENCES session (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    jpeg BLOB NOT NULL,
    {TAG},
    PRIMARY KEY (session_id, name)
) WITHOUT ROWID;
"""
"""A session that was told to somebody, or used up, is so after a power failure too: every commit reaches the disk."""
SESSION = TableFormat(
    "session", ("id", "created_at_s", "request_token", "record"), sealed={"record": named("session:{id}")}
)
IMAGE = TableFormat(
    "image", ("session_id", "name", "jpeg"), key_columns=2, sealed={"jpeg": named("image:{session_id}:{name}")}
)
LIVENESS = DatabaseFormat(_SCHEMA, (SESSION, IMAGE))

Change = Callable[[Session], Session]
"""Pure; raises whatever the caller is to be told."""


class SessionStore:
    """Sessions by id; any thread, every method raises StorageFailed."""

    def __init__(self, path: Path, key: Key) -> None:
        """Open or create."""
        keys = store_keys(key)
        self._cipher, self._key = Cipher(keys), keys.hashing or keys.current
        self._database = Database(path, self._cipher, LIVENESS)

    def close(self) -> None:
        """Close the database."""
        self._database.close()

    def create(self, session: Session, request_token: str | None) -> str:
        """Store a new session; the id of the one that this token was used for before, if there is one."""
        digest = None if request_token is None else self._digest(request_token)
        with self._database.transaction() as connection:
            rows = self._database.rows(connection, SESSION)
            for row in rows.select("WHERE request_token = ?", digest):
                return str(row["id"])
            made = {"id": session.id, "created_at_s": session.created_at_s, "request_token": digest}
            rows.insert({**made, "record": self._sealed(session)})
        return session.id

    def load(self, session_id: str) -> Session:
        """The session as it stands; raises SessionNotFoundException."""
        with self._database.transaction() as connection:
            return self._load(connection, session_id)

    def change(self, session_id: str, change: Change, images: Mapping[str, bytes]) -> Session:
        """Change a session and add images, all or nothing; the changed session.

        Raises SessionNotFoundException and what `change` raises.
        """
        with self._database.transaction() as connection:
            session = change(self._load(connection, session_id))
            changes = {"record": self._sealed(session)}
            self._database.rows(connection, SESSION).update(changes, "WHERE id = ?", session_id)
            for name, jpeg in images.items():
                sealed = self._cipher.seal(jpeg, f"image:{session_id}:{name}")
                image = {"session_id": session_id, "name": name, "jpeg": sealed}
                self._database.rows(connection, IMAGE).insert(image)
        return session

    def images(self, session_id: str) -> dict[str, bytes]:
        """Images by name."""
        with self._database.transaction() as connection:
            rows = self._database.rows(connection, IMAGE).select("WHERE session_id = ?", session_id)
        return {row["name"]: self._cipher.open(row["jpeg"], f"image:{session_id}:{row['name']}") for row in rows}

    def delete(self, session_id: str) -> None:
        """Forget a session with its images, if there is one."""
        with self._database.transaction() as connection:
            connection.execute("DELETE FROM session WHERE id = ?", [session_id])

    def purge_before(self, time_s: float) -> None:
        """Forget every session created before then, with its images."""
        with self._database.transaction() as connection:
            connection.execute("DELETE FROM session WHERE created_at_s < ?", [time_s])

    def _load(self, connection: sqlite3.Connection, session_id: str) -> Session:
        row = self._database.rows(connection, SESSION).find(session_id)
        if row is None:
            raise SessionNotFoundException
        return read(self._cipher.open(row["record"], f"session:{session_id}"))

    def _sealed(self, session: Session) -> bytes:
        return self._cipher.seal(written(session), f"session:{session.id}")

    def _digest(self, request_token: str) -> str:
        """Tokens may say something of a customer, so they are not kept as they are."""
        return hmac.new(self._key, request_token.encode(), hashlib.sha256).hexdigest()
