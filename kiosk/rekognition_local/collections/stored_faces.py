"""ListFaces and DeleteFaces."""

from collections.abc import Mapping

from kiosk.backend.engines.collections.records import IndexedFace
from kiosk.backend.engines.collections.store import CollectionStore, OpenCollection
from kiosk.rekognition_local.collections.paging import Pages
from kiosk.rekognition_local.collections.wire import face as face_member
from kiosk.rekognition_local.operation import Members, Operation


class StoredFaces:
    """Operations on faces that were indexed."""

    def __init__(self, store: CollectionStore) -> None:
        self._store = store

    def operations(self) -> Mapping[str, Operation]:
        """Both by name."""
        return {"ListFaces": self._list, "DeleteFaces": self._delete}

    def _list(self, members: Members) -> Members:
        with self._store.work() as work:
            collection = work.open(members["CollectionId"])
            pages = Pages(work.seals, "ListFaces", members)
            found = _after(collection, members, pages.start(""), pages.size + 1)
        page = found[: pages.size]
        return {
            "Faces": [face_member(collection.record, face) for face in page],
            "FaceModelVersion": collection.record.model_version,
            **(pages.next(page[-1].face_id) if len(found) > len(page) else {}),
        }

    def _delete(self, members: Members) -> Members:
        wanted = list(dict.fromkeys(members["FaceIds"]))
        with self._store.work() as work:
            collection = work.open(members["CollectionId"])
            found = collection.faces.by_face_ids(wanted)
            deleted = [face for face in found.values() if face.user_key is None]
            if deleted:
                collection.delete_faces(deleted)
        if deleted:
            self._store.forget()
        gone = {face.face_id for face in deleted}
        return {
            "DeletedFaces": [face_id for face_id in wanted if face_id in gone],
            "UnsuccessfulFaceDeletions": [_refused(face_id, found) for face_id in wanted if face_id not in gone],
        }


def _after(collection: OpenCollection, members: Members, face_id: str, limit: int) -> list[IndexedFace]:
    """The next faces by face id, filtered as the caller wishes; raises UserNotFound."""
    if "UserId" in members:
        found = collection.faces.of_user(collection.users.get(members["UserId"]))
        allowed = set(members.get("FaceIds", (face.face_id for face in found)))
        found = [face for face in found if face.face_id in allowed]
    elif "FaceIds" in members:
        found = sorted(collection.faces.by_face_ids(members["FaceIds"]).values(), key=lambda face: face.face_id)
    else:
        return collection.faces.after(face_id, limit)
    return [face for face in found if face.face_id > face_id][:limit]


def _refused(face_id: str, found: Mapping[str, IndexedFace]) -> Members:
    """`UnsuccessfulFaceDeletion`."""
    if face_id not in found:
        return {"FaceId": face_id, "Reasons": ["FACE_NOT_FOUND"]}
    return {"FaceId": face_id, "UserId": found[face_id].user_id, "Reasons": ["ASSOCIATED_TO_AN_EXISTING_USER"]}
