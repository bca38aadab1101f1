"""Rekognition Face Liveness: sessions that the service itself carries out, and short-lived keys for their streams."""

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from kiosk.backend.challenge.ports import SessionOutcome
from kiosk.backend.stores.aws.clients import LivenessClients
from kiosk.backend.stores.aws.failures import translate_failures
from kiosk.domain.liveness.face_movement.challenge import ChallengeType
from kiosk.domain.liveness.face_movement.session_judge import SessionStatus
from kiosk.domain.liveness.face_movement.streamed_challenge import StreamCredentials, StreamGrant
from kiosk.errors import InternalError, ServiceUnavailable, SessionNotFound

if TYPE_CHECKING:
    from mypy_boto3_rekognition.type_defs import CreateFaceLivenessSessionRequestSettingsTypeDef
    from mypy_boto3_s3 import S3Client

SESSION_LIFE_S = 180
"""The service's sessions wait three minutes."""
KEY_LIFE_S = 900
"""The shortest that STS gives."""
STREAM_POLICY: Final = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": [
            # IAM knows no resource below this action: what tells sessions apart is their id.
            {"Effect": "Allow", "Action": "rekognition:StartFaceLivenessSession", "Resource": "*"}
        ],
    }
)
"""What keys of terminals may do, whatever their role may."""
IMAGE_PREFIX: Final = "images/liveness"
"""Of keys in the bucket, below what the stack's rule for challenges deletes; the service adds the session's id."""
MAX_IMAGE_BYTES: Final = 5 * 1024 * 1024
UNKNOWN_SESSION: Final = "SessionNotFoundException"
"""Also for one that was forgotten, as are all some minutes after their end."""


@dataclass(frozen=True, slots=True)
class StreamPlace:
    """Where streams are opened, and by whose role."""

    region: str
    role_arn: str
    endpoint: str = ""
    """Empty is AWS's own."""
    authority_pem: str = ""
    """What signed the endpoint's certificate, where no machine trusts it."""

    @property
    def url(self) -> str:
        """The address, without the operation's path."""
        return self.endpoint or f"wss://streaming-rekognition.{self.region}.amazonaws.com"


class StreamImages:
    """Images that the service writes to a bucket; any thread."""

    def __init__(self, client: "S3Client", bucket: str, owner: str = "") -> None:
        """The owner is the account that the bucket must belong to; empty does not ask."""
        self._client, self.bucket, self._owner = client, bucket, owner

    def read(self, session_id: str, untrusted_place: Mapping[str, Any]) -> bytes | None:
        """The image of a session; None for one that lies elsewhere or is too large.

        Raises Busy, and ServiceUnavailable for one that cannot be read.
        """
        name = str(untrusted_place.get("Name", ""))
        if untrusted_place.get("Bucket") != self.bucket or not name.startswith(f"{IMAGE_PREFIX}/{session_id}/"):
            return None
        owner: Any = {"ExpectedBucketOwner": self._owner} if self._owner else {}
        with translate_failures("S3", ServiceUnavailable):
            found = self._client.get_object(Bucket=self.bucket, Key=name, **owner)
            with found["Body"] as body:
                data = bytes(body.read(MAX_IMAGE_BYTES + 1))
        return data if len(data) <= MAX_IMAGE_BYTES else None


class RekognitionLiveness:
    """Implements `FaceLiveness`; any thread."""

    lifetime_s = SESSION_LIFE_S

    def __init__(self, clients: LivenessClients, place: StreamPlace, images: StreamImages | None = None) -> None:
        """Without a bucket for them, images come in the service's answer."""
        self._client, self._sts = clients.rekognition, clients.sts
        self._place, self._images = place, images

    def create(self, wanted: ChallengeType | None, audit_images: int) -> str:
        """The service's id, which a client of the service needs to carry the check out: one call."""
        settings: CreateFaceLivenessSessionRequestSettingsTypeDef = {"AuditImagesLimit": audit_images}
        if wanted is not None:
            settings["ChallengePreferences"] = [{"Type": wanted.value}]
        if self._images is not None:
            settings["OutputConfig"] = {"S3Bucket": self._images.bucket, "S3KeyPrefix": IMAGE_PREFIX}
        with translate_failures("Rekognition", InternalError):
            answer = self._client.create_face_liveness_session(
                Settings=settings, ClientRequestToken=secrets.token_hex(16)
            )
        return str(answer["SessionId"])

    def grant(self, session_id: str) -> StreamGrant | None:
        """A key of the role that may open streams and nothing else: one call of STS, named after the session."""
        if not self._place.role_arn:
            return None
        with translate_failures("STS", InternalError):
            answer = self._sts.assume_role(
                RoleArn=self._place.role_arn,
                RoleSessionName=session_id,
                DurationSeconds=KEY_LIFE_S,
                Policy=STREAM_POLICY,
            )
        place = self._place
        return StreamGrant(session_id, place.region, place.url, _credentials(answer), place.authority_pem)

    def outcome(self, session_id: str) -> SessionOutcome:
        """How the session stands: one call. What the service leaves out is nothing that anybody passes by."""
        try:
            with translate_failures("Rekognition", ServiceUnavailable, {UNKNOWN_SESSION: SessionNotFound}):
                answer: Mapping[str, Any] = self._client.get_face_liveness_session_results(SessionId=session_id)
        except SessionNotFound:
            return SessionOutcome(SessionStatus.EXPIRED)
        status = answer.get("Status", "")
        if status not in set(SessionStatus):
            raise ServiceUnavailable("Rekognition GetFaceLivenessSessionResults: a status that nobody knows")
        images = [self._image(session_id, image) for image in answer.get("AuditImages", ())]
        return SessionOutcome(
            SessionStatus(status),
            str(answer.get("Challenge", {}).get("Type", "")),
            confidence=_confidence(answer.get("Confidence")),
            reference=self._image(session_id, answer.get("ReferenceImage", {})),
            audit=[image for image in images if image is not None],
        )

    def forget(self, session_id: str) -> None:
        """Nothing: no operation of the service deletes a session, and images in its bucket have their own end."""

    def _image(self, session_id: str, image: Mapping[str, Any]) -> bytes | None:
        if self._images is not None and image.get("S3Object"):
            return self._images.read(session_id, image["S3Object"])
        return bytes(image["Bytes"]) if image.get("Bytes") else None


def _credentials(answer: Mapping[str, Any]) -> StreamCredentials:
    found = answer.get("Credentials", {})
    try:
        return StreamCredentials(
            str(found["AccessKeyId"]),
            str(found["SecretAccessKey"]),
            str(found["SessionToken"]),
            int(found["Expiration"].timestamp()),
        )
    except (KeyError, AttributeError) as error:
        raise ServiceUnavailable("STS AssumeRole: no credentials") from error


def _confidence(value: object) -> float:
    """0 for what is no percentage."""
    number = float(value) if isinstance(value, float | int) else 0.0
    return number if 0 <= number <= 100 else 0.0
