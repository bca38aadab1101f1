"""Moves the crop to where the customer's face is, so that small, tall and seated people need not stoop or stretch."""

from collections.abc import Sequence

from kiosk.domain.faces.face_detail import Box, FaceDetail, Point
from kiosk.vision.arrays import Image
from kiosk.vision.crop import MIDDLE, crop_part

START_X, START_Y = 0.05, 0.08
"""The crop begins to move when the nose is this far from where it should be, in heights of the crop."""
STOP_X, STOP_Y = 0.015, 0.025
"""It moves on until the nose is as near as this."""
GAIN, LONGEST_STEP = 0.2, 0.025
"""Share of the way that a step takes, and its most in heights of the crop: the tracker finds the face again."""
NOSE_Y = 0.52
"""The nose lies a little below the middle of a face that is well placed."""
SEARCH_S = 0.25
"""Between two looks at the whole picture while no face is in the crop."""


class FaceFollower:
    """Knows where the crop is; belongs to one opened camera."""

    def __init__(self, width_px: int, height_px: int, zoom: float) -> None:
        """Crops have this aspect and 1/zoom of the picture's height."""
        self._size, self._zoom = (width_px, height_px), zoom
        self._centre = MIDDLE
        self._searched_at_s = float("-inf")
        self.moving = False
        """Whether the last step moved the crop."""

    def part(self, image: Image) -> Box:
        """The part of this picture that is cropped now, in ratios."""
        return crop_part(image, *self._size, self._zoom, self._centre)

    def wants_search(self, faces: Sequence[FaceDetail], now_s: float) -> bool:
        """Whether the whole picture should be searched, because the crop shows nobody; then not for a while."""
        if faces or now_s - self._searched_at_s < SEARCH_S:
            return False
        self._searched_at_s = now_s
        return True

    def jump(self, nose: Point | None) -> None:
        """Go to a face that was found in the whole picture, if one was."""
        if nose is not None:
            self._centre, self.moving = nose, True

    def stay(self, part: Box) -> None:
        """Be where this part is."""
        self._centre, self.moving = part.centre, False

    def step(self, faces: Sequence[FaceDetail], part: Box) -> None:
        """Move a little towards the face that was seen alone in this part; stand still before others."""
        if len(faces) != 1:
            self.moving = False
            return
        nose, aspect = faces[0].nose, self._size[0] / self._size[1]
        off_x, off_y = (nose.x - 0.5) * aspect, nose.y - NOSE_Y
        near_x, near_y = (STOP_X, STOP_Y) if self.moving else (START_X, START_Y)
        if abs(off_x) <= near_x and abs(off_y) <= near_y:
            self.moving = False
            return
        self._move(_step(off_x) / aspect * part.width, _step(off_y) * part.height, part)

    def _move(self, right: float, down: float, part: Box) -> None:
        """Move by ratios of the picture; at its edge nothing moves any more."""
        at, half_x, half_y = part.centre, part.width / 2, part.height / 2
        x = min(max(at.x + right, half_x), 1 - half_x)
        y = min(max(at.y + down, half_y), 1 - half_y)
        self.moving = abs(x - at.x) > NOTHING or abs(y - at.y) > NOTHING
        self._centre = Point(x, y)


def search_part(image: Image, number: int) -> Box:
    """Return a square part of a picture: its middle, then one side and the other, and so on."""
    high, wide = image.shape[:2]
    side = min(high, wide)
    place = (0.5, 0.0, 1.0)[number % 3]
    return Box(place * (wide - side) / wide, place * (high - side) / high, side / wide, side / high)


NOTHING = 1e-3
"""Less is the rounding to whole pixels."""


def _step(off: float) -> float:
    return min(max(GAIN * off, -LONGEST_STEP), LONGEST_STEP)
