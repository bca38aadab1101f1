"""The pose challenge as the use cases see it."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from kiosk.domain.faces.face_detail import FaceDetail
from kiosk.domain.liveness.frames import FrameFacts, IdentityFacts
from kiosk.domain.liveness.pose import judge as pose_judge
from kiosk.domain.liveness.pose.challenge import PoseChallenge, draw_challenge
from kiosk.domain.liveness.verdict import Verdict


@dataclass(frozen=True, slots=True)
class PoseRules:
    """Implements `ChallengeRules`: one picture is all that there is, so that no faces are compared."""

    def draw(self, challenge_id: str, width_px: int, height_px: int) -> PoseChallenge:
        """A random pose from the operating system's generator."""
        return draw_challenge(challenge_id, width_px, height_px, secrets.randbelow)

    def reached(self, challenge: PoseChallenge, face: FaceDetail) -> bool:
        """Nothing is on its way to anywhere."""
        return False

    def proving_sequences(self, challenge: PoseChallenge, frames: Sequence[FrameFacts]) -> tuple[int, ...]:
        """None has to be compared with another."""
        return ()

    def reference_sequence(self, challenge: PoseChallenge, frames: Sequence[FrameFacts]) -> int | None:
        """The picture that is judged."""
        return pose_judge.reference_sequence(frames)

    def judge(
        self, challenge: PoseChallenge, frames: Sequence[FrameFacts], identity: IdentityFacts, synthetic: bool
    ) -> Verdict:
        """The verdict on the first frame."""
        return pose_judge.judge(challenge, frames, synthetic)
