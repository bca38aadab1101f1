"""Whether new collections hold everybody, before anybody relies on them."""

from collections.abc import Mapping, Sequence

from kiosk.backend.enrolment.context import EnrolmentContext
from kiosk.backend.enrolment.placement import parse_user
from kiosk.backend.enrolment.records import Checkpoint, EnrolmentState
from kiosk.domain.identity.collection_layout import Layout
from kiosk.errors import StorageFailed

PAGE = 200


def verify_enrolments(context: EnrolmentContext, layout: Layout) -> None:
    """Every active customer has a face in the layout, and every face that was written down is in its collection.

    Faces that nobody wrote down, which a killed process leaves, are deleted. Raises StorageFailed when something is
    missing; the next migration then looks at everybody again.
    """
    # What is written down is read first: whoever comes later is not asked for.
    mapped = _mapped(context, layout)
    missing = sum(_missing(context, collection, mapped[collection]) for collection in layout.collections)
    if missing:
        context.store.put_checkpoint(Checkpoint(layout.generation))
        raise StorageFailed(f"{missing} customers are not in the new collections")


def _missing(context: EnrolmentContext, collection: str, mapped: Mapping[str, Sequence[str]]) -> int:
    """How many active users lack a face; whoever left meanwhile is asked about once more."""
    found, missing = dict(context.collections.faces(collection)), 0
    for user, face_ids in mapped.items():
        lost = {face_id for face_id in face_ids if found.pop(face_id, None) is None}
        if (lost or not face_ids) and _is_active(context, user):
            context.store.drop_faces(user, [face for face in context.store.faces(user) if face.face_id in lost])
            missing += 1
    # An enrolment under way is written down before it indexes anything.
    orphans = [face for face, external in found.items() if context.store.of_user(parse_user(external)) is None]
    if orphans:
        context.collections.delete_faces(collection, orphans)
    return missing


def _mapped(context: EnrolmentContext, layout: Layout) -> Mapping[str, Mapping[str, Sequence[str]]]:
    """By collection, the ids of the faces of each active user."""
    mapped: dict[str, dict[str, Sequence[str]]] = {collection: {} for collection in layout.collections}
    last = ""
    while page := context.store.after(last, PAGE):
        for user in (each.user for each in page):
            collection = layout.collection_of(user)
            faces = context.store.faces(user)
            mapped[collection][user] = [face.face_id for face in faces if face.collection == collection]
        last = page[-1].user
    return mapped


def _is_active(context: EnrolmentContext, user: str) -> bool:
    found = context.store.of_user(user)
    return found is not None and found.state is EnrolmentState.ACTIVE
