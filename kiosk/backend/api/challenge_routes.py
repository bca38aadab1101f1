"""The nose challenge over HTTP, as the sample's client speaks it, with optional additions."""

from functools import reduce
from operator import or_

from fastapi import APIRouter

from kiosk.backend.api.documented_refusals import ADDING_FRAMES, ASKING_FOR_VERDICTS, STARTING
from kiosk.backend.api.facade import ChallengeService
from kiosk.backend.api.origin import AskedFrom
from kiosk.backend.attempts.ports import AttemptPlan
from kiosk.backend.challenge.add_frame import MAX_CONTEXT_BYTES, FrameRequest
from kiosk.backend.challenge.kinds import ChallengeKinds
from kiosk.backend.challenge.start import ID_PHOTO_LIMITS, Started, StartRequest
from kiosk.backend.challenge.verify import VerifyRequest
from kiosk.contract.challenge import (
    FrameBody,
    FrameReply,
    StartBody,
    StartReply,
    VerdictReply,
    VerifyBody,
)
from kiosk.contract.stream import StreamGrantReply
from kiosk.domain.identity.origin import Origin
from kiosk.domain.images.jpeg import decode_base64
from kiosk.domain.liveness.choice import CustomerNeeds
from kiosk.domain.liveness.nose.challenge import NoseChallenge, shown_to_web_clients


def challenge_routes(service: ChallengeService, max_image_bytes: int) -> APIRouter:
    """The three routes over this service; plain functions, so that each call runs in a thread of its own."""
    router = APIRouter(prefix="/challenge")

    @router.post("/start", response_model=_any_of(service.kinds), responses=STARTING)
    def start(body: StartBody, origin: AskedFrom) -> StartReply:
        started = service.start(_start_request(body, origin))
        return _reply(body, started, service.kinds.of(started.challenge).reply)

    @router.put("/{challenge_id}/frames", responses=ADDING_FRAMES)
    def add_frame(challenge_id: str, body: FrameBody) -> FrameReply:
        service.add_frame(_frame_request(challenge_id, body, max_image_bytes))
        return FrameReply()

    @router.post("/{challenge_id}/verify", responses=ASKING_FOR_VERDICTS)
    def verify(challenge_id: str, body: VerifyBody) -> VerdictReply:
        stream = None if body.camera is None else body.camera.to_stream()
        request = VerifyRequest(challenge_id, body.token, body.request_id, stream)
        return VerdictReply.from_verdict(service.verify(request))

    return router


def _start_request(body: StartBody, origin: Origin) -> StartRequest:
    id_photo, of_terminal = body.id_photo_base64, "camera" in body.model_fields_set
    return StartRequest(
        user_id=body.user_id,
        image_width_px=body.image_width,
        image_height_px=body.image_height,
        untrusted_synthetic=body.camera.synthetic,
        untrusted_camera_name=body.camera.name,
        untrusted_device=None if body.camera.device is None else body.camera.device.to_device(),
        untrusted_preview=None if body.camera.preview is None else body.camera.preview.to_stream(),
        id_photo=None if id_photo is None else decode_base64(id_photo, ID_PHOTO_LIMITS.max_bytes),
        session_id=body.session_id,
        plan=AttemptPlan(body.flow, body.customer, body.device_id),
        origin=origin,
        # The sample's clients, which say nothing of a camera, know no other.
        kind="" if of_terminal else NoseChallenge.kind,
        boxes_widely=not of_terminal,
        terminal_knows=tuple(body.challenges),
        untrusted_consent=None if body.consent is None else body.consent.to_consent(),
        needs=CustomerNeeds(
            body.photosensitive,
            body.cannot_come_near,
            body.cannot_turn_head,
            body.turns_little,
            body.needs_more_time,
        ),
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
        untrusted_light_step=body.light_step,
        context_jpeg=None if body.context_base64 is None else decode_base64(body.context_base64, MAX_CONTEXT_BYTES),
        untrusted_part=None if body.context_part is None else body.context_part.to_box(),
        untrusted_camera=None if body.camera is None else body.camera.to_measures(),
    )


def _any_of(kinds: ChallengeKinds) -> object:
    """Return the type of an answer that may be to a challenge of any kind."""
    return reduce(or_, (kind.reply for kind in kinds.by_name.values()))


def _reply(body: StartBody, started: Started, reply: type[StartReply]) -> StartReply:
    challenge = started.challenge
    # Only terminals say what camera they have, and only they stay in the target until the backend has seen enough.
    if isinstance(challenge, NoseChallenge) and "camera" not in body.model_fields_set:
        challenge = shown_to_web_clients(challenge)
    return reply.model_validate(
        {
            **reply.describe(challenge),
            "id": challenge.id,
            "user_id": body.user_id,
            "token": started.token,
            "expires_at": started.expires_at_s,
            "max_frames": started.max_frames,
            **({} if started.grant is None else {"stream": StreamGrantReply.of(started.grant)}),
        }
    )
