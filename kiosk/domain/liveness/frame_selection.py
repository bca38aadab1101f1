"""Which of the kiosk's frames the judge is to see, and which of them it cannot do without."""

from dataclasses import dataclass

from kiosk.domain.liveness.challenge import Stage
from kiosk.domain.liveness.guide import Guide, Phase

APPROACH_INTERVAL_S = 0.5
"""Frames of the approach only serve to explain a failure, so that few of them do."""
HOLD_INTERVAL_S = 1 / 12
"""Between the frames that show the head turned: the engine's noise is not the same in two of them."""


@dataclass(frozen=True, slots=True)
class SelectedFrame:
    """A frame to upload."""

    stage: Stage
    key: bool
    """Whether the verdict needs it however slow the line is."""
    target: int = 0
    """Which of the challenge's targets it is for, counted from 0."""
    whole: bool = False
    """Whether the camera's whole picture goes with it."""


class FrameSelection:
    """Belongs to one attempt; key frames are the straight look at the start, the frames of every hold, and the last.

    With the first, the last of each hold and the last of all goes the camera's whole picture.
    """

    def __init__(self) -> None:
        self._approach_due_s = self._hold_due_s = float("-inf")

    def choose(self, before: Guide, after: Guide, captured_at_s: float) -> SelectedFrame | None:
        """Judge by the guide before and after the frame; None when it is of no use."""
        if Phase.TARGET in (before.phase, after.phase):
            milestone = (
                before.phase is Phase.APPROACH or after.finished or after.targets_reached > before.targets_reached
            )
            held = self._held(after, captured_at_s)
            return SelectedFrame(Stage.CHALLENGE, held or milestone, before.targets_reached, milestone)
        if captured_at_s < self._approach_due_s and not after.finished:
            return None
        self._approach_due_s = captured_at_s + APPROACH_INTERVAL_S
        return SelectedFrame(Stage.APPROACH, key=False)

    def _held(self, guide: Guide, captured_at_s: float) -> bool:
        if guide.held_frames == 0 or (guide.held_frames > 1 and captured_at_s < self._hold_due_s):
            return False
        self._hold_due_s = captured_at_s + HOLD_INTERVAL_S
        return True
