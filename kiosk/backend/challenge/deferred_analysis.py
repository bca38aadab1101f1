"""Frames that are looked at when the verdict is asked for, and what is kept of that when a service fails on the way."""

import logging
import zlib

from kiosk.backend.challenge.analysis import FrameAnalyst, analyse_frames
from kiosk.backend.challenge.context import ChallengeContext
from kiosk.backend.challenge.records import StoredFacts
from kiosk.backend.ports import dump_stored, load_stored
from kiosk.domain.liveness.challenge import Challenge, Stage
from kiosk.domain.liveness.frames import FrameFacts
from kiosk.errors import KioskError, StorageFailed
from kiosk.system.safe_errors import describe_failure

logger = logging.getLogger(__name__)

_PREFIX = "faces:"


def analyse_deferred_frames(context: ChallengeContext, challenge: Challenge) -> tuple[FrameFacts, ...]:
    """All frames with their faces; raises ServiceErrors, after which the next call goes on where this one stopped."""
    challenge_id, settings = challenge.id, context.settings
    frames = context.store.frames(challenge_id)
    if settings.analyse_on_arrival:
        return frames
    seen = _kept(context, challenge_id)
    # Those of the approach only explain why a challenge never began.
    of_challenge = [frame for frame in frames if frame.stage is Stage.CHALLENGE] or frames

    def image(frame: FrameFacts) -> bytes:
        return context.blobs.get(challenge_id, frame.digest)

    unseen = [frame for frame in of_challenge if frame.sequence not in seen]
    analyst = FrameAnalyst(context.engine_of(challenge), context.pixel_meter)
    looks = analyse_frames(analyst, unseen, image, settings.analysis_parallelism)
    if looks.failure is not None:
        _keep(context, challenge_id, looks.frames)
        raise looks.failure
    seen |= {frame.sequence: frame for frame in looks.frames}
    return tuple(seen.get(frame.sequence, frame) for frame in frames)


def _kept(context: ChallengeContext, challenge_id: str) -> dict[int, FrameFacts]:
    found = context.store.findings(challenge_id)
    facts = [_read(data) for name, data in found.items() if name.startswith(_PREFIX)]
    return {each.sequence: each for each in facts}


def _keep(context: ChallengeContext, challenge_id: str, frames: tuple[FrameFacts, ...]) -> None:
    """So that nobody pays for the same frame twice; what cannot be kept is looked at again."""
    try:
        for frame in frames:
            data = zlib.compress(dump_stored(StoredFacts(value=frame)))
            context.store.put_finding(challenge_id, f"{_PREFIX}{frame.sequence}", data)
    except KioskError as error:
        logger.warning("what frames show was not kept: %s", describe_failure(error))


def _read(data: bytes) -> FrameFacts:
    try:
        return load_stored(StoredFacts, zlib.decompress(data)).value
    except zlib.error as error:
        raise StorageFailed("what a frame shows does not read") from error
