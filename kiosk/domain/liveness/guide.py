"""The kiosk's live judgement of an attempt: what every challenge's guide has in common."""

from dataclasses import dataclass
from enum import StrEnum

from kiosk.domain.faces.face_detail import Box, Point
from kiosk.domain.liveness.challenge import Hint


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
    faceless_frames: int = 0
    face: Box | None = None
    nose: Point | None = None
    """Smoothed tip of the nose."""
    straight_yaw_deg: float = 0.0
    """How the customer looked when looking straight; turns are measured from here."""
    progress: float = 0.0
    """0-1, how far the nose has come from where it started to the target."""
    seconds_left: float = 0.0

    @property
    def finished(self) -> bool:
        """Whether the kiosk has nothing left to guide."""
        return self.phase in (Phase.REACHED, Phase.GAVE_UP)
