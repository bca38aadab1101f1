"""Challenges that a liveness service carries out: their session, and what it came to.

What the service kept takes the place of frames, so that everything after the verdict finds it where it looks.
"""

import hashlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

from kiosk.backend.challenge.analysis import detect_faces
from kiosk.backend.challenge.context import ChallengeContext
from kiosk.backend.challenge.frame_admission import IncomingFrame
from kiosk.backend.challenge.frame_storage import store_frame
from kiosk.backend.challenge.ports import ChallengeRules, FaceLiveness, SessionOutcome
from kiosk.backend.challenge.records import ChallengeRecord
from kiosk.backend.challenge.streamed_rules import StreamedRules
from kiosk.domain.faces.face_detail import FaceDetail
from kiosk.domain.faces.quality import QualityFailure, quality_failures
from kiosk.domain.images.jpeg import START_OF_IMAGE
from kiosk.domain.images.limits import PictureLimits, check_picture
from kiosk.domain.liveness.challenge import Challenge, Stage
from kiosk.domain.liveness.face_movement.session_judge import (
    REFERENCE_SEQUENCE,
    SessionPolicy,
    SessionResult,
    SessionStatus,
)
from kiosk.domain.liveness.face_movement.streamed_challenge import StreamedChallenge, StreamGrant
from kiosk.errors import ImageError, InternalError
from kiosk.stream_errors import LivenessInProgress, LivenessNotCarriedOut

IMAGE_LIMITS = PictureLimits(5 * 1024 * 1024, formats=(START_OF_IMAGE,))
"""In an answer the service's images have up to 200 kB, in S3 as many as the video gives."""


@dataclass(frozen=True, slots=True)
class _Picture:
    """An image that the service kept, and its place among the frames."""

    sequence: int
    jpeg: bytes
    faces: tuple[FaceDetail, ...] = ()


def service_of(context: ChallengeContext, challenge: Challenge) -> FaceLiveness | None:
    """What carries this challenge out; None when terminals hand in its frames."""
    return context.kinds.of(challenge).service


def open_session(context: ChallengeContext, record: ChallengeRecord) -> tuple[ChallengeRecord, StreamGrant | None]:
    """The record with a session of its own at the service, and what opens its stream; as it was for other kinds.

    Raises ServiceErrors.
    """
    service, challenge = service_of(context, record.challenge), record.challenge
    if service is None or not isinstance(challenge, StreamedChallenge):
        return record, None
    session_id = service.create(challenge.asks_for, context.settings.face_liveness.audit_images)
    grant = service.grant(session_id)
    if grant is None:
        raise InternalError("terminals get no keys for streams")
    return replace(record, challenge=replace(challenge, service_session_id=session_id)), grant


def collect_result(context: ChallengeContext, record: ChallengeRecord) -> SessionResult | None:
    """What the challenge's session came to, its images kept as frames; None for a challenge of frames.

    May be done twice. Raises LivenessNotCarriedOut, LivenessInProgress, ChallengeErrors and ServiceErrors.
    """
    service, challenge = service_of(context, record.challenge), record.challenge
    if service is None or not isinstance(challenge, StreamedChallenge):
        return None
    outcome = service.outcome(challenge.service_session_id)
    if outcome.status is SessionStatus.CREATED:
        raise LivenessNotCarriedOut
    if outcome.status is SessionStatus.IN_PROGRESS:
        raise LivenessInProgress
    failures = tuple(_keep_images(context, record, outcome))
    return SessionResult(outcome.status, outcome.challenge_type, outcome.confidence, failures)


def rules_for(context: ChallengeContext, record: ChallengeRecord, result: SessionResult | None) -> ChallengeRules[Any]:
    """How a challenge is judged that came to this result; raises InternalError for a kind that is not known."""
    rules = context.rules_of(record.challenge)
    if result is None:
        return rules
    if not isinstance(rules, StreamedRules):
        raise InternalError("a result of a challenge that is judged by frames")
    settings = context.settings
    policy = SessionPolicy(
        settings.face_liveness.min_confidence(record.plan.flow), settings.judge.min_face_match_similarity
    )
    return replace(rules, policy=policy, result=result)


def _keep_images(
    context: ChallengeContext, record: ChallengeRecord, outcome: SessionOutcome
) -> Iterator[QualityFailure]:
    """Keep the images of a check that was carried out, and yield what speaks against comparing the reference."""
    if outcome.status is not SessionStatus.SUCCEEDED:
        return
    # What cannot be read is as if it were not there; without a reference image nobody passes.
    if outcome.reference is not None:
        with suppress(ImageError):
            yield from _keep_reference(context, record, outcome.reference)
    for number, jpeg in enumerate(outcome.audit[: context.settings.face_liveness.audit_images]):
        with suppress(ImageError):
            data = check_picture(jpeg, IMAGE_LIMITS).data
            _keep(context, record, _Picture(REFERENCE_SEQUENCE + 1 + number, data))


def _keep_reference(context: ChallengeContext, record: ChallengeRecord, jpeg: bytes) -> Iterator[QualityFailure]:
    checked = check_picture(jpeg, IMAGE_LIMITS)
    faces = detect_faces(context.engine_of(record.challenge), checked.data)
    _keep(context, record, _Picture(REFERENCE_SEQUENCE, checked.data, faces))
    if len(faces) == 1:
        yield from quality_failures(faces[0], *checked.stored_px, context.settings.face_quality)


def _keep(context: ChallengeContext, record: ChallengeRecord, picture: _Picture) -> None:
    incoming = IncomingFrame(
        challenge_id=record.challenge.id,
        untrusted_sequence=picture.sequence,
        untrusted_timestamp_ms=0,
        untrusted_stage=Stage.CHALLENGE,
        untrusted_chain=None,
        digest=hashlib.sha256(picture.jpeg).hexdigest(),
        received_at_s=context.clock(),
        faces=picture.faces,
        reached=False,
    )
    store_frame(context, incoming, picture.jpeg)
