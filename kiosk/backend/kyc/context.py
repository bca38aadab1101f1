"""What the use cases of the KYC API work with."""

from dataclasses import dataclass

from kiosk.backend.attempts.ports import AttemptRecorder
from kiosk.backend.kyc.sessions import KycSessions
from kiosk.backend.ports import Clock, DocumentReader, FaceComparer, Metrics
from kiosk.domain.faces.quality import FaceQualityPolicy
from kiosk.domain.identity.policy import KycPolicy


@dataclass(frozen=True, slots=True)
class KycContext:
    """Put together once by the builds."""

    sessions: KycSessions
    comparer: FaceComparer
    reader: DocumentReader
    quality: FaceQualityPolicy
    policy: KycPolicy
    attempts: AttemptRecorder
    clock: Clock
    metrics: Metrics
    time_zone: str = ""
    """By whose day documents expire; empty for this machine's."""
