"""CreateFaceLivenessSession and GetFaceLivenessSessionResults."""

from collections.abc import Mapping
from types import MappingProxyType

from kiosk.backend.ports import Clock
from kiosk.domain.liveness.face_movement.challenge import VERSIONS, ChallengeType
from kiosk.domain.liveness.face_movement.session_judge import SessionStatus
from kiosk.rekognition_local.analyser import FaceAnalyser
from kiosk.rekognition_local.errors import InvalidParameterException
from kiosk.rekognition_local.images import decode
from kiosk.rekognition_local.liveness.records import (
    ChallengePreference,
    Result,
    Session,
    Wishes,
    new_session,
    version_numbers,
)
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
        return {"SessionId": store.create(new_session(clock(), wishes), members.get("ClientRequestToken"))}

    def results(members: Members) -> Members:
        session = store.load(members["SessionId"])
        status = session.status_at(clock())
        answer: dict[str, object] = {"SessionId": session.id, "Status": status}
        if status is not SessionStatus.CREATED and session.challenge_id:
            answer |= _carried_out(session)
        if session.result is not None:
            answer |= _result(session, session.result, store.images(session.id), analyser)
        return answer

    return {"CreateFaceLivenessSession": create, "GetFaceLivenessSessionResults": results}


def _carried_out(session: Session) -> Members:
    """Which challenge was begun; a stream tells nothing of its client's kind that could be believed."""
    if session.challenge_type:
        version = VERSIONS[ChallengeType(session.challenge_type)]
        return {"Challenge": {"Type": session.challenge_type, "Version": version}}
    return {"Challenge": dict(CHALLENGE), "Metadata": {"SDKType": SDK_TYPE}}


def _wishes(members: Members) -> Wishes:
    settings = members.get("Settings", {})
    output = settings.get("OutputConfig", {})
    return Wishes(
        audit_images=settings.get("AuditImagesLimit", 0),
        bucket=output.get("S3Bucket", ""),
        key_prefix=output.get("S3KeyPrefix", ""),
        kms_key_id=members.get("KmsKeyId", ""),
        challenges=tuple(_preference(each) for each in settings.get("ChallengePreferences", ())),
    )


def _preference(members: Members) -> ChallengePreference:
    versions = members.get("Versions", {})
    given = {"least": versions.get("Minimum"), "most": versions.get("Maximum")}
    found = ChallengePreference(members["Type"], **{name: value for name, value in given.items() if value is not None})
    if version_numbers(found.least) > version_numbers(found.most):
        raise InvalidParameterException
    return found


def _result(session: Session, result: Result, images: Mapping[str, bytes], analyser: FaceAnalyser) -> Members:
    def image(name: str) -> Members:
        place = {"Bucket": session.wishes.bucket, "Name": object_name(session, name)}
        face = analyser.largest_face(decode(images[name]))
        return {
            **({"S3Object": place} if session.wishes.bucket else {"Bytes": images[name]}),
            **({} if face is None else {"BoundingBox": bounding_box(face)}),
        }

    feedback = dict.fromkeys(FEEDBACK[reason] for reason in result.reasons if reason in FEEDBACK)
    return {
        "Confidence": result.confidence,
        **({"ReferenceImage": image(REFERENCE)} if result.has_reference else {}),
        "AuditImages": [image(AUDIT.format(number)) for number in range(result.audit_images)],
        "Feedback": [{"Code": code, "Message": text} for code, text in feedback],
    }
