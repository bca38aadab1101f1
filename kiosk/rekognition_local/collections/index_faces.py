"""IndexFaces: which faces of an image are indexed, and which were before."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from kiosk.backend.engines.collections.records import IndexedFace, NewFace
from kiosk.backend.engines.collections.store import CollectionStore, OpenCollection
from kiosk.rekognition_local.collections.engine import Engine
from kiosk.rekognition_local.collections.wire import face as face_member
from kiosk.rekognition_local.errors import InvalidParameterException, ServiceQuotaExceededException
from kiosk.rekognition_local.faces import AnalysedFace
from kiosk.rekognition_local.images import Images
from kiosk.rekognition_local.operation import Members, Operation
from kiosk.rekognition_local.quality import Reason, reasons_against
from kiosk.rekognition_local.wire_faces import face_detail

MAX_FACES = 100
"""As many as the service indexes of one image, whatever the caller asks for."""
FACES_IN_COLLECTION = 20_000_000
"""Quota of the service."""
QUALITY_FILTER = "AUTO"
"""The service's default for this operation."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Faces to be indexed, the largest first, and the others with what speaks against them."""

    chosen: tuple[AnalysedFace, ...]
    left_out: tuple[tuple[AnalysedFace, tuple[Reason, ...]], ...]


class IndexFaces:
    """The operation."""

    def __init__(self, store: CollectionStore, engine: Engine, images: Images, *, with_unmeasured: bool) -> None:
        self._store, self._engine, self._images = store, engine, images
        self._detail = partial(face_detail, with_unmeasured=with_unmeasured)

    def operations(self) -> Mapping[str, Operation]:
        """It by its name."""
        return {"IndexFaces": self._index}

    def _index(self, members: Members) -> Members:
        name = members["CollectionId"]
        with self._store.work() as work:
            require_model(self._engine, work.open(name))
        picture = self._images.load(members["Image"])
        choice = choose(
            self._engine.faces(picture),
            members.get("QualityFilter", QUALITY_FILTER),
            members.get("MaxFaces", MAX_FACES),
        )
        # Outside any transaction: a vector takes a quarter of a second.
        new = [
            NewFace(
                face.detail.bounding_box, face.detail.confidence, self._engine.descriptor(picture, face), face.worth
            )
            for face in choice.chosen
        ]
        with self._store.work() as work:
            collection = work.open(name)
            indexed = insert(collection, picture.digest, members.get("ExternalImageId"), new)
        attributes = frozenset(members.get("DetectionAttributes", ()))
        return _answer(collection, choice, indexed, lambda face: self._detail(face, attributes))


def choose(faces: Sequence[AnalysedFace], quality_filter: str, max_faces: int) -> Choice:
    """What passes the filter, up to `max_faces`; of more, those of low quality go first, then the smallest."""
    reasons = [reasons_against(face, quality_filter) for face in faces]
    passing = [place for place, against in enumerate(reasons) if not against]
    best_first = sorted(passing, key=lambda place: bool(reasons_against(faces[place], QUALITY_FILTER)))
    chosen = set(best_first[: min(max_faces, MAX_FACES)])
    return Choice(
        tuple(faces[place] for place in sorted(chosen)),
        tuple(
            (face, reasons[place] or (Reason.EXCEEDS_MAX_FACES,))
            for place, face in enumerate(faces)
            if place not in chosen
        ),
    )


def insert(
    collection: OpenCollection, digest: str, external_image_id: str | None, faces: Sequence[NewFace]
) -> list[IndexedFace]:
    """Index the faces of an image; those that were indexed of it before are only named again.

    Raises ServiceQuotaExceededException, and AnalysisFailed when a vector cannot be compared.
    """
    if len(collection.vectors.faces) + len(faces) > FACES_IN_COLLECTION:
        raise ServiceQuotaExceededException
    return collection.index(digest, external_image_id, faces)


def require_model(engine: Engine, collection: OpenCollection) -> None:
    """Raises InvalidParameterException when the collection's vectors are of another model than the engine's."""
    if collection.record.model_version != engine.model_version:
        raise InvalidParameterException("The collection belongs to another version of the face model")


def _answer(
    collection: OpenCollection,
    choice: Choice,
    indexed: Sequence[IndexedFace],
    detail: Callable[[AnalysedFace], Members],
) -> Members:
    return {
        "FaceRecords": [
            {"Face": face_member(collection.record, face), "FaceDetail": detail(analysed)}
            for face, analysed in zip(indexed, choice.chosen, strict=True)
        ],
        "FaceModelVersion": collection.record.model_version,
        "UnindexedFaces": [
            {"Reasons": [str(reason) for reason in reasons], "FaceDetail": detail(analysed)}
            for analysed, reasons in choice.left_out
        ],
    }
