"""Whether new collections hold everybody, before anybody relies on them."""

from kiosk.backend.enrolment.parts import EnrolmentParts
from kiosk.backend.enrolment.placement import user_of
from kiosk.backend.enrolment.records import Checkpoint, EnrolmentState
from kiosk.backend.identity_records import MappedFace
from kiosk.errors import StorageFailed
from kiosk.identity.sharding import Layout

PAGE = 200


def verify(parts: EnrolmentParts, layout: Layout) -> None:
    """Every active customer has a face in the layout, and every face that was written down is in its collection.

    Faces that nobody wrote down, which a killed process leaves, are deleted. Raises StorageFailed when something is
    missing; the next migration then looks at everybody again.
    """
    missing = sum(_missing(parts, layout, collection) for collection in layout.collections)
    if missing:
        parts.store.put_checkpoint(Checkpoint(layout.generation))
        raise StorageFailed(f"{missing} customers are not in the new collections")


def _missing(parts: EnrolmentParts, layout: Layout, collection: str) -> int:
    """How many active customers lack a face. What is written down is read first: whoever comes later is not asked for,
    and whoever left meanwhile is asked about once more."""
    mapped = _mapped(parts, layout, collection)
    found = dict(parts.collections.faces(collection))
    missing = 0
    for user, faces in mapped.items():
        lost = [face for face in faces if found.pop(face.face_id, None) is None]
        if (lost or not faces) and _is_active(parts, user):
            parts.store.drop_faces(user, lost)
            missing += 1
    # An enrolment under way is written down before it indexes anything.
    orphans = [face for face, external in found.items() if parts.store.of_user(user_of(external)) is None]
    if orphans:
        parts.collections.delete_faces(collection, orphans)
    return missing


def _mapped(parts: EnrolmentParts, layout: Layout, collection: str) -> dict[str, list[MappedFace]]:
    """Faces by user, of all active users who belong to the collection."""
    mapped, last = dict[str, list[MappedFace]](), ""
    while page := parts.store.after(last, PAGE):
        for user in (each.user for each in page if layout.collection_of(each.user) == collection):
            mapped[user] = [face for face in parts.store.faces(user) if face.collection == collection]
        last = page[-1].user
    return mapped


def _is_active(parts: EnrolmentParts, user: str) -> bool:
    found = parts.store.of_user(user)
    return found is not None and found.state is EnrolmentState.ACTIVE
