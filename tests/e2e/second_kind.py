"""A second kind of challenge, made for a test: whoever looks at the camera for some pictures passes.

It proves nothing about anybody; it shows what a kind consists of, all of it in this file.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar, Literal

from PySide6.QtGui import QPainter

from kiosk.backend.challenge.kinds import ChallengeKind, ChallengeKinds
from kiosk.contract.challenge import StartReply
from kiosk.contract.message import Positive
from kiosk.domain.faces.face_detail import Box, FaceDetail, Observation
from kiosk.domain.liveness.challenge import Challenge, Hint, Stage
from kiosk.domain.liveness.frame_selection import FrameSelection, SelectedFrame
from kiosk.domain.liveness.frames import FrameFacts, IdentityFacts
from kiosk.domain.liveness.guide import Guide, Phase
from kiosk.domain.liveness.verdict import Reason, Verdict
from kiosk.terminal.ui.challenge_kinds import TerminalChallengeKind, TerminalChallengeKinds
from kiosk.terminal.ui.widgets.fit import Fit

PICTURES = 4
EVERYWHERE = Box(0.0, 0.0, 1.0, 1.0)


@dataclass(frozen=True, slots=True)
class LookChallenge(Challenge):
    """Look at the camera."""

    kind: ClassVar[str] = "look"

    pictures: int


class LookStartReply(StartReply):
    """Answer to `POST /challenge/start` for this kind."""

    kind: Literal["look"] = "look"
    pictures: Positive

    @classmethod
    def describe(cls, challenge: Challenge) -> dict[str, object]:
        assert isinstance(challenge, LookChallenge)
        return super().describe(challenge) | {"pictures": challenge.pictures}

    def to_challenge(self, challenge_id: str) -> LookChallenge:
        return LookChallenge(
            challenge_id,
            self.image_width,
            self.image_height,
            self._face_area(),
            self.min_face_area_percent,
            self.pictures,
        )


class LookRules:
    """Implements `ChallengeRules`."""

    def draw(self, challenge_id: str, width_px: int, height_px: int) -> LookChallenge:
        return LookChallenge(challenge_id, width_px, height_px, EVERYWHERE, 1, PICTURES)

    def reached(self, challenge: LookChallenge, face: FaceDetail) -> bool:
        return True

    def proving_sequences(self, challenge: LookChallenge, frames: Sequence[FrameFacts]) -> tuple[int, ...]:
        return tuple(frame.sequence for frame in frames[: challenge.pictures])

    def reference_sequence(self, challenge: LookChallenge, frames: Sequence[FrameFacts]) -> int | None:
        return frames[0].sequence if frames else None

    def judge(
        self, challenge: LookChallenge, frames: Sequence[FrameFacts], identity: IdentityFacts, synthetic: bool
    ) -> Verdict:
        seen = [frame for frame in frames if len(frame.faces) == 1]
        reasons = () if len(seen) >= challenge.pictures else (Reason.TOO_FEW_FRAMES,)
        return Verdict(
            passed=not reasons,
            reasons=reasons,
            confidence=0.0 if reasons else 90.0,
            evidence={"pictures": float(len(seen))},
            reference_sequence=self.reference_sequence(challenge, seen),
            audit_sequences=(),
            face_match=None,
            synthetic=synthetic,
        )


class EveryFrame(FrameSelection):
    """Sends whatever the camera sees."""

    def choose(self, before: Guide, after: Guide, captured_at_s: float) -> SelectedFrame | None:
        return SelectedFrame(Stage.CHALLENGE, key=True)


class LookOverlay:
    """Implements `KindOverlay`; remembers what it was given to draw."""

    shown: ClassVar[list[Challenge]] = []
    painted: ClassVar[list[Challenge]] = []

    def show(self, challenge: Challenge, guide: Guide | None) -> None:
        self.shown.append(challenge)

    def paint(self, painter: QPainter, fit: Fit, unit: float, now_s: float) -> None:
        self.painted.append(self.shown[-1])


def begin(now_s: float) -> Guide:
    """Guidance before the first observation."""
    return Guide(Phase.TARGET, Hint.NO_FACE, started_at_s=now_s)


def advance(guide: Guide, observation: Observation, challenge: LookChallenge) -> Guide:
    """Count the pictures that show one face."""
    if len(observation.faces) != 1:
        return guide
    seen = guide.target_frames + 1
    phase = Phase.REACHED if seen >= challenge.pictures else Phase.TARGET
    return replace(guide, phase=phase, hint=Hint.HOLD_STILL, target_frames=seen)


def with_look(kinds: ChallengeKinds) -> ChallengeKinds:
    """The backend's registry with this kind, which it offers."""
    look = ChallengeKind(LookChallenge, LookRules(), LookStartReply)
    return ChallengeKinds({**kinds.by_name, LookChallenge.kind: look}, offered=LookChallenge.kind)


def with_look_at_the_terminal(kinds: TerminalChallengeKinds) -> TerminalChallengeKinds:
    """The terminal's registry with this kind."""
    look = TerminalChallengeKind(LookStartReply, begin, advance, EveryFrame, lambda _: LookOverlay())
    return {**kinds, LookChallenge.kind: look}
