"""Which faces may become a user's: AssociateFaces and DisassociateFaces."""

from collections.abc import Sequence

import numpy as np

from kiosk.rekognition_local.collections.engine import Engine
from kiosk.rekognition_local.collections.records import IndexedFace, User, Vector
from kiosk.rekognition_local.collections.shelf import user_vector
from kiosk.rekognition_local.collections.similarity import similarity
from kiosk.rekognition_local.collections.store import OpenCollection
from kiosk.rekognition_local.collections.wire import user_status
from kiosk.rekognition_local.errors import ServiceQuotaExceededException
from kiosk.rekognition_local.operation import Members

FACES_OF_USER = 100
"""Limit of the service."""
NOT_FOUND, OF_ANOTHER, UNLIKE = "FACE_NOT_FOUND", "ASSOCIATED_TO_A_DIFFERENT_USER", "LOW_MATCH_CONFIDENCE"


def associate(
    engine: Engine, collection: OpenCollection, user: User, face_ids: Sequence[str], threshold: float
) -> Members:
    """Associate what can be; raises ServiceQuotaExceededException when the user has as many faces as one may have."""
    free, refused = _free(collection, user, face_ids)
    if free and user.face_count >= FACES_OF_USER:
        raise ServiceQuotaExceededException
    scores = _scores(engine, collection, user, free)
    alike = [face for face, score in zip(free, scores, strict=True) if score >= threshold]
    added, surplus = alike[: FACES_OF_USER - user.face_count], alike[FACES_OF_USER - user.face_count :]
    collection.associate(user, added, ())
    refused += [
        {"FaceId": face.face_id, "Confidence": score, "Reasons": [UNLIKE]}
        for face, score in zip(free, scores, strict=True)
        if score < threshold
    ]
    # The model has no reason for those that are too many, and says that they are named here.
    refused += [{"FaceId": face.face_id, "Reasons": []} for face in surplus]
    return {
        "AssociatedFaces": [{"FaceId": face.face_id} for face in added],
        "UnsuccessfulFaceAssociations": refused,
        "UserStatus": user_status(user.face_count + len(added)),
    }


def disassociate(collection: OpenCollection, user: User, face_ids: Sequence[str]) -> Members:
    """Make the user's among these faces nobody's; faces that are nobody's are passed over."""
    wanted = list(dict.fromkeys(face_ids))
    found = collection.faces.by_face_ids(wanted)
    removed = [found[face_id] for face_id in wanted if face_id in found and found[face_id].user_key == user.key]
    collection.associate(user, (), removed)
    refused = [
        _refused(face_id, found.get(face_id))
        for face_id in wanted
        if face_id not in found or found[face_id].user_key not in (None, user.key)
    ]
    return {
        "DisassociatedFaces": [{"FaceId": face.face_id} for face in removed],
        "UnsuccessfulFaceDisassociations": refused,
        "UserStatus": user_status(user.face_count - len(removed)),
    }


def _free(collection: OpenCollection, user: User, face_ids: Sequence[str]) -> tuple[list[IndexedFace], list[Members]]:
    """The faces that are nobody's, and what there is against others; the user's own are passed over."""
    wanted = list(dict.fromkeys(face_ids))
    found = collection.faces.by_face_ids(wanted)
    free = [found[face_id] for face_id in wanted if face_id in found and found[face_id].user_key is None]
    refused = [
        _refused(face_id, found.get(face_id))
        for face_id in wanted
        if face_id not in found or found[face_id].user_key not in (None, user.key)
    ]
    return free, refused


def _scores(engine: Engine, collection: OpenCollection, user: User, faces: Sequence[IndexedFace]) -> list[float]:
    """Similarity of each with the user.

    A user without faces has nothing to compare with: then the one that is most like all the others stands for the user,
    so that the first faces must be one person's, too.
    """
    vectors = collection.faces.vectors(faces)
    if not vectors:
        return []
    own = collection.faces.vectors(collection.faces.of_user(user))
    centre = user_vector(own) if own else _most_central(vectors)
    return [similarity(engine, centre, vector) for vector in vectors]


def _most_central(vectors: Sequence[Vector]) -> Vector:
    matrix = np.array(vectors, dtype=np.float64)
    distances = [float(np.linalg.norm(matrix - row, axis=1).sum()) for row in matrix]
    return vectors[int(np.argmin(distances))]


def _refused(face_id: str, face: IndexedFace | None) -> Members:
    if face is None:
        return {"FaceId": face_id, "Reasons": [NOT_FOUND]}
    return {"FaceId": face_id, "UserId": face.user_id, "Reasons": [OF_ANOTHER]}
