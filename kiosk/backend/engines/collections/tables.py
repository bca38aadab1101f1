"""The tables of a collection: its faces with their images, its users, and the requests that it remembers."""

import json
import sqlite3
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass
from typing import Any

import numpy as np

from kiosk.backend.engines.collections.records import Collection, IndexedFace, IndexedImage, NewFace, User
from kiosk.backend.engines.collections.schema import BOX, FACE, IMAGE, REQUEST, USER
from kiosk.backend.engines.collections.vectors import WeightedVector, open_weighted
from kiosk.backend.stores.cipher import Seals, Vector, vector_place
from kiosk.backend.stores.sqlite.authentic_rows import Row, RowsOf, TableFormat
from kiosk.domain.faces.face_detail import Box
from kiosk.errors import RequestInvalid, StoreTampered, UserNotFound

_ONE_OF = "IN (SELECT value FROM json_each(?))"


@dataclass(frozen=True, slots=True)
class FaceTable:
    """Rows of `face` and `image`; lives as long as the transaction. Raises StoreTampered for one that does not fit."""

    _connection: sqlite3.Connection
    _rows_of: RowsOf
    _seals: Seals
    _collection: Collection

    def by_face_ids(self, face_ids: Iterable[str]) -> dict[str, IndexedFace]:
        """Those of them that there are."""
        faces = self._select(
            f"WHERE face.collection = ? AND face.face_id {_ONE_OF}", self._collection.key, json.dumps(list(face_ids))
        )
        return {face.face_id: face for face in faces}

    def by_keys(self, keys: Sequence[int]) -> dict[int, IndexedFace]:
        """Those of them that there still are."""
        return {face.key: face for face in self._select(f"WHERE face.id {_ONE_OF}", json.dumps(keys))}

    def of_user(self, user: User) -> list[IndexedFace]:
        """All faces of a user, by face id."""
        return self._select("WHERE face.user = ? ORDER BY face.face_id", user.key)

    def of_image(self, image: IndexedImage) -> list[IndexedFace]:
        """What was indexed of an image, in the order in which it was."""
        return self._select("WHERE face.image = ? ORDER BY face.id", image.key)

    def after(self, face_id: str, limit: int) -> list[IndexedFace]:
        """The next faces by face id."""
        return self._select(
            "WHERE face.collection = ? AND face.face_id > ? ORDER BY face.face_id LIMIT ?",
            *(self._collection.key, face_id, limit),
        )

    def vectors(self, faces: Sequence[IndexedFace]) -> list[Vector]:
        """Their vectors, in the same order."""
        return [each.vector for each in self.weighted(faces)]

    def weighted(self, faces: Sequence[IndexedFace]) -> list[WeightedVector]:
        """Their vectors, in the same order, each with the weight that it has in a user's."""
        rows = self._rows_of(FACE).select(f"WHERE id {_ONE_OF}", json.dumps([face.key for face in faces]))
        found = {row["id"]: row for row in rows}
        return [open_weighted(self._seals, self._collection, found[face.key]) for face in faces]

    def image(self, digest: str, external_image_id: str | None) -> IndexedImage:
        """The image under this external id, noted down now if it was not before."""
        fingerprint = self._seals.fingerprint("image", str(self._collection.key), digest, external_image_id or "")
        rows = self._rows_of(IMAGE)
        for row in rows.select("WHERE collection = ? AND fingerprint = ?", self._collection.key, fingerprint):
            return IndexedImage(row["id"], row["image_id"], external_image_id)
        image_id = str(uuid.uuid4())
        sealed = None
        if external_image_id is not None:
            sealed = self._seals.seal_text(external_image_id, f"external:{image_id}")
        key = rows.next_key()
        made = {"id": key, "collection": self._collection.key, "fingerprint": fingerprint}
        rows.insert({**made, "image_id": image_id, "external_id": sealed})
        return IndexedImage(key, image_id, external_image_id)

    def insert(self, image: IndexedImage, new: NewFace) -> IndexedFace:
        """A new face of this image."""
        face_id, box = str(uuid.uuid4()), new.box
        place = vector_place(self._collection.model_version, face_id)
        sealed = self._seals.seal_vector(np.array(new.vector, dtype=np.float32), place)
        rows = self._rows_of(FACE)
        key = rows.next_key()
        made = {"id": key, "collection": self._collection.key, "image": image.key, "user": None, "face_id": face_id}
        boxed = dict(zip(BOX, astuple(box), strict=True))
        rows.insert({**made, **boxed, "confidence": new.confidence, "vector": sealed, "quality": new.quality})
        return IndexedFace(
            key=key,
            face_id=face_id,
            image_key=image.key,
            image_id=image.image_id,
            external_image_id=image.external_image_id,
            user_key=None,
            user_id=None,
            box=box,
            confidence=new.confidence,
        )

    def associate(self, faces: Sequence[IndexedFace], user: User | None) -> None:
        """Make them this user's, or nobody's."""
        keys, owner = json.dumps([face.key for face in faces]), None if user is None else user.key
        self._rows_of(FACE).update({"user": owner}, f"WHERE id {_ONE_OF}", keys)

    def delete(self, faces: Sequence[IndexedFace]) -> None:
        """Delete them, and what is known of an image when its last face goes."""
        self._connection.executemany("DELETE FROM face WHERE id = ?", [(face.key,) for face in faces])
        self._connection.executemany(
            "DELETE FROM image WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM face WHERE image = ?1)",
            {(face.image_key,) for face in faces},
        )

    def _select(self, condition: str, *values: object) -> list[IndexedFace]:
        rows = self._rows_of(FACE).select(condition, *values)
        images = self._by_id(IMAGE, {row["image"] for row in rows})
        users = self._by_id(USER, {row["user"] for row in rows} - {None})
        if any(row["image"] not in images or row["user"] not in {*users, None} for row in rows):
            raise StoreTampered("what a face belongs to is missing")
        return [self._face(row, images[row["image"]], users.get(row["user"])) for row in rows]

    def _by_id(self, table: TableFormat, keys: Iterable[int]) -> dict[int, Row]:
        return {row["id"]: row for row in self._rows_of(table).select(f"WHERE id {_ONE_OF}", json.dumps(list(keys)))}

    def _face(self, row: Row, image: Row, user: Row | None) -> IndexedFace:
        external, image_id = image["external_id"], image["image_id"]
        return IndexedFace(
            row["id"],
            row["face_id"],
            row["image"],
            image_id,
            None if external is None else self._seals.open_text(external, f"external:{image_id}"),
            row["user"],
            None if user is None else self._seals.open_text(user["name"], f"user:{user['collection']}"),
            Box(*(row[name] for name in BOX)),
            row["confidence"],
        )


@dataclass(frozen=True, slots=True)
class UserTable:
    """Rows of `user`; lives as long as the transaction. Raises StoreTampered for one that does not fit."""

    _connection: sqlite3.Connection
    _rows_of: RowsOf
    _seals: Seals
    _collection: Collection

    def get(self, user_id: str) -> User:
        """The user with this id; raises UserNotFound."""
        found = self.find(user_id)
        if found is None:
            raise UserNotFound
        return found

    def find(self, user_id: str) -> User | None:
        """The user with this id, if there is one."""
        condition = "WHERE collection = ? AND fingerprint = ?"
        users = self._select(condition, self._collection.key, self._fingerprint(user_id))
        return users[0] if users else None

    def by_keys(self, keys: Sequence[int]) -> dict[int, User]:
        """Those of them that there still are."""
        condition = "WHERE user.id IN (SELECT value FROM json_each(?))"
        return {user.key: user for user in self._select(condition, json.dumps(keys))}

    def after(self, key: int, limit: int) -> list[User]:
        """The next users by the store's own key, as the service sorts them."""
        return self._select(
            "WHERE collection = ? AND user.id > ? ORDER BY user.id LIMIT ?", self._collection.key, key, limit
        )

    def count(self) -> int:
        """How many there are."""
        row = self._connection.execute("SELECT count(*) FROM user WHERE collection = ?", [self._collection.key])
        return int(row.fetchone()[0])

    def insert(self, user_id: str) -> bool:
        """A new user; False when there is one with this id."""
        rows, collection = self._rows_of(USER), self._collection.key
        sealed = self._seals.seal_text(user_id, f"user:{collection}")
        made = {"id": rows.next_key(), "collection": collection, "fingerprint": self._fingerprint(user_id)}
        return rows.insert({**made, "name": sealed}, "ON CONFLICT DO NOTHING")

    def delete(self, user: User) -> None:
        """Delete the user; their faces stay, and are nobody's."""
        self._rows_of(FACE).update({"user": None}, "WHERE user = ?", user.key)
        self._rows_of(USER).delete("WHERE id = ?", user.key)

    def _select(self, condition: str, *values: object) -> list[User]:
        rows = self._rows_of(USER).select(condition, *values)
        counts = self._connection.execute(
            f"SELECT user, count(*) FROM face WHERE user {_ONE_OF} GROUP BY user",  # noqa: S608 - a constant
            [json.dumps([row["id"] for row in rows])],
        )
        faces = dict(counts.fetchall())
        return [
            User(row["id"], self._seals.open_text(row["name"], f"user:{row['collection']}"), faces.get(row["id"], 0))
            for row in rows
        ]

    def _fingerprint(self, user_id: str) -> bytes:
        return self._seals.fingerprint("user", str(self._collection.key), user_id)


Members = Mapping[str, Any]
"""Of a request or an answer: JSON values."""
QUOTING = ("AssociateFaces", "DisassociateFaces")
"""Operations whose answers name users, also others than the one that was asked for; those of the rest are empty."""


@dataclass(frozen=True, slots=True)
class RequestTable:
    """Rows of `request`; lives as long as the transaction."""

    _connection: sqlite3.Connection
    _rows_of: RowsOf
    _seals: Seals

    def answer(self, operation: str, members: Members) -> Members | None:
        """What the same request was answered; raises RequestInvalid when it was another."""
        fingerprint = self._fingerprint(operation, members)
        row = self._rows_of(REQUEST).find(operation, fingerprint)
        if row is None:
            return None
        if row["parameters"] != self._parameters(members):
            raise RequestInvalid("ClientRequestToken")
        return dict(json.loads(self._seals.open_text(row["answer"], _place(operation, fingerprint))))

    def keep(self, operation: str, members: Members, answer: Members, collection: Collection, now_s: float) -> None:
        """Remember an answer, as long as its collection lives."""
        fingerprint = self._fingerprint(operation, members)
        sealed = self._seals.seal_text(json.dumps(answer), _place(operation, fingerprint))
        row = {"operation": operation, "fingerprint": fingerprint, "collection": collection.key, "answer": sealed}
        self._rows_of(REQUEST).insert({**row, "parameters": self._parameters(members), "answered_at_s": now_s})

    def forget_before(self, time_s: float) -> None:
        """Delete what was answered before then."""
        self._connection.execute("DELETE FROM request WHERE answered_at_s < ?", [time_s])

    def forget_quotes(self, collection: Collection) -> None:
        """Delete the answers that may name a user of this collection."""
        self._connection.executemany(
            "DELETE FROM request WHERE collection = ? AND operation = ?",
            [(collection.key, operation) for operation in QUOTING],
        )

    def _fingerprint(self, operation: str, members: Members) -> bytes:
        return self._seals.fingerprint("request", operation, members["ClientRequestToken"])

    def _parameters(self, members: Members) -> bytes:
        """Everything but the token, as a fingerprint."""
        rest = {name: value for name, value in members.items() if name != "ClientRequestToken"}
        return self._seals.fingerprint("parameters", json.dumps(rest, sort_keys=True))


def _place(operation: str, fingerprint: bytes) -> str:
    return f"answer:{operation}:{fingerprint.hex()}"
