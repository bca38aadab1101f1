"""Take in one frame: check it, analyse it unless that is left to the verdict, store it."""

import hashlib
import logging
import re
import secrets
from dataclasses import dataclass, field, replace
from functools import partial

from kiosk.backend.challenge.analysis import detect_faces, measure_pixels
from kiosk.backend.challenge.context import ChallengeContext
from kiosk.backend.challenge.frame_admission import IncomingFrame, check_repeated_frame
from kiosk.backend.challenge.frame_storage import store_frame
from kiosk.backend.challenge.person_consistency import THE_DOCUMENT, describe_stored_face
from kiosk.backend.challenge.records import ID_PHOTO, Admission, ChallengeRecord, ChallengeStatus, FrameStreamState
from kiosk.backend.challenge.streams import service_of
from kiosk.backend.ports import PreparedPair, StoredFace
from kiosk.domain.faces.face_detail import Box
from kiosk.domain.images.jpeg import START_OF_IMAGE
from kiosk.domain.images.limits import PictureLimits, check_picture
from kiosk.domain.liveness.challenge import Stage
from kiosk.domain.liveness.frames import CameraMeasures, FrameFacts
from kiosk.errors import ChallengeClosed, FrameLimitReached, RequestInvalid, ServiceError
from kiosk.stream_errors import FramesNotTaken
from kiosk.system.safe_errors import describe_failure

logger = logging.getLogger(__name__)

MAX_INTEGER = 2**53 - 1
"""The largest that every JSON reader keeps exact."""
MAX_SEQUENCE = 1_000_000
MAX_CONTEXT_BYTES = 60_000
CONTEXT_LIMITS = PictureLimits(MAX_CONTEXT_BYTES, 640 * 640, formats=(START_OF_IMAGE,))
"""Of the camera's whole picture, which shows no more than where things are."""
DRAWN_ONE_IN = 8
"""Where each comparison is paid for, so many frames are compared besides those that the schedule wants."""
_LINK = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class FrameRequest:
    """One frame as a terminal sends it; only the challenge's id and the token are checked by their signature."""

    challenge_id: str
    token: str = field(repr=False)
    jpeg: bytes = field(repr=False)
    untrusted_timestamp_ms: int
    untrusted_sequence: int | None = None
    untrusted_stage: Stage = Stage.CHALLENGE
    untrusted_chain: str | None = None
    untrusted_light_step: int | None = None
    context_jpeg: bytes | None = field(default=None, repr=False)
    """The camera's whole picture; None where the frame is all of it, or came without."""
    untrusted_part: Box | None = None
    """Which part of it the frame is said to be, in ratios; None for the middle."""
    untrusted_camera: CameraMeasures | None = None


@dataclass(frozen=True, slots=True)
class FrameAdded:
    """The number of a frame that was stored now; None when it was before, and only the answer was lost."""

    sequence: int | None


def add_frame(context: ChallengeContext, request: FrameRequest) -> FrameAdded:
    """Store a frame; raises AccessErrors, ChallengeErrors, RequestInvalid, ImageErrors and ServiceErrors."""
    received_at_s = context.clock()
    snapshot = context.admit_caller(request.challenge_id, request.token)
    if snapshot.state is not ChallengeStatus.OPEN:
        raise ChallengeClosed
    if service_of(context, snapshot.record.challenge) is not None:
        raise FramesNotTaken
    # Whoever the policy admits without a key comes without a chain as well: the samples' clients have neither.
    _check(request, context.settings.demand_sequence and bool(snapshot.record.terminal_id))
    check_picture(request.jpeg, _limits(context, snapshot.record))
    if request.context_jpeg is not None:
        check_picture(request.context_jpeg, CONTEXT_LIMITS)
    if _is_settled(context, request, snapshot.tail):
        return FrameAdded(None)
    offered = _analyse(context, snapshot.record, request, received_at_s)
    admission = store_frame(context, offered, request.jpeg)
    if admission is None:
        return FrameAdded(None)
    _prepare(context, snapshot.record, admission)
    return FrameAdded(admission.facts.sequence)


def _check(request: FrameRequest, demand_sequence: bool) -> None:
    if not 0 <= request.untrusted_timestamp_ms <= MAX_INTEGER:
        raise RequestInvalid("timestamp")
    if request.untrusted_sequence is not None and not 0 <= request.untrusted_sequence <= MAX_SEQUENCE:
        raise RequestInvalid("sequence")
    if request.untrusted_chain is not None and not _LINK.fullmatch(request.untrusted_chain):
        raise RequestInvalid("chain")
    if request.untrusted_sequence is None and request.untrusted_chain is not None:
        raise RequestInvalid("chain without sequence")
    if request.untrusted_light_step is not None and not 0 <= request.untrusted_light_step <= MAX_SEQUENCE:
        raise RequestInvalid("light step")
    if demand_sequence and request.untrusted_chain is None:
        raise RequestInvalid("sequence and chain")


def _is_settled(context: ChallengeContext, request: FrameRequest, tail: FrameStreamState) -> bool:
    """Whether it was stored before; raises what it would be refused with, before anybody looks at it and is paid."""
    sequence = request.untrusted_sequence
    if sequence is not None and sequence <= tail.highest_sequence:
        digest = hashlib.sha256(request.jpeg).hexdigest()
        context.store.append(request.challenge_id, sequence, partial(check_repeated_frame, digest))
        return True
    if tail.frame_count >= context.settings.max_frames:
        raise FrameLimitReached
    return False


def _limits(context: ChallengeContext, record: ChallengeRecord) -> PictureLimits:
    size_px = (record.challenge.image_width_px, record.challenge.image_height_px)
    settings = context.settings
    return PictureLimits(settings.max_image_bytes, settings.max_image_pixels, size_px, formats=(START_OF_IMAGE,))


def _analyse(
    context: ChallengeContext, record: ChallengeRecord, request: FrameRequest, received_at_s: float
) -> IncomingFrame:
    engine = context.engine_of(record.challenge)
    faces = detect_faces(engine, request.jpeg) if context.settings.analyse_on_arrival else ()
    judged = request.untrusted_stage is Stage.CHALLENGE and len(faces) == 1
    pixels = measure_pixels(context.pixel_meter, request.jpeg, request.context_jpeg, faces[0]) if judged else None
    if pixels is not None and pixels.context and request.untrusted_part is not None:
        pixels = replace(pixels, untrusted_part=request.untrusted_part)
    return IncomingFrame(
        challenge_id=request.challenge_id,
        untrusted_sequence=request.untrusted_sequence,
        untrusted_timestamp_ms=request.untrusted_timestamp_ms,
        untrusted_stage=request.untrusted_stage,
        untrusted_chain=request.untrusted_chain,
        digest=hashlib.sha256(request.jpeg).hexdigest(),
        received_at_s=received_at_s,
        faces=faces,
        light_step=request.untrusted_light_step,
        pixels=pixels,
        camera=request.untrusted_camera,
        reached=len(faces) == 1 and context.rules_of(record.challenge).reached(record.challenge, faces[0]),
        drawn=context.compares_every_frame or secrets.randbelow(DRAWN_ONE_IN) == 0,
    )


def _prepare(context: ChallengeContext, record: ChallengeRecord, admission: Admission) -> None:
    """Let the matcher begin with what the verdict will ask for; the frame is stored, whatever happens here."""
    first = admission.tail.first_judged
    reference = _reference(context, record) if admission.settled else []
    frames = [admission.facts] if admission.prepare else []
    pairs: dict[tuple[int, int | None], PreparedPair] = {}
    for face in map(describe_stored_face, (*frames, *reference)):
        against = None if first is None or first[0] == face.sequence else StoredFace(*first)
        pairs[face.sequence, None if against is None else against.sequence] = face, against
    if record.has_id_photo:
        shown = [*reference, *(frame for frame in frames if _reached(context, record, frame))]
        pairs |= {(face.sequence, ID_PHOTO): (face, THE_DOCUMENT) for face in map(describe_stored_face, shown)}
    if pairs:
        context.matcher.prepare(record.challenge.id, list(pairs.values()))


def _reached(context: ChallengeContext, record: ChallengeRecord, frame: FrameFacts) -> bool:
    return context.rules_of(record.challenge).reached(record.challenge, frame.faces[0])


def _reference(context: ChallengeContext, record: ChallengeRecord) -> list[FrameFacts]:
    """The frame that will probably be compared with the document, if there is one."""
    try:
        frames = context.store.frames(record.challenge.id)
    except ServiceError as error:
        logger.warning("the reference was not prepared: %s", describe_failure(error))
        return []
    sequence = context.rules_of(record.challenge).reference_sequence(record.challenge, frames)
    return [frame for frame in frames if frame.sequence == sequence]
