"""Puts together what privacy works with."""

from collections.abc import Sequence

from kiosk.backend.build.attempt_context import AttemptContext
from kiosk.backend.challenge.context import ChallengeContext
from kiosk.backend.enrolment.ports import Enrolments
from kiosk.backend.flows.ports import FlowStore
from kiosk.backend.ports import BlobStore
from kiosk.backend.privacy.data_categories import HOUR_S, AttemptData, ChallengeData, EnrolmentData, LockoutData, Purged
from kiosk.backend.privacy.document_data import DocumentData
from kiosk.backend.privacy.erase_export import PrivacyContext
from kiosk.backend.privacy.ports import PersonalData
from kiosk.domain.identity.retention_policy import RetentionPolicy


def build_privacy(
    challenges: ChallengeContext,
    attempts: AttemptContext,
    enrolments: Enrolments,
    documents: tuple[FlowStore, BlobStore],
    further: Sequence[PersonalData] = (),
) -> PrivacyContext:
    """All kinds of data, the enrolment first, so that nobody is authenticated by it any more, and attempts last.

    Challenges go before the flows that remember which of their steps were taken, or these could be taken again.
    """
    kept: RetentionPolicy = challenges.settings.retention
    flows, blobs = documents
    kinds: list[PersonalData] = [
        EnrolmentData(enrolments, kept.enrolment_hours * HOUR_S),
        ChallengeData(challenges),
        DocumentData(flows, blobs, kept.document_hours * HOUR_S),
        *further,
        *_rooms(challenges),
        LockoutData(attempts.lockout_store, attempts.lockouts),
        Purged("audit", attempts.audit.purge_before, kept.audit_hours * HOUR_S),
        AttemptData(attempts.attempts, kept.attempt_hours * HOUR_S),
    ]
    return PrivacyContext(kinds, attempts.attempts, attempts.lockouts, attempts.audit, challenges.clock)


def _rooms(challenges: ChallengeContext) -> Sequence[PersonalData]:
    """Rooms of terminals, on which nobody is to be seen."""
    rooms = challenges.rooms
    return [] if rooms is None else [Purged("rooms", rooms.forget_before, rooms.policy.kept_s)]
