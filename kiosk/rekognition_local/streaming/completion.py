"""What a stream does to its session: begins it, and ends it with a verdict and images, or without."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field

from kiosk.domain.liveness.face_movement.challenge import ChallengeType, FaceMovementChallenge, draw_challenge
from kiosk.domain.liveness.face_movement.claims import ClientClaims
from kiosk.domain.liveness.face_movement.judge import judge
from kiosk.domain.liveness.verdict import Verdict
from kiosk.errors import SessionNotFound
from kiosk.rekognition_local.errors import SessionNotFoundException
from kiosk.rekognition_local.liveness.sessions import OneChallengeSessions
from kiosk.rekognition_local.streaming.opening import Opening, choose_challenge
from kiosk.vision.face_video import FaceVideo
from kiosk.vision.jpeg import encode_jpeg
from kiosk.vision.video_examiner import VideoExaminer

JPEG_QUALITY = 92


@dataclass(frozen=True, slots=True)
class Begun:
    """A session that a stream holds."""

    session_id: str
    stream_id: str
    challenge: FaceMovementChallenge


class StreamedSessions:
    """Any thread may use it."""

    def __init__(self, sessions: OneChallengeSessions, examiner: VideoExaminer) -> None:
        self._sessions, self._examiner = sessions, examiner

    def begin(self, opening: Opening) -> Begun:
        """Take a session, which nobody else can from then on; raises SessionNotFoundException, ValidationException."""
        stream_id = secrets.token_hex(16)
        try:
            kind = self._sessions.begin_stream(
                opening.session_id, stream_id, lambda wanted: choose_challenge(wanted, opening)
            )
        except SessionNotFound as error:
            raise SessionNotFoundException from error
        challenge = draw_challenge(
            opening.width_px,
            opening.height_px,
            secrets.randbelow,
            with_light=kind is ChallengeType.MOVEMENT_AND_LIGHT,
        )
        return Begun(opening.session_id, stream_id, challenge)

    def fail(self, begun: Begun) -> None:
        """End a session without a result."""
        self._sessions.fail(begun.session_id, begun.stream_id)

    def analyse(self, video: FaceVideo, *, ended: bool) -> None:
        """Look at what arrived of a video; raises VideoRefused and AnalysisFailed."""
        self._examiner.analyse(video, ended=ended)

    def judge(self, begun: Begun, video: FaceVideo, claims: ClientClaims, arrival_s: float) -> "Judged":
        """Judge a video that was analysed to its end; raises VideoRefused and AnalysisFailed."""
        facts = self._examiner.describe(video, claims, arrival_s)
        verdict = judge(begun.challenge, facts)
        times_s = {frame.sequence: frame.received_at_s for frame in facts.frames}
        kept = [number for number in (verdict.reference_sequence, *verdict.audit_sequences) if number is not None]
        pictures = video.pictures([times_s[number] for number in kept]) if kept else {}
        return Judged(verdict, {number: encode_jpeg(pictures[times_s[number]], JPEG_QUALITY) for number in kept})

    def complete(self, begun: Begun, judged: "Judged") -> None:
        """Keep the verdict and its images; raises SessionNotFoundException."""
        verdict, jpegs = judged.verdict, judged.jpegs
        reference = None if verdict.reference_sequence is None else jpegs[verdict.reference_sequence]
        audit = [jpegs[number] for number in verdict.audit_sequences]
        try:
            self._sessions.complete(begun.session_id, begun.stream_id, verdict, reference, audit)
        except SessionNotFound as error:
            raise SessionNotFoundException from error


@dataclass(frozen=True, slots=True)
class Judged:
    """A verdict, and the pictures that are kept with it as JPEG files by sequence number."""

    verdict: Verdict
    jpegs: Mapping[int, bytes] = field(repr=False)
