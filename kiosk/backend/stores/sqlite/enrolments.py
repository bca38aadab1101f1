"""Enrolments in SQLite: customers' references are encrypted, and found by a keyed fingerprint."""

import json
from collections.abc import Sequence
from dataclasses import asdict, astuple
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from kiosk.backend.enrolment.records import Checkpoint, Enrolment, EnrolmentState, Layouts, MappedFace
from kiosk.backend.stores.cipher import Key
from kiosk.backend.stores.sqlite.database import Database, DatabaseFormat
from kiosk.backend.stores.sqlite.seals import Seals
from kiosk.domain.faces.face_detail import Box
from kiosk.errors import CustomerExists, StorageFailed

FILE_NAME = "enrolment.sqlite3"
SCHEMA = """
-- What was answered is there, even if the power fails a moment later.
PRAGMA synchronous = FULL;
CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS enrolment (
    user TEXT PRIMARY KEY,
    customer_key BLOB NOT NULL UNIQUE,
    customer BLOB NOT NULL,
    state TEXT NOT NULL,
    claim TEXT NOT NULL,
    started_at_s REAL NOT NULL,
    seen_at_s REAL NOT NULL
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS enrolment_unfinished ON enrolment (state) WHERE state <> 'active';
CREATE TABLE IF NOT EXISTS mapped_face (
    user TEXT NOT NULL REFERENCES enrolment (user) ON DELETE CASCADE,
    collection TEXT NOT NULL,
    face_id TEXT NOT NULL,
    image TEXT NOT NULL,
    box_left REAL NOT NULL,
    box_top REAL NOT NULL,
    box_width REAL NOT NULL,
    box_height REAL NOT NULL,
    PRIMARY KEY (user, collection, face_id)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS plan (name TEXT PRIMARY KEY, version INTEGER NOT NULL, value TEXT NOT NULL);
"""
_COLUMNS = "user, customer, state, claim, started_at_s, seen_at_s"
_STILL = "WHERE user = ? AND state = ? AND claim = ?"
_LAYOUTS, _CHECKPOINT = "layouts", "checkpoint"


class SqliteEnrolments:
    """Implements `EnrolmentStore`; several processes may use the file."""

    def __init__(self, folder: Path, key: Key) -> None:
        """Open or create; raises StorageFailed."""
        self._seals = Seals(key)
        self._database = Database(folder / FILE_NAME, self._seals.cipher, DatabaseFormat(SCHEMA, ()))

    def close(self) -> None:
        """Close the database; everything afterwards raises StorageFailed."""
        self._database.close()

    def add(self, enrolment: Enrolment) -> None:
        """A pending enrolment; raises CustomerExists."""
        values = (
            enrolment.user,
            self._key(enrolment.customer),
            self._seals.seal_text(enrolment.customer, _place(enrolment.user)),
            enrolment.state,
            enrolment.claim,
            enrolment.started_at_s,
            enrolment.seen_at_s,
        )
        with self._database.transaction() as connection:
            added = connection.execute(
                "INSERT INTO enrolment VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING", values
            )
            if added.rowcount != 1:
                raise CustomerExists

    def find(self, customer: str) -> Enrolment | None:
        """The customer's enrolment."""
        return next(iter(self._select("WHERE customer_key = ?", self._key(customer))), None)

    def of_user(self, user: str) -> Enrolment | None:
        """The enrolment of a user."""
        return next(iter(self._select("WHERE user = ?", user)), None)

    def move(self, enrolment: Enrolment, state: EnrolmentState, claim: str) -> bool:
        """Go on to another state."""
        change = "UPDATE enrolment SET state = ?, claim = ?"
        return self._changed_still(change, enrolment, state, claim)

    def activate(self, enrolment: Enrolment, now_s: float, layouts_version: int) -> bool:
        """Pending to active, while the layouts are of this version."""
        change = "UPDATE enrolment SET state = ?, seen_at_s = ?"
        rest = "AND EXISTS (SELECT 1 FROM plan WHERE name = ? AND version = ?)"
        values = (EnrolmentState.ACTIVE, now_s, *_still(enrolment), _LAYOUTS, layouts_version)
        return self._changed(f"{change} {_STILL} {rest}", *values)

    def touch(self, enrolment: Enrolment, now_s: float) -> None:
        """The customer was seen now."""
        self._changed_still("UPDATE enrolment SET seen_at_s = ?", enrolment, now_s)

    def put_face(self, enrolment: Enrolment, face: MappedFace) -> bool:
        """Write down a face of this customer."""
        change = "INSERT OR REPLACE INTO mapped_face SELECT user, ?, ?, ?, ?, ?, ?, ? FROM enrolment"
        values = (face.collection, face.face_id, face.image, *astuple(face.box))
        return self._changed_still(change, enrolment, *values)

    def faces(self, user: str) -> tuple[MappedFace, ...]:
        """The user's faces in all collections."""
        query = (
            "SELECT collection, face_id, image, box_left, box_top, box_width, box_height FROM mapped_face"
            " WHERE user = ? ORDER BY collection, face_id"
        )
        with self._database.transaction() as connection:
            rows = connection.execute(query, [user]).fetchall()
        return tuple(MappedFace(row[0], row[1], row[2], Box(*row[3:])) for row in rows)

    def drop_faces(self, user: str, faces: Sequence[MappedFace]) -> None:
        """Forget these faces of a user."""
        with self._database.transaction() as connection:
            connection.executemany(
                "DELETE FROM mapped_face WHERE user = ? AND collection = ? AND face_id = ?",
                [(user, face.collection, face.face_id) for face in faces],
            )

    def remove(self, enrolment: Enrolment) -> None:
        """Forget an enrolment that is being undone or erased, and its faces; empties the journal as well."""
        if enrolment.state not in (EnrolmentState.UNDOING, EnrolmentState.ERASING):
            return
        if self._changed_still("DELETE FROM enrolment", enrolment):
            self._database.checkpoint()

    def list_unfinished(self, before_s: float) -> tuple[Enrolment, ...]:
        """Those that were begun before then and are pending, and all that are being undone or erased."""
        condition = "WHERE state <> 'active' AND (state <> ? OR started_at_s < ?) ORDER BY user"
        return self._select(condition, EnrolmentState.PENDING, before_s)

    def after(self, user: str, limit: int) -> tuple[Enrolment, ...]:
        """The next active ones by user."""
        return self._select("WHERE user > ? AND state = ? ORDER BY user LIMIT ?", user, EnrolmentState.ACTIVE, limit)

    def layouts(self) -> Layouts | None:
        """The layouts; None before the first."""
        text = self._plan(_LAYOUTS)
        return None if text is None else _read(TypeAdapter(Layouts), text)

    def put_layouts(self, layouts: Layouts) -> bool:
        """Replace the version before, or be the first."""
        value = json.dumps(asdict(layouts))
        if layouts.version == 1:
            change = "INSERT INTO plan VALUES (?, ?, ?) ON CONFLICT DO NOTHING"
            return self._changed(change, _LAYOUTS, layouts.version, value)
        change = "UPDATE plan SET version = ?, value = ? WHERE name = ? AND version = ?"
        return self._changed(change, layouts.version, value, _LAYOUTS, layouts.version - 1)

    def checkpoint(self) -> Checkpoint | None:
        """Where the migration stands that is under way."""
        text = self._plan(_CHECKPOINT)
        return None if text is None else _read(TypeAdapter(Checkpoint), text)

    def put_checkpoint(self, checkpoint: Checkpoint) -> None:
        """Write down where it stands."""
        value = json.dumps(asdict(checkpoint))
        self._changed("INSERT OR REPLACE INTO plan VALUES (?, ?, ?)", _CHECKPOINT, checkpoint.generation, value)

    def _plan(self, name: str) -> str | None:
        with self._database.transaction() as connection:
            row = connection.execute("SELECT value FROM plan WHERE name = ?", [name]).fetchone()
        return None if row is None else str(row[0])

    def _changed(self, change: str, *values: object) -> bool:
        with self._database.transaction() as connection:
            return connection.execute(change, values).rowcount == 1

    def _changed_still(self, change: str, enrolment: Enrolment, *values: object) -> bool:
        """Whether the change was made, of an enrolment that is still as it was."""
        return self._changed(f"{change} {_STILL}", *values, *_still(enrolment))

    def _select(self, condition: str, *values: object) -> tuple[Enrolment, ...]:
        with self._database.transaction() as connection:
            rows = connection.execute(f"SELECT {_COLUMNS} FROM enrolment {condition}", values).fetchall()  # noqa: S608 - only ever conditions from this file
        return tuple(self._enrolment(*row) for row in rows)

    def _enrolment(
        self, user: str, sealed: bytes, state: str, claim: str, started_s: float, seen_s: float
    ) -> Enrolment:
        customer = self._seals.open_text(sealed, _place(user))
        return Enrolment(user, customer, EnrolmentState(state), claim, started_s, seen_s)

    def _key(self, customer: str) -> bytes:
        return self._seals.fingerprint("customer", customer)


def _place(user: str) -> str:
    return f"customer:{user}"


def _still(enrolment: Enrolment) -> tuple[str, str, str]:
    return enrolment.user, enrolment.state, enrolment.claim


def _read(model: TypeAdapter[Any], text: str) -> Any:
    try:
        return model.validate_json(text)
    except ValidationError as error:
        raise StorageFailed("a plan does not read") from error
