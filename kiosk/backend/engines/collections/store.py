"""Collections in SQLite, with their vectors in memory for searching."""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from threading import Lock
from time import sleep

from kiosk.backend.engines.collections.records import Collection, IndexedFace, NewFace, User
from kiosk.backend.engines.collections.removal import MARK, hide, remove_some
from kiosk.backend.engines.collections.schema import COLLECTION, COLLECTIONS
from kiosk.backend.engines.collections.tables import FaceTable, RequestTable, UserTable
from kiosk.backend.engines.collections.vectors import (
    CollectionVectors,
    SimilarityScale,
    load_vectors,
    similarity,
    user_vector,
)
from kiosk.backend.stores.cipher import Key, Seals
from kiosk.backend.stores.sqlite.authentic_rows import ReportTampering, Row, RowsOf
from kiosk.backend.stores.sqlite.database import Database, report_nothing
from kiosk.domain.faces.face_detail import Box
from kiosk.errors import AnalysisFailed, CollectionNotFound, StoreTampered

FILE_NAME = "collections.sqlite3"
PAUSE_S = 0.001
"""Between two batches of a removal: whoever lets go of a lock and wants it at once mostly gets it before all others."""
SAME_OVERLAP = 0.9
"""Intersection over union of boxes from which a face of the same image is the same face."""
ASSOCIATE_THRESHOLD = 75.0
"""Similarity with the user from which a face may become theirs; Rekognition's default."""

_SEEN = "WHERE substr(name, 1, 1) <> ?"
_Later = Callable[[], None]


@dataclass(frozen=True, slots=True)
class OpenCollection:
    """One collection within a transaction. What changes its vectors is done here, for both places where they lie."""

    record: Collection
    faces: FaceTable
    users: UserTable
    requests: RequestTable
    vectors: CollectionVectors
    _later: list[_Later]

    def index(self, digest: str, external_image_id: str | None, faces: Sequence[NewFace]) -> list[IndexedFace]:
        """Index the faces of an image; those that were indexed of it before are only named again.

        `digest` names the image. Raises AnalysisFailed when a vector cannot be compared.
        """
        if not faces:
            return []
        if not self.vectors.faces.takes([face.vector for face in faces]):
            raise AnalysisFailed("descriptor")
        image = self.faces.image(digest, external_image_id)
        known = self.faces.of_image(image)
        indexed = []
        for new in faces:
            face = next((face for face in known if _overlap(face.box, new.box) >= SAME_OVERLAP), None)
            if face is not None:
                known.remove(face)
            else:
                face = self.faces.insert(image, new)
                put = partial(self.vectors.faces.replace, (), [face.key], [new.vector])
                self._later.append(put)
            indexed.append(face)
        return indexed

    def compare(
        self, scale: SimilarityScale, user: User, faces: Sequence[IndexedFace]
    ) -> list[tuple[IndexedFace, float | None]]:
        """How like the user each face is; None for the first faces of a user, which have nothing to be compared with:
        whoever they show, they are the user."""
        own = self.faces.weighted(self.faces.of_user(user))
        if not own:
            return [(face, None) for face in faces]
        centre = user_vector(own)
        vectors = self.faces.vectors(faces)
        return [(face, similarity(scale, centre, vector)) for face, vector in zip(faces, vectors, strict=True)]

    def delete_faces(self, faces: Sequence[IndexedFace]) -> None:
        """Delete faces that are nobody's."""
        self.faces.delete(faces)
        keys = [face.key for face in faces]
        self._later.append(lambda: self.vectors.faces.replace(keys, [], []))

    def associate(self, user: User, added: Sequence[IndexedFace], removed: Sequence[IndexedFace]) -> None:
        """Change which faces are a user's."""
        self.faces.associate(added, user)
        self.faces.associate(removed, None)
        faces = self.faces.of_user(user)
        vectors = [user_vector(self.faces.weighted(faces))] if faces else []
        self._later.append(lambda: self.vectors.users.replace([user.key], [user.key] * len(vectors), vectors))

    def delete_user(self, user: User) -> None:
        """Delete a user; their faces are nobody's then, and no kept answer names them any longer."""
        self.users.delete(user)
        self.requests.forget_quotes(self.record)
        self._later.append(lambda: self.vectors.users.replace([user.key], [], []))


@dataclass(frozen=True, slots=True)
class Work:
    """One transaction on the collections."""

    connection: sqlite3.Connection
    rows_of: RowsOf
    seals: Seals
    _vectors: dict[int, CollectionVectors]
    later: list[_Later] = field(default_factory=list)
    """What is to be done to the vectors in memory once the transaction is written."""

    @property
    def requests(self) -> RequestTable:
        """The requests that are remembered."""
        return RequestTable(self.connection, self.rows_of, self.seals)

    def open(self, name: str) -> OpenCollection:
        """The collection of this name; raises CollectionNotFound."""
        rows = self._select("AND name = ?", name)
        if not rows:
            raise CollectionNotFound
        record, context = rows[0], (self.connection, self.rows_of, self.seals)
        return OpenCollection(
            record,
            FaceTable(*context, record),
            UserTable(*context, record),
            RequestTable(*context),
            self._vectors_of(record),
            self.later,
        )

    def _vectors_of(self, record: Collection) -> CollectionVectors:
        vectors = self._vectors.get(record.key)
        if vectors is None:
            raise StoreTampered("a collection that was not there when its vectors were read")
        return vectors

    def create(self, name: str, model_version: str, created_at_s: float) -> bool:
        """A new collection; False when there is one with this name."""
        rows = self.rows_of(COLLECTION)
        key = rows.next_key()
        made = {"id": key, "name": name, "model_version": model_version, "created_at_s": created_at_s}
        if not rows.insert(made, "ON CONFLICT DO NOTHING"):
            return False
        self.later.append(lambda: self._vectors.update({key: CollectionVectors()}))
        return True

    def delete(self, name: str) -> None:
        """Delete a collection, whose rows are the store's to remove; raises CollectionNotFound."""
        key = self.open(name).record.key
        hide(self.connection, self.rows_of, key)
        self.later.append(lambda: self._drop(key))

    def after(self, key: int, limit: int) -> list[Collection]:
        """The next collections by the store's own key, which is the order of their creation."""
        return self._select("AND id > ? ORDER BY id LIMIT ?", key, limit)

    def _drop(self, key: int) -> None:
        vectors = self._vectors.pop(key)
        vectors.faces.clear()
        vectors.users.clear()

    def _select(self, condition: str, *values: object) -> list[Collection]:
        rows = self.rows_of(COLLECTION).select(f"{_SEEN} {condition}", MARK, *values)
        return [_collection(row) for row in rows]


class CollectionStore:
    """All collections of a folder; any thread. One process at a time: a second one gets StorageFailed."""

    def __init__(self, folder: Path, key: Key, report: ReportTampering = report_nothing) -> None:
        """Open or create and read all vectors, 100,000 in about two seconds. Raises StorageFailed."""
        self._seals = Seals(key)
        self._turn = Lock()
        self._vectors: dict[int, CollectionVectors] = {}
        self._database = Database(folder / FILE_NAME, self._seals.cipher, COLLECTIONS, report)
        try:
            # What a process that was killed had not removed yet.
            self.remove_deleted()
            with self._database.transaction() as connection:
                rows_of = partial(self._database.rows, connection)
                for row in rows_of(COLLECTION).read(f"{_SEEN} ORDER BY id", MARK, skip_tampered=True):
                    collection = _collection(row)
                    vectors = load_vectors(connection, rows_of, self._seals, collection)
                    self._vectors[collection.key] = vectors
        except BaseException:
            self._database.close()
            raise

    @contextmanager
    def work(self) -> Iterator[Work]:
        """One transaction, one at a time: all or nothing, and on disk afterwards. Raises StorageFailed."""
        with self._turn:
            with self._database.transaction() as connection:
                work = Work(connection, partial(self._database.rows, connection), self._seals, self._vectors)
                yield work
            for later in work.later:
                later()

    def purge_before(self, time_s: float) -> None:
        """Forget the answers that are kept for repeated requests and were given before then; raises StorageFailed.

        Removes what is left of deleted collections, too.
        """
        with self.work() as work:
            work.requests.forget_before(time_s)
        self.remove_deleted()

    def remove_deleted(self) -> None:
        """Remove all rows of deleted collections, a few at a time so that others take turns; raises StorageFailed."""
        while self._remove_some():
            sleep(PAUSE_S)

    def forget(self) -> None:
        """Empty the journal, where what was deleted still lies, encrypted; raises StorageFailed."""
        self._database.checkpoint()

    def close(self) -> None:
        """Close the database; everything afterwards raises StorageFailed."""
        self._database.close()

    def _remove_some(self) -> bool:
        with self.work() as work:
            return remove_some(work.connection, work.rows_of)


def _collection(row: Row) -> Collection:
    return Collection(row["id"], row["name"], row["model_version"], row["created_at_s"])


def _overlap(a: Box, b: Box) -> float:
    """Intersection over union."""
    width = min(a.right, b.right) - max(a.left, b.left)
    height = min(a.bottom, b.bottom) - max(a.top, b.top)
    shared = max(width, 0.0) * max(height, 0.0)
    return shared / (a.area + b.area - shared) if shared else 0.0
