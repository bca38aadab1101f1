"""Drawing a nose challenge: the face area, and a random target that asks for a real turn of the head."""

from collections.abc import Callable

from kiosk.liveness.challenge import Challenge
from kiosk.liveness.faces import Box

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

TOUCH_SHARE = 5 / 9
"""Of the target's side: 20 of its 36 pixels in a picture 480 high, the size of the box that both samples draw."""


def draw_challenge(challenge_id: str, width_px: int, height_px: int, randbelow: Callable[[int], int]) -> Challenge:
    """Draw a challenge for images of this size; `randbelow(n)` must come from a secure generator."""
    unit_px = _unit_px(width_px, height_px)
    side_px = _between(unit_px * TARGET_SIDE_MIN_RATIO, unit_px * TARGET_SIDE_MAX_RATIO, randbelow)
    level_px = _between(0, unit_px * TARGET_LEVEL_MAX_RATIO, randbelow)
    side = 1 if randbelow(2) else -1
    level = 1 if randbelow(2) else -1
    return challenge_at(challenge_id, width_px, height_px, side * side_px, level * level_px)


def challenge_at(challenge_id: str, width_px: int, height_px: int, offset_x_px: int, offset_y_px: int) -> Challenge:
    """The challenge whose target's centre lies this far from the centre of the unmirrored image."""
    area_height_px = int(height_px * AREA_HEIGHT_RATIO)
    area_width_px = int(min(width_px * AREA_HEIGHT_RATIO, height_px * AREA_HEIGHT_RATIO * AREA_ASPECT))
    target_px = round(_unit_px(width_px, height_px) * TARGET_SIZE_RATIO)
    return Challenge(
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


def target_to_touch(challenge: Challenge) -> Box:
    """The part of the target for clients that stop at the first frame in which the nose is there, as both samples do.

    It lies at the target's outer edge, so that the nose has crossed most of the target by then: the judge, whose
    demands stay as they are, wants several frames from there and a real turn in each. Its near edge lies 46 to 65
    pixels from the middle of a picture 480 high; that of the samples' boxes 45 to 75.
    """
    width_px, height_px = challenge.image_width_px, challenge.image_height_px
    target = challenge.nose_target
    target_px = round(target.width * width_px)
    size_px = round(target_px * TOUCH_SHARE)
    spare_px = target_px - size_px
    left_px = round(target.left * width_px) + (spare_px if challenge.target_side > 0 else 0)
    top_px = round(target.top * height_px) + spare_px // 2
    return _box(left_px, top_px, size_px, size_px, width_px, height_px)


def _unit_px(width_px: int, height_px: int) -> float:
    """Height of the area, or what it would be if a narrow picture did not cut its width."""
    return min(height_px * AREA_HEIGHT_RATIO, width_px * AREA_HEIGHT_RATIO / AREA_ASPECT)


def _between(low_px: float, high_px: float, randbelow: Callable[[int], int]) -> int:
    return int(low_px) + randbelow(int(high_px) - int(low_px) + 1)


def _box(left_px: int, top_px: int, box_width_px: int, box_height_px: int, width_px: int, height_px: int) -> Box:
    return Box(left_px / width_px, top_px / height_px, box_width_px / width_px, box_height_px / height_px)
