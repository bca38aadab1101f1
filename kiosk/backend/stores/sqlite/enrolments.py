"""Enrolments in SQLite: customers' references are encrypted, and found by a keyed fingerprint."""

import json
from collections.abc import Sequence
from dataclasses import asdict, astuple
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from kiosk.backend.enrolment.records import Checkpoint, Enrolment, EnrolmentState, Layouts, MappedFace
from kiosk.backend.stores.cipher import Key, Seals
from kiosk.backend.stores.sqlite.authentic_rows import TAG, ReportTampering, Row, TableFormat, named
from kiosk.backend.stores.sqlite.database import Database, DatabaseFormat, report_nothing
from kiosk.domain.faces.face_detail import Box
from kiosk.errors import CustomerExists, StorageFailed, StoreTampered

FILE_NAME = "enrolment.sqlite3"
_SCHEMA = f"""
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
    seen_at_s REAL NOT NULL,
    {TAG}
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
    {TAG},
    PRIMARY KEY (user, collection, face_id)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS plan (name TEXT PRIMARY KEY, version INTEGER NOT NULL, value TEXT NOT NULL, {TAG});
"""
BOX = ("box_left", "box_top", "box_width", "box_height")
ENROLMENT = TableFormat(
    "enrolment",
    ("user", "customer_key", "customer", "state", "claim", "started_at_s", "seen_at_s"),
    sealed={"customer": named("customer:{user}")},
    counted=True,
)
MAPPED_FACE = TableFormat("mapped_face", ("user", "collection", "face_id", "image", *BOX), key_columns=3)
PLAN = TableFormat("plan", ("name", "version", "value"))
ENROLMENTS = DatabaseFormat(_SCHEMA, (ENROLMENT, MAPPED_FACE, PLAN))
_STILL = "WHERE user = ? AND state = ? AND claim = ?"
_LAYOUTS, _CHECKPOINT = "layouts", "checkpoint"


class SqliteEnrolments:
    """Implements `EnrolmentStore`; several processes may use the file."""

    def __init__(self, folder: Path, key: Key, report: ReportTampering = report_nothing) -> None:
        """Open or create; raises StorageFailed."""
        self._seals = Seals(key)
        self._database = Database(folder / FILE_NAME, self._seals.cipher, ENROLMENTS, report)

    def close(self) -> None:
        """Close the database; everything afterwards raises StorageFailed."""
        self._database.close()

    def add(self, enrolment: Enrolment) -> None:
        """A pending enrolment; raises CustomerExists."""
        row = {
            "user": enrolment.user,
            "customer_key": self._key(enrolment.customer),
            "customer": self._seals.seal_text(enrolment.customer, _place(enrolment.user)),
            "state": enrolment.state,
            "claim": enrolment.claim,
            "started_at_s": enrolment.started_at_s,
            "seen_at_s": enrolment.seen_at_s,
        }
        with self._database.transaction() as connection:
            if not self._database.rows(connection, ENROLMENT).insert(row, "ON CONFLICT DO NOTHING"):
                raise CustomerExists

    def find(self, customer: str) -> Enrolment | None:
        """The customer's enrolment."""
        found = next(iter(self._select("WHERE customer_key = ?", self._key(customer))), None)
        if found is not None and found.customer != customer:
            raise StoreTampered("an enrolment lies under the key of another customer")
        return found

    def of_user(self, user: str) -> Enrolment | None:
        """The enrolment of a user."""
        return next(iter(self._select("WHERE user = ?", user)), None)

    def move(self, enrolment: Enrolment, state: EnrolmentState, claim: str) -> bool:
        """Go on to another state."""
        return self._change(enrolment, {"state": state, "claim": claim})

    def activate(self, enrolment: Enrolment, now_s: float, layouts_version: int) -> bool:
        """Pending to active, while the layouts are of this version."""
        changes = {"state": EnrolmentState.ACTIVE, "seen_at_s": now_s}
        with self._database.transaction() as connection:
            layouts = self._database.rows(connection, PLAN).find(_LAYOUTS)
            if layouts is None or layouts["version"] != layouts_version:
                return False
            return self._database.rows(connection, ENROLMENT).update(changes, _STILL, *_still(enrolment)) == 1

    def activate_without_face(self, enrolment: Enrolment, now_s: float) -> bool:
        """Pending to WITHOUT_FACE; no layout has a part in it."""
        return self._change(enrolment, {"state": EnrolmentState.WITHOUT_FACE, "seen_at_s": now_s})

    def touch(self, enrolment: Enrolment, now_s: float) -> None:
        """The customer was seen now."""
        self._change(enrolment, {"seen_at_s": now_s})

    def put_face(self, enrolment: Enrolment, face: MappedFace) -> bool:
        """Write down a face of this customer."""
        box = dict(zip(BOX, astuple(face.box), strict=True))
        row = {
            "user": enrolment.user,
            "collection": face.collection,
            "face_id": face.face_id,
            "image": face.image,
            **box,
        }
        with self._database.transaction() as connection:
            if not self._database.rows(connection, ENROLMENT).select(_STILL, *_still(enrolment)):
                return False
            self._database.rows(connection, MAPPED_FACE).put(row)
            return True

    def faces(self, user: str) -> tuple[MappedFace, ...]:
        """The user's faces in all collections."""
        with self._database.transaction() as connection:
            rows = self._database.rows(connection, MAPPED_FACE).select(
                "WHERE user = ? ORDER BY collection, face_id", user
            )
        return tuple(
            MappedFace(row["collection"], row["face_id"], row["image"], Box(*(row[name] for name in BOX)))
            for row in rows
        )

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
        with self._database.transaction() as connection:
            removed = self._database.rows(connection, ENROLMENT).delete(_STILL, *_still(enrolment))
        if removed:
            self._database.checkpoint()

    def list_unfinished(self, before_s: float) -> tuple[Enrolment, ...]:
        """Those that were begun before then and are pending, and all that are being undone or erased."""
        condition = "WHERE state <> 'active' AND state <> ? AND (state <> ? OR started_at_s < ?) ORDER BY user"
        return self._select(condition, EnrolmentState.WITHOUT_FACE, EnrolmentState.PENDING, before_s)

    def after(self, user: str, limit: int, state: EnrolmentState = EnrolmentState.ACTIVE) -> tuple[Enrolment, ...]:
        """The next ones in this state by user."""
        return self._select("WHERE user > ? AND state = ? ORDER BY user LIMIT ?", user, state, limit)

    def layouts(self) -> Layouts | None:
        """The layouts; None before the first."""
        text = self._plan(_LAYOUTS)
        return None if text is None else _read(TypeAdapter(Layouts), text)

    def put_layouts(self, layouts: Layouts) -> bool:
        """Replace the version before, or be the first."""
        row = {"name": _LAYOUTS, "version": layouts.version, "value": json.dumps(asdict(layouts))}
        with self._database.transaction() as connection:
            rows = self._database.rows(connection, PLAN)
            if layouts.version == 1:
                return rows.insert(row, "ON CONFLICT DO NOTHING")
            changes = {"version": row["version"], "value": row["value"]}
            return rows.update(changes, "WHERE name = ? AND version = ?", _LAYOUTS, layouts.version - 1) == 1

    def checkpoint(self) -> Checkpoint | None:
        """Where the migration stands that is under way."""
        text = self._plan(_CHECKPOINT)
        return None if text is None else _read(TypeAdapter(Checkpoint), text)

    def put_checkpoint(self, checkpoint: Checkpoint) -> None:
        """Write down where it stands."""
        row = {"name": _CHECKPOINT, "version": checkpoint.generation, "value": json.dumps(asdict(checkpoint))}
        with self._database.transaction() as connection:
            self._database.rows(connection, PLAN).put(row)

    def _plan(self, name: str) -> str | None:
        with self._database.transaction() as connection:
            row = self._database.rows(connection, PLAN).find(name)
        return None if row is None else str(row["value"])

    def _change(self, enrolment: Enrolment, changes: Row) -> bool:
        """Whether the change was made, of an enrolment that is still as it was."""
        with self._database.transaction() as connection:
            return self._database.rows(connection, ENROLMENT).update(changes, _STILL, *_still(enrolment)) == 1

    def _select(self, condition: str, *values: object) -> tuple[Enrolment, ...]:
        with self._database.transaction() as connection:
            rows = self._database.rows(connection, ENROLMENT).select(condition, *values)
        return tuple(map(self._enrolment, rows))

    def _enrolment(self, row: Row) -> Enrolment:
        customer = self._seals.open_text(row["customer"], _place(row["user"]))
        state = EnrolmentState(row["state"])
        return Enrolment(row["user"], customer, state, row["claim"], row["started_at_s"], row["seen_at_s"])

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
