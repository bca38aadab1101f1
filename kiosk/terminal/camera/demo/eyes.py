"""The eyes of a picture: their irises move inside the openings, so that a head that turns can go on looking ahead."""

from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from kiosk.terminal.camera.demo.portrait import Image, Points, Portrait

UPPER_LIDS: Final = ((33, 246, 161, 160, 159, 158, 157, 173, 133), (362, 398, 384, 385, 386, 387, 388, 466, 263))
LOWER_LIDS: Final = ((33, 7, 163, 144, 145, 153, 154, 155, 133), (362, 382, 381, 380, 374, 373, 390, 249, 263))
"""Of the face mesh, each from the left corner to the right one, in the unmirrored image."""
IRISES: Final = ((468, 469, 470, 471, 472), (473, 474, 475, 476, 477))
"""Centre and rim; only a mesh with irises has them."""
MESH_WITH_IRISES: Final = 478

EYEBALL_RATIO = 0.52
"""The iris lies this many widths of the opening before the centre that the eye turns about: 12 of 28 mm, and a fifth
more, for the eyes of a picture are flat and go a little with its head."""
CORNER_RATIO = 0.06
"""The rim stays this far from the corners, in widths of the opening."""
LID_RATIO = 0.2
"""The centre of the iris stays this far from the lids, in heights of the opening."""
LEAST_OPENING_PX = 2.0
"""Where the lids are nearer to each other nothing moves up or down."""
SOFT_PX = 0.7
MARGIN_PX = 3

Field = NDArray[np.float32]


class Eyes:
    """Moves the irises of a picture whose mesh has them; of any other picture nothing moves."""

    def __init__(self, portrait: Portrait) -> None:
        self._image = portrait.image
        found = len(portrait.points) >= MESH_WITH_IRISES
        self._eyes = [_measure(portrait, eye) for eye in (0, 1)] if found else []

    def look(self, yaw_deg: float, pitch_deg: float) -> Image:
        """The picture with its eyes turned to the right and down in the head by so much; nobody may write to it."""
        if not self._eyes or (yaw_deg == 0 and pitch_deg == 0):
            return self._image
        across = EYEBALL_RATIO * float(np.sin(np.radians(yaw_deg)))
        down = EYEBALL_RATIO * float(np.sin(np.radians(pitch_deg)))
        picture = self._image.copy()
        for eye in self._eyes:
            before = self._image[eye.place]
            map_x, map_y = _come_from(eye, across, down)
            moved = cv2.remap(self._image, map_x, map_y, cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
            picture[eye.place] = np.rint(before + (moved.astype(np.float32) - before) * eye.mask[..., None])
        return picture


@dataclass(frozen=True, slots=True)
class _Eye:
    """One eye; `along` and `below` are coordinates from its left corner, along the line between the corners and at a
    right angle to it, in widths of the opening."""

    place: tuple[slice, slice]
    mask: Field
    along: Field
    below: Field
    upper: Field
    """Where the lids are, `below` for every pixel."""
    lower: Field
    iris: tuple[float, float, float]
    """Centre and radius."""
    corner: NDArray[np.float32]
    axis: NDArray[np.float32]
    """From corner to corner, in pixels."""


def _measure(portrait: Portrait, eye: int) -> _Eye:
    points = portrait.points[:, :2]
    upper, lower = points[list(UPPER_LIDS[eye])], points[list(LOWER_LIDS[eye])]
    place, mask, x, y = _patch(portrait.image.shape[:2], np.concatenate([upper, lower[::-1]]))
    corner, axis = upper[0], upper[-1] - upper[0]
    along, below = _in_widths(x - corner[0], y - corner[1], axis)
    iris = points[list(IRISES[eye])] - corner
    iris_along, iris_below = _in_widths(iris[:, 0], iris[:, 1], axis)
    radius = float(np.hypot(iris_along[1:] - iris_along[0], iris_below[1:] - iris_below[0]).mean())
    return _Eye(
        place=place,
        mask=mask,
        along=along,
        below=below,
        upper=_lid(along, upper - corner, axis),
        lower=_lid(along, lower - corner, axis),
        iris=(float(iris_along[0]), float(iris_below[0]), radius),
        corner=corner,
        axis=axis,
    )


def _patch(size: tuple[int, ...], outline: Points) -> tuple[tuple[slice, slice], Field, Field, Field]:
    """The part of the picture around an opening, how much of each pixel is inside (0-1), and the pixels' places."""
    left, top = np.maximum(np.floor(outline.min(axis=0)).astype(int) - MARGIN_PX, 0)
    right, bottom = np.minimum(np.ceil(outline.max(axis=0)).astype(int) + MARGIN_PX, (size[1], size[0]))
    x, y = np.meshgrid(np.arange(left, right, dtype=np.float32), np.arange(top, bottom, dtype=np.float32))
    mask = np.zeros(x.shape, dtype=np.float32)
    # Eight more binary places, because lids are a few pixels from each other.
    cv2.fillPoly(mask, [np.rint((outline - (left, top)) * 256).astype(np.int32)], (1.0,), cv2.LINE_AA, shift=8)
    soft = np.asarray(cv2.GaussianBlur(mask, (0, 0), SOFT_PX), dtype=np.float32)
    return (slice(top, bottom), slice(left, right)), soft, x, y


def _in_widths(x: Field, y: Field, axis: NDArray[np.float32]) -> tuple[Field, Field]:
    square = float(axis @ axis)
    along, below = (x * axis[0] + y * axis[1]) / square, (y * axis[0] - x * axis[1]) / square
    return np.asarray(along, dtype=np.float32), np.asarray(below, dtype=np.float32)


def _lid(along: Field, lid: Points, axis: NDArray[np.float32]) -> Field:
    lid_along, lid_below = _in_widths(lid[:, 0], lid[:, 1], axis)
    return np.interp(along, lid_along, lid_below).astype(np.float32)


def _come_from(eye: _Eye, across: float, down: float) -> tuple[Field, Field]:
    """For every pixel of the eye, the one of the picture that is seen there when the iris has moved so far."""
    at, level, radius = eye.iris
    moved = float(np.clip(at + across, radius + CORNER_RATIO, 1 - radius - CORNER_RATIO))
    # The iris moves as a whole; the white beside it stretches or shrinks up to the corners, which stay.
    rims = (0.0, moved - radius, moved + radius, 1.0), (0.0, at - radius, at + radius, 1.0)
    along = np.interp(eye.along, *rims).astype(np.float32)
    below = _below_from(eye, level, down)
    axis_x, axis_y = eye.axis
    map_x = eye.corner[0] + along * axis_x - below * axis_y
    map_y = eye.corner[1] + along * axis_y + below * axis_x
    return np.asarray(map_x, dtype=np.float32), np.asarray(map_y, dtype=np.float32)


def _below_from(eye: _Eye, level: float, down: float) -> Field:
    opening = eye.lower - eye.upper
    inside = (opening * float(np.hypot(*eye.axis)) > LEAST_OPENING_PX) & (eye.below > eye.upper)
    inside &= eye.below < eye.lower
    opening = np.where(inside, opening, 1.0)
    lower = eye.upper + opening
    margin = LID_RATIO * opening
    before = np.clip(level, eye.upper + margin, lower - margin)
    after = np.clip(level + down, eye.upper + margin, lower - margin)
    above = eye.upper + (eye.below - eye.upper) * (before - eye.upper) / (after - eye.upper)
    under = lower - (lower - eye.below) * (lower - before) / (lower - after)
    return np.where(inside, np.where(eye.below < after, above, under), eye.below).astype(np.float32)
