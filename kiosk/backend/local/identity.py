"""Finding out who somebody is on this machine: everything in files of the data folder, encrypted."""

from collections.abc import Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass

from kiosk.backend.attempts.parts import AttemptParts
from kiosk.backend.identity_parts import IdentityParts
from kiosk.backend.kyc.parts import KycParts
from kiosk.backend.kyc.service import KycService
from kiosk.backend.kyc.sessions import KycSessions
from kiosk.backend.local.attempts import build_attempts
from kiosk.backend.local.cipher import Cipher
from kiosk.backend.local.engines import IdentityEngines
from kiosk.backend.local.enrolling import build_enrolling
from kiosk.backend.local.file_blobs import FileBlobs
from kiosk.backend.local.flow_store import SqliteFlows
from kiosk.backend.local.keys import Keys
from kiosk.backend.local.kyc_sessions import SqliteSessions
from kiosk.backend.local.prometheus import PrometheusMetrics
from kiosk.backend.metrics.metered import MeteredCollections, MeteredComparer
from kiosk.backend.metrics.metered_enrolments import MeteredEnrolments
from kiosk.backend.parts import Parts
from kiosk.backend.ports import Clock
from kiosk.backend.privacy.build import build_privacy
from kiosk.backend.privacy.documents import ReviewData
from kiosk.backend.privacy.kinds import HOUR_S, Purged
from kiosk.backend.privacy.ports import PersonalData
from kiosk.backend.staff import Staff
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


@dataclass(frozen=True, slots=True)
class Recording:
    """What records attempts and sessions, which challenges need as well."""

    attempts: AttemptParts
    sessions: KycSessions


def open_recording(ground: Ground) -> Recording:
    """Open what challenges tell of themselves; raises StorageFailed."""
    settings = ground.settings
    attempts = build_attempts(settings, ground.keys, ground.clock, ground.stack, PrometheusMetrics())
    store = SqliteSessions(settings.data_dir / "sessions.sqlite3", Cipher(ground.keys.database))
    ground.stack.callback(store.close)
    return Recording(attempts, KycSessions(store, ground.blobs("sessions"), settings.kyc, attempts.log, ground.clock))


def open_identity(ground: Ground, recording: Recording, challenges: Parts, engines: IdentityEngines) -> IdentityParts:
    """All parts of finding out who somebody is; raises StorageFailed."""
    settings, attempts = ground.settings, recording.attempts
    comparer = MeteredComparer(engines.comparer, attempts.metrics)
    enrolling = build_enrolling(
        settings,
        ground.keys,
        [engines.comparer],
        ground.clock,
        ground.stack,
        lambda collections: MeteredCollections(collections, attempts.metrics),
    )
    flows = ground.stack.enter_context(
        closing(SqliteFlows(settings.data_dir / "flows.sqlite3", Cipher(ground.keys.database)))
    )
    documents, reviews = ground.blobs("documents"), ground.blobs("reviews")
    kyc = KycParts(
        recording.sessions,
        comparer,
        engines.reader,
        settings.face_quality,
        settings.kyc,
        attempts.log,
        ground.clock,
    )
    return IdentityParts(
        challenges=challenges,
        flows=flows,
        documents=documents,
        reviews=reviews,
        comparer=comparer,
        reader=engines.reader,
        enrolments=MeteredEnrolments(enrolling),
        attempts=attempts.log,
        metrics=attempts.metrics,
        staff=Staff(settings.staff_pins, attempts.lockouts),
        audit=attempts.audit,
        kyc=KycService(kyc),
        privacy=build_privacy(
            challenges, attempts, enrolling, (flows, documents), _further(settings, recording, reviews)
        ),
        recover=enrolling.recover_abandoned,
    )


def _further(settings: Settings, recording: Recording, reviews: FileBlobs) -> Sequence[PersonalData]:
    kept = settings.retention
    sessions_s = kept.session_hours * HOUR_S + settings.kyc.session_lifetime_s
    return [
        Purged("sessions", recording.sessions.purge_before, sessions_s),
        ReviewData(reviews, kept.review_hours * HOUR_S),
    ]
