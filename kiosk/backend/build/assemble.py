"""Puts together what finds out who somebody is, whichever adapters it stands on."""

from collections.abc import Sequence
from dataclasses import dataclass

from kiosk.backend.api.facade import IdentityServices
from kiosk.backend.attempts.staff_pins import StaffPins
from kiosk.backend.build.attempt_context import AttemptContext
from kiosk.backend.build.privacy import build_privacy
from kiosk.backend.challenge.context import ChallengeContext
from kiosk.backend.enrolment.enrolments import EnrolmentService
from kiosk.backend.flows.ports import FlowStore
from kiosk.backend.kyc.context import KycContext
from kiosk.backend.kyc.service import KycService
from kiosk.backend.kyc.sessions import KycSessions
from kiosk.backend.metrics.instrumented import InstrumentedComparer
from kiosk.backend.ports import BlobStore, DocumentReader, FaceComparer
from kiosk.backend.privacy.data_categories import HOUR_S, Purged
from kiosk.backend.privacy.document_data import ReviewData
from kiosk.backend.privacy.ports import PersonalData
from kiosk.settings import Settings


@dataclass(frozen=True, slots=True)
class AttemptRecording:
    """What records attempts and sessions, which challenges need as well."""

    attempts: AttemptContext
    sessions: KycSessions


@dataclass(frozen=True, slots=True)
class FlowStores:
    """Where flows and their pictures are kept."""

    flows: FlowStore
    documents: BlobStore
    reviews: BlobStore


@dataclass(frozen=True, slots=True)
class IdentityEngines:
    """What looks at faces and documents."""

    comparer: FaceComparer
    reader: DocumentReader


def assemble(
    challenges: ChallengeContext,
    recording: AttemptRecording,
    stores: FlowStores,
    engines: IdentityEngines,
    enrolment: EnrolmentService,
) -> IdentityServices:
    """Put everything together, asking no service and opening no file.

    Raises SettingsInvalid for a PIN's hash that is none.
    """
    settings, attempts = challenges.settings, recording.attempts
    comparer = InstrumentedComparer(engines.comparer, attempts.metrics)
    counted = IdentityEngines(comparer, engines.reader)
    return IdentityServices(
        challenges=challenges,
        flows=stores.flows,
        documents=stores.documents,
        reviews=stores.reviews,
        comparer=comparer,
        reader=engines.reader,
        enrolments=enrolment,
        attempts=attempts.log,
        metrics=attempts.metrics,
        staff=StaffPins(settings.staff_pins, attempts.lockouts, attempts.key_of, settings.staff_roles),
        audit=attempts.audit,
        kyc=_kyc(challenges, recording, counted),
        privacy=build_privacy(
            challenges,
            attempts,
            enrolment,
            (stores.flows, stores.documents),
            _further(settings, recording.sessions, stores.reviews),
        ),
        recover=enrolment.recover_abandoned,
    )


def _kyc(challenges: ChallengeContext, recording: AttemptRecording, engines: IdentityEngines) -> KycService:
    settings = challenges.settings
    context = KycContext(
        recording.sessions,
        engines.comparer,
        engines.reader,
        settings.face_quality,
        settings.kyc,
        recording.attempts.log,
        challenges.clock,
        recording.attempts.metrics,
        settings.time_zone,
    )
    return KycService(context)


def _further(settings: Settings, sessions: KycSessions, reviews: BlobStore) -> Sequence[PersonalData]:
    kept = settings.retention
    sessions_s = kept.session_hours * HOUR_S + settings.kyc.session_lifetime_s
    return [
        Purged("sessions", sessions.purge_before, sessions_s),
        ReviewData(reviews, kept.review_hours * HOUR_S),
    ]
