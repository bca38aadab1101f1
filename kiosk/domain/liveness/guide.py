"""The kiosk's live judgement of an attempt: what every challenge's guide has in common."""

from dataclasses import dataclass, replace
from enum import StrEnum

from kiosk.domain.faces.face_detail import Box, Point
from kiosk.domain.liveness.challenge import Hint
from kiosk.domain.liveness.instruction import Instruction, settle


class Phase(StrEnum):
    """How far the attempt has come, as the kiosk sees it; the backend decides for itself."""

    APPROACH = "approach"
    TARGET = "target"
    REACHED = "reached"
    GAVE_UP = "gave_up"
    """Time ran out, the face was lost or somebody joined: the backend is asked for its verdict all the same."""


@dataclass(frozen=True, slots=True)
class Guide:
    """The state of guidance after the latest observation."""

    phase: Phase
    hint: Hint
    """What is wrong at this moment; what the customer reads follows it more calmly."""
    started_at_s: float
    """When this phase began, on the kiosk's monotonic clock."""
    held_frames: int = 0
    """Consecutive frames in which the customer was right: in the area first, in the target later."""
    hold_frames: int = 3
    """How many of them are needed at least."""
    held_since_s: float = 0.0
    """When the nose came into the target to stay, on the kiosk's monotonic clock."""
    target_frames: int = 0
    """How many frames there are since the challenge began."""
    seen_at_s: float | None = None
    """When the latest observation was made; None before the first."""
    interrupted_since_s: float | None = None
    """Since when the customer's face is not seen alone, while the challenge runs; None while it is."""
    face: Box | None = None
    nose: Point | None = None
    """Smoothed tip of the nose."""
    straight_yaw_deg: float = 0.0
    """How the customer looked when looking straight; turns are measured from here."""
    straight_pitch_deg: float = 0.0
    progress: float = 0.0
    """0-1, how far the nose has come from where it started to the target."""
    targets_reached: int = 0
    """How many targets are done, where a challenge has several: the index of the one to reach now."""
    seconds_left: float = 0.0
    instruction: Instruction | None = None
    """What the customer reads; None before anybody has settled it."""

    @property
    def told(self) -> Hint:
        """The hint that the customer reads."""
        return self.hint if self.instruction is None else self.instruction.hint

    @property
    def stretch(self) -> tuple[object, ...]:
        """Which part of the challenge this is: what the customer is told next must not wait when it changes."""
        return self.phase, self.targets_reached

    @property
    def finished(self) -> bool:
        """Whether the kiosk has nothing left to guide."""
        return self.phase in (Phase.REACHED, Phase.GAVE_UP)


def with_instruction(before: Guide | None, after: Guide, now_s: float) -> Guide:
    """Let what the customer reads follow the guide of any challenge, at a pace at which it can be read.

    `now_s` is when it is shown, not when the camera saw what it answers: a late machine would show it too briefly.
    """
    shown = None if before is None else before.instruction
    moved_on = before is not None and after.stretch != before.stretch
    return replace(after, instruction=settle(shown, after.hint, now_s, moved_on=moved_on))
