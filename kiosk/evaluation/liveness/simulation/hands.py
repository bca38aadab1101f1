"""How an attacker moves what is in his hands: by the guidance, tilted towards the target and shifted to it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kiosk.domain.liveness.challenge import Hint
from kiosk.evaluation.liveness.simulation.behaviour import OUT_OF_TARGET, STEP_PX_S, Delay, Wander
from kiosk.evaluation.liveness.simulation.presentation import Seen

MAX_TILT_DEG = 62.0


@dataclass(frozen=True, slots=True)
class Grip:
    """How somebody handles an instrument: what he tries first, and how steady he is."""

    reaction_s: float = 0.3
    tilt_deg: float = 32.0
    """How far it is tilted towards a target until the guidance asks for more; 0 for a screen that stays upright."""
    tilt_deg_s: float = 60.0
    shift_px_s: float = 160.0
    waits_s: float = 0.0
    """For what is played to have come to its turn, before the rest is made up for by shifting."""
    tremor_px: float = 1.5
    tremor_deg: float = 0.8
    start_face_px: float = 180.0


@dataclass(frozen=True, slots=True)
class Held:
    """Where the instrument is."""

    yaw_deg: float = 0.0
    pitch_deg: float = 0.0
    roll_deg: float = 0.0
    x_px: float = 640.0
    y_px: float = 360.0
    face_px: float = 180.0


class Hands:
    """Moves an instrument by what the screen says."""

    def __init__(self, grip: Grip, random: np.random.Generator) -> None:
        self.grip = grip
        self._delay = Delay(grip.reaction_s)
        self._tilt = np.zeros(2)
        self._more_deg = 0.0
        self._target, self._since_s = -1, 0.0
        self._at = np.zeros(2)
        self._face_px = grip.start_face_px
        self._tremor = Wander(random, 6, 0.8)
        self.held = Held(face_px=grip.start_face_px)
        self.turning_deg = 0.0
        """How far it has been tilted in all."""

    def move(self, time_s: float, elapsed_s: float, seen: Seen) -> None:
        """React to what was seen a moment ago."""
        before = self._delay(time_s, seen)
        target = before.guide.targets_reached if before.is_turning else -1
        if target != self._target:
            self._target, self._since_s = target, time_s
        self._react(before, elapsed_s, may_shift=time_s - self._since_s >= self.grip.waits_s)
        shake, grip = self._tremor.step(elapsed_s), self.grip
        self.turning_deg = float(np.hypot(*self._tilt))
        self.held = Held(
            yaw_deg=float(self._tilt[0] + grip.tremor_deg * shake[0]),
            pitch_deg=float(self._tilt[1] + grip.tremor_deg * shake[1]),
            roll_deg=float(grip.tremor_deg * shake[2]),
            x_px=float(640 + self._at[0] + grip.tremor_px * shake[3]),
            y_px=float(360 + self._at[1] + grip.tremor_px * shake[4]),
            face_px=self._face_px * (1 + 0.004 * float(shake[5])),
        )

    def _react(self, before: Seen, elapsed_s: float, *, may_shift: bool) -> None:
        off = before.off_px
        if before.is_turning:
            self._tilt_towards(before, elapsed_s)
        else:
            self._tilt *= max(1 - 4 * elapsed_s, 0)
            self._size(before, elapsed_s)
            if before.hint in OUT_OF_TARGET:
                self._at[1] += OUT_OF_TARGET[before.hint] * STEP_PX_S * elapsed_s
                return
        if may_shift and off is not None and before.hint is not Hint.HOLD_STILL:
            self._shift(np.array(off), elapsed_s)

    def _tilt_towards(self, before: Seen, elapsed_s: float) -> None:
        challenge = before.challenge
        target = challenge.targets[min(before.guide.targets_reached, len(challenge.targets) - 1)]
        way = np.array([(target.centre.x - 0.5) * challenge.aspect, target.centre.y - 0.5])
        way = way / max(float(np.hypot(*way)), 1e-6)
        if before.hint is Hint.TURN_NOT_SHIFT:
            self._more_deg = min(self._more_deg + 22 * elapsed_s, MAX_TILT_DEG)
        wanted = way * min(self.grip.tilt_deg + self._more_deg, MAX_TILT_DEG) if self.grip.tilt_deg else np.zeros(2)
        step = wanted - self._tilt
        length = float(np.hypot(*step))
        self._tilt += step * min(self.grip.tilt_deg_s * elapsed_s / max(length, 1e-6), 1.0)

    def _shift(self, off: NDArray[np.float64], elapsed_s: float) -> None:
        length = float(np.hypot(*off))
        if length > 4:
            self._at += off / length * min(self.grip.shift_px_s * elapsed_s, 2.2 * length * elapsed_s)

    def _size(self, before: Seen, elapsed_s: float) -> None:
        if before.hint is Hint.MOVE_CLOSER:
            self._face_px *= 1 + 0.2 * elapsed_s
        elif before.hint is Hint.MOVE_BACK:
            self._face_px *= 1 - 0.2 * elapsed_s
