"""Collections on this machine: the store, exact search, and the local face engine."""

import hashlib
import time
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from threading import Lock

from kiosk.backend.engines.collections.ports import IndexingEngine
from kiosk.backend.engines.collections.records import IndexedFace, NewFace
from kiosk.backend.engines.collections.store import ASSOCIATE_THRESHOLD, CollectionStore, OpenCollection
from kiosk.backend.engines.collections.vectors import matches
from kiosk.backend.ports import Clock, CollectionFacts, FaceFound, FaceRecord, SizedFace, UserFound
from kiosk.domain.faces.quality import FaceQualityPolicy, quality_failures
from kiosk.domain.faces.quality_components import sample_quality
from kiosk.errors import CollectionNotFound, FaceQualityTooLow, ModelsDiffer, NoFaceFound

PAGE = 1000
KEPT, KEPT_S = 16, 30.0
"""Faces that are remembered, and for how long: a search is followed by an enrolment within seconds."""


@dataclass(frozen=True, slots=True)
class DescribedFace:
    """A face, its vector, and the SHA-256 of its image."""

    sized: SizedFace
    vector: tuple[float, ...]
    digest: str


@dataclass(frozen=True, slots=True)
class _Entry:
    made_s: float
    future: "Future[DescribedFace]"


class LargestFaces:
    """The largest face of an image with its vector, found out once however many shards are asked at the same time.

    Any thread; in memory only.
    """

    def __init__(self) -> None:
        self._entries: OrderedDict[tuple[str, str], _Entry] = OrderedDict()
        self._lock = Lock()

    def get(self, engine: IndexingEngine, image: bytes) -> DescribedFace:
        """The largest face; raises NoFaceFound, ImageErrors and ServiceErrors."""
        digest = hashlib.sha256(image).hexdigest()
        key, own = (engine.model_id, digest), _Entry(time.monotonic(), Future())
        with self._lock:
            self._drop_old(own.made_s)
            entry = self._entries.setdefault(key, own)
        if entry is own:
            try:
                own.future.set_result(_described(engine, image, digest))
            except BaseException as error:
                with self._lock:
                    self._entries.pop(key, None)
                own.future.set_exception(error)
        return entry.future.result()

    def forget_old(self) -> None:
        """Forget what is past its time, whether or not anybody asks again."""
        with self._lock:
            self._drop_old(time.monotonic())

    def _drop_old(self, now_s: float) -> None:
        for key in [key for key, entry in self._entries.items() if entry.made_s < now_s - KEPT_S]:
            del self._entries[key]
        while len(self._entries) >= KEPT:
            self._entries.popitem(last=False)


def _described(engine: IndexingEngine, image: bytes, digest: str) -> DescribedFace:
    found = engine.describe_largest(image)
    if found is None:
        raise NoFaceFound
    return DescribedFace(found[0], found[1].values, digest)


class LocalCollections:
    """Implements `FaceCollections`; any thread. Besides, ModelsDiffer says that no engine knows a collection's model.

    Faces are looked for and described outside any transaction: that takes a quarter of a second.
    """

    def __init__(
        self, store: CollectionStore, engines: Sequence[IndexingEngine], quality: FaceQualityPolicy, clock: Clock
    ) -> None:
        """New collections are of the first engine's model; the others serve what is still of theirs."""
        self._store, self._quality, self._clock = store, quality, clock
        self._present = engines[0]
        self._engines = {engine.model_id: engine for engine in engines}
        self._faces = LargestFaces()

    @property
    def model_version(self) -> str:
        """Of the vectors that new collections get."""
        return self._present.model_id

    def create(self, collection: str) -> None:
        """Create it unless it is there."""
        with self._store.work() as work:
            work.create(collection, self.model_version, self._clock())

    def delete(self, collection: str) -> None:
        """Delete it with everything in it; its rows go a few at a time."""
        try:
            with self._store.work() as work:
                work.delete(collection)
        except CollectionNotFound:
            return
        self._store.remove_deleted()
        self._store.forget()

    def describe(self, collection: str) -> CollectionFacts:
        """What it holds."""
        with self._store.work() as work:
            opened = work.open(collection)
            users = opened.users.count()
        return CollectionFacts(collection, opened.record.model_version, len(opened.vectors.faces), users)

    def names(self) -> tuple[str, ...]:
        """All collections."""
        with self._store.work() as work:
            return tuple(sorted(record.name for record in work.after(0, -1)))

    def index(self, collection: str, image: bytes, external_image_id: str) -> FaceRecord:
        """Add the largest face; raises NoFaceFound, FaceQualityTooLow and ImageErrors."""
        found = self._faces.get(self._engine_of(collection), image)
        self._check_quality(found)
        detail = found.sized.face
        worth = sample_quality(detail, found.sized.native)
        new = NewFace(detail.bounding_box, detail.confidence, found.vector, worth)
        with self._store.work() as work:
            (face,) = work.open(collection).index(found.digest, external_image_id, [new])
        return FaceRecord(face.face_id, face.image_id, face.box, face.confidence)

    def faces(self, collection: str) -> tuple[tuple[str, str], ...]:
        """(face id, external image id) of all faces."""
        return tuple((face.face_id, face.external_image_id or "") for face in self._all_faces(collection))

    def delete_faces(self, collection: str, face_ids: Sequence[str]) -> None:
        """Delete them, also where they are a user's."""
        with self._store.work() as work:
            opened = work.open(collection)
            found = list(opened.faces.by_face_ids(face_ids).values())
            for user in opened.users.by_keys([face.user_key for face in found if face.user_key is not None]).values():
                opened.associate(user, (), [face for face in found if face.user_key == user.key])
            opened.delete_faces(found)
        if found:
            self._store.forget()

    def create_user(self, collection: str, user: str) -> None:
        """Create the user unless it is there."""
        with self._store.work() as work:
            work.open(collection).users.insert(user)

    def delete_user(self, collection: str, user: str) -> None:
        """Delete the user, whose faces stay, if it is there."""
        with self._store.work() as work:
            opened = work.open(collection)
            found = opened.users.find(user)
            if found is not None:
                opened.delete_user(found)
        if found is not None:
            self._store.forget()

    def associate(self, collection: str, user: str, face_ids: Sequence[str]) -> tuple[str, ...]:
        """Make these faces the user's; returns those that are, without the ones too unlike. Raises UserNotFound."""
        engine = self._engine_of(collection)
        with self._store.work() as work:
            opened = work.open(collection)
            owner = opened.users.get(user)
            found = opened.faces.by_face_ids(face_ids)
            scored = opened.compare(engine, owner, [face for face in found.values() if face.user_key is None])
            alike = [face for face, score in scored if score is None or score >= ASSOCIATE_THRESHOLD]
            if alike:
                opened.associate(owner, alike, ())
        owned = {face.face_id for face in alike} | {id_ for id_, face in found.items() if face.user_key == owner.key}
        return tuple(face_id for face_id in face_ids if face_id in owned)

    def disassociate(self, collection: str, user: str, face_ids: Sequence[str]) -> None:
        """Take faces from a user; raises UserNotFound."""
        with self._store.work() as work:
            opened = work.open(collection)
            owner = opened.users.get(user)
            found = opened.faces.by_face_ids(face_ids).values()
            opened.associate(owner, (), [face for face in found if face.user_key == owner.key])

    def search_faces(self, collection: str, image: bytes, threshold: float, limit: int) -> tuple[FaceFound, ...]:
        """Faces like the largest one, the most similar first; raises NoFaceFound and ImageErrors."""
        engine = self._engine_of(collection)
        vector = self._faces.get(engine, image).vector
        similar = matches(engine, self._opened(collection).vectors.faces, vector, limit, threshold)
        with self._store.work() as work:
            faces = work.open(collection).faces.by_keys(list(similar))
        # Whoever was deleted meanwhile is not found.
        return tuple(
            FaceFound(faces[key].face_id, similarity, faces[key].user_id or "")
            for key, similarity in similar.items()
            if key in faces
        )

    def search_users(self, collection: str, image: bytes, threshold: float, limit: int) -> tuple[UserFound, ...]:
        """Users like the largest face, the most similar first; raises NoFaceFound and ImageErrors."""
        engine = self._engine_of(collection)
        vector = self._faces.get(engine, image).vector
        similar = matches(engine, self._opened(collection).vectors.users, vector, limit, threshold)
        with self._store.work() as work:
            users = work.open(collection).users.by_keys(list(similar))
        return tuple(UserFound(users[key].user_id, similarity) for key, similarity in similar.items() if key in users)

    def forget_old(self) -> None:
        """Forget the faces that were described a while ago; see `LargestFaces`."""
        self._faces.forget_old()

    def _opened(self, collection: str) -> OpenCollection:
        with self._store.work() as work:
            return work.open(collection)

    def _engine_of(self, collection: str) -> IndexingEngine:
        engine = self._engines.get(self._opened(collection).record.model_version)
        if engine is None:
            raise ModelsDiffer("the collection is of a model that is not installed")
        return engine

    def _check_quality(self, found: DescribedFace) -> None:
        sized = found.sized
        failures = quality_failures(
            sized.face, sized.picture_width_px, sized.picture_height_px, self._quality, sized.native
        )
        if failures:
            raise FaceQualityTooLow(", ".join(failure.measure for failure in failures))

    def _all_faces(self, collection: str) -> Iterator[IndexedFace]:
        last = ""
        while True:
            with self._store.work() as work:
                page = work.open(collection).faces.after(last, PAGE)
            yield from page
            if len(page) < PAGE:
                return
            last = page[-1].face_id
