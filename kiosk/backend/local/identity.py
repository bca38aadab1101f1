"""Finding out who somebody is on this machine: everything in files of the data folder, encrypted."""

from contextlib import ExitStack, closing
from dataclasses import dataclass

from kiosk.backend.identity_assembly import Eyes, Recording, Shelves, assemble
from kiosk.backend.identity_parts import IdentityParts
from kiosk.backend.kyc.sessions import KycSessions
from kiosk.backend.local.attempts import build_attempts
from kiosk.backend.local.cipher import Cipher
from kiosk.backend.local.engines import IdentityEngines
from kiosk.backend.local.enrolling import build_enrolling
from kiosk.backend.local.face_comparer import RECENT_S
from kiosk.backend.local.file_blobs import FileBlobs
from kiosk.backend.local.flow_store import SqliteFlows
from kiosk.backend.local.keys import Keys
from kiosk.backend.local.kyc_sessions import SqliteSessions
from kiosk.backend.local.prometheus import PrometheusMetrics
from kiosk.backend.local.sweeper import Sweeper
from kiosk.backend.metrics.metered import MeteredCollections
from kiosk.backend.parts import Parts
from kiosk.backend.ports import Clock
from kiosk.settings import Settings


@dataclass(frozen=True, slots=True)
class Ground:
    """What everything else stands on; closed by `stack`."""

    settings: Settings
    keys: Keys
    clock: Clock
    stack: ExitStack

    def blobs(self, folder: str) -> FileBlobs:
        """Images of one kind, in a folder of their own."""
        return FileBlobs(self.settings.data_dir / folder, Cipher(self.keys.blobs))


def open_recording(ground: Ground) -> Recording:
    """Open what challenges tell of themselves; raises StorageFailed."""
    settings = ground.settings
    attempts = build_attempts(settings, ground.keys, ground.clock, ground.stack, PrometheusMetrics())
    store = SqliteSessions(settings.data_dir / "sessions.sqlite3", Cipher(ground.keys.database))
    ground.stack.callback(store.close)
    return Recording(attempts, KycSessions(store, ground.blobs("sessions"), settings.kyc, attempts.log, ground.clock))


def open_identity(ground: Ground, recording: Recording, challenges: Parts, engines: IdentityEngines) -> IdentityParts:
    """All parts of finding out who somebody is; raises StorageFailed."""
    metrics = recording.attempts.metrics
    enrolling = build_enrolling(
        ground.settings,
        ground.keys,
        [engines.comparer, *engines.former],
        ground.clock,
        ground.stack,
        lambda collections: MeteredCollections(collections, metrics),
    )
    ground.stack.callback(Sweeper(engines.comparer.forget_old, RECENT_S).close)
    flows = SqliteFlows(ground.settings.data_dir / "flows.sqlite3", Cipher(ground.keys.database))
    ground.stack.enter_context(closing(flows))
    shelves = Shelves(flows, ground.blobs("documents"), ground.blobs("reviews"))
    return assemble(challenges, recording, shelves, Eyes(engines.comparer, engines.reader), enrolling)
