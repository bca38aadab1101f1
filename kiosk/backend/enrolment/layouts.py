"""The collections that are there from the beginning."""

from kiosk.backend.enrolment.ports import EnrolmentStore
from kiosk.backend.enrolment.records import Layouts
from kiosk.backend.ports import FaceCollections
from kiosk.domain.identity.collection_layout import Layout
from kiosk.domain.identity.policy import EnrolmentPolicy
from kiosk.errors import StorageFailed


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
