"""SearchUsers and SearchUsersByImage."""

from collections.abc import Mapping, Sequence

from numpy.typing import ArrayLike

from kiosk.backend.engines.collections.records import User
from kiosk.backend.engines.collections.store import CollectionStore, OpenCollection
from kiosk.backend.engines.collections.vectors import matches, user_vector
from kiosk.backend.stores.cipher import Vector
from kiosk.rekognition_local.collections.engine import Engine
from kiosk.rekognition_local.collections.index_faces import require_model
from kiosk.rekognition_local.collections.search_faces import QUALITY_FILTER, THRESHOLD, stored_face
from kiosk.rekognition_local.collections.wire import user as user_member
from kiosk.rekognition_local.errors import InvalidParameterException
from kiosk.rekognition_local.faces import AnalysedFace
from kiosk.rekognition_local.images import Images
from kiosk.rekognition_local.operation import Members, Operation
from kiosk.rekognition_local.quality import reasons_against
from kiosk.rekognition_local.wire_faces import face_detail

MAX_USERS = 500
"""As many as the model allows, when the caller names no number."""
NOT_LARGEST = "FACE_NOT_LARGEST"


class SearchUsers:
    """Both operations; only users who have faces can be found."""

    def __init__(self, store: CollectionStore, engine: Engine, images: Images) -> None:
        self._store, self._engine, self._images = store, engine, images

    def operations(self) -> Mapping[str, Operation]:
        """Both by name."""
        return {"SearchUsers": self._by_id, "SearchUsersByImage": self._by_image}

    def _by_id(self, members: Members) -> Members:
        if ("UserId" in members) == ("FaceId" in members):
            raise InvalidParameterException("Either UserId or FaceId must be given")
        with self._store.work() as work:
            collection = work.open(members["CollectionId"])
            require_model(self._engine, collection)
            searched, vector, user = _searched(collection, members)
        found = [] if vector is None else self._matches(collection, members, vector, user)
        return {"UserMatches": found, "FaceModelVersion": collection.record.model_version, **searched}

    def _by_image(self, members: Members) -> Members:
        with self._store.work() as work:
            collection = work.open(members["CollectionId"])
            require_model(self._engine, collection)
        picture = self._images.load(members["Image"])
        searched, unsearched = _sorted_out(self._engine.faces(picture), members.get("QualityFilter", QUALITY_FILTER))
        answer: dict[str, object] = {
            "UserMatches": [],
            "FaceModelVersion": collection.record.model_version,
            "UnsearchedFaces": unsearched,
        }
        if searched is not None:
            vector = self._engine.descriptor(picture, searched)
            answer["SearchedFace"] = {"FaceDetail": face_detail(searched, frozenset())}
            answer["UserMatches"] = self._matches(collection, members, vector)
        return answer

    def _matches(
        self, collection: OpenCollection, members: Members, vector: ArrayLike, besides: User | None = None
    ) -> list[Members]:
        """`UserMatches`, without the user who was searched for and those who were deleted meanwhile."""
        limit, threshold = members.get("MaxUsers", MAX_USERS), members.get("UserMatchThreshold", THRESHOLD)
        similar = matches(self._engine, collection.vectors.users, vector, limit + 1, threshold)
        keys = [key for key in similar if besides is None or key != besides.key][:limit]
        with self._store.work() as work:
            users = work.open(members["CollectionId"]).users.by_keys(keys)
        return [{"Similarity": similar[key], "User": user_member(users[key])} for key in keys if key in users]


def _searched(collection: OpenCollection, members: Members) -> tuple[Members, Vector | None, User | None]:
    """What is searched for, in the answer's words and as a vector, which a user without faces has not."""
    if "FaceId" in members:
        return {"SearchedFace": {"FaceId": members["FaceId"]}}, stored_face(collection, members["FaceId"])[1], None
    user = collection.users.get(members["UserId"])
    faces = collection.faces.weighted(collection.faces.of_user(user))
    return {"SearchedUser": {"UserId": user.user_id}}, user_vector(faces) if faces else None, user


def _sorted_out(faces: Sequence[AnalysedFace], quality_filter: str) -> tuple[AnalysedFace | None, list[Members]]:
    """The largest face that passes the filter, and `UnsearchedFaces` with what speaks against the others."""
    reasons = [reasons_against(face, quality_filter) for face in faces]
    largest = next((place for place, against in enumerate(reasons) if not against), None)
    unsearched: list[Members] = [
        {
            "FaceDetails": face_detail(face, frozenset()),
            "Reasons": [str(reason) for reason in against] or [NOT_LARGEST],
        }
        for place, (face, against) in enumerate(zip(faces, reasons, strict=True))
        if place != largest
    ]
    return (None if largest is None else faces[largest]), unsearched
