"""How people move before a terminal: they read, turn at human speed, overshoot, blink, and never keep quite still."""

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from kiosk.domain.liveness.challenge import TO_THE_MIDDLE, Hint
from kiosk.domain.liveness.choice import CustomerNeeds
from kiosk.evaluation.liveness.simulation.head import HeadPose
from kiosk.evaluation.liveness.simulation.portrait import NECK_RATIO
from kiosk.evaluation.liveness.simulation.presentation import Seen

BLINK_S = 0.22
NECK_DEG_S2 = 350.0
"""How fast a head gains and loses speed."""
STEP_PX_S = 12.0
"""How fast people shift at least who are told where to."""
SIDEWAYS: Mapping[Hint, tuple[int, int]] = MappingProxyType(
    {Hint.MOVE_LEFT: (1, 0), Hint.MOVE_RIGHT: (-1, 0), Hint.MOVE_UP: (0, -1), Hint.MOVE_DOWN: (0, 1)}
)
"""Right and down in the unmirrored picture; instructions say the customer's own left and right."""
OUT_OF_TARGET: Mapping[Hint, int] = MappingProxyType({Hint.TURN_UP: -1, Hint.TURN_DOWN: 1})
"""Down for whoever is sent out of the first target before the challenge begins."""
LEAN_DEG_S, MAX_LEAN_DEG = 8.0, 12.0
STIFF_DEG = (19.0, 25.0)
"""How far heads turn that do not turn far; others' targets ask for 26 degrees at most, and these for 20."""
SLOW_REACTION_S, SLOW_DEG_S = (0.6, 1.5), (6.0, 15.0)
"""Of people who need twice the time."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How one person moves.

    Heads turn at 40 to 60 degrees a second while the target is far; simple reactions take .2 to .4 s; people who look
    at a screen blink 7 to 15 times a minute; eyes keep to what they look at by reflex and take back nearly all of the
    turn, less where the target lies aside. On people who turn while they look at the screen the iris lags by .047-.131
    of the opening's width; of these pictures the engine sees some .03-.1.
    """

    reaction_s: float = 0.3
    turn_deg_s: float = 40.0
    gaze_share: float = 0.9
    blinks_a_minute: float = 11.0
    sway_px: float = 1.5
    sway_deg: float = 0.5
    saccade_deg: float = 1.2
    expression: float = 1.0
    """How lively the face is: 0 for a still one."""
    furthest_deg: float = 45.0
    """To which the head turns at most."""
    start_face_px: float = 180.0
    start_x_px: float = 0.0
    start_y_px: float = 0.0


def draw_manner(random: np.random.Generator) -> Manner:
    """Somebody's."""
    return Manner(
        reaction_s=float(random.uniform(0.2, 0.45)),
        turn_deg_s=float(random.uniform(26, 55)),
        gaze_share=float(np.clip(random.normal(0.9, 0.12), 0.5, 1.1)),
        blinks_a_minute=float(random.uniform(7, 15)),
        sway_px=float(random.uniform(0.6, 2.5)),
        sway_deg=float(random.uniform(0.2, 0.8)),
        start_face_px=float(random.uniform(140, 205)),
        start_x_px=float(random.normal(0, 25)),
        start_y_px=float(random.normal(0, 14)),
    )


def limit_manner(manner: Manner, needs: CustomerNeeds, random: np.random.Generator) -> Manner:
    """The manner of somebody who needs what is said: whose neck is stiff, or who is slow at everything.

    How stiff and how slow is assumed, and was not measured on anybody.
    """
    if needs.turns_little:
        manner = replace(manner, furthest_deg=float(random.uniform(*STIFF_DEG)))
    if needs.needs_more_time:
        reaction_s, turn_deg_s = (float(random.uniform(*each)) for each in (SLOW_REACTION_S, SLOW_DEG_S))
        manner = replace(manner, reaction_s=reaction_s, turn_deg_s=turn_deg_s)
    return manner


@dataclass
class Wander:
    """Values that drift at random and come back, with a standard deviation of 1 (an Ornstein-Uhlenbeck process)."""

    random: np.random.Generator
    count: int
    time_s: float
    values: NDArray[np.float64] = field(init=False)

    def __post_init__(self) -> None:
        """Begin anywhere."""
        self.values = self.random.standard_normal(self.count)

    def step(self, elapsed_s: float) -> NDArray[np.float64]:
        """Go on for so long."""
        keep = np.exp(-elapsed_s / self.time_s)
        self.values = keep * self.values + np.sqrt(1 - keep * keep) * self.random.standard_normal(self.count)
        return self.values


class Body:
    """A head on a neck: turns no faster than necks do, blinks, sways; `pose` is where the head is."""

    def __init__(self, manner: Manner, random: np.random.Generator) -> None:
        self.manner, self._random = manner, random
        self.yaw_deg = self.pitch_deg = 0.0
        self.yaw_deg_s = self.pitch_deg_s = 0.0
        self.x_px, self.y_px = manner.start_x_px, manner.start_y_px
        self.face_px = manner.start_face_px
        self._slow = Wander(random, 8, 1.6)
        self._quick = Wander(random, 4, 0.35)
        self._blink_left_s = 0.0
        self.pose = HeadPose(face_px=self.face_px)

    def turn_towards(self, yaw_deg: float, pitch_deg: float, elapsed_s: float) -> None:
        """Speed grows and falls with what is left."""
        self.yaw_deg_s = self._speed(self.yaw_deg_s, yaw_deg - self.yaw_deg, elapsed_s)
        self.pitch_deg_s = self._speed(self.pitch_deg_s, pitch_deg - self.pitch_deg, elapsed_s)
        furthest_deg = self.manner.furthest_deg
        self.yaw_deg = float(np.clip(self.yaw_deg + self.yaw_deg_s * elapsed_s, -furthest_deg, furthest_deg))
        self.pitch_deg = float(np.clip(self.pitch_deg + self.pitch_deg_s * elapsed_s, -furthest_deg, furthest_deg))

    def settle(self, elapsed_s: float) -> None:
        """Let what is beside the turn go on for so long."""
        self._blink_left_s = max(self._blink_left_s - elapsed_s, 0.0)
        if self._blink_left_s == 0 and self._random.random() < elapsed_s * self.manner.blinks_a_minute / 60:
            self._blink_left_s = BLINK_S
        self.pose = self._pose(elapsed_s)

    def _speed(self, before_deg_s: float, left_deg: float, elapsed_s: float) -> float:
        wanted = float(np.clip(3.2 * left_deg, -self.manner.turn_deg_s, self.manner.turn_deg_s))
        change = NECK_DEG_S2 * elapsed_s
        return before_deg_s + float(np.clip(wanted - before_deg_s, -change, change))

    def _pose(self, elapsed_s: float) -> HeadPose:
        slow, quick, manner = self._slow.step(elapsed_s), self._quick.step(elapsed_s), self.manner
        yaw_deg = self.yaw_deg + manner.sway_deg * float(slow[0])
        pitch_deg = self.pitch_deg + manner.sway_deg * float(slow[1])
        phase = self._blink_left_s / BLINK_S
        return HeadPose(
            yaw_deg=yaw_deg,
            pitch_deg=pitch_deg,
            roll_deg=1.0 * float(slow[2]) + 0.08 * self.yaw_deg,
            x_px=640 + self.x_px + manner.sway_px * float(slow[3]),
            y_px=360 + self.y_px + manner.sway_px * float(slow[4]),
            face_px=self.face_px * (1 + 0.004 * float(slow[5])),
            eyes_yaw_deg=-manner.gaze_share * yaw_deg + manner.saccade_deg * float(quick[0]),
            eyes_pitch_deg=-manner.gaze_share * pitch_deg + manner.saccade_deg * 0.8 * float(quick[1]),
            lids=1.0 - abs(2 * phase - 1) if phase > 0 else 0.0,
            mouth=manner.expression * 1.2 * float(slow[6]),
            brows=manner.expression * 0.8 * float(slow[7]),
            hair_px=manner.expression * 1.0 * float(quick[2]),
        )


class Delay:
    """What was seen a reaction time ago."""

    def __init__(self, reaction_s: float) -> None:
        self._reaction_s = reaction_s
        self._past: deque[tuple[float, Seen]] = deque()

    def __call__(self, time_s: float, seen: Seen) -> Seen:
        """Take in what is seen now, and return what can be acted on."""
        self._past.append((time_s, seen))
        while len(self._past) > 1 and self._past[1][0] <= time_s - self._reaction_s:
            self._past.popleft()
        return self._past[0][1]


class Customer:
    """Somebody who follows the instructions."""

    def __init__(self, manner: Manner, random: np.random.Generator) -> None:
        self.body = Body(manner, random)
        self._delay = Delay(manner.reaction_s)
        self._lean_deg = 0.0
        """How far the head is nodded before the challenge begins."""

    @property
    def pose(self) -> HeadPose:
        """Where the head is."""
        return self.body.pose

    def move(self, time_s: float, elapsed_s: float, seen: Seen) -> None:
        """React to what was seen a moment ago."""
        before = self._delay(time_s, seen)
        if seen.is_turning:
            self._steer(before if before.is_turning else None, elapsed_s)
        else:
            lean_deg = self._lean_deg + OUT_OF_TARGET.get(before.hint, 0) * LEAN_DEG_S * elapsed_s
            self._lean_deg = float(np.clip(lean_deg, -MAX_LEAN_DEG, MAX_LEAN_DEG))
            self.body.turn_towards(0.0, self._lean_deg, elapsed_s)
            self._approach(before, elapsed_s)
        self.body.settle(elapsed_s)

    def _steer(self, before: Seen | None, elapsed_s: float) -> None:
        body, off = self.body, None if before is None else before.off_px
        if before is None or off is None:
            body.turn_towards(body.yaw_deg, body.pitch_deg, elapsed_s)
            return
        if before.hint in TO_THE_MIDDLE:
            body.x_px -= 0.8 * body.x_px * elapsed_s
            body.y_px -= 0.8 * body.y_px * elapsed_s
        if before.hint is Hint.TURN_NOT_SHIFT:
            self._turn_further(elapsed_s)
            return
        pixel_deg = np.degrees(1 / (NECK_RATIO * body.face_px))
        # What has been turned since is not seen yet, but felt.
        ahead_s = body.manner.reaction_s
        wanted_yaw = body.yaw_deg + off[0] * pixel_deg * 0.9 - body.yaw_deg_s * ahead_s
        wanted_pitch = body.pitch_deg + off[1] * pixel_deg * 0.9 - body.pitch_deg_s * ahead_s
        body.turn_towards(float(wanted_yaw), float(wanted_pitch), elapsed_s)

    def _turn_further(self, elapsed_s: float) -> None:
        """Turn on, and move the body back, so that the nose stays."""
        body = self.body
        way = np.array([body.yaw_deg, body.pitch_deg])
        way = way / max(float(np.hypot(*way)), 1e-6)
        body.x_px -= float(way[0]) * 12 * elapsed_s
        body.y_px -= float(way[1]) * 12 * elapsed_s
        body.turn_towards(float(body.yaw_deg + 6 * way[0]), float(body.pitch_deg + 6 * way[1]), elapsed_s)

    def _approach(self, before: Seen, elapsed_s: float) -> None:
        body, off = self.body, before.off_px
        if before.hint is Hint.MOVE_CLOSER:
            body.face_px *= 1 + 0.16 * elapsed_s
        elif before.hint is Hint.MOVE_BACK:
            body.face_px *= 1 - 0.16 * elapsed_s
        elif before.hint in SIDEWAYS:
            right, down = SIDEWAYS[before.hint]
            # Fast while it is far, and carefully in the end.
            far_px = 0.0 if off is None else abs(off[0] * right + off[1] * down)
            body.x_px += right * (STEP_PX_S + 0.8 * far_px) * elapsed_s
            body.y_px += down * (STEP_PX_S + 0.8 * far_px) * elapsed_s
        elif off is not None and before.hint is Hint.MOVE_TO_CENTRE:
            body.x_px += 1.5 * off[0] * elapsed_s
            body.y_px += 1.5 * (off[1] + 6) * elapsed_s
