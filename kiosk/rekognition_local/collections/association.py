"""Which faces may become a user's: AssociateFaces and DisassociateFaces."""

from collections.abc import Sequence

from kiosk.backend.engines.collections.records import IndexedFace, User
from kiosk.backend.engines.collections.store import OpenCollection
from kiosk.rekognition_local.collections.engine import Engine
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
    found, refused = _sorted_out(collection, user, face_ids)
    free = [face for face in found if face.user_key is None]
    if free and user.face_count >= FACES_OF_USER:
        raise ServiceQuotaExceededException
    alike, unlike = _compared(engine, collection, user, free, threshold)
    added, surplus = alike[: FACES_OF_USER - user.face_count], alike[FACES_OF_USER - user.face_count :]
    collection.associate(user, added, ())
    # The model has no reason for those that are too many, and says that they are named here.
    refused += unlike + [{"FaceId": face.face_id, "Reasons": []} for face in surplus]
    return {
        "AssociatedFaces": [{"FaceId": face.face_id} for face in added],
        "UnsuccessfulFaceAssociations": refused,
        "UserStatus": user_status(user.face_count + len(added)),
    }


def disassociate(collection: OpenCollection, user: User, face_ids: Sequence[str]) -> Members:
    """Make the user's among these faces nobody's; faces that are nobody's are passed over."""
    found, refused = _sorted_out(collection, user, face_ids)
    removed = [face for face in found if face.user_key == user.key]
    collection.associate(user, (), removed)
    return {
        "DisassociatedFaces": [{"FaceId": face.face_id} for face in removed],
        "UnsuccessfulFaceDisassociations": refused,
        "UserStatus": user_status(user.face_count - len(removed)),
    }


def _sorted_out(
    collection: OpenCollection, user: User, face_ids: Sequence[str]
) -> tuple[list[IndexedFace], list[Members]]:
    """The faces that are the user's or nobody's, as often and in the order as first named, and what others are."""
    wanted = list(dict.fromkeys(face_ids))
    found = collection.faces.by_face_ids(wanted)
    usable = {face_id: face for face_id, face in found.items() if face.user_key in (None, user.key)}
    return (
        [usable[face_id] for face_id in wanted if face_id in usable],
        [_refused(face_id, found.get(face_id)) for face_id in wanted if face_id not in usable],
    )


def _compared(
    engine: Engine, collection: OpenCollection, user: User, faces: Sequence[IndexedFace], threshold: float
) -> tuple[list[IndexedFace], list[Members]]:
    """The faces that are like the user, and what there is against the others."""
    scored = collection.compare(engine, user, faces)
    unlike: list[Members] = [
        {"FaceId": face.face_id, "Confidence": score, "Reasons": [UNLIKE]}
        for face, score in scored
        if score is not None and score < threshold
    ]
    return [face for face, score in scored if score is None or score >= threshold], unlike


def _refused(face_id: str, face: IndexedFace | None) -> Members:
    if face is None:
        return {"FaceId": face_id, "Reasons": [NOT_FOUND]}
    return {"FaceId": face_id, "UserId": face.user_id, "Reasons": [OF_ANOTHER]}
