"""Rules of a challenge that remember what they judged, so that it can be judged again by another policy."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, replace

from kiosk.backend.challenge.kinds import ChallengeKind, ChallengeKinds, known_kinds
from kiosk.backend.challenge.nose_rules import NoseRules
from kiosk.domain.faces.face_detail import FaceDetail
from kiosk.domain.liveness.frames import FrameFacts, IdentityFacts
from kiosk.domain.liveness.judge_policy import JudgePolicy
from kiosk.domain.liveness.nose.challenge import NoseChallenge, draw_challenge, draw_near_challenge
from kiosk.domain.liveness.verdict import Verdict

SWITCH = "use_"
"""How the policy's settings begin that turn evidence off."""


@dataclass(frozen=True, slots=True)
class JudgedCase:
    """All that a verdict was given by."""

    challenge: NoseChallenge
    frames: tuple[FrameFacts, ...]
    identity: IdentityFacts
    synthetic: bool

    def judge(self, policy: JudgePolicy) -> Verdict:
        """The verdict by another policy."""
        return NoseRules(policy).judge(self.challenge, self.frames, self.identity, self.synthetic)


class RecordingRules:
    """Implements `ChallengeRules`: those of the product, with draws that a seed repeats."""

    def __init__(self, rules: NoseRules) -> None:
        self._rules = rules
        self._without_evidence = NoseRules(replace(rules.policy, **dict.fromkeys(list_switches(rules.policy), False)))
        self.randbelow: Callable[[int], int] = lambda _: 0
        """Set before each session."""
        self.weighs = True
        """Whether evidence is weighed, which takes most of a verdict's time; rules are judged anyway."""
        self.case: JudgedCase | None = None
        self.frames: tuple[FrameFacts, ...] = ()
        """What was looked at last for who is on it."""

    def draw(self, challenge_id: str, width_px: int, height_px: int) -> NoseChallenge:
        """Draw by the session's seed."""
        return draw_challenge(challenge_id, width_px, height_px, self.randbelow)

    def draw_near(self, challenge_id: str, width_px: int, height_px: int) -> NoseChallenge:
        """Draw for somebody who cannot turn far, by the session's seed."""
        return draw_near_challenge(challenge_id, width_px, height_px, self.randbelow)

    def reached(self, challenge: NoseChallenge, face: FaceDetail) -> bool:
        """As the product."""
        return self._rules.reached(challenge, face)

    def proving_sequences(self, challenge: NoseChallenge, frames: Sequence[FrameFacts]) -> tuple[int, ...]:
        """As the product."""
        return self._rules.proving_sequences(challenge, frames)

    def reference_sequence(self, challenge: NoseChallenge, frames: Sequence[FrameFacts]) -> int | None:
        """As the product, and remember what is looked at."""
        self.frames = tuple(frames)
        return self._rules.reference_sequence(challenge, frames)

    def judge(
        self, challenge: NoseChallenge, frames: Sequence[FrameFacts], identity: IdentityFacts, synthetic: bool
    ) -> Verdict:
        """As the product, and remember by what."""
        self.case = JudgedCase(challenge, tuple(frames), identity, synthetic)
        rules = self._rules if self.weighs else self._without_evidence
        return rules.judge(challenge, frames, identity, synthetic)


def recording_kinds(policy: JudgePolicy) -> tuple[ChallengeKinds, RecordingRules]:
    """The product's kinds with rules that remember."""
    rules = RecordingRules(NoseRules(policy))
    known = known_kinds(policy)
    nose = known.named(NoseChallenge.kind)
    kind = ChallengeKind(nose.challenge, rules, nose.reply, nose.engine, nose.compares_frames)
    return ChallengeKinds({NoseChallenge.kind: kind}, known.offered), rules


def list_switches(policy: JudgePolicy) -> tuple[str, ...]:
    """The settings that turn evidence off which the policy uses."""
    return tuple(each.name for each in fields(policy) if each.name.startswith(SWITCH) and getattr(policy, each.name))
