"""Putting one customer's faces into the collections of a layout, and taking out everything of a customer."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress

from kiosk.backend.enrolment.ports import EnrolmentStore
from kiosk.backend.enrolment.records import Enrolment, Layouts, MappedFace
from kiosk.backend.ports import BlobStore, FaceCollections
from kiosk.domain.identity.collection_layout import Layout
from kiosk.domain.identity.policy import EnrolmentPolicy
from kiosk.errors import AnalysisFailed, Busy, CollectionNotFound, StorageFailed

Images = Mapping[str, Callable[[], bytes]]
"""Kept images by name, in the order in which they are indexed."""


class Placement:
    """Any thread. Every step may be repeated: what was done before is found again."""

    def __init__(self, collections: FaceCollections, store: EnrolmentStore, blobs: BlobStore) -> None:
        self._collections, self._store, self._blobs = collections, store, blobs

    def put(self, enrolment: Enrolment, layout: Layout, images: Images) -> int:
        """Index the images and make their faces the user's; how many. Raises FaceErrors, ImageErrors, ServiceErrors.

        Busy says that somebody else took the enrolment over. Faces unlike the first one's are left out.
        """
        user, collection = enrolment.user, layout.collection_of(enrolment.user)
        self._collections.create_user(collection, user)
        known = {face.image: face for face in self._store.faces(user) if face.collection == collection}
        faces = [known.get(name) or self._index(enrolment, collection, name, image()) for name, image in images.items()]
        associated = self._associate(collection, user, [face.face_id for face in faces])
        unlike = [face for face in faces if face.face_id not in associated]
        if unlike:
            self._collections.delete_faces(collection, [face.face_id for face in unlike])
            self._store.drop_faces(user, unlike)
        if not associated:
            raise AnalysisFailed("no face could be associated")
        return len(associated)

    def keep(self, enrolment: Enrolment, layouts: Sequence[Layout]) -> None:
        """Forget faces in any other layout, whose collections somebody else deletes."""
        collections = {layout.collection_of(enrolment.user) for layout in layouts}
        gone = [face for face in self._store.faces(enrolment.user) if face.collection not in collections]
        if gone:
            self._store.drop_faces(enrolment.user, gone)

    def take_out(self, enrolment: Enrolment, layouts: Sequence[Layout], *, thorough: bool) -> None:
        """Delete everything of this customer: user, faces, images and the enrolment, which is on its way out.

        `thorough` looks through whole collections, for faces that nobody had the time to write down.
        """
        faces = self._store.faces(enrolment.user)
        places = {face.collection for face in faces} | {layout.collection_of(enrolment.user) for layout in layouts}
        for collection in sorted(places):
            known = {face.face_id for face in faces if face.collection == collection}
            # A collection that is gone took all with it.
            with suppress(CollectionNotFound):
                self._empty(collection, enrolment.user, known, thorough=thorough)
        self._blobs.keep_only(enrolment.user, ())
        self._store.remove(enrolment)

    def _index(self, enrolment: Enrolment, collection: str, name: str, image: bytes) -> MappedFace:
        record = self._collections.index(collection, image, external_id(enrolment.user, name))
        face = MappedFace(collection, record.face_id, name, record.box)
        if not self._store.put_face(enrolment, face):
            self._empty(collection, enrolment.user, {face.face_id}, thorough=False)
            raise Busy("the enrolment was taken over")
        return face

    def _associate(self, collection: str, user: str, face_ids: Sequence[str]) -> set[str]:
        """One after the other: the first is compared with nothing, the rest with the first."""
        first = self._collections.associate(collection, user, face_ids[:1])
        rest = self._collections.associate(collection, user, face_ids[1:]) if face_ids[1:] else ()
        return {*first, *rest}

    def _empty(self, collection: str, user: str, known: set[str], *, thorough: bool) -> None:
        found = set(known)
        if thorough:
            found |= {face for face, external in self._collections.faces(collection) if parse_user(external) == user}
        self._collections.delete_user(collection, user)
        if found:
            self._collections.delete_faces(collection, sorted(found))


def external_id(user: str, image: str) -> str:
    """What a face is indexed under: by it a face that nobody wrote down is found again."""
    return f"{user}:{image}"


def parse_user(untrusted_external_id: str) -> str:
    """The user in it."""
    return untrusted_external_id.partition(":")[0]


def open_layouts(collections: FaceCollections, store: EnrolmentStore, policy: EnrolmentPolicy) -> Layouts:
    """The layouts, made at first use; raises ServiceErrors."""
    layouts = store.layouts()
    if layouts is not None:
        return layouts
    first = create_layout(collections, Layout(policy.prefix, collections.model_version, 1, policy.shards))
    store.put_layouts(Layouts(first))
    layouts = store.layouts()
    if layouts is None:
        raise StorageFailed("the layouts were not kept")
    return layouts


def create_layout(collections: FaceCollections, layout: Layout) -> Layout:
    """Create all its collections, those that are missing; the same layout."""
    for name in layout.collections:
        collections.create(name)
    return layout
