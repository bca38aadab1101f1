"""Searching all shards at once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from kiosk.backend.enrolment.ports import EnrolmentStore
from kiosk.backend.enrolment.records import EnrolmentState
from kiosk.backend.ports import FaceCollections, UserFound
from kiosk.domain.identity.collection_layout import Layout
from kiosk.errors import CollectionNotFound, ServiceUnavailable

MOST_OF_A_SHARD = 20
"""Users that one shard may name; whoever has so many look-alikes is looked at by staff anyway."""
MOST_OF_OWN_SHARD = 100
"""Where one customer is looked for: not among the hundred most alike means not alike."""
_AGAIN = 3

CurrentLayout = Callable[[], Layout]
"""The layout that is searched now."""


class ShardSearch:
    """Any thread. One shard that fails makes the search fail: an error never means that nobody was found."""

    def __init__(self, collections: FaceCollections, store: EnrolmentStore, parallelism: int) -> None:
        """Threads start with the first search and end with `close`."""
        self._collections, self._store = collections, store
        self._executor = ThreadPoolExecutor(parallelism, thread_name_prefix="shards")

    def customers(self, layout: CurrentLayout, image: bytes, threshold: float) -> tuple[UserFound, ...]:
        """Enrolled customers like the largest face, over all shards, best first; raises NoFaceFound, ImageErrors."""
        found = _repeated(layout, lambda present: self._all_shards(present, image, threshold))
        return self._named(sorted(found, key=lambda each: -each.similarity))

    def likeness(self, layout: CurrentLayout, user: str, image: bytes) -> tuple[float, tuple[UserFound, ...]]:
        """How like the user it is, and which customers of the shard are more alike."""

        def search(present: Layout) -> tuple[UserFound, ...]:
            return self._collections.search_users(present.collection_of(user), image, 0.0, MOST_OF_OWN_SHARD)

        found = _repeated(layout, search)
        similarity = next((each.similarity for each in found if each.user == user), 0.0)
        better = [each for each in found if each.user != user and each.similarity > similarity]
        return similarity, self._named(better[:MOST_OF_A_SHARD])

    def close(self) -> None:
        """End the threads, after the searches that are under way."""
        self._executor.shutdown(wait=True, cancel_futures=True)

    def _all_shards(self, layout: Layout, image: bytes, threshold: float) -> tuple[UserFound, ...]:
        search = partial(self._collections.search_users, image=image, threshold=threshold, limit=MOST_OF_A_SHARD)
        try:
            return tuple(each for shard in self._executor.map(search, layout.collections) for each in shard)
        except RuntimeError as error:
            # Of an executor that was shut down.
            raise ServiceUnavailable("the search is closed") from error

    def _named(self, found: list[UserFound]) -> tuple[UserFound, ...]:
        """Customers in place of users; those whose enrolment is not whole are nobody yet, or nobody any longer."""
        enrolments = [(self._store.of_user(each.user), each.similarity) for each in found]
        return tuple(
            UserFound(enrolment.customer, similarity)
            for enrolment, similarity in enrolments
            if enrolment is not None and enrolment.state is EnrolmentState.ACTIVE
        )


def _repeated(
    layout: CurrentLayout, search: Callable[[Layout], tuple[UserFound, ...]], tries: int = _AGAIN
) -> tuple[UserFound, ...]:
    """Search again where a migration has led to, when the collections that were searched are deleted meanwhile."""
    present = layout()
    while True:
        try:
            return search(present)
        except CollectionNotFound:
            before, present, tries = present, layout(), tries - 1
            if present == before or not tries:
                raise
