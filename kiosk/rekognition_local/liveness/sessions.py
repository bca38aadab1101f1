"""The backend's port: a challenge begins a session and completes it."""

import logging
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Protocol

from kiosk.backend.ports import Clock
from kiosk.domain.liveness.face_movement.challenge import ChallengeType
from kiosk.domain.liveness.face_movement.session_judge import SessionStatus
from kiosk.domain.liveness.verdict import Verdict, comparable_confidence
from kiosk.errors import SessionNotFound
from kiosk.rekognition_local.errors import RekognitionError, SessionNotFoundException
from kiosk.rekognition_local.liveness.fitting import fitting
from kiosk.rekognition_local.liveness.records import ChallengePreference, Result, Session
from kiosk.rekognition_local.liveness.store import Change, SessionStore

REFERENCE = "ReferenceImage"
AUDIT = "AuditImage-{}"
"""Names of images, which with `.jpg` are also the ends of their keys in S3."""

logger = logging.getLogger(__name__)


class Bucket(Protocol):
    """Where images go that are wanted in S3; any thread."""

    def write(self, bucket: str, name: str, data: bytes, kms_key_id: str) -> None:
        """Put a JPEG image; raises InvalidS3ObjectException."""
        ...


class OneChallengeSessions:
    """Implements `LivenessSessions`: each session is completed once, by the nose challenge or by a stream."""

    def __init__(self, store: SessionStore, bucket: Bucket | None, clock: Clock) -> None:
        """`bucket` is None when no S3 endpoint is configured."""
        self._store, self._bucket, self._clock = store, bucket, clock

    def begin(self, session_id: str, challenge_id: str) -> None:
        """Tie the session to a challenge; raises SessionNotFound, also for one that is used or expired."""
        now_s = self._clock()

        def begun(session: Session) -> Session:
            _demand(session.status_at(now_s) is SessionStatus.CREATED)
            return replace(session, status=SessionStatus.IN_PROGRESS, challenge_id=challenge_id, begun_at_s=now_s)

        self._change(session_id, begun, {})

    def begin_stream(
        self, session_id: str, stream_id: str, choose: Callable[[Sequence[ChallengePreference]], ChallengeType]
    ) -> ChallengeType:
        """Tie the session to a stream, and choose its challenge by what its creator prefers.

        Raises SessionNotFound, also for one that is used or expired, and what `choose` raises.
        """
        now_s = self._clock()

        def begun(session: Session) -> Session:
            _demand(session.status_at(now_s) is SessionStatus.CREATED)
            chosen = choose(session.wishes.challenges)
            started = replace(session, status=SessionStatus.IN_PROGRESS, challenge_id=stream_id, begun_at_s=now_s)
            return replace(started, challenge_type=chosen)

        return ChallengeType(self._change(session_id, begun, {}).challenge_type)

    def fail(self, session_id: str, challenge_id: str) -> None:
        """End a session that this challenge began without a result; nothing for any other."""

        def failed(session: Session) -> Session:
            _demand(session.status is SessionStatus.IN_PROGRESS and session.challenge_id == challenge_id)
            return replace(session, status=SessionStatus.FAILED)

        with suppress(SessionNotFound):
            self._change(session_id, failed, {})

    def complete(
        self, session_id: str, challenge_id: str, verdict: Verdict, reference: bytes | None, audit: Sequence[bytes]
    ) -> None:
        """Keep the verdict and as many images as were asked for; raises SessionNotFound."""
        now_s = self._clock()

        def demanded(session: Session) -> Session:
            _demand(session.status_at(now_s) is SessionStatus.IN_PROGRESS and session.challenge_id == challenge_id)
            return session

        session = demanded(self._load(session_id))
        images = _images(session, reference, audit)
        # In S3 before the result says so; what lies there without a result is nobody's.
        stored = self._stored(session, images)

        def completed(session: Session) -> Session:
            if not stored:
                return replace(demanded(session), status=SessionStatus.FAILED)
            result = Result(
                comparable_confidence(verdict), verdict.reasons, REFERENCE in images, len(images.keys() - {REFERENCE})
            )
            return replace(demanded(session), status=SessionStatus.SUCCEEDED, result=result)

        self._change(session_id, completed, images if stored else {})

    def _stored(self, session: Session, images: Mapping[str, bytes]) -> bool:
        """Whether the images are in the bucket that was asked for, if there was one."""
        wishes = session.wishes
        if not wishes.bucket:
            return True
        if self._bucket is None:
            return False
        try:
            for name, jpeg in images.items():
                self._bucket.write(wishes.bucket, object_name(session, name), jpeg, wishes.kms_key_id)
        except RekognitionError:
            logger.error("the images of a liveness session could not be stored")
            return False
        return True

    def _load(self, session_id: str) -> Session:
        try:
            return self._store.load(session_id)
        except SessionNotFoundException as error:
            raise SessionNotFound from error

    def _change(self, session_id: str, change: Change, images: Mapping[str, bytes]) -> Session:
        try:
            return self._store.change(session_id, change, images)
        except SessionNotFoundException as error:
            raise SessionNotFound from error


def object_name(session: Session, image: str) -> str:
    """The key of an image in S3, as the service forms it."""
    prefix = session.wishes.key_prefix
    return f"{prefix.rstrip('/')}/{session.id}/{image}.jpg" if prefix else f"{session.id}/{image}.jpg"


def _images(session: Session, reference: bytes | None, audit: Sequence[bytes]) -> dict[str, bytes]:
    images = {} if reference is None else {REFERENCE: fitting(reference)}
    kept = audit[: session.wishes.audit_images]
    return images | {AUDIT.format(number): fitting(jpeg) for number, jpeg in enumerate(kept)}


def _demand(condition: bool) -> None:
    if not condition:
        raise SessionNotFound
