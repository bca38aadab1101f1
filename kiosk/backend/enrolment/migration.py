"""Moving all customers into new collections: of another model version, or another number of shards."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

from kiosk.backend.enrolment.context import EnrolmentContext
from kiosk.backend.enrolment.placement import Images, Placement, create_layout, open_layouts
from kiosk.backend.enrolment.records import Checkpoint, Enrolment, EnrolmentState, Layouts
from kiosk.backend.enrolment.verification import verify_enrolments
from kiosk.domain.identity.collection_layout import Layout
from kiosk.errors import AnalysisFailed, Busy, FaceError, ImageError, ServiceUnavailable

CUSTOMERS_AT_ONCE = 8
"""For each thread, between two checkpoints."""


@dataclass(frozen=True, slots=True)
class MigrationProgress:
    """How far it is; `images` counts those that were indexed since this process began."""

    customers: int
    total: int
    images: int
    failed: tuple[str, ...] = ()
    """Users, opaque as they are, of whom no image could be indexed anew: they hold up the switch."""
    switched: bool = False


MigrationReport = Callable[[MigrationProgress], None]


class Migration:
    """Resumable: run again after whatever stopped it. Enrolments and searches go on meanwhile.

    From its beginning every new customer is put into both layouts, so one pass over those who were there is enough.
    Nobody searches the new collections before all is verified; the old ones are deleted last.
    """

    def __init__(self, context: EnrolmentContext) -> None:
        self._context = context
        self._collections, self._store = context.collections, context.store
        self._placement = Placement(context.collections, context.store, context.blobs)

    def is_needed(self) -> bool:
        """Whether settings or model are others than the collections in use are made for, or one is not finished."""
        layouts = self._layouts()
        return layouts.known != (layouts.current,) or not self._is_wanted(layouts.current)

    def run(
        self, report: MigrationReport, *, again: bool = False, stopped: Callable[[], bool] = lambda: False
    ) -> MigrationProgress:
        """Migrate if it is needed, or anyway; the end. Raises ServiceErrors; ServiceUnavailable when it is stopped.

        Customers who could not be moved are named in the progress, and nothing is switched.
        """
        self._clear_retired()
        layouts = self._begun(again)
        if layouts.upcoming is None:
            return MigrationProgress(0, 0, 0)
        progress = self._move_all(layouts, layouts.upcoming, report, stopped)
        if progress.failed:
            return progress
        verify_enrolments(self._context, layouts.upcoming)
        if not self._store.put_layouts(layouts.switch()):
            raise Busy("another migration is under way")
        self._clear_retired()
        return replace(progress, switched=True)

    def _layouts(self) -> Layouts:
        return open_layouts(self._collections, self._store, self._context.policy)

    def _is_wanted(self, layout: Layout) -> bool:
        policy = self._context.policy
        return (layout.prefix, layout.shards, layout.model_version) == (
            policy.prefix,
            policy.shards,
            self._collections.model_version,
        )

    def _begun(self, again: bool) -> Layouts:
        """The layouts with the upcoming one, unless none is needed; one that nobody wants any more is given up."""
        layouts = self._layouts()
        upcoming = layouts.upcoming
        if upcoming is not None and self._is_wanted(upcoming):
            create_layout(self._collections, upcoming)
            return layouts
        if upcoming is not None:
            layouts = self._given_up(layouts, upcoming)
        if self._is_wanted(layouts.current) and not again:
            return layouts
        policy, generation = self._context.policy, max(layout.generation for layout in layouts.known) + 1
        if upcoming is not None:
            generation = max(generation, upcoming.generation + 1)
        wanted = Layout(policy.prefix, self._collections.model_version, generation, policy.shards)
        return self._put(layouts.start_move(create_layout(self._collections, wanted)))

    def _given_up(self, layouts: Layouts, upcoming: Layout) -> Layouts:
        layouts = self._put(layouts.start_move(None))
        for name in upcoming.collections:
            self._collections.delete(name)
        self._forget_others(layouts)
        return layouts

    def _put(self, layouts: Layouts) -> Layouts:
        if not self._store.put_layouts(layouts):
            raise Busy("another migration is under way")
        return layouts

    def _move_all(
        self, layouts: Layouts, upcoming: Layout, report: MigrationReport, stopped: Callable[[], bool]
    ) -> MigrationProgress:
        checkpoint = self._store.checkpoint()
        if checkpoint is None or checkpoint.generation != upcoming.generation or checkpoint.failed:
            checkpoint = Checkpoint(upcoming.generation)
        total = sum(self._collections.describe(name).users for name in layouts.current.collections)
        progress = MigrationProgress(checkpoint.customers, total, 0)
        with ThreadPoolExecutor(self._context.parallelism, thread_name_prefix="migration") as executor:
            while page := self._store.after(checkpoint.last_user, self._context.parallelism * CUSTOMERS_AT_ONCE):
                report(progress)
                if stopped():
                    raise ServiceUnavailable("the migration was stopped")
                moved = list(executor.map(lambda each: self._move(layouts.current, upcoming, each), page))
                checkpoint = _advanced(checkpoint, page, moved)
                self._store.put_checkpoint(checkpoint)
                progress = MigrationProgress(
                    checkpoint.customers, total, progress.images + sum(count or 0 for count in moved), checkpoint.failed
                )
        report(progress)
        return progress

    def _move(self, current: Layout, upcoming: Layout, enrolment: Enrolment) -> int | None:
        """How many images were indexed anew; None when nothing of this customer could be."""
        blobs, user = self._context.blobs, enrolment.user
        old = current.collection_of(user)
        names = sorted({face.image for face in self._store.faces(user) if face.collection == old})
        images = {name: (lambda name=name: blobs.get(user, name)) for name in names}
        try:
            return self._put_what_can_be(enrolment, upcoming, images) if images else self._nothing_of(user)
        except Busy:
            if self._nothing_of(user) is None:
                raise
            return 0

    def _nothing_of(self, user: str) -> int | None:
        """0 for somebody who is being erased and need not be moved, None for somebody who cannot be."""
        found = self._store.of_user(user)
        return None if found is not None and found.state is EnrolmentState.ACTIVE else 0

    def _put_what_can_be(self, enrolment: Enrolment, layout: Layout, images: Images) -> int | None:
        """All images at once, and one after the other when the new model cannot use one of them."""
        try:
            return self._placement.put(enrolment, layout, images)
        except (FaceError, ImageError, AnalysisFailed):
            counts = [self._put_one(enrolment, layout, {name: images[name]}) for name in images]
            return sum(counts) or None

    def _put_one(self, enrolment: Enrolment, layout: Layout, image: Images) -> int:
        try:
            return self._placement.put(enrolment, layout, image)
        except (FaceError, ImageError, AnalysisFailed):
            return 0

    def _clear_retired(self) -> None:
        """Delete the collections that a switch has left behind, and what was written down of them."""
        layouts = self._layouts()
        if layouts.retired is None:
            return
        for name in layouts.retired.collections:
            self._collections.delete(name)
        self._forget_others(layouts)
        self._put(layouts.clear())

    def _forget_others(self, layouts: Layouts) -> None:
        last = ""
        while page := self._store.after(last, 200):
            for each in page:
                self._placement.keep(each, layouts.written)
            last = page[-1].user


def _advanced(checkpoint: Checkpoint, page: tuple[Enrolment, ...], moved: list[int | None]) -> Checkpoint:
    return Checkpoint(
        checkpoint.generation,
        page[-1].user,
        checkpoint.customers + len(page),
        checkpoint.images + sum(count or 0 for count in moved),
        checkpoint.failed + tuple(each.user for each, count in zip(page, moved, strict=True) if count is None),
    )
