"""Which frames show the customer looking straight, and which looking at each target."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import hypot

from kiosk.domain.faces.face_detail import Box, Point
from kiosk.domain.liveness.averages import median
from kiosk.domain.liveness.challenge import Challenge
from kiosk.domain.liveness.frames import FrameFacts

LEADING_FRAMES = 5
LEADING_YAW_DEG = 1.5
"""The start is told by the first few frames, as long as the head has not begun to turn."""
STRAIGHT_YAW_DEG = 3.0
STRAIGHT_NOSE = 0.03
"""Frames this near to the start, by yaw and by the nose's place in image heights, show somebody who looks straight."""
ALMOST_THERE = 0.7
"""Of the way from where the nose starts to the target's centre: what a turn changes is seen from there on."""

AROUND_TARGET = 0.25
"""Of a target's size, by which it is enlarged on each side, as the judge enlarges it."""


@dataclass(frozen=True, slots=True)
class Turn:
    """The frames in which the nose is at one target, or almost there."""

    across: float
    down: float
    """The way to the target: a unit vector, right and down in the unmirrored image."""
    frames: tuple[FrameFacts, ...]

    @property
    def aside(self) -> bool:
        """Whether it goes to a side rather than up or down."""
        return abs(self.across) >= abs(self.down)

    @property
    def side(self) -> int:
        """+1 towards the right of the unmirrored image, -1 towards the left."""
        return 1 if self.across > 0 else -1


@dataclass(frozen=True, slots=True)
class Turns:
    """The frames of one challenge by where its customer looks; each shows one face."""

    straight: tuple[FrameFacts, ...]
    turned: tuple[Turn, ...]
    """One for each target that was almost reached, in order."""


def find_turns(challenge: Challenge, targets: Sequence[Box], frames: Sequence[FrameFacts]) -> Turns:
    """Sort the frames that show one face by where the nose is; `frames` are those of the challenge, in order."""
    single = [frame for frame in frames if len(frame.faces) == 1]
    if not single:
        return Turns((), ())
    yaw_deg, nose = _start(single)
    straight = tuple(frame for frame in single if _is_straight(frame, yaw_deg, nose, challenge.aspect))
    turns = (_turn(target, nose, single, challenge.aspect) for target in targets)
    return Turns(straight, tuple(turn for turn in turns if turn.frames))


def _start(frames: Sequence[FrameFacts]) -> tuple[float, tuple[float, float]]:
    """Yaw in degrees and the nose's place at the start."""
    first = frames[0].faces[0].pose.yaw_deg
    leading = [frames[0]]
    for frame in frames[1:LEADING_FRAMES]:
        if not abs(frame.faces[0].pose.yaw_deg - first) <= LEADING_YAW_DEG:
            break
        leading.append(frame)
    faces = [frame.faces[0] for frame in leading]
    nose = (median(face.nose.x for face in faces), median(face.nose.y for face in faces))
    return median(face.pose.yaw_deg for face in faces), nose


def _is_straight(frame: FrameFacts, yaw_deg: float, nose: tuple[float, float], aspect: float) -> bool:
    face = frame.faces[0]
    off = hypot((face.nose.x - nose[0]) * aspect, face.nose.y - nose[1])
    return abs(face.pose.yaw_deg - yaw_deg) <= STRAIGHT_YAW_DEG and off <= STRAIGHT_NOSE


def _turn(target: Box, nose: tuple[float, float], frames: Sequence[FrameFacts], aspect: float) -> Turn:
    across, down = (target.centre.x - nose[0]) * aspect, target.centre.y - nose[1]
    way = hypot(across, down)
    if not way > STRAIGHT_NOSE:
        return Turn(0.0, 0.0, ())
    across, down = across / way, down / way
    # Its near edge is not yet almost its centre, and yet the target.
    place = target.enlarge(AROUND_TARGET)

    def is_there(seen: Point) -> bool:
        gone = (seen.x - nose[0]) * aspect * across + (seen.y - nose[1]) * down
        return gone >= ALMOST_THERE * way or place.contains(seen)

    return Turn(across, down, tuple(frame for frame in frames if is_there(frame.faces[0].nose)))
