"""CreateUser, DeleteUser, ListUsers, AssociateFaces and DisassociateFaces."""

from collections.abc import Mapping

from kiosk.backend.engines.collections.store import ASSOCIATE_THRESHOLD, CollectionStore, OpenCollection
from kiosk.backend.ports import Clock
from kiosk.rekognition_local.collections.association import associate, disassociate
from kiosk.rekognition_local.collections.engine import Engine
from kiosk.rekognition_local.collections.index_faces import require_model
from kiosk.rekognition_local.collections.once import Action, once
from kiosk.rekognition_local.collections.paging import Pages
from kiosk.rekognition_local.collections.wire import user as user_member
from kiosk.rekognition_local.errors import ConflictException
from kiosk.rekognition_local.operation import Members, Operation

LIST_SIZE = 500
"""As many as the model allows at once, when the caller names no number."""


class Users:
    """Operations on users. Those that change something are carried out once for each `ClientRequestToken`."""

    def __init__(self, store: CollectionStore, engine: Engine, clock: Clock) -> None:
        self._store, self._engine, self._clock = store, engine, clock

    def operations(self) -> Mapping[str, Operation]:
        """All of them by name."""
        return {
            "CreateUser": self._create,
            "DeleteUser": self._delete,
            "ListUsers": self._list,
            "AssociateFaces": self._associate,
            "DisassociateFaces": self._disassociate,
        }

    def _create(self, members: Members) -> Members:
        def action(collection: OpenCollection) -> Members:
            if not collection.users.insert(members["UserId"]):
                raise ConflictException
            return {}

        return self._once("CreateUser", members, action)

    def _delete(self, members: Members) -> Members:
        def action(collection: OpenCollection) -> Members:
            collection.delete_user(collection.users.get(members["UserId"]))
            return {}

        answer = self._once("DeleteUser", members, action)
        self._store.forget()
        return answer

    def _list(self, members: Members) -> Members:
        with self._store.work() as work:
            collection = work.open(members["CollectionId"])
            pages = Pages(work.seals, "ListUsers", members, LIST_SIZE)
            found = collection.users.after(pages.start(0), pages.size + 1)
        page = found[: pages.size]
        return {
            "Users": [user_member(user) for user in page],
            **(pages.next(page[-1].key) if len(found) > len(page) else {}),
        }

    def _associate(self, members: Members) -> Members:
        def action(collection: OpenCollection) -> Members:
            require_model(self._engine, collection)
            user = collection.users.get(members["UserId"])
            threshold = members.get("UserMatchThreshold", ASSOCIATE_THRESHOLD)
            return associate(self._engine, collection, user, members["FaceIds"], threshold)

        return self._once("AssociateFaces", members, action)

    def _disassociate(self, members: Members) -> Members:
        def action(collection: OpenCollection) -> Members:
            return disassociate(collection, collection.users.get(members["UserId"]), members["FaceIds"])

        return self._once("DisassociateFaces", members, action)

    def _once(self, operation: str, members: Members, action: Action) -> Members:
        with self._store.work() as work:
            return once(work, operation, members, self._clock(), action)
