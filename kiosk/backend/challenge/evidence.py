"""What remains of a challenge once it has its verdict: few images, and the result of its session."""

import logging
from collections.abc import Collection

from kiosk.backend.challenge.context import ChallengeContext
from kiosk.backend.challenge.records import ChallengeRecord
from kiosk.domain.liveness.frames import FrameFacts
from kiosk.domain.liveness.verdict import Verdict
from kiosk.errors import SessionNotFound
from kiosk.system.safe_errors import describe_failure

logger = logging.getLogger(__name__)


def collect_evidence_images(frames: tuple[FrameFacts, ...], verdict: Verdict) -> frozenset[str]:
    """Names of the images that are kept for staff and auditors."""
    kept = {verdict.reference_sequence, *verdict.audit_sequences}
    return frozenset(frame.digest for frame in frames if frame.sequence in kept)


def keep_only(context: ChallengeContext, challenge_id: str, kept: Collection[str]) -> None:
    """Delete all other images; what cannot be deleted now goes when its time of retention is over."""
    try:
        context.blobs.keep_only(challenge_id, kept)
    except Exception as error:
        logger.error("images could not be deleted: %s", describe_failure(error))


def complete_session(
    context: ChallengeContext, record: ChallengeRecord, frames: tuple[FrameFacts, ...], verdict: Verdict
) -> None:
    """Hand the verdict to whoever created the session; a session that never hears of it expires without a pass."""
    if not record.session_id:
        return
    names = {frame.sequence: frame.digest for frame in frames}
    try:
        images = {
            sequence: context.blobs.get(record.challenge.id, names[sequence])
            for sequence in {verdict.reference_sequence, *verdict.audit_sequences}
            if sequence is not None and sequence in names
        }
        reference = images.get(verdict.reference_sequence) if verdict.reference_sequence is not None else None
        audit = [images[sequence] for sequence in verdict.audit_sequences if sequence in images]
        context.sessions.complete(record.session_id, record.challenge.id, verdict, reference, audit)
    except SessionNotFound:
        logger.info("a session is over, or has this verdict already")
    except Exception as error:
        logger.error("a session was not completed: %s", describe_failure(error))
