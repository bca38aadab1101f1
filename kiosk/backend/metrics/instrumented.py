"""The ports of engines, with everything counted that they do: for the metrics, and for the attempt whose step it is."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from kiosk.backend.metrics import names
from kiosk.backend.ports import (
    Comparison,
    FaceCollections,
    FaceComparer,
    FaceEngine,
    FaceFound,
    FaceMatcher,
    FaceRecord,
    Metrics,
    SizedFace,
    StoredFace,
    UserFound,
)
from kiosk.domain.faces.face_detail import FaceDetail
from kiosk.errors import KioskError


@dataclass(slots=True)
class StepCounters:
    """What was done with faces during one step of an attempt, for its record; used by the thread that takes it."""

    _counts: dict[str, float] = field(default_factory=dict)

    def add(self, name: str, amount: float = 1.0) -> None:
        """Count."""
        self._counts[name] = self._counts.get(name, 0.0) + amount

    def record_highest(self, name: str, value: float) -> None:
        """Keep the highest."""
        self._counts[name] = max(self._counts.get(name, value), value)

    def measures(self, prefix: str = "") -> Mapping[str, float]:
        """As measures of the attempt; steps that may be repeated tell themselves apart by the prefix."""
        return {prefix + name: value for name, value in self._counts.items()}


_CURRENT: ContextVar[StepCounters | None] = ContextVar("step_counters", default=None)


@contextmanager
def count_step() -> Iterator[StepCounters]:
    """Count what the instrumented ports do in this thread while inside."""
    counted = StepCounters()
    token = _CURRENT.set(counted)
    try:
        yield counted
    finally:
        _CURRENT.reset(token)


def current_counters() -> StepCounters:
    """Return the counters of the step that is under way; some that nobody reads outside of any."""
    return _CURRENT.get() or StepCounters()


class InstrumentedEngine:
    """Implements `FaceEngine`."""

    def __init__(self, engine: FaceEngine, metrics: Metrics) -> None:
        self._engine = engine
        self._metrics = metrics

    @property
    def model_id(self) -> str:
        """Names the model that faces are compared with."""
        return self._engine.model_id

    def detect(self, jpeg: bytes) -> tuple[FaceDetail, ...]:
        """All faces of a frame."""
        faces = self._engine.detect(jpeg)
        _saw(self._metrics, "frame", faces)
        return faces


class InstrumentedComparer:
    """Implements `FaceComparer`."""

    def __init__(self, comparer: FaceComparer, metrics: Metrics) -> None:
        self._comparer = comparer
        self._metrics = metrics

    @property
    def model_id(self) -> str:
        """Names the model that faces are compared with."""
        return self._comparer.model_id

    def faces(self, image: bytes, limit: int = 20) -> tuple[SizedFace, ...]:
        """Faces with all measures of quality, at most `limit`."""
        found = self._comparer.faces(image, limit)
        _saw(self._metrics, "picture", [sized.face for sized in found])
        current_counters().add("face_detections")
        current_counters().add("faces_found", len(found))
        return found

    def compare(self, source: bytes, target: bytes) -> Comparison:
        """Compare the largest face of each."""
        current_counters().add("face_comparisons")
        with counted_result(self._metrics, names.FACE_COMPARISONS, of="picture"):
            comparison = self._comparer.compare(source, target)
        self._metrics.observe(names.COMPARISON_SIMILARITY, comparison.similarity, of="picture")
        current_counters().record_highest("comparison_similarity", comparison.similarity)
        return comparison


class InstrumentedCollections:
    """Implements `FaceCollections`; what is not counted is done by the collections' own methods."""

    def __init__(self, collections: FaceCollections, metrics: Metrics) -> None:
        self._collections = collections
        self._metrics = metrics
        self.create, self.delete = collections.create, collections.delete
        self.describe, self.names, self.faces = collections.describe, collections.names, collections.faces
        self.create_user, self.delete_user = collections.create_user, collections.delete_user

    @property
    def model_version(self) -> str:
        """Of the vectors that new collections get."""
        return self._collections.model_version

    def index(self, collection: str, image: bytes, external_image_id: str) -> FaceRecord:
        """Add the largest face."""
        with counted_result(self._metrics, names.FACES_INDEXED):
            return self._collections.index(collection, image, external_image_id)

    def delete_faces(self, collection: str, face_ids: Sequence[str]) -> None:
        """Delete them."""
        self._collections.delete_faces(collection, face_ids)
        self._metrics.count(names.FACES_DELETED, len(face_ids))

    def associate(self, collection: str, user: str, face_ids: Sequence[str]) -> tuple[str, ...]:
        """Make these faces the user's."""
        associated = self._collections.associate(collection, user, face_ids)
        self._metrics.count(names.FACES_UPDATED, len(associated), change="associated")
        return associated

    def disassociate(self, collection: str, user: str, face_ids: Sequence[str]) -> None:
        """Take faces from a user."""
        self._collections.disassociate(collection, user, face_ids)
        self._metrics.count(names.FACES_UPDATED, len(face_ids), change="disassociated")

    def search_faces(self, collection: str, image: bytes, threshold: float, limit: int) -> tuple[FaceFound, ...]:
        """Faces like the largest one of the image."""
        with counted_result(self._metrics, names.FACE_SEARCHES, kind="faces"):
            found = self._collections.search_faces(collection, image, threshold, limit)
        _returned(self._metrics, "faces", [each.similarity for each in found])
        return found

    def search_users(self, collection: str, image: bytes, threshold: float, limit: int) -> tuple[UserFound, ...]:
        """Users like the largest face of the image."""
        with counted_result(self._metrics, names.FACE_SEARCHES, kind="users"):
            found = self._collections.search_users(collection, image, threshold, limit)
        _returned(self._metrics, "users", [each.similarity for each in found])
        return found


def _saw(metrics: Metrics, of: str, faces: Sequence[FaceDetail]) -> None:
    """What was found on one picture; measures are those of the largest face."""
    metrics.count(names.FACE_DETECTIONS, of=of)
    if not faces:
        return
    metrics.count(names.FACES_FOUND, len(faces), of=of)
    metrics.count(names.FACES_OCCLUDED, sum(face.occluded is True for face in faces), of=of)
    largest = max(faces, key=lambda face: face.bounding_box.area)
    metrics.observe(names.FACE_BOX_RATIO, largest.bounding_box.area, of=of)
    metrics.observe(names.FACE_SHARPNESS, largest.quality.sharpness, of=of)
    metrics.observe(names.FACE_BRIGHTNESS, largest.quality.brightness, of=of)
    metrics.observe(names.FACE_YAW_DEG, abs(largest.pose.yaw_deg), of=of)
    metrics.observe(names.FACE_PITCH_DEG, abs(largest.pose.pitch_deg), of=of)
    metrics.observe(names.FACE_LANDMARKS, len(largest.landmarks), of=of)


def _returned(metrics: Metrics, kind: str, similarities: Sequence[float]) -> None:
    metrics.observe(names.SEARCH_FACES_RETURNED, len(similarities), kind=kind)
    for similarity in similarities:
        metrics.observe(names.SEARCH_SIMILARITY, similarity, kind=kind)


@contextmanager
def counted_result(metrics: Metrics, name: str, amount: float = 1.0, **labels: str) -> Iterator[None]:
    """Counts how it went: `done`, or the code of the error."""
    try:
        yield
    except KioskError as error:
        metrics.count(name, amount, result=error.code, **labels)
        raise
    metrics.count(name, amount, result="done", **labels)


class InstrumentedMatcher:
    """Implements `FaceMatcher`; what is not counted is done by the matcher's own methods."""

    def __init__(self, matcher: FaceMatcher, metrics: Metrics) -> None:
        """Whoever made the matcher closes it."""
        self._matcher = matcher
        self._metrics = metrics
        self.prepare, self.list_prepared = matcher.prepare, matcher.list_prepared

    @property
    def compares_cheaply(self) -> bool:
        """Whether every frame may be compared with many others."""
        return self._matcher.compares_cheaply

    @property
    def waiting(self) -> int:
        """How much prepared work is not done yet."""
        return self._matcher.waiting

    def match(self, challenge_id: str, pairs: Sequence[tuple[StoredFace, StoredFace]]) -> tuple[float, ...]:
        """Similarity of each pair; all of a verdict are one request, and each is a comparison."""
        with counted_result(self._metrics, names.FACE_COMPARISONS, len(pairs), of="frame"):
            similarities = self._matcher.match(challenge_id, pairs)
        for similarity in similarities:
            self._metrics.observe(names.COMPARISON_SIMILARITY, similarity, of="frame")
        return similarities
