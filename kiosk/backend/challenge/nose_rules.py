"""The nose challenge as the use cases see it."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from kiosk.domain.faces.face_detail import FaceDetail
from kiosk.domain.liveness.frames import FrameFacts, IdentityFacts
from kiosk.domain.liveness.judge_policy import JudgePolicy
from kiosk.domain.liveness.nose import judge as nose_judge
from kiosk.domain.liveness.nose.challenge import NoseChallenge, draw_challenge
from kiosk.domain.liveness.verdict import Verdict


@dataclass(frozen=True, slots=True)
class NoseRules:
    """Implements `ChallengeRules` with the files that the kiosk guides by."""

    policy: JudgePolicy

    def draw(self, challenge_id: str, width_px: int, height_px: int) -> NoseChallenge:
        """A random target from the operating system's generator."""
        return draw_challenge(challenge_id, width_px, height_px, secrets.randbelow)

    def reached(self, challenge: NoseChallenge, face: FaceDetail) -> bool:
        """Whether the nose is in one of the targets, as the judge sees it."""
        tolerance = self.policy.target_tolerance
        return any(target.enlarge(tolerance).contains(face.nose) for target in challenge.targets)

    def proving_sequences(self, challenge: NoseChallenge, frames: Sequence[FrameFacts]) -> tuple[int, ...]:
        """The first frames that prove the turn, as many as a pass needs."""
        return nose_judge.proving_sequences(challenge, frames, self.policy)

    def reference_sequence(self, challenge: NoseChallenge, frames: Sequence[FrameFacts]) -> int | None:
        """The best frame in which the customer still looks straight."""
        return nose_judge.reference_sequence(challenge, frames)

    def judge(
        self, challenge: NoseChallenge, frames: Sequence[FrameFacts], identity: IdentityFacts, synthetic: bool
    ) -> Verdict:
        """The verdict on all frames."""
        return nose_judge.judge(challenge, frames, identity, self.policy, synthetic)
