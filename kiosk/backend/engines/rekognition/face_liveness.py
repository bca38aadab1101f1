"""Rekognition Face Liveness in place of the nose challenge: sessions that the service itself carries out."""

import secrets
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from kiosk.backend.kyc.ports import LivenessOutcome
from kiosk.backend.kyc.records import Status
from kiosk.backend.stores.aws.failures import translate_failures
from kiosk.errors import KycSessionFailed, KycSessionNotFound, ServiceUnavailable

if TYPE_CHECKING:
    from mypy_boto3_rekognition import RekognitionClient

SESSION_LIFE_S = 180
"""The service's sessions wait three minutes."""
_STATUSES: Mapping[str, Status] = {
    "CREATED": Status.CREATED,
    "IN_PROGRESS": Status.IN_PROGRESS,
    "SUCCEEDED": Status.SUCCEEDED,
    "FAILED": Status.FAILED,
}


class RekognitionLiveness:
    """Implements `LivenessService`; any thread."""

    lifetime_s = SESSION_LIFE_S

    def __init__(self, client: "RekognitionClient") -> None:
        self._client = client

    def create(self, audit_images: int) -> str:
        """The service's id, which a client of the service needs to carry the check out: one call."""
        with translate_failures("Rekognition", KycSessionFailed):
            answer = self._client.create_face_liveness_session(
                Settings={"AuditImagesLimit": audit_images}, ClientRequestToken=secrets.token_hex(16)
            )
        return answer["SessionId"]

    def outcome(self, session_id: str) -> LivenessOutcome:
        """How the session stands: one call. What the service leaves out is nothing that anybody passes by."""
        meanings = {"SessionNotFoundException": KycSessionNotFound}
        with translate_failures("Rekognition", ServiceUnavailable, meanings):
            answer: Mapping[str, Any] = self._client.get_face_liveness_session_results(SessionId=session_id)
        status = answer.get("Status", "")
        if status == "EXPIRED":
            return LivenessOutcome(Status.CREATED, expired=True)
        if status not in _STATUSES:
            raise ServiceUnavailable("Rekognition GetFaceLivenessSessionResults: a status that nobody knows")
        images = [_bytes(image) for image in answer.get("AuditImages", ())]
        return LivenessOutcome(
            _STATUSES[status],
            confidence=_confidence(answer.get("Confidence")),
            reference=_bytes(answer.get("ReferenceImage", {})),
            audit=[image for image in images if image is not None],
        )


def _bytes(image: Mapping[str, Any]) -> bytes | None:
    return bytes(image["Bytes"]) if image.get("Bytes") else None


def _confidence(value: object) -> float:
    """0 for what is no percentage."""
    number = float(value) if isinstance(value, float | int) else 0.0
    return number if 0 <= number <= 100 else 0.0
