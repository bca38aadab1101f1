"""Take in one frame: check it, analyse it unless that is left to the verdict, store it."""

import hashlib
import logging
import re
import secrets
from dataclasses import dataclass, field
from functools import partial

from kiosk.backend.challenge.analysis import detect_faces
from kiosk.backend.challenge.context import ChallengeContext
from kiosk.backend.challenge.frame_admission import IncomingFrame, admit_frame, check_repeated_frame
from kiosk.backend.challenge.person_consistency import THE_DOCUMENT, describe_stored_face
from kiosk.backend.challenge.records import ID_PHOTO, Admission, ChallengeRecord, ChallengeStatus, FrameStreamState
from kiosk.backend.ports import PreparedPair, StoredFace
from kiosk.domain.images.jpeg import START_OF_IMAGE
from kiosk.domain.images.limits import PictureLimits, check_picture
from kiosk.domain.liveness.challenge import Stage
from kiosk.domain.liveness.frames import FrameFacts
from kiosk.errors import ChallengeClosed, ChallengeError, FrameLimitReached, RequestInvalid, ServiceError
from kiosk.system.safe_errors import describe_failure

logger = logging.getLogger(__name__)

MAX_INTEGER = 2**53 - 1
"""The largest that every JSON reader keeps exact."""
MAX_SEQUENCE = 1_000_000
DRAWN_ONE_IN = 8
"""Of the frames, so many are compared besides those that the schedule wants; each costs 0.1 to 0.25 s."""
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
    _check(request, context.settings.demand_sequence)
    check_picture(request.jpeg, _limits(context, snapshot.record))
    if _is_settled(context, request, snapshot.tail):
        return FrameAdded(None)
    offered = _analyse(context, snapshot.record, request, received_at_s)
    admission = _store(context, request, offered)
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
    return IncomingFrame(
        challenge_id=request.challenge_id,
        untrusted_sequence=request.untrusted_sequence,
        untrusted_timestamp_ms=request.untrusted_timestamp_ms,
        untrusted_stage=request.untrusted_stage,
        untrusted_chain=request.untrusted_chain,
        digest=hashlib.sha256(request.jpeg).hexdigest(),
        received_at_s=received_at_s,
        faces=faces,
        reached=len(faces) == 1 and context.rules_of(record.challenge).reached(record.challenge, faces[0]),
        drawn=secrets.randbelow(DRAWN_ONE_IN) == 0,
    )


def _store(context: ChallengeContext, request: FrameRequest, offered: IncomingFrame) -> Admission | None:
    # First the image: its row promises that it is there.
    context.blobs.put(request.challenge_id, offered.digest, request.jpeg)
    try:
        place = partial(admit_frame, offered, context.settings.max_frames)
        return context.store.append(request.challenge_id, request.untrusted_sequence, place)
    except ChallengeError:
        if all(frame.digest != offered.digest for frame in context.store.frames(request.challenge_id)):
            context.blobs.delete(request.challenge_id, offered.digest)
        raise


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
        pairs |= {(face.sequence, ID_PHOTO): (face, THE_DOCUMENT) for face in map(describe_stored_face, reference)}
    if pairs:
        context.matcher.prepare(record.challenge.id, list(pairs.values()))


def _reference(context: ChallengeContext, record: ChallengeRecord) -> list[FrameFacts]:
    """The frame that will probably be compared with the document, if there is one."""
    try:
        frames = context.store.frames(record.challenge.id)
    except ServiceError as error:
        logger.warning("the reference was not prepared: %s", describe_failure(error))
        return []
    sequence = context.rules_of(record.challenge).reference_sequence(record.challenge, frames)
    return [frame for frame in frames if frame.sequence == sequence]
