"""Which faces of an image are new to a collection."""

from collections.abc import Sequence

from kiosk.backend.engines.collections.records import IndexedFace, NewFace
from kiosk.backend.engines.collections.store import OpenCollection
from kiosk.domain.faces.face_detail import Box
from kiosk.errors import AnalysisFailed

SAME_OVERLAP = 0.9
"""Intersection over union of boxes from which a face of the same image is the same face."""


def insert(
    collection: OpenCollection, digest: str, external_image_id: str | None, faces: Sequence[NewFace]
) -> list[IndexedFace]:
    """Index the faces of an image; those that were indexed of it before are only named again.

    `digest` names the image. Raises AnalysisFailed when a vector cannot be compared.
    """
    if not faces:
        return []
    if not collection.vectors.faces.takes([face.vector for face in faces]):
        raise AnalysisFailed("descriptor")
    image = collection.faces.image(digest, external_image_id)
    known = collection.faces.of_image(image)
    indexed = []
    for new in faces:
        same = next((face for face in known if _overlap(face.box, new.box) >= SAME_OVERLAP), None)
        if same is not None:
            known.remove(same)
        indexed.append(same or collection.add_face(image, new))
    return indexed


def _overlap(a: Box, b: Box) -> float:
    """Intersection over union."""
    width = min(a.right, b.right) - max(a.left, b.left)
    height = min(a.bottom, b.bottom) - max(a.top, b.top)
    shared = max(width, 0.0) * max(height, 0.0)
    return shared / (a.area + b.area - shared) if shared else 0.0
