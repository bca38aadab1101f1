"""Challenges that a liveness service carries out, as the use cases see them."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from kiosk.domain.faces.face_detail import FaceDetail
from kiosk.domain.liveness.face_movement.session_judge import (
    NO_RESULT,
    SessionPolicy,
    SessionResult,
    judge_session,
    reference_frame,
)
from kiosk.domain.liveness.face_movement.streamed_challenge import MIN_FACE_PERCENT, StreamedChallenge, nominal_area
from kiosk.domain.liveness.frames import FrameFacts, IdentityFacts
from kiosk.domain.liveness.verdict import Verdict


@dataclass(frozen=True, slots=True)
class StreamedRules:
    """Implements `ChallengeRules`: frames are the images that the service kept, which it has judged."""

    made: type[StreamedChallenge]
    policy: SessionPolicy = field(default_factory=SessionPolicy)
    result: SessionResult = NO_RESULT
    """Of the challenge's session: without one nobody passes."""

    def draw(self, challenge_id: str, width_px: int, height_px: int) -> StreamedChallenge:
        """What the service will draw its own challenge for."""
        return self.made(challenge_id, width_px, height_px, nominal_area(width_px, height_px), MIN_FACE_PERCENT)

    def reached(self, challenge: StreamedChallenge, face: FaceDetail) -> bool:
        """Nothing is on its way to anywhere."""
        return False

    def proving_sequences(self, challenge: StreamedChallenge, frames: Sequence[FrameFacts]) -> tuple[int, ...]:
        """The service has compared what it saw."""
        return ()

    def reference_sequence(self, challenge: StreamedChallenge, frames: Sequence[FrameFacts]) -> int | None:
        """The service's reference image, if it shows one face."""
        frame = reference_frame(frames)
        return None if frame is None else frame.sequence

    def judge(
        self, challenge: StreamedChallenge, frames: Sequence[FrameFacts], identity: IdentityFacts, synthetic: bool
    ) -> Verdict:
        """The verdict on the session's result."""
        return judge_session(challenge, self.result, frames, identity, self.policy, synthetic=synthetic)
