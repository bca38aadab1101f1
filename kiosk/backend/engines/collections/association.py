"""Which faces may become a user's."""

from collections.abc import Sequence

from kiosk.backend.engines.collections.records import IndexedFace, User
from kiosk.backend.engines.collections.store import OpenCollection
from kiosk.backend.engines.collections.vectors import SimilarityScale, similarity, user_vector

ASSOCIATE_THRESHOLD = 75.0
"""Similarity with the user from which a face may become theirs; Rekognition's default."""


def compare(
    scale: SimilarityScale, collection: OpenCollection, user: User, faces: Sequence[IndexedFace]
) -> list[tuple[IndexedFace, float | None]]:
    """How like the user each face is; None for the first faces of a user, which have nothing to be compared with:
    whoever they show, they are the user."""
    own = collection.faces.vectors(collection.faces.of_user(user))
    if not own:
        return [(face, None) for face in faces]
    centre = user_vector(own)
    vectors = collection.faces.vectors(faces)
    return [(face, similarity(scale, centre, vector)) for face, vector in zip(faces, vectors, strict=True)]
