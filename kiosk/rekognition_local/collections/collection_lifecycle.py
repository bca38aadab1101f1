"""CreateCollection, DescribeCollection, ListCollections and DeleteCollection."""

from collections.abc import Mapping
from http import HTTPStatus

from kiosk.backend.engines.collections.store import CollectionStore
from kiosk.backend.ports import Clock
from kiosk.rekognition_local.collections.engine import Engine
from kiosk.rekognition_local.collections.paging import Pages
from kiosk.rekognition_local.collections.wire import arn
from kiosk.rekognition_local.errors import ResourceAlreadyExistsException
from kiosk.rekognition_local.operation import Members, Operation


class CollectionLifecycle:
    """Operations on whole collections. `Tags` are accepted and forgotten: no operation here reads them."""

    def __init__(self, store: CollectionStore, engine: Engine, clock: Clock, region: str) -> None:
        self._store, self._engine, self._clock, self._region = store, engine, clock, region

    def operations(self) -> Mapping[str, Operation]:
        """All of them by name."""
        return {
            "CreateCollection": self._create,
            "DescribeCollection": self._describe,
            "ListCollections": self._list,
            "DeleteCollection": self._delete,
        }

    def _create(self, members: Members) -> Members:
        name, version = members["CollectionId"], self._engine.model_version
        with self._store.work() as work:
            if not work.create(name, version, self._clock()):
                raise ResourceAlreadyExistsException
        return {
            "StatusCode": int(HTTPStatus.OK),
            "CollectionArn": arn(self._region, name),
            "FaceModelVersion": version,
        }

    def _describe(self, members: Members) -> Members:
        with self._store.work() as work:
            collection = work.open(members["CollectionId"])
            user_count = collection.users.count()
        record = collection.record
        return {
            "FaceCount": len(collection.vectors.faces),
            "FaceModelVersion": record.model_version,
            "CollectionARN": arn(self._region, record.name),
            "CreationTimestamp": record.created_at_s,
            "UserCount": user_count,
        }

    def _list(self, members: Members) -> Members:
        with self._store.work() as work:
            pages = Pages(work.seals, "ListCollections", members)
            found = work.after(pages.start(0), pages.size + 1)
        page = found[: pages.size]
        return {
            "CollectionIds": [collection.name for collection in page],
            "FaceModelVersions": [collection.model_version for collection in page],
            **(pages.next(page[-1].key) if len(found) > len(page) else {}),
        }

    def _delete(self, members: Members) -> Members:
        with self._store.work() as work:
            work.delete(members["CollectionId"])
        self._store.remove_deleted()
        self._store.forget()
        return {"StatusCode": int(HTTPStatus.OK)}
