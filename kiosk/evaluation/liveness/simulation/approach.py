"""How somebody, or what they hold, comes near: by what the screen says, a reaction later, and never quite straight."""

from collections import deque
from dataclasses import dataclass

import numpy as np

from kiosk.domain.faces.face_detail import Box
from kiosk.domain.liveness.challenge import Hint
from kiosk.domain.liveness.face_movement.guide import MovementGuide
from kiosk.evaluation.liveness.simulation.head import FACE_WIDTH_M
from kiosk.evaluation.liveness.simulation.window import Window

WAYS = {Hint.MOVE_CLOSER: -1.0, Hint.MOVE_BACK: 1.0}
GAIN_M_S2 = 0.9
"""How fast people gain and lose speed as they lean."""
NEAREST_M, FARTHEST_M = 0.15, 1.3
CENTRES_A_S = 1.2
"""How much of what is missing to the oval's middle is made up for in a second."""


@dataclass(frozen=True, slots=True)
class NearSeen:
    """What the screen shows to whoever looks: the instruction, and where the face is in the oval."""

    guide: MovementGuide
    oval: Box
    window: Window
    """Which part of the camera's picture is recorded."""

    @property
    def off_px(self) -> tuple[float, float]:
        """From the face to the oval's middle, in pixels of the camera's picture; nothing without a face."""
        face = self.guide.face
        if face is None:
            return 0.0, 0.0
        across, down = self.oval.centre.x - face.centre.x, self.oval.centre.y - face.centre.y
        return across * self.window.width, down * self.window.height


@dataclass(frozen=True, slots=True)
class Pace:
    """How one person comes near, or brings something near."""

    start_m: float
    speed_m_s: float
    reaction_s: float
    start_px: tuple[float, float]
    """Beside the middle of the picture."""
    drift_px: tuple[float, float]
    """By which the way misses the middle on each halving of the distance, until it is seen."""


def draw_pace(random: np.random.Generator) -> Pace:
    """Somebody's: people lean forward by 12 to 35 cm in a second."""
    return Pace(
        start_m=float(random.uniform(0.45, 0.75)),
        speed_m_s=float(random.uniform(0.12, 0.35)),
        reaction_s=float(random.uniform(0.2, 0.45)),
        start_px=(float(random.normal(0, 25)), float(random.normal(0, 14))),
        drift_px=(float(random.normal(0, 25)), float(random.normal(0, 20))),
    )


class Approach:
    """Where it is now: so far from the camera, and so many pixels beside the middle of its picture."""

    def __init__(self, pace: Pace, focal_px: float) -> None:
        self._pace, self._focal_px = pace, focal_px
        self.distance_m = pace.start_m
        self.x_px, self.y_px = pace.start_px
        self._speed_m_s = 0.0
        self._past: deque[tuple[float, NearSeen]] = deque()

    @property
    def face_px(self) -> float:
        """How wide a face of the usual width is in the camera's picture."""
        return self._focal_px * FACE_WIDTH_M / self.distance_m

    @property
    def way(self) -> float:
        """How much nearer it is than at first: 0 there, and 1 at half the distance."""
        return float(np.log2(self._pace.start_m / self.distance_m))

    def move(self, time_s: float, elapsed_s: float, seen: NearSeen) -> None:
        """React to what was seen a moment ago."""
        before, halvings = self._before(time_s, seen), self.way
        wanted_m_s = WAYS.get(before.guide.hint, 0.0) * self._pace.speed_m_s
        change = GAIN_M_S2 * elapsed_s
        self._speed_m_s += float(np.clip(wanted_m_s - self._speed_m_s, -change, change))
        self.distance_m = float(np.clip(self.distance_m + self._speed_m_s * elapsed_s, NEAREST_M, FARTHEST_M))
        came, share = self.way - halvings, CENTRES_A_S * elapsed_s
        self.x_px += self._pace.drift_px[0] * came + before.off_px[0] * share
        self.y_px += self._pace.drift_px[1] * came + before.off_px[1] * share

    def _before(self, time_s: float, seen: NearSeen) -> NearSeen:
        self._past.append((time_s, seen))
        while len(self._past) > 1 and self._past[1][0] <= time_s - self._pace.reaction_s:
            self._past.popleft()
        return self._past[0][1]
