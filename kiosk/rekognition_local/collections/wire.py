"""Faces and users as members of the service's structures."""

from kiosk.backend.engines.collections.records import Collection, IndexedFace, User
from kiosk.rekognition_local.operation import Members
from kiosk.rekognition_local.wire_faces import bounding_box

ACCOUNT = "0" * 12
"""There are no accounts here."""


def arn(region: str, collection_id: str) -> str:
    """A collection's Amazon Resource Name."""
    return f"arn:aws:rekognition:{region}:{ACCOUNT}:collection/{collection_id}"


def face(collection: Collection, indexed: IndexedFace) -> Members:
    """`Face`."""
    optional = {"ExternalImageId": indexed.external_image_id, "UserId": indexed.user_id}
    return {
        "FaceId": indexed.face_id,
        "BoundingBox": bounding_box(indexed.box),
        "ImageId": indexed.image_id,
        "Confidence": indexed.confidence,
        "IndexFacesModelVersion": collection.model_version,
        **{name: value for name, value in optional.items() if value is not None},
    }


def user_status(face_count: int) -> str:
    """`UserStatus`. Changes are done when they are answered, so that nobody is ever CREATING or UPDATING."""
    return "ACTIVE" if face_count else "CREATED"


def user(found: User) -> Members:
    """`User` and `MatchedUser`."""
    return {"UserId": found.user_id, "UserStatus": user_status(found.face_count)}
