"""Finding out who somebody is on this machine: everything in files of the data folder, encrypted."""

from contextlib import ExitStack, closing
from dataclasses import dataclass

from kiosk.backend.api.facade import IdentityServices
from kiosk.backend.build.assemble import AttemptRecording, FlowStores, IdentityEngines, assemble
from kiosk.backend.build.local_attempts import build_attempts
from kiosk.backend.build.local_enrolment import build_enrolment
from kiosk.backend.challenge.context import ChallengeContext
from kiosk.backend.engines.local.face_comparer import RECENT_S
from kiosk.backend.engines.local.load import LocalEngines
from kiosk.backend.kyc.ports import LivenessService
from kiosk.backend.kyc.sessions import KycSessions
from kiosk.backend.metrics.instrumented import InstrumentedCollections
from kiosk.backend.metrics.tampering import report_tampering
from kiosk.backend.ports import Clock, Metrics
from kiosk.backend.stores.cipher import Cipher
from kiosk.backend.stores.files.blobs import FileBlobs
from kiosk.backend.stores.files.master_key import Keys
from kiosk.backend.stores.sqlite.authentic_rows import ReportTampering
from kiosk.backend.stores.sqlite.flows import SqliteFlows
from kiosk.backend.stores.sqlite.kyc_sessions import SqliteSessions
from kiosk.backend.stores.sweeper import Sweeper
from kiosk.settings import Settings


@dataclass(frozen=True, slots=True)
class LocalBuildContext:
    """What everything else stands on; closed by `stack`."""

    settings: Settings
    keys: Keys
    clock: Clock
    stack: ExitStack
    metrics: Metrics

    @property
    def report(self) -> ReportTampering:
        """Who counts what does not fit together."""
        return report_tampering(self.metrics)

    def blobs(self, folder: str) -> FileBlobs:
        """Images of one kind, in a folder of their own."""
        return FileBlobs(self.settings.data_dir / folder, Cipher(self.keys.blobs), report=self.report)


def open_recording(context: LocalBuildContext, service: LivenessService | None = None) -> AttemptRecording:
    """Open what challenges tell of themselves; sessions of callers are a terminal's unless there is a service for
    them. Raises StorageFailed."""
    settings = context.settings
    attempts = build_attempts(settings, context.keys, context.clock, context.stack, context.metrics)
    store = SqliteSessions(settings.data_dir / "sessions.sqlite3", Cipher(context.keys.database), context.report)
    context.stack.callback(store.close)
    blobs = context.blobs("sessions")
    return AttemptRecording(attempts, KycSessions(store, blobs, settings.kyc, attempts.log, context.clock, service))


def open_identity(
    context: LocalBuildContext, recording: AttemptRecording, challenges: ChallengeContext, engines: LocalEngines
) -> IdentityServices:
    """Open what finds out who somebody is; raises StorageFailed."""
    metrics = recording.attempts.metrics
    enrolment = build_enrolment(
        context.settings,
        context.keys,
        [engines.comparer, *engines.former],
        context.clock,
        context.stack,
        lambda collections: InstrumentedCollections(collections, metrics),
        context.report,
    )
    context.stack.callback(Sweeper(engines.comparer.forget_old, RECENT_S).close)
    flows = SqliteFlows(context.settings.data_dir / "flows.sqlite3", Cipher(context.keys.database), context.report)
    context.stack.enter_context(closing(flows))
    stores = FlowStores(flows, context.blobs("documents"), context.blobs("reviews"))
    return assemble(challenges, recording, stores, IdentityEngines(engines.comparer, engines.reader), enrolment)
