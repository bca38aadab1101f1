"""The nose challenge over HTTP, as the sample's client speaks it, with optional additions."""

from collections.abc import Mapping

from fastapi import APIRouter

from kiosk.backend.api.facade import VerificationService
from kiosk.backend.attempts.ports import AttemptPlan
from kiosk.backend.challenge.add_frame import FrameRequest
from kiosk.backend.challenge.start import ID_PHOTO_LIMITS, Started, StartRequest
from kiosk.backend.challenge.verify import VerifyRequest
from kiosk.contract.challenge import FrameBody, StartBody, VerifyBody
from kiosk.domain.faces.face_detail import Box
from kiosk.domain.images.jpeg import decode_base64
from kiosk.domain.liveness.challenge import Challenge
from kiosk.domain.liveness.nose.challenge import target_to_touch
from kiosk.domain.liveness.verdict import Verdict

Json = Mapping[str, object]


def challenge_routes(service: VerificationService, max_image_bytes: int) -> APIRouter:
    """The three routes over this service; plain functions, so that each call runs in a thread of its own."""
    router = APIRouter(prefix="/challenge")

    @router.post("/start")
    def start(body: StartBody) -> Json:
        return _started(body, service.start(_start_request(body)))

    @router.put("/{challenge_id}/frames")
    def add_frame(challenge_id: str, body: FrameBody) -> Json:
        service.add_frame(_frame_request(challenge_id, body, max_image_bytes))
        return {"message": "Frame saved successfully"}

    @router.post("/{challenge_id}/verify")
    def verify(challenge_id: str, body: VerifyBody) -> Json:
        return _verdict(service.verify(VerifyRequest(challenge_id, body.token, body.request_id)))

    return router


def _start_request(body: StartBody) -> StartRequest:
    id_photo = body.id_photo_base64
    return StartRequest(
        user_id=body.user_id,
        image_width_px=body.image_width,
        image_height_px=body.image_height,
        untrusted_synthetic=body.camera.synthetic,
        untrusted_camera_name=body.camera.name,
        id_photo=None if id_photo is None else decode_base64(id_photo, ID_PHOTO_LIMITS.max_bytes),
        session_id=body.session_id,
        plan=AttemptPlan(body.flow, body.customer, body.device_id),
    )


def _frame_request(challenge_id: str, body: FrameBody, max_image_bytes: int) -> FrameRequest:
    return FrameRequest(
        challenge_id=challenge_id,
        token=body.token,
        jpeg=decode_base64(body.frame_base64, max_image_bytes),
        untrusted_timestamp_ms=body.timestamp,
        untrusted_sequence=body.sequence,
        untrusted_stage=body.stage,
        untrusted_chain=body.chain,
    )


def _started(body: StartBody, started: Started) -> Json:
    challenge = started.challenge
    # Only terminals say what camera they have, and only they stay in the target until the backend has seen enough.
    target = challenge.nose_target if "camera" in body.model_fields_set else target_to_touch(challenge)
    return {
        "id": challenge.id,
        "userId": body.user_id,
        **geometry(challenge, target),
        "token": started.token,
        "expiresAt": started.expires_at_s,
        "maxFrames": started.max_frames,
    }


def geometry(challenge: Challenge, target: Box) -> Mapping[str, int]:
    """Where the face and the nose have to be, in pixels of the unmirrored image, as both samples spell it."""
    width_px, height_px = challenge.image_width_px, challenge.image_height_px
    return {
        "imageWidth": width_px,
        "imageHeight": height_px,
        **_box_px("area", challenge.face_area, width_px, height_px),
        "minFaceAreaPercent": challenge.min_face_area_percent,
        **_box_px("nose", target, width_px, height_px),
    }


def _box_px(name: str, box: Box, width_px: int, height_px: int) -> Mapping[str, int]:
    return {
        f"{name}Left": round(box.left * width_px),
        f"{name}Top": round(box.top * height_px),
        f"{name}Width": round(box.width * width_px),
        f"{name}Height": round(box.height * height_px),
    }


def _verdict(verdict: Verdict) -> Json:
    return {
        "success": verdict.passed,
        "reasons": list(verdict.reasons),
        "confidence": verdict.confidence,
        "faceMatch": verdict.face_match,
        "synthetic": verdict.synthetic,
        "evidence": dict(verdict.evidence),
        "referenceSequence": verdict.reference_sequence,
        "auditSequences": list(verdict.audit_sequences),
    }
