"""What the result of a service's session means: the service says how sure it is, and we say what that is worth."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from kiosk.domain.faces.quality import QualityFailure
from kiosk.domain.liveness.face_movement.streamed_challenge import StreamedChallenge
from kiosk.domain.liveness.frames import FrameFacts, IdentityFacts
from kiosk.domain.liveness.verdict import Reason, Verdict

REFERENCE_SEQUENCE = 0
"""Of the reference image among the frames of a streamed challenge; audit images follow."""


class SessionStatus(StrEnum):
    """How far a service's session is, in its words.

    SUCCEEDED says that the check was carried out, not that somebody is alive: that is for its confidence to say. FAILED
    says that it has no result.
    """

    CREATED = "CREATED"
    IN_PROGRESS = "IN_PROGRESS"
    SUCCEEDED = "SUCCEEDED"
    FAILED = "FAILED"
    EXPIRED = "EXPIRED"


@dataclass(frozen=True, slots=True)
class SessionResult:
    """What a session came to, without its images."""

    status: SessionStatus
    challenge_type: str = ""
    """The service's name of what was carried out; empty when it does not say."""
    confidence: float = 0.0
    """0-100, and 0 for what is no percentage."""
    quality_failures: tuple[QualityFailure, ...] = ()
    """What speaks against comparing the face of the reference image."""


NO_RESULT = SessionResult(SessionStatus.FAILED)
"""By which nobody passes."""


@dataclass(frozen=True, slots=True)
class SessionPolicy:
    """What is demanded of a session; similarity and confidence are 0-100."""

    min_confidence: float = 80.0
    min_face_match_similarity: float = 95.0


def judge_session(
    challenge: StreamedChallenge,
    result: SessionResult,
    frames: Sequence[FrameFacts],
    identity: IdentityFacts,
    policy: SessionPolicy,
    *,
    synthetic: bool,
) -> Verdict:
    """Decide; whatever is missing of a result, nobody passes by it."""
    reasons = tuple(_reasons(challenge, result, frames, identity, policy))
    kept = {frame.sequence for frame in frames}
    sure = not reasons or reasons == (Reason.LOW_CONFIDENCE,)
    return Verdict(
        passed=not reasons,
        reasons=reasons,
        confidence=result.confidence if sure else 0.0,
        evidence=_measurements(result, frames),
        reference_sequence=REFERENCE_SEQUENCE if REFERENCE_SEQUENCE in kept else None,
        audit_sequences=tuple(sorted(kept - {REFERENCE_SEQUENCE})),
        face_match=identity.document,
        synthetic=synthetic,
    )


def reference_frame(frames: Sequence[FrameFacts]) -> FrameFacts | None:
    """The reference image, if it shows exactly one face."""
    found = [frame for frame in frames if frame.sequence == REFERENCE_SEQUENCE and len(frame.faces) == 1]
    return found[0] if found else None


def _reasons(
    challenge: StreamedChallenge,
    result: SessionResult,
    frames: Sequence[FrameFacts],
    identity: IdentityFacts,
    policy: SessionPolicy,
) -> Iterator[Reason]:
    if result.status is SessionStatus.EXPIRED:
        yield Reason.TIMED_OUT
        return
    # A check of another kind, as the nose challenge that may complete a local session too, is not what was asked for.
    if result.status is not SessionStatus.SUCCEEDED or result.challenge_type != challenge.asks_for:
        yield Reason.STREAM_FAILED
        return
    if not result.confidence >= policy.min_confidence:
        # The service owes a reference image only to whoever is alive.
        yield Reason.LOW_CONFIDENCE
        return
    if reference_frame(frames) is None or result.quality_failures:
        yield Reason.REFERENCE_UNUSABLE
    if identity.document is not None and not identity.document >= policy.min_face_match_similarity:
        yield Reason.FACE_MISMATCH


def _measurements(result: SessionResult, frames: Sequence[FrameFacts]) -> dict[str, float]:
    measured = {"service_confidence": result.confidence, "audit_images": float(sum(f.sequence > 0 for f in frames))}
    reference = reference_frame(frames)
    if reference is not None:
        face = reference.faces[0]
        measured |= {"reference_sharpness": face.quality.sharpness, "reference_brightness": face.quality.brightness}
        measured |= {"reference_yaw_deg": face.pose.yaw_deg, "reference_pitch_deg": face.pose.pitch_deg}
    return measured
