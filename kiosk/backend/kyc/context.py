"""What the use cases of the KYC API work with."""

from dataclasses import dataclass

from kiosk.backend.identity_ports import AttemptLog, DocumentReader, FaceComparer, Metrics
from kiosk.backend.kyc.sessions import KycSessions
from kiosk.backend.ports import Clock
from kiosk.domain.identity.policy import FaceQualityPolicy, KycPolicy


@dataclass(frozen=True, slots=True)
class KycParts:
    """Put together once by the builds."""

    sessions: KycSessions
    comparer: FaceComparer
    reader: DocumentReader
    quality: FaceQualityPolicy
    policy: KycPolicy
    attempts: AttemptLog
    clock: Clock
    metrics: Metrics
