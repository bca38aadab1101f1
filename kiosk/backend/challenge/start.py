"""Start a challenge."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from kiosk.backend.attempts.ports import AttemptPlan
from kiosk.backend.challenge import attempt_record
from kiosk.backend.challenge.analysis import detect_faces
from kiosk.backend.challenge.context import ChallengeContext
from kiosk.backend.challenge.kinds import shows_light
from kiosk.backend.challenge.person_consistency import THE_DOCUMENT
from kiosk.backend.challenge.records import ID_PHOTO_BLOB, ChallengeRecord
from kiosk.backend.challenge.streams import open_session
from kiosk.contract.dialects import Contract, new_challenge_id
from kiosk.domain.faces.face_detail import FaceDetail
from kiosk.domain.identity.consent import Consent
from kiosk.domain.identity.customer_reference import MAX_REFERENCE_CHARS, MAX_USER_ID_CHARS, is_readable
from kiosk.domain.identity.flow import Flow
from kiosk.domain.identity.origin import Origin
from kiosk.domain.images.jpeg import START_OF_IMAGE
from kiosk.domain.images.limits import MAX_TERMINAL_BYTES, PictureLimits, check_picture
from kiosk.domain.liveness.camera_facts import CameraDevice, CameraStream
from kiosk.domain.liveness.challenge import Challenge
from kiosk.domain.liveness.choice import CustomerNeeds
from kiosk.domain.liveness.face_movement.streamed_challenge import MovementStream, StreamGrant
from kiosk.domain.liveness.nose.challenge import NoseChallenge, draw_near_challenge, for_wide_boxes
from kiosk.errors import (
    Busy,
    ConsentMissing,
    IdPhotoNoFace,
    IdPhotoSeveralFaces,
    RequestInvalid,
    SessionNotFound,
    SyntheticRefused,
)

MIN_FRAME_SIDE_PX, MAX_FRAME_SIDE_PX = 320, 1920
MAX_CAMERA_NAME_CHARS = 256
MAX_SESSION_ID_CHARS = 128
ID_PHOTO_LIMITS = PictureLimits(MAX_TERMINAL_BYTES, formats=(START_OF_IMAGE,))
"""The photo of a passport's chip has some twenty kilobytes."""
MAX_WAITING_FACES = 24
"""About six seconds of work: a customer who starts now would wait that long for the verdict."""

Choose = Callable[[str, int, int], Challenge]
"""Makes the challenge from its id and the image's width and height."""


@dataclass(frozen=True, slots=True)
class StartRequest:
    """What a terminal asks for; `id_photo` is a JPEG file."""

    user_id: str = field(repr=False)
    image_width_px: int
    image_height_px: int
    untrusted_synthetic: bool = False
    untrusted_camera_name: str = ""
    id_photo: bytes | None = field(default=None, repr=False)
    session_id: str = ""
    """Of a liveness session that is to be completed; empty for none."""
    contract: Contract = Contract.SAMPLE
    """Which the client speaks."""
    plan: AttemptPlan = field(default_factory=AttemptPlan)
    """What the customer came for; untrusted."""
    origin: Origin = field(default_factory=Origin)
    """Where the request came from."""
    kind: str = ""
    """Of the only challenge that the client can carry out; empty for what the backend chooses."""
    terminal_knows: tuple[str, ...] = (NoseChallenge.kind,)
    """Kinds that the terminal can carry out."""
    needs: CustomerNeeds = field(default_factory=CustomerNeeds)
    boxes_widely: bool = False
    """Whether the client's own detector draws wider boxes around faces than ours, as those of both samples."""
    untrusted_device: CameraDevice | None = None
    untrusted_preview: CameraStream | None = None
    """What was measured of the camera's pictures before the start."""
    untrusted_consent: Consent | None = None
    """What the customer agreed to, by what the terminal says."""


@dataclass(frozen=True, slots=True)
class Started:
    """The challenge and the token that goes with it; `expires_at_s` is seconds since the epoch."""

    challenge: Challenge
    token: str = field(repr=False)
    expires_at_s: int
    max_frames: int
    grant: StreamGrant | None = None
    """Of the stream that it is carried out over; None for a challenge of frames."""


def start(context: ChallengeContext, request: StartRequest, choose: Choose) -> Started:
    """Begin a challenge; raises RequestInvalid, ConsentMissing, SyntheticRefused, Busy, LockedOut, TooManyStarts,
    SessionNotFound, the ID photo's errors and ServiceErrors."""
    _check(request)
    if request.untrusted_consent is None and context.settings.demand_consent:
        raise ConsentMissing
    if request.untrusted_synthetic and not context.settings.allow_synthetic:
        raise SyntheticRefused
    if context.matcher.waiting > MAX_WAITING_FACES:
        raise Busy("too many faces wait to be described")
    drawn = choose(new_challenge_id(request.contract), request.image_width_px, request.image_height_px)
    challenge = _for_client(context, drawn, request)
    record = _record(context, request, challenge)
    record = replace(record, light_left_out=_leaves_light_out(context, request, drawn, challenge))
    # Before anything is done for somebody who is locked out.
    attempt_record.begin(context, record, request.origin)
    try:
        return _started(context, request, record)
    except Exception as error:
        attempt_record.break_off(context, record, error)
        raise


def _for_client(context: ChallengeContext, challenge: Challenge, request: StartRequest) -> Challenge:
    """The challenge as this client and this customer can carry it out."""
    if not isinstance(challenge, NoseChallenge):
        return challenge
    if request.boxes_widely:
        return for_wide_boxes(challenge)
    held = bool(request.origin.terminal_id) and request.origin.terminal_id in context.settings.hand_held_terminals
    challenge = replace(challenge, hand_held=held)
    dark = request.needs.photosensitive or not context.settings.shows_light
    if request.needs.turns_little:
        size_px = challenge.image_width_px, challenge.image_height_px
        near = draw_near_challenge(challenge.id, *size_px, secrets.randbelow)
        challenge = replace(near, light=challenge.light, hand_held=held)
    if request.needs.needs_more_time:
        challenge = replace(challenge, time_factor=context.settings.judge.longer_time_factor)
    return replace(challenge, light=None) if dark else challenge


def _leaves_light_out(context: ChallengeContext, request: StartRequest, drawn: Challenge, challenge: Challenge) -> bool:
    """Whether the client has talked the backend out of the light: by the customer's wish, or by what it can do.

    The samples' clients, which know no light, have no terminal's key; who has one and speaks as they do is no sample.
    """
    if not context.settings.shows_light or shows_light(challenge):
        return False
    if isinstance(challenge, NoseChallenge):
        return shows_light(drawn) and (not request.boxes_widely or bool(request.origin.terminal_id))
    return context.kinds.offers_light and isinstance(challenge, MovementStream)


def _started(context: ChallengeContext, request: StartRequest, record: ChallengeRecord) -> Started:
    document_face = None if request.id_photo is None else _document_face(context, request.id_photo)
    record, grant = open_session(context, record)
    challenge = record.challenge
    token = context.tokens.issue(challenge.id, int(record.ends_at_s))
    if request.id_photo is not None:
        context.blobs.put(challenge.id, ID_PHOTO_BLOB, request.id_photo)
    context.store.create(record)
    if request.session_id:
        _begin_session(context, request.session_id, challenge.id)
    if document_face is not None:
        context.matcher.prepare(challenge.id, [(replace(THE_DOCUMENT, face=document_face), None)])
    return Started(challenge, token, int(record.expires_at_s), context.settings.max_frames, grant)


def _begin_session(context: ChallengeContext, session_id: str, challenge_id: str) -> None:
    """Last of all, for it can be done once: what went wrong before leaves the session to another attempt."""
    try:
        context.sessions.begin(session_id, challenge_id)
    except SessionNotFound:
        context.blobs.keep_only(challenge_id, ())
        raise


def _check(request: StartRequest) -> None:
    if not is_readable(request.user_id, MAX_USER_ID_CHARS) or not request.user_id.strip():
        raise RequestInvalid("user id")
    if request.session_id and not is_readable(request.session_id, MAX_SESSION_ID_CHARS):
        raise RequestInvalid("session id")
    if request.session_id and request.plan.flow is not Flow.VERIFY:
        # What a session keeps names no customer, whose erasure would not find it.
        raise RequestInvalid("session id and flow")
    if request.untrusted_camera_name and not is_readable(request.untrusted_camera_name, MAX_CAMERA_NAME_CHARS):
        raise RequestInvalid("camera name")
    for name, text in (("customer", request.plan.customer), ("device id", request.plan.device)):
        if text and not is_readable(text, MAX_REFERENCE_CHARS):
            raise RequestInvalid(name)
    for side_px in (request.image_width_px, request.image_height_px):
        if type(side_px) is not int or not MIN_FRAME_SIDE_PX <= side_px <= MAX_FRAME_SIDE_PX:
            raise RequestInvalid("image size")


def _document_face(context: ChallengeContext, id_photo: bytes) -> FaceDetail:
    check_picture(id_photo, ID_PHOTO_LIMITS)
    faces = detect_faces(context.engine, id_photo)
    if not faces:
        raise IdPhotoNoFace
    if len(faces) > 1:
        raise IdPhotoSeveralFaces
    return faces[0]


def _record(context: ChallengeContext, request: StartRequest, challenge: Challenge) -> ChallengeRecord:
    now_s = context.clock()
    return ChallengeRecord(
        challenge=challenge,
        user_id=request.user_id,
        untrusted_synthetic=request.untrusted_synthetic,
        untrusted_camera_name=request.untrusted_camera_name,
        has_id_photo=request.id_photo is not None,
        created_at_s=now_s,
        expires_at_s=float(int(now_s) + context.settings.session_lifetime_s),
        session_id=request.session_id,
        plan=request.plan,
        terminal_id=request.origin.terminal_id,
        untrusted_device=request.untrusted_device,
        untrusted_preview=request.untrusted_preview,
        consent=request.untrusted_consent,
    )
