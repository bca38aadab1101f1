"""The nose challenge: the face area, and a random target that asks for a real turn of the head."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import ClassVar

from kiosk.domain.faces.face_detail import Box
from kiosk.domain.liveness.challenge import Challenge
from kiosk.domain.liveness.light import LightSequence, draw_light

AREA_HEIGHT_RATIO = 0.75
AREA_ASPECT = 0.75
"""Face area of the seeds: 75 % of the height, three wide to four high, centred."""
MIN_FACE_AREA_PERCENT = 50

TARGET_SIZE_RATIO = 0.1
TARGET_SIDE_MIN_RATIO, TARGET_SIDE_MAX_RATIO = 0.133, 0.186
TARGET_LEVEL_MAX_RATIO = 0.094
"""Shares of the area's height (or 4/3 of its width), so that the target scales with the image.

The tip of the nose lies about 0.75 face widths before the axis of the neck. A face that fills half of the area is
0.56 area heights wide, so that the centre of the target asks for a turn of asin(0.133 / 0.42) = 18 to 26 degrees,
of which half a target may be saved.
"""
TARGET_NOD_MIN_RATIO, TARGET_NOD_MAX_RATIO = 0.115, 0.145
TARGET_NOD_ASIDE_RATIO = 0.05
"""How far above or below the middle a target lies that asks for a nod, and how far aside at most."""

NEAR_TARGETS = 4
"""One on every side, for customers who cannot turn far: no other challenge has as many."""
NEAR_SIDE_MAX_RATIO, NEAR_NOD_MAX_RATIO = 0.146, 0.125
"""How far targets lie at most for customers who cannot turn far: 18 to 20 degrees in place of 26. Nearer than others'
nearest they never lie, for what proves a turn stays what it is."""

WIDE_MIN_FACE_AREA_PERCENT = 43
"""Demanded through a client that draws boxes around faces with their ears, 1.33 times as wide as the face mesh.

The judge grants 20 points, and so wants 23 % of the mesh where the samples want 30 % of the wide box. Their clients
keep the wide box inside the area, whose width it fills when the mesh covers 46 %: the usual demand would leave
customers a tenth of the distance.
"""
WIDE_SIDE_MAX_RATIO = 0.156
"""How far from the middle such a target lies at most, for faces that are further away."""

TOUCH_SIZE_RATIO = 0.0556
TOUCH_NEAR_MIN_RATIO, TOUCH_NEAR_MAX_RATIO = 0.139, 0.156
"""Size of what is to touch and distance of its near edge from the middle: 20 and 50 to 56 pixels at 480 high.

The box of both samples has this size, and its near edge lies at 45 to 75 pixels. A recorded head of usual size, which
is the largest whose wide box is inside the area, gives enough evidence of its turn from 44 pixels on; one that is a
quarter smaller has to turn by 30 degrees for 50.
"""


@dataclass(frozen=True, slots=True)
class NoseChallenge(Challenge):
    """One attempt: where the nose must go as well, in ratios of the unmirrored image."""

    kind: ClassVar[str] = "nose"

    nose_target: Box
    """The first one."""
    later_targets: tuple[Box, ...] = ()
    """Where the nose must go after that, one after the other."""
    light: LightSequence | None = None
    """What the screen shows meanwhile; None for no light."""
    time_factor: float = 1.0
    """How much longer than others this customer may take."""
    hand_held: bool = False
    """Whether the backend is set to expect this terminal in the customer's hand, so that the room sways."""

    @property
    def targets(self) -> tuple[Box, ...]:
        """All targets, in the order in which they must be reached."""
        return (self.nose_target, *self.later_targets)

    @property
    def has_nearer_targets(self) -> bool:
        """Whether it was drawn for somebody who cannot turn far, with a target on every side."""
        return len(self.targets) == NEAR_TARGETS

    @property
    def target_side(self) -> int:
        """+1 when the first target lies in the right half of the unmirrored image, -1 when in the left."""
        return 1 if self.nose_target.centre.x > 0.5 else -1


def draw_challenge(challenge_id: str, width_px: int, height_px: int, randbelow: Callable[[int], int]) -> NoseChallenge:
    """Draw a challenge for images of this size; `randbelow(n)` must come from a secure generator.

    Of its three targets one lies left and one right, in either order, each at a level of its own, and one above or
    below, before, between or after them. Each place is drawn anew: with one target fewer, every second challenge would
    fit a recording that is shifted, enlarged or mirrored as a whole.
    """
    first = 1 if randbelow(2) else -1
    unit_px = _unit_px(width_px, height_px)
    offsets = [_draw_aside(first, unit_px, randbelow), _draw_aside(-first, unit_px, randbelow)]
    offsets.insert(randbelow(len(offsets) + 1), _draw_nod(unit_px, randbelow))
    challenge = challenge_at(challenge_id, width_px, height_px, *offsets[0])
    later = [challenge_at(challenge_id, width_px, height_px, *offset).nose_target for offset in offsets[1:]]
    return replace(challenge, later_targets=tuple(later), light=draw_light(randbelow))


def draw_near_challenge(
    challenge_id: str, width_px: int, height_px: int, randbelow: Callable[[int], int]
) -> NoseChallenge:
    """Draw a challenge for somebody who cannot turn far: nearer targets, and one more of them, in any order.

    Nearer targets lie closer together, so that a recording would fit more challenges; left, right, above and below, in
    one of 24 orders, are harder to have recorded all the same: one fits 4 % of such challenges, and 9 % of the usual.
    """
    unit_px = _unit_px(width_px, height_px)
    ways = [(1, 0), (-1, 0), (0, 1), (0, -1)]
    order = [ways.pop(randbelow(len(ways))) for _ in range(len(ways))]
    offsets = [_draw_near(way, unit_px, randbelow) for way in order]
    first, *rest = (challenge_at(challenge_id, width_px, height_px, *offset) for offset in offsets)
    return replace(first, later_targets=tuple(each.nose_target for each in rest), light=draw_light(randbelow))


def _draw_near(way: tuple[int, int], unit_px: float, randbelow: Callable[[int], int]) -> tuple[int, int]:
    right, down = way
    if right:
        return _draw_aside(right, unit_px, randbelow, NEAR_SIDE_MAX_RATIO)
    nod_px = _between(unit_px * TARGET_NOD_MIN_RATIO, unit_px * NEAR_NOD_MAX_RATIO, randbelow)
    aside_px = _between(0, 2 * unit_px * TARGET_NOD_ASIDE_RATIO, randbelow) - int(unit_px * TARGET_NOD_ASIDE_RATIO)
    return aside_px, down * nod_px


def _draw_aside(
    side: int, unit_px: float, randbelow: Callable[[int], int], furthest: float = TARGET_SIDE_MAX_RATIO
) -> tuple[int, int]:
    side_px = _between(unit_px * TARGET_SIDE_MIN_RATIO, unit_px * furthest, randbelow)
    level_px = _between(0, 2 * unit_px * TARGET_LEVEL_MAX_RATIO, randbelow) - int(unit_px * TARGET_LEVEL_MAX_RATIO)
    return side * side_px, level_px


def _draw_nod(unit_px: float, randbelow: Callable[[int], int]) -> tuple[int, int]:
    nod_px = _between(unit_px * TARGET_NOD_MIN_RATIO, unit_px * TARGET_NOD_MAX_RATIO, randbelow)
    aside_px = _between(0, 2 * unit_px * TARGET_NOD_ASIDE_RATIO, randbelow) - int(unit_px * TARGET_NOD_ASIDE_RATIO)
    return aside_px, nod_px if randbelow(2) else -nod_px


def challenge_at(challenge_id: str, width_px: int, height_px: int, offset_x_px: int, offset_y_px: int) -> NoseChallenge:
    """The challenge whose target's centre lies this far from the centre of the unmirrored image."""
    area_height_px = int(height_px * AREA_HEIGHT_RATIO)
    area_width_px = int(min(width_px * AREA_HEIGHT_RATIO, height_px * AREA_HEIGHT_RATIO * AREA_ASPECT))
    target_px = round(_unit_px(width_px, height_px) * TARGET_SIZE_RATIO)
    return NoseChallenge(
        id=challenge_id,
        image_width_px=width_px,
        image_height_px=height_px,
        face_area=_box(
            (width_px - area_width_px) // 2,
            (height_px - area_height_px) // 2,
            area_width_px,
            area_height_px,
            width_px,
            height_px,
        ),
        min_face_area_percent=MIN_FACE_AREA_PERCENT,
        nose_target=_box(
            width_px // 2 + offset_x_px - target_px // 2,
            height_px // 2 + offset_y_px - target_px // 2,
            target_px,
            target_px,
            width_px,
            height_px,
        ),
    )


def is_aside(target: Box, challenge: NoseChallenge) -> bool:
    """Whether a target asks for a turn to a side rather than for a nod."""
    middle = challenge.face_area.centre
    return abs(target.centre.x - middle.x) * challenge.aspect >= abs(target.centre.y - middle.y)


def turn_towards(target: Box, challenge: NoseChallenge, yaw_deg: float, pitch_deg: float) -> float:
    """How far a turn by this yaw and pitch leads towards a target, in degrees: of yaw to a side, of pitch for a nod."""
    middle = challenge.face_area.centre
    if is_aside(target, challenge):
        return yaw_deg if target.centre.x > middle.x else -yaw_deg
    return pitch_deg if target.centre.y > middle.y else -pitch_deg


def for_wide_boxes(challenge: NoseChallenge) -> NoseChallenge:
    """The challenge with room for customers of clients that box faces with their ears, as both samples' do.

    They know one target and no light. The face may be smaller, and the target lies nearer to the middle; what proves a
    turn stays what it is.
    """
    width_px, height_px = challenge.image_width_px, challenge.image_height_px
    unit_px, target = _unit_px(width_px, height_px), next(t for t in challenge.targets if is_aside(t, challenge))
    spread = (abs(target.centre.x - 0.5) * width_px / unit_px - TARGET_SIDE_MIN_RATIO) / (
        TARGET_SIDE_MAX_RATIO - TARGET_SIDE_MIN_RATIO
    )
    off_px = unit_px * _within(spread, TARGET_SIDE_MIN_RATIO, WIDE_SIDE_MAX_RATIO)
    side = 1 if target.centre.x > 0.5 else -1
    left = round(width_px // 2 + side * off_px - target.width * width_px / 2) / width_px
    return replace(
        challenge,
        min_face_area_percent=WIDE_MIN_FACE_AREA_PERCENT,
        nose_target=replace(target, left=left),
        later_targets=(),
        light=None,
    )


def shown_to_web_clients(challenge: NoseChallenge) -> NoseChallenge:
    """The challenge as both samples' clients are told it, who take the face's size for that of the wide box."""
    return replace(challenge, nose_target=target_to_touch(challenge), min_face_area_percent=MIN_FACE_AREA_PERCENT)


def target_to_touch(challenge: NoseChallenge) -> Box:
    """What is shown to clients that stop at the first frame in which the nose is where they were told, as both samples.

    It begins in the outer half of the target or behind it, so that the nose crosses the target on its way: the judge,
    whose demands stay as they are, wants several frames from there and a real turn in each.
    """
    width_px, height_px = challenge.image_width_px, challenge.image_height_px
    unit_px, target = _unit_px(width_px, height_px), challenge.nose_target
    off_centre = abs(target.centre.x - 0.5) * width_px / unit_px
    spread = (off_centre - TARGET_SIDE_MIN_RATIO) / (WIDE_SIDE_MAX_RATIO - TARGET_SIDE_MIN_RATIO)
    near = _within(spread, TOUCH_NEAR_MIN_RATIO, TOUCH_NEAR_MAX_RATIO)
    near_px, size_px = round(unit_px * near), round(unit_px * TOUCH_SIZE_RATIO)
    left_px = width_px // 2 + (near_px if challenge.target_side > 0 else -near_px - size_px)
    top_px = round(target.centre.y * height_px) - size_px // 2
    return _box(left_px, top_px, size_px, size_px, width_px, height_px)


def _within(spread: float, low: float, high: float) -> float:
    """What lies at this share of the way from low to high."""
    return low + min(max(spread, 0.0), 1.0) * (high - low)


def _unit_px(width_px: int, height_px: int) -> float:
    """Height of the area, or what it would be if a narrow picture did not cut its width."""
    return min(height_px * AREA_HEIGHT_RATIO, width_px * AREA_HEIGHT_RATIO / AREA_ASPECT)


def _between(low_px: float, high_px: float, randbelow: Callable[[int], int]) -> int:
    return int(low_px) + randbelow(int(high_px) - int(low_px) + 1)


def _box(left_px: int, top_px: int, box_width_px: int, box_height_px: int, width_px: int, height_px: int) -> Box:
    return Box(left_px / width_px, top_px / height_px, box_width_px / width_px, box_height_px / height_px)
