"""CreateFaceLivenessSession and GetFaceLivenessSessionResults."""

import secrets
from collections.abc import Mapping
from types import MappingProxyType
from uuid import UUID

from kiosk.backend.ports import Clock
from kiosk.rekognition_local.analyser import FaceAnalyser
from kiosk.rekognition_local.errors import InvalidParameterException
from kiosk.rekognition_local.images import decode
from kiosk.rekognition_local.liveness.records import Result, Session, Status, Wishes
from kiosk.rekognition_local.liveness.sessions import AUDIT, REFERENCE, object_name
from kiosk.rekognition_local.liveness.store import SessionStore
from kiosk.rekognition_local.operation import Members, Operation
from kiosk.rekognition_local.wire_faces import bounding_box

CHALLENGE: Members = MappingProxyType({"Type": "FaceMovementChallenge", "Version": "1.0.0"})
"""Of the service's two kinds, the nose challenge is the one without coloured light, whatever was preferred."""
SDK_TYPE = "kiosk-nose-challenge"
NOT_VISIBLE = ("FACE_NOT_VISIBLE", "The face was not visible all the time.")
NOT_ALIGNED = ("FACE_NOT_ALIGNED", "The face was not where it had to be.")
FEEDBACK: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "NO_FACE": NOT_VISIBLE,
        "FACE_LOST": NOT_VISIBLE,
        "FACE_NOT_IN_AREA": NOT_ALIGNED,
        "FACE_LEFT_AREA": NOT_ALIGNED,
        "FACE_TOO_SMALL": NOT_ALIGNED,
    }
)
"""The verdict's reasons for which the service has a word."""


def liveness_operations(
    store: SessionStore, analyser: FaceAnalyser, clock: Clock, *, has_bucket: bool
) -> Mapping[str, Operation]:
    """Both operations by name; `has_bucket` says whether an S3 endpoint is configured."""

    def create(members: Members) -> Members:
        wishes = _wishes(members)
        if wishes.bucket and not has_bucket:
            raise InvalidParameterException("Request has invalid parameters: no S3 endpoint is configured")
        session = Session(_new_id(), Status.CREATED, clock(), 0.0, "", wishes)
        return {"SessionId": store.create(session, members.get("ClientRequestToken"))}

    def results(members: Members) -> Members:
        session = store.load(members["SessionId"])
        status = session.status_at(clock())
        answer: dict[str, object] = {"SessionId": session.id, "Status": status}
        if status is not Status.CREATED and session.challenge_id:
            answer |= {"Challenge": dict(CHALLENGE), "Metadata": {"SDKType": SDK_TYPE}}
        if session.result is not None:
            answer |= _result(session, session.result, store.images(session.id), analyser)
        return answer

    return {"CreateFaceLivenessSession": create, "GetFaceLivenessSessionResults": results}


def _wishes(members: Members) -> Wishes:
    settings = members.get("Settings", {})
    for preference in settings.get("ChallengePreferences", ()):
        _check_versions(preference.get("Versions", {}))
    output = settings.get("OutputConfig", {})
    return Wishes(
        audit_images=settings.get("AuditImagesLimit", 0),
        bucket=output.get("S3Bucket", ""),
        key_prefix=output.get("S3KeyPrefix", ""),
        kms_key_id=members.get("KmsKeyId", ""),
    )


def _check_versions(versions: Members) -> None:
    least, most = (
        tuple(int(number) for number in versions.get(name, default).split("."))
        for name, default in (("Minimum", "0.0.0"), ("Maximum", "999.999.999"))
    )
    if least > most:
        raise InvalidParameterException


def _new_id() -> str:
    return str(UUID(bytes=secrets.token_bytes(16), version=4))


def _result(session: Session, result: Result, images: Mapping[str, bytes], analyser: FaceAnalyser) -> Members:
    def image(name: str) -> Members:
        place = {"Bucket": session.wishes.bucket, "Name": object_name(session, name)}
        faces = analyser.faces(decode(images[name]))
        return {
            **({"S3Object": place} if session.wishes.bucket else {"Bytes": images[name]}),
            **({"BoundingBox": bounding_box(faces[0].detail.bounding_box)} if faces else {}),
        }

    feedback = dict.fromkeys(FEEDBACK[reason] for reason in result.reasons if reason in FEEDBACK)
    return {
        "Confidence": result.confidence,
        **({"ReferenceImage": image(REFERENCE)} if result.has_reference else {}),
        "AuditImages": [image(AUDIT.format(number)) for number in range(result.audit_images)],
        "Feedback": [{"Code": code, "Message": text} for code, text in feedback],
    }
