"""How the demo person moves: it reads the instruction on the screen and does what it says."""

from dataclasses import dataclass, replace
from enum import StrEnum
from math import copysign, hypot

from kiosk.domain.identity.step_results import Side
from kiosk.domain.liveness.challenge import Hint

SWIFT_DEG_S, CAREFUL_DEG_S = 50.0, 16.0
"""Heads turn at 40 to 60 degrees a second while the target is far, and slower where it is expected."""
SWIFT_UNTIL_DEG, CAREFUL_FROM_DEG = 9.0, 15.0
ACCELERATION_DEG_S2 = 400.0
GAZE_SHARE = 1.0
"""How much of the turn the eyes take back, by looking at the screen all the time."""
SHIFT_SPEED_PX_S = 60.0
SCALE_SPEED_S = 0.15
STAND_MM = 760.0
"""How far from the camera somebody stands at a scale of 1."""
APPROACH_MM_S = 200.0
"""How fast people bring their face nearer."""
NEAREST_MM = 250.0
MAX_LEAN_PX = 25.0
"""Further the picture of a head folds beside it."""
REACTION_S = 0.25
BLINK_EVERY_S, BLINK_S = 2.0, 0.3
"""More often than most people do, so that the shortest challenge shows it."""
HANDLING_S = 0.8
"""For getting a document out, turning it over, or putting it away."""
ASLANT = 0.4
"""How much of a diagonal turn is up or down: most targets lie further aside than above or below."""
MAX_TURN_DEG = 30.0
"""The picture can be turned convincingly as far as this in all: networks take one that is turned by 30 degrees aside
and 30 upwards for somebody else."""


@dataclass(frozen=True, slots=True)
class Motion:
    """Where the head is: turned to the right of the unmirrored image, nodded down, shifted, leant and scaled.

    Whatever is shifted goes with all that surrounds it, as before a camera that is set up anew; who leans leaves the
    room where it is. The eyes are turned in the head, by the same directions; 0 where they turn with it, as those of a
    picture do.
    """

    yaw_deg: float = 0.0
    pitch_deg: float = 0.0
    shift_x_px: float = 0.0
    shift_y_px: float = 0.0
    scale: float = 1.0
    eyes_yaw_deg: float = 0.0
    eyes_pitch_deg: float = 0.0
    lean_x_px: float = 0.0
    lean_y_px: float = 0.0
    closed_lids: float = 0.0
    """By which share both eyes are closed."""

    @property
    def all_of_it(self) -> "Motion":
        """The same of a picture that is held: who leans it takes everything on it along."""
        x_px, y_px = self.shift_x_px + self.lean_x_px, self.shift_y_px + self.lean_y_px
        return replace(self, shift_x_px=x_px, shift_y_px=y_px, lean_x_px=0.0, lean_y_px=0.0)


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
    Hint.TURN_LEFT_UP: (1.0, -ASLANT),
    Hint.TURN_LEFT_DOWN: (1.0, ASLANT),
    Hint.TURN_RIGHT_UP: (-1.0, -ASLANT),
    Hint.TURN_RIGHT_DOWN: (-1.0, ASLANT),
}
_OPPOSITE = {
    Hint.TURN_LEFT: Hint.TURN_RIGHT,
    Hint.TURN_RIGHT: Hint.TURN_LEFT,
    Hint.TURN_UP: Hint.TURN_DOWN,
    Hint.TURN_DOWN: Hint.TURN_UP,
    Hint.TURN_LEFT_UP: Hint.TURN_RIGHT_UP,
    Hint.TURN_LEFT_DOWN: Hint.TURN_RIGHT_DOWN,
    Hint.TURN_RIGHT_UP: Hint.TURN_LEFT_UP,
    Hint.TURN_RIGHT_DOWN: Hint.TURN_LEFT_DOWN,
}
_MOVES = {
    Hint.MOVE_LEFT: (1.0, 0.0),
    Hint.MOVE_RIGHT: (-1.0, 0.0),
    Hint.MOVE_UP: (0.0, -1.0),
    Hint.MOVE_DOWN: (0.0, 1.0),
}
"""To the right of the unmirrored image, and down."""
_OPPOSITE_WAY = {Hint.MOVE_CLOSER: Hint.MOVE_BACK, Hint.MOVE_BACK: Hint.MOVE_CLOSER}


class DemoPerson:
    """Reads instructions (`see`, from the window's thread) and moves (`move`, on the camera's)."""

    def __init__(
        self, temper: Temper = Temper.FOLLOWS, max_turn_deg: float = MAX_TURN_DEG, *, comes_near: bool = False
    ) -> None:
        """Whoever `comes_near` moves by distance, as is asked for in the challenge of coming near."""
        self._temper, self._comes_near = temper, comes_near
        self._max_turn_deg = max_turn_deg
        self._motion = Motion()
        self._yaw_deg_s = self._pitch_deg_s = 0.0
        self._hint = Hint.HOLD_STILL
        self._since_s = self._lived_s = 0.0
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
        opposite = _OPPOSITE_WAY if self._comes_near else _OPPOSITE
        hint = opposite.get(self._hint, self._hint) if self._temper is Temper.OPPOSES else self._hint
        self._since_s = self._since_s + elapsed_s if hint in _TURNS else 0.0
        self._handled_s += elapsed_s
        self._lived_s += elapsed_s
        if self._temper is not Temper.IGNORES:
            self._motion = keep_eyes_ahead(self._follow(hint, elapsed_s))
        return replace(self._motion, closed_lids=_blink(self._lived_s))

    def _follow(self, hint: Hint, elapsed_s: float) -> Motion:
        if hint in _TURNS:
            # People need a moment to read before they begin.
            wanted = _TURNS[hint] if self._since_s > REACTION_S else (0.0, 0.0)
            return self._turn(*wanted, elapsed_s)
        if hint is Hint.TURN_NOT_SHIFT:
            return self._turn_further(elapsed_s)
        stopped = self._motion = self._turn(0.0, 0.0, elapsed_s)
        return self._place(hint, elapsed_s) if self._still else stopped

    @property
    def _still(self) -> bool:
        return self._yaw_deg_s == self._pitch_deg_s == 0

    def _turn(self, side: float, down: float, elapsed_s: float) -> Motion:
        """Turn the head towards there, or let it come to rest; no head starts or stops at once."""
        motion = self._motion
        self._yaw_deg_s = _speed(self._yaw_deg_s, side, motion.yaw_deg, elapsed_s)
        self._pitch_deg_s = _speed(self._pitch_deg_s, down, motion.pitch_deg, elapsed_s)
        yaw_deg = motion.yaw_deg + self._yaw_deg_s * elapsed_s
        pitch_deg = motion.pitch_deg + self._pitch_deg_s * elapsed_s
        within = min(self._max_turn_deg / max(hypot(yaw_deg, pitch_deg), 1e-6), 1.0)
        return replace(motion, yaw_deg=yaw_deg * within, pitch_deg=pitch_deg * within)

    def _turn_further(self, elapsed_s: float) -> Motion:
        """Turn on the way that the head has turned, and lean back by as much, so that the nose stays where it is."""
        yaw_deg, pitch_deg = self._motion.yaw_deg, self._motion.pitch_deg
        back_px = SHIFT_SPEED_PX_S * elapsed_s / 2
        if abs(pitch_deg) > abs(yaw_deg):
            down = 1.0 if pitch_deg > 0 else -1.0
            turned = self._turn(0.0, down, elapsed_s)
            return replace(turned, lean_y_px=_lean(turned.lean_y_px - down * back_px))
        side = 1.0 if yaw_deg > 0 else -1.0
        turned = self._turn(side, 0.0, elapsed_s)
        return replace(turned, lean_x_px=_lean(turned.lean_x_px - side * back_px))

    def _place(self, hint: Hint, elapsed_s: float) -> Motion:
        motion, scale_step = self._motion, SCALE_SPEED_S * elapsed_s
        if self._comes_near and hint in (Hint.MOVE_CLOSER, Hint.MOVE_BACK):
            return self._come(APPROACH_MM_S * elapsed_s * (1 if hint is Hint.MOVE_CLOSER else -1))
        if hint is Hint.MOVE_CLOSER:
            return replace(motion, scale=motion.scale + scale_step)
        if hint is Hint.MOVE_BACK:
            return replace(motion, scale=motion.scale - scale_step)
        if hint in _MOVES:
            right, down = _MOVES[hint]
            step_px = SHIFT_SPEED_PX_S * elapsed_s
            return replace(
                motion, shift_x_px=motion.shift_x_px + right * step_px, shift_y_px=motion.shift_y_px + down * step_px
            )
        if hint in (Hint.LOOK_STRAIGHT, Hint.MOVE_TO_CENTRE, Hint.NO_FACE):
            return self._relax(elapsed_s)
        return motion

    def _come(self, nearer_mm: float) -> Motion:
        distance_mm = min(max(STAND_MM / self._motion.scale - nearer_mm, NEAREST_MM), 1.5 * STAND_MM)
        return replace(self._motion, scale=STAND_MM / distance_mm)

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
            lean_x_px=motion.lean_x_px * keep,
            lean_y_px=motion.lean_y_px * keep,
        )


def _blink(lived_s: float) -> float:
    """By which share the eyes are closed at a time of somebody's life: all of it for half of a blink."""
    share = lived_s % BLINK_EVERY_S / BLINK_S
    return min(max(2 - abs(4 * share - 2), 0.0), 1.0)


def _speed(before_deg_s: float, direction: float, turned_deg: float, elapsed_s: float) -> float:
    """How fast the head turns now, to the right or down: towards what is wanted, as fast as a neck can change it."""
    left_deg = CAREFUL_FROM_DEG - copysign(turned_deg, turned_deg * direction)
    far = min(max(left_deg / (CAREFUL_FROM_DEG - SWIFT_UNTIL_DEG), 0.0), 1.0)
    wanted_deg_s = direction * (CAREFUL_DEG_S + far * (SWIFT_DEG_S - CAREFUL_DEG_S))
    step_deg_s = ACCELERATION_DEG_S2 * elapsed_s
    return before_deg_s + min(max(wanted_deg_s - before_deg_s, -step_deg_s), step_deg_s)


def _lean(wanted_px: float) -> float:
    return min(max(wanted_px, -MAX_LEAN_PX), MAX_LEAN_PX)


def keep_eyes_ahead(motion: Motion) -> Motion:
    """Return the same with eyes that stay on the screen."""
    return replace(motion, eyes_yaw_deg=-GAZE_SHARE * motion.yaw_deg, eyes_pitch_deg=-GAZE_SHARE * motion.pitch_deg)
