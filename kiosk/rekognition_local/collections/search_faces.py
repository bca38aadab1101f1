"""SearchFaces and SearchFacesByImage."""

from collections.abc import Mapping

from numpy.typing import ArrayLike

from kiosk.backend.engines.collections.records import IndexedFace
from kiosk.backend.engines.collections.store import CollectionStore, OpenCollection
from kiosk.backend.engines.collections.vectors import matches
from kiosk.backend.stores.cipher import Vector
from kiosk.rekognition_local.collections.engine import Engine
from kiosk.rekognition_local.collections.index_faces import require_model
from kiosk.rekognition_local.collections.wire import face as face_member
from kiosk.rekognition_local.errors import InvalidParameterException
from kiosk.rekognition_local.images import Images
from kiosk.rekognition_local.operation import Members, Operation
from kiosk.rekognition_local.quality import reasons_against
from kiosk.rekognition_local.wire_faces import bounding_box

THRESHOLD, QUALITY_FILTER = 80.0, "NONE"
"""The service's defaults."""
MAX_FACES = 4096
"""As many as the model allows, when the caller names no number."""


class SearchFaces:
    """Both operations. The vectors are searched outside any transaction, so that nobody waits for a search."""

    def __init__(self, store: CollectionStore, engine: Engine, images: Images) -> None:
        self._store, self._engine, self._images = store, engine, images

    def operations(self) -> Mapping[str, Operation]:
        """Both by name."""
        return {"SearchFaces": self._by_face, "SearchFacesByImage": self._by_image}

    def _by_face(self, members: Members) -> Members:
        face_id = members["FaceId"]
        with self._store.work() as work:
            collection = work.open(members["CollectionId"])
            require_model(self._engine, collection)
            face, vector = stored_face(collection, face_id)
        found = self._matches(collection, members, vector, besides=face.key)
        return {"SearchedFaceId": face_id, "FaceMatches": found, "FaceModelVersion": collection.record.model_version}

    def _by_image(self, members: Members) -> Members:
        with self._store.work() as work:
            collection = work.open(members["CollectionId"])
            require_model(self._engine, collection)
        picture = self._images.load(members["Image"])
        quality_filter = members.get("QualityFilter", QUALITY_FILTER)
        faces = [face for face in self._engine.faces(picture) if not reasons_against(face, quality_filter)]
        if not faces:
            raise InvalidParameterException("There are no faces in the image. Should be at least 1.")
        found = self._matches(collection, members, self._engine.descriptor(picture, faces[0]))
        return {
            "SearchedFaceBoundingBox": bounding_box(faces[0].detail.bounding_box),
            "SearchedFaceConfidence": faces[0].detail.confidence,
            "FaceMatches": found,
            "FaceModelVersion": collection.record.model_version,
        }

    def _matches(
        self, collection: OpenCollection, members: Members, vector: ArrayLike, besides: int | None = None
    ) -> list[Members]:
        """`FaceMatches`, without the face that was searched for and those that were deleted meanwhile."""
        limit, threshold = members.get("MaxFaces", MAX_FACES), members.get("FaceMatchThreshold", THRESHOLD)
        similar = matches(self._engine, collection.vectors.faces, vector, limit + 1, threshold)
        keys = [key for key in similar if key != besides][:limit]
        with self._store.work() as work:
            faces = work.open(members["CollectionId"]).faces.by_keys(keys)
        return [
            {"Similarity": similar[key], "Face": face_member(collection.record, faces[key])}
            for key in keys
            if key in faces
        ]


def stored_face(collection: OpenCollection, face_id: str) -> tuple[IndexedFace, Vector]:
    """An indexed face and its vector; raises InvalidParameterException, as the service does."""
    face = collection.faces.by_face_ids([face_id]).get(face_id)
    if face is None:
        raise InvalidParameterException("faceId was not found in the collection.")
    return face, collection.faces.vectors([face])[0]
