"""Enrolment on this machine: collections, mapping and images in the data folder."""

import logging
from collections.abc import Sequence
from contextlib import ExitStack, closing
from threading import Event, Thread
from typing import Final

from kiosk.backend.engines.collections.local_collections import KEPT_S, LocalCollections
from kiosk.backend.engines.collections.ports import IndexingEngine
from kiosk.backend.engines.collections.store import CollectionStore
from kiosk.backend.enrolment.context import EnrolmentContext, WrapCollections
from kiosk.backend.enrolment.enrolments import EnrolmentService
from kiosk.backend.enrolment.migration import Migration, MigrationProgress
from kiosk.backend.ports import Clock
from kiosk.backend.stores.cipher import Cipher
from kiosk.backend.stores.files.blobs import FileBlobs
from kiosk.backend.stores.files.master_key import Keys
from kiosk.backend.stores.sqlite.authentic_rows import ReportTampering
from kiosk.backend.stores.sqlite.database import report_nothing
from kiosk.backend.stores.sqlite.enrolments import SqliteEnrolments
from kiosk.backend.stores.sweeper import Sweeper
from kiosk.settings import Settings
from kiosk.system.safe_errors import describe_failure

logger = logging.getLogger(__name__)

FOLDER: Final = "enrolled"
"""Of the kept images, inside the data folder."""
PARALLEL: Final = 2
"""Images that are looked at together; an engine keeps one core busy with each."""


def open_enrolment_context(
    settings: Settings,
    keys: Keys,
    engines: Sequence[IndexingEngine],
    clock: Clock,
    stack: ExitStack,
    wrap: WrapCollections = lambda collections: collections,
    report: ReportTampering = report_nothing,
) -> EnrolmentContext:
    """Open everything, closed by the stack; `wrap` is for whoever counts what collections are asked.

    The first engine is the one whose model new collections get. Raises StorageFailed, also when another process has
    the collections open: the vectors are searched in one process's memory.
    """
    vectors = stack.enter_context(closing(CollectionStore(settings.data_dir, keys.database, report)))
    store = stack.enter_context(closing(SqliteEnrolments(settings.data_dir, keys.database, report)))
    collections = LocalCollections(vectors, engines, settings.face_quality, clock)
    stack.callback(Sweeper(collections.forget_old, KEPT_S).close)
    return EnrolmentContext(
        wrap(collections),
        store,
        FileBlobs(settings.data_dir / FOLDER, Cipher(keys.blobs), durable=True, report=report),
        settings.enrolment,
        clock,
        PARALLEL,
        alone=True,
    )


def open_enrolment_service(context: EnrolmentContext, stack: ExitStack) -> EnrolmentService:
    """Enrolment over this context, closed by the stack; what a process that was killed has left is undone first."""
    enrolment = EnrolmentService(
        context.collections, context.store, context.blobs, context.policy, context.clock, context.parallelism
    )
    stack.callback(enrolment.close)
    enrolment.recover()
    return enrolment


def build_enrolment(
    settings: Settings,
    keys: Keys,
    engines: Sequence[IndexingEngine],
    clock: Clock,
    stack: ExitStack,
    wrap: WrapCollections = lambda collections: collections,
    report: ReportTampering = report_nothing,
) -> EnrolmentService:
    """Enrolment for a backend, which migrates in the background when model or shards are set to others."""
    context = open_enrolment_context(settings, keys, engines, clock, stack, wrap, report)
    enrolment = open_enrolment_service(context, stack)
    stack.callback(MigratingThread(Migration(context)).close)
    return enrolment


class MigratingThread:
    """Runs one migration if it is needed, in its own thread, until it is done or closed."""

    def __init__(self, migration: Migration) -> None:
        """Starts the thread."""
        self._migration = migration
        self._stop = Event()
        self._thread = Thread(target=self._run, name="migration", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """End the thread, after the customers who are being moved; the next start goes on."""
        self._stop.set()
        self._thread.join()

    def _run(self) -> None:
        try:
            if self._migration.is_needed():
                self._tell(self._migration.run(_say_nothing, stopped=self._stop.is_set))
        except Exception as error:
            if not self._stop.is_set():
                logger.error("migration: %s", describe_failure(error))

    def _tell(self, end: MigrationProgress) -> None:
        if end.failed:
            logger.error("migration: %d customers could not be moved, nothing was switched", len(end.failed))
        else:
            logger.info("migration: %d customers and %d images are in new collections", end.customers, end.images)


def _say_nothing(progress: MigrationProgress) -> None:
    pass
