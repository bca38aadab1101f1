"""The tables of a collection: its faces with their images, its users, and the requests that it remembers."""

import json
import sqlite3
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass
from typing import Any

import numpy as np

from kiosk.backend.engines.collections.records import Collection, IndexedFace, IndexedImage, NewFace, User
from kiosk.backend.stores.sqlite.seals import Seals, Vector, vector_place
from kiosk.domain.faces.face_detail import Box
from kiosk.errors import RequestInvalid, UserNotFound

_SELECT_FACES = """
SELECT face.id, face.face_id, face.image, image.image_id, image.external_id, face.user, user.name,
    box_left, box_top, box_width, box_height, confidence
FROM face JOIN image ON image.id = face.image LEFT JOIN user ON user.id = face.user
"""
_ONE_OF = "IN (SELECT value FROM json_each(?))"


@dataclass(frozen=True, slots=True)
class FaceTable:
    """Rows of `face` and `image`; lives as long as the transaction."""

    _connection: sqlite3.Connection
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
        rows = self._connection.execute(
            "SELECT id, vector FROM face WHERE id IN (SELECT value FROM json_each(?))",
            [json.dumps([face.key for face in faces])],
        )
        sealed = dict(rows.fetchall())
        return [
            self._seals.open_vector(sealed[face.key], vector_place(self._collection.model_version, face.face_id))
            for face in faces
        ]

    def image(self, digest: str, external_image_id: str | None) -> IndexedImage:
        """The image under this external id, noted down now if it was not before."""
        fingerprint = self._seals.fingerprint("image", str(self._collection.key), digest, external_image_id or "")
        row = self._connection.execute(
            "SELECT id, image_id FROM image WHERE collection = ? AND fingerprint = ?",
            [self._collection.key, fingerprint],
        ).fetchone()
        if row is not None:
            return IndexedImage(row[0], row[1], external_image_id)
        image_id = str(uuid.uuid4())
        sealed = None
        if external_image_id is not None:
            sealed = self._seals.seal_text(external_image_id, f"external:{image_id}")
        cursor = self._connection.execute(
            "INSERT INTO image (collection, fingerprint, image_id, external_id) VALUES (?, ?, ?, ?)",
            [self._collection.key, fingerprint, image_id, sealed],
        )
        return IndexedImage(int(cursor.lastrowid or 0), image_id, external_image_id)

    def insert(self, image: IndexedImage, new: NewFace) -> IndexedFace:
        """A new face of this image."""
        face_id, box = str(uuid.uuid4()), new.box
        place = vector_place(self._collection.model_version, face_id)
        sealed = self._seals.seal_vector(np.array(new.vector, dtype=np.float32), place)
        cursor = self._connection.execute(
            "INSERT INTO face"
            " (collection, image, face_id, box_left, box_top, box_width, box_height, confidence, vector)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (self._collection.key, image.key, face_id, *astuple(box), new.confidence, sealed),
        )
        return IndexedFace(
            key=int(cursor.lastrowid or 0),
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
        rows = [(None if user is None else user.key, face.key) for face in faces]
        self._connection.executemany("UPDATE face SET user = ? WHERE id = ?", rows)

    def delete(self, faces: Sequence[IndexedFace]) -> None:
        """Delete them, and what is known of an image when its last face goes."""
        self._connection.executemany("DELETE FROM face WHERE id = ?", [(face.key,) for face in faces])
        self._connection.executemany(
            "DELETE FROM image WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM face WHERE image = ?1)",
            {(face.image_key,) for face in faces},
        )

    def _select(self, condition: str, *values: object) -> list[IndexedFace]:
        rows = self._connection.execute(f"{_SELECT_FACES} {condition}", values)
        return [self._face(*row) for row in rows.fetchall()]

    def _face(
        self,
        key: int,
        face_id: str,
        image_key: int,
        image_id: str,
        external: bytes | None,
        user_key: int | None,
        name: bytes | None,
        *rest: Any,
    ) -> IndexedFace:
        *box, confidence = rest
        return IndexedFace(
            key,
            face_id,
            image_key,
            image_id,
            None if external is None else self._seals.open_text(external, f"external:{image_id}"),
            user_key,
            None if name is None else self._seals.open_text(name, f"user:{self._collection.key}"),
            Box(*box),
            confidence,
        )


_SELECT_USERS = "SELECT user.id, user.name, (SELECT count(*) FROM face WHERE face.user = user.id) FROM user"


@dataclass(frozen=True, slots=True)
class UserTable:
    """Rows of `user`; lives as long as the transaction."""

    _connection: sqlite3.Connection
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
        cursor = self._connection.execute(
            "INSERT INTO user (collection, fingerprint, name) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
            [
                self._collection.key,
                self._fingerprint(user_id),
                self._seals.seal_text(user_id, f"user:{self._collection.key}"),
            ],
        )
        return cursor.rowcount == 1

    def delete(self, user: User) -> None:
        """Delete the user; their faces stay, and are nobody's."""
        self._connection.execute("DELETE FROM user WHERE id = ?", [user.key])

    def _select(self, condition: str, *values: object) -> list[User]:
        rows = self._connection.execute(f"{_SELECT_USERS} {condition}", values).fetchall()
        place = f"user:{self._collection.key}"
        return [User(key, self._seals.open_text(name, place), count) for key, name, count in rows]

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
    _seals: Seals

    def answer(self, operation: str, members: Members) -> Members | None:
        """What the same request was answered; raises RequestInvalid when it was another."""
        fingerprint = self._fingerprint(operation, members)
        row = self._connection.execute(
            "SELECT parameters, answer FROM request WHERE operation = ? AND fingerprint = ?", [operation, fingerprint]
        ).fetchone()
        if row is None:
            return None
        if row[0] != self._parameters(members):
            raise RequestInvalid("ClientRequestToken")
        return dict(json.loads(self._seals.open_text(row[1], _place(operation, fingerprint))))

    def keep(self, operation: str, members: Members, answer: Members, collection: Collection, now_s: float) -> None:
        """Remember an answer, as long as its collection lives."""
        fingerprint = self._fingerprint(operation, members)
        sealed = self._seals.seal_text(json.dumps(answer), _place(operation, fingerprint))
        self._connection.execute(
            "INSERT INTO request VALUES (?, ?, ?, ?, ?, ?)",
            [operation, fingerprint, collection.key, self._parameters(members), sealed, now_s],
        )

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
