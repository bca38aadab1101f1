"""All operations on collections by their names on the wire."""

from collections.abc import Mapping

from kiosk.backend.engines.collections.store import CollectionStore
from kiosk.backend.ports import Clock
from kiosk.errors import CollectionError
from kiosk.rekognition_local.collections.collection_lifecycle import CollectionLifecycle
from kiosk.rekognition_local.collections.engine import Engine
from kiosk.rekognition_local.collections.index_faces import IndexFaces
from kiosk.rekognition_local.collections.search_faces import SearchFaces
from kiosk.rekognition_local.collections.search_users import SearchUsers
from kiosk.rekognition_local.collections.stored_faces import StoredFaces
from kiosk.rekognition_local.collections.users import Users
from kiosk.rekognition_local.errors import ResourceNotFoundException
from kiosk.rekognition_local.images import Images
from kiosk.rekognition_local.operation import Members, Operation


def collection_operations(
    store: CollectionStore,
    engine: Engine,
    images: Images,
    clock: Clock,
    region: str,
    *,
    with_unmeasured: bool = False,
) -> Mapping[str, Operation]:
    """Owns nothing of what it is given; `region` is what collections' names say. See `face_detail` for what is not
    measured."""
    operations = {
        **CollectionLifecycle(store, engine, clock, region).operations(),
        **IndexFaces(store, engine, images, with_unmeasured=with_unmeasured).operations(),
        **StoredFaces(store).operations(),
        **SearchFaces(store, engine, images).operations(),
        **Users(store, engine, clock).operations(),
        **SearchUsers(store, engine, images).operations(),
    }
    return {name: _translated(operation) for name, operation in operations.items()}


def _translated(operation: Operation) -> Operation:
    """What the store misses, in the service's words."""

    def carry_out(members: Members) -> Members:
        try:
            return operation(members)
        except CollectionError as error:
            raise ResourceNotFoundException from error

    return carry_out
