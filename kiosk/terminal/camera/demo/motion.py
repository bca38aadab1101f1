"""How the demo person moves: it reads the instruction on the screen and does what it says."""

from dataclasses import dataclass, replace
from enum import StrEnum

from kiosk.domain.identity.step_results import Side
from kiosk.domain.liveness.challenge import Hint

TURN_SPEED_DEG_S = 16.0
SHIFT_SPEED_PX_S = 60.0
SCALE_SPEED_S = 0.15
REACTION_S = 0.25
HANDLING_S = 0.8
"""For getting a document out, turning it over, or putting it away."""
MAX_TURN_DEG = 30.0
"""The picture can be turned convincingly as far as this."""


@dataclass(frozen=True, slots=True)
class Motion:
    """Where the head is: turned to the right of the unmirrored image, nodded down, shifted and scaled."""

    yaw_deg: float = 0.0
    pitch_deg: float = 0.0
    shift_x_px: float = 0.0
    shift_y_px: float = 0.0
    scale: float = 1.0


class Temper(StrEnum):
    """What the demo person makes of an instruction."""

    FOLLOWS = "follows"
    IGNORES = "ignores"
    OPPOSES = "opposes"
    """Turns to the other side."""


_TURNS = {
    Hint.TURN_LEFT: (1.0, 0.0),
    Hint.TURN_RIGHT: (-1.0, 0.0),
    Hint.TURN_UP: (0.0, -1.0),
    Hint.TURN_DOWN: (0.0, 1.0),
}
_OPPOSITE = {Hint.TURN_LEFT: Hint.TURN_RIGHT, Hint.TURN_RIGHT: Hint.TURN_LEFT}


class DemoPerson:
    """Reads instructions (`see`, from the window's thread) and moves (`move`, on the camera's)."""

    def __init__(self, temper: Temper = Temper.FOLLOWS, max_turn_deg: float = MAX_TURN_DEG) -> None:
        self._temper = temper
        self._max_turn_deg = max_turn_deg
        self._motion = Motion()
        self._hint = Hint.HOLD_STILL
        self._since_s = 0.0
        self._wanted_side: Side | None = None
        self._handled_s = 0.0

    def hold(self, side: Side | None) -> None:
        """Hold up this side of the document, or put it away."""
        if side is not self._wanted_side:
            self._wanted_side, self._handled_s = side, 0.0

    @property
    def held_side(self) -> Side | None:
        """What is held before the camera now."""
        return self._wanted_side if self._handled_s >= HANDLING_S else None

    def see(self, hint: Hint) -> None:
        """Read what the screen says now."""
        self._hint = hint

    def move(self, elapsed_s: float) -> Motion:
        """Move for so long and return where the head is then."""
        hint = _OPPOSITE.get(self._hint, self._hint) if self._temper is Temper.OPPOSES else self._hint
        self._since_s = self._since_s + elapsed_s if hint in _TURNS else 0.0
        self._handled_s += elapsed_s
        if self._temper is not Temper.IGNORES:
            self._motion = self._follow(hint, elapsed_s)
        return self._motion

    def _follow(self, hint: Hint, elapsed_s: float) -> Motion:
        if hint in _TURNS:
            # People need a moment to read before they begin.
            return self._turn(*_TURNS[hint], elapsed_s) if self._since_s > REACTION_S else self._motion
        if hint is Hint.TURN_NOT_SHIFT:
            side = 1.0 if self._motion.yaw_deg > 0 else -1.0
            turned = self._turn(side, 0.0, elapsed_s)
            return replace(turned, shift_x_px=turned.shift_x_px - side * SHIFT_SPEED_PX_S * elapsed_s / 2)
        return self._place(hint, elapsed_s)

    def _turn(self, side: float, down: float, elapsed_s: float) -> Motion:
        step_deg, limit_deg = TURN_SPEED_DEG_S * elapsed_s, self._max_turn_deg
        yaw_deg = min(max(self._motion.yaw_deg + side * step_deg, -limit_deg), limit_deg)
        pitch_deg = min(max(self._motion.pitch_deg + down * step_deg, -limit_deg), limit_deg)
        return replace(self._motion, yaw_deg=yaw_deg, pitch_deg=pitch_deg)

    def _place(self, hint: Hint, elapsed_s: float) -> Motion:
        motion, scale_step = self._motion, SCALE_SPEED_S * elapsed_s
        if hint is Hint.MOVE_CLOSER:
            return replace(motion, scale=motion.scale + scale_step)
        if hint is Hint.MOVE_BACK:
            return replace(motion, scale=motion.scale - scale_step)
        if hint in (Hint.LOOK_STRAIGHT, Hint.MOVE_TO_CENTRE, Hint.NO_FACE):
            return self._relax(elapsed_s)
        return motion

    def _relax(self, elapsed_s: float) -> Motion:
        """Back towards looking straight from the middle."""
        keep = max(1 - 3 * elapsed_s, 0.0)
        motion = self._motion
        return replace(
            motion,
            yaw_deg=motion.yaw_deg * keep,
            pitch_deg=motion.pitch_deg * keep,
            shift_x_px=motion.shift_x_px * keep,
            shift_y_px=motion.shift_y_px * keep,
        )
