"""Enrolling, searching and erasing customers, over collections of faces and a store of who they are."""

import hashlib
import logging
import secrets
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Final

from kiosk.backend.enrolment.placement import Placement, open_layouts
from kiosk.backend.enrolment.ports import CustomerLikeness, EnrolmentStore
from kiosk.backend.enrolment.records import CustomerRecord, EnrolledImage, Enrolment, EnrolmentState, Layouts
from kiosk.backend.ports import BlobStore, Clock, FaceCollections, UserFound
from kiosk.domain.identity.collection_layout import Layout
from kiosk.domain.identity.policy import EnrolmentPolicy
from kiosk.errors import (
    Busy,
    CollectionNotFound,
    CustomerExists,
    CustomerNotFound,
    FaceError,
    ImageError,
    RequestInvalid,
    ServiceUnavailable,
)
from kiosk.system.safe_errors import describe_failure

logger = logging.getLogger(__name__)

ABANDONED_S: Final = 300.0
"""An enrolment takes seconds: one that is pending for so long belongs to a process that was killed."""
MOST_IMAGES: Final = 10
_TRIES: Final = 5
_PAGE: Final = 200
MOST_OF_A_SHARD = 20
"""Users that one shard may name; whoever has so many look-alikes is looked at by staff anyway."""
MOST_OF_OWN_SHARD = 100
"""Where one customer is looked for: not among the hundred most alike means not alike."""
_AGAIN = 3

CurrentLayout = Callable[[], Layout]
"""The layout that is searched now."""


class EnrolmentService:
    """Implements `Enrolments`; any thread.

    An enrolment is pending until everything of it is in its place. Only then can the customer be found; what stops
    before is undone, by whoever notices.
    """

    def __init__(
        self,
        collections: FaceCollections,
        store: EnrolmentStore,
        blobs: BlobStore,
        policy: EnrolmentPolicy,
        clock: Clock,
        parallelism: int = 4,
    ) -> None:
        """`blobs` keeps the images for as long as the customer is enrolled; `parallelism` shards are searched at a
        time."""
        self._collections, self._store, self._blobs = collections, store, blobs
        self._policy, self._clock = policy, clock
        self._placement = Placement(collections, store, blobs)
        self._search = ShardSearch(collections, store, parallelism)

    @property
    def model_version(self) -> str:
        """Of the vectors that are searched now; raises ServiceErrors."""
        return self._layout().model_version

    def is_enrolled(self, customer: str) -> bool:
        """Whether this customer can be authenticated, by their face or by staff."""
        found = self._store.find(customer)
        return found is not None and found.state.is_whole

    def holds(self, customer: str, image: bytes) -> bool:
        """Whether the customer is enrolled with this very picture."""
        found = self._store.find(customer)
        if found is None or found.state is not EnrolmentState.ACTIVE:
            return False
        return any(self._blobs.get(found.user, name) == image for name in self._blobs.names(found.user))

    def find_duplicates(self, image: bytes, threshold: float) -> tuple[UserFound, ...]:
        """Enrolled customers who look like this, over all shards, best first; raises NoFaceFound and ImageErrors."""
        return self._search.customers(self._layout, image, threshold)

    def enrol(self, customer: str, images: Sequence[tuple[str, bytes]]) -> int:
        """Enrol with these (kind, JPEG) images, all or nothing; how many faces. Kinds are letters and hyphens.

        Raises CustomerExists, NoFaceFound, FaceQualityTooLow, ImageErrors and RequestInvalid.
        """
        if not customer or not 0 < len(images) <= MOST_IMAGES:
            raise RequestInvalid("images" if customer else "customer")
        now_s = self._clock()
        user, claim = secrets.token_hex(16), secrets.token_hex(8)
        enrolment = Enrolment(user, customer, EnrolmentState.PENDING, claim, now_s, now_s)
        self._reserve(enrolment)
        try:
            named = {f"{kind}-{place}": image for place, (kind, image) in enumerate(images)}
            for name, image in named.items():
                self._blobs.put(enrolment.user, name, image)
            return self._place(enrolment, named)
        except BaseException as error:
            # A face that was refused is not in any collection.
            self._undo(enrolment, thorough=not isinstance(error, FaceError | ImageError))
            raise

    def enrol_without_face(self, customer: str, attempt_id: str) -> None:
        """Enrol with nothing in any collection; raises CustomerExists, RequestInvalid and Busy."""
        if not customer:
            raise RequestInvalid("customer")
        now_s = self._clock()
        claim = _claim_of(attempt_id)
        enrolment = Enrolment(secrets.token_hex(16), customer, EnrolmentState.PENDING, claim, now_s, now_s)
        self._reserve(enrolment)
        if not self._store.activate_without_face(enrolment, self._clock()):
            raise Busy("the enrolment was taken over")

    def is_enrolled_by(self, customer: str, attempt_id: str) -> bool:
        """Whether the customer is enrolled without a face, and was by this very attempt."""
        found = self._store.find(customer)
        return found is not None and (found.state, found.claim) == (EnrolmentState.WITHOUT_FACE, _claim_of(attempt_id))

    def likeness(self, customer: str, image: bytes) -> CustomerLikeness:
        """How like the enrolled customer the largest face is, and who of the customer's shard is more alike; raises
        CustomerNotFound and NoFaceFound.

        Who is not enrolled is searched for all the same, as a user whom nobody has: it takes as long to find out.
        """
        found = self._store.find(customer)
        enrolled = found is not None and found.state is EnrolmentState.ACTIVE
        user = found.user if found is not None and enrolled else secrets.token_hex(16)
        likeness = CustomerLikeness(*self._search.likeness(self._layout, user, image))
        if found is not None and found.state is EnrolmentState.WITHOUT_FACE:
            return CustomerLikeness(0.0, has_face=False)
        if not enrolled:
            raise CustomerNotFound
        return likeness

    def mark_seen(self, customer: str) -> None:
        """The customer was authenticated, which retention goes by; unknown ones are ignored."""
        found = self._store.find(customer)
        if found is not None:
            self._store.touch(found, self._clock())

    def load_customer(self, customer: str) -> CustomerRecord:
        """All that is held on the customer; raises CustomerNotFound."""
        found = self._active(customer)
        images = tuple(
            EnrolledImage(name, name.rpartition("-")[0], self._blobs.get(found.user, name))
            for name in self._blobs.names(found.user)
        )
        return CustomerRecord(customer, found.started_at_s, found.seen_at_s, images, self._store.faces(found.user))

    def erase(self, customer: str) -> bool:
        """Delete the customer everywhere, or end a deletion that was begun; whether there was one."""
        found = self._store.find(customer)
        if found is None:
            return False
        for _ in range(_TRIES):
            leaving = self._leaving(found)
            if leaving is not None:
                self._take_out(leaving)
                return True
            found = self._store.of_user(found.user)
            if found is None:
                return True
        raise Busy("the enrolment keeps changing")

    def purge_unseen(self, before_s: float) -> int:
        """Erase who was neither enrolled nor authenticated since then; how many."""
        count = 0
        for state in (EnrolmentState.ACTIVE, EnrolmentState.WITHOUT_FACE):
            last = ""
            while page := self._store.after(last, _PAGE, state):
                count += sum(self.erase(each.customer) for each in page if each.seen_at_s < before_s)
                last = page[-1].user
        return count

    def recover(self, before_s: float | None = None) -> int:
        """Undo what was begun before then and is still pending, and end what was to be undone or erased; how many.

        Without a time everything that is pending counts as left by a process that is gone. What fails is left for the
        next time.
        """
        count = 0
        for found in self._store.list_unfinished(self._clock() + ABANDONED_S if before_s is None else before_s):
            try:
                leaving = self._leaving(found)
                if leaving is not None:
                    self._take_out(leaving)
                    count += 1
            except Exception as error:
                logger.error("an enrolment could not be undone: %s", describe_failure(error))
        return count

    def recover_abandoned(self) -> int:
        """Undo what has been pending for longer than any enrolment takes; for a sweeper."""
        return self.recover(self._clock() - ABANDONED_S)

    def close(self) -> None:
        """End the threads."""
        self._search.close()

    def _layouts(self) -> Layouts:
        return open_layouts(self._collections, self._store, self._policy)

    def _layout(self) -> Layout:
        return self._layouts().current

    def _active(self, customer: str) -> Enrolment:
        found = self._store.find(customer)
        if found is None or not found.state.is_whole:
            raise CustomerNotFound
        return found

    def _reserve(self, enrolment: Enrolment) -> None:
        """Add it; what somebody left behind under this reference is removed first. Raises CustomerExists."""
        try:
            self._store.add(enrolment)
        except CustomerExists:
            found = self._store.find(enrolment.customer)
            if found is None or found.state.is_whole:
                raise
            if found.state is EnrolmentState.PENDING and found.started_at_s > self._clock() - ABANDONED_S:
                raise
            self.erase(enrolment.customer)
            self._store.add(enrolment)

    def _place(self, enrolment: Enrolment, images: Mapping[str, bytes]) -> int:
        """Put the faces where the layouts say, again when these have changed meanwhile; raises Busy."""
        readers = {name: (lambda image=image: image) for name, image in images.items()}
        for _ in range(_TRIES):
            layouts = self._layouts()
            try:
                counts = [self._placement.put(enrolment, layout, readers) for layout in layouts.written]
            except CollectionNotFound:
                # A migration that has ended meanwhile deletes what it has replaced.
                if self._layouts() == layouts:
                    raise
                continue
            self._placement.keep(enrolment, layouts.written)
            if self._store.activate(enrolment, self._clock(), layouts.version):
                return counts[0]
            if self._store.of_user(enrolment.user) != enrolment:
                break
        raise Busy("the enrolment was taken over, or the layouts keep changing")

    def _undo(self, enrolment: Enrolment, *, thorough: bool) -> None:
        """Remove what was begun; what cannot be removed now is left to `recover`."""
        try:
            leaving = self._leaving(enrolment)
            if leaving is not None:
                self._placement.take_out(leaving, self._layouts().known, thorough=thorough)
        except Exception as error:
            logger.error("an enrolment could not be undone: %s", describe_failure(error))

    def _leaving(self, found: Enrolment) -> Enrolment | None:
        """The same on its way out, in this caller's hands; None when it is in somebody else's by now."""
        was_whole = found.state.is_whole or found.state is EnrolmentState.ERASING
        state, claim = (EnrolmentState.ERASING if was_whole else EnrolmentState.UNDOING), secrets.token_hex(8)
        if not self._store.move(found, state, claim):
            return None
        return Enrolment(found.user, found.customer, state, claim, found.started_at_s, found.seen_at_s)

    def _take_out(self, leaving: Enrolment) -> None:
        thorough = leaving.state is EnrolmentState.UNDOING
        self._placement.take_out(leaving, self._layouts().known, thorough=thorough)


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


def _claim_of(attempt_id: str) -> str:
    """By which an attempt knows its own enrolment again where it has no picture to know it by."""
    return hashlib.sha256(b"enrolled without a face by " + attempt_id.encode()).hexdigest()[:16]


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
