"""What finding out who somebody is works with."""

from collections.abc import Callable
from dataclasses import dataclass

from kiosk.backend.attempts.audit import AuditTrail
from kiosk.backend.attempts.ports import AttemptLog
from kiosk.backend.attempts.staff_pins import StaffPins
from kiosk.backend.challenge.context import ChallengeContext
from kiosk.backend.enrolment.ports import Enrolments
from kiosk.backend.flows.ports import FlowStore
from kiosk.backend.ports import BlobStore, DocumentReader, FaceComparer, Metrics


@dataclass(frozen=True, slots=True)
class FlowContext:
    """What onboarding, authentication and their privacy work with, put together once by `build`."""

    challenges: ChallengeContext
    flows: FlowStore
    documents: BlobStore
    """Pages and portraits of documents, in folders named after the challenge."""
    reviews: BlobStore
    """Pictures of attempts that wait for human review, in folders named after the challenge."""
    comparer: FaceComparer
    reader: DocumentReader
    enrolments: Enrolments
    attempts: AttemptLog
    metrics: Metrics
    staff: StaffPins
    audit: AuditTrail
    recover: Callable[[], int]
    """Undoes enrolments that were left half done; how many."""
