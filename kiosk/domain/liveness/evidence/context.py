"""What the camera's whole picture shows: that the frame was cut from it, and whether it stands still."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from math import nan

import numpy as np
from numpy.typing import NDArray

from kiosk.domain.faces.face_detail import Box
from kiosk.domain.liveness.evidence.displacement import Grey, Mask, measure_displacements
from kiosk.domain.liveness.frames import (
    CONTEXT_HEIGHT_PX,
    CONTEXT_WIDTH_PX,
    SCENE_HEIGHT_PX,
    SCENE_WIDTH_PX,
    FrameFacts,
    FramePixels,
)

ZOOMS = tuple(np.round(np.arange(1.0, 3.01, 0.05), 2).tolist())
"""The frame is 1/zoom of the picture's height, and its middle unless said otherwise; which zoom is the terminal's
setting."""
CAMERA_ASPECTS = (16 / 9, 4 / 3)
COMPARED_WIDTH_PX, COMPARED_HEIGHT_PX = 40, 30
"""The size at which frame and picture are compared, which leaves nothing finer than the small whole picture shows."""
MIN_PICTURES = 2
MIN_BLOCKS = 5
USUAL_WIDTH_PX = 640

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class ContextEvidence:
    """How the camera's whole pictures go with the frames that came with them.

    Least agreement measured on 39 simulated sessions with four whole pictures each: .97 or more; with another session's
    whole pictures .50 at most (38 sessions).
    """

    agreement: float
    """Least correlation (-1 to 1) of a frame with the part of its whole picture that it is said to be, or else with the
    middle at the zoom that fits the first best."""
    zoom: float
    far_px: float
    """Largest common way of what is outside the frame since the first whole picture, in pixels of one 640 wide; NaN
    where nothing has texture there. A camera that is held by hand moves all of it."""
    pictures: int


def measure_context(frames: Sequence[FrameFacts], aspect: float) -> ContextEvidence | None:
    """Measure the frames that came with the camera's whole picture; None with fewer than two of them.

    `aspect` is the frames' width over height.
    """
    seen = [frame.pixels for frame in frames if frame.pixels is not None and frame.pixels.context]
    if len(seen) < MIN_PICTURES:
        return None
    scenes = [_pooled(pixels) for pixels in seen]
    wholes = [_context(pixels.context) for pixels in seen]
    # The first picture tells the zoom of all: a terminal does not change it in the course of a challenge.
    told = seen[0].untrusted_part
    part = _best_middle(scenes[0], wholes[0], aspect) if told is None else told
    agreement = min(_correlation(scene, _cut_out(whole, part)) for scene, whole in zip(scenes, wholes, strict=True))
    outside, middle = _outside(part), len(wholes) // 2
    ways = [_far_px(wholes[0], whole, outside) for whole in (wholes[middle], wholes[-1])]
    return ContextEvidence(
        agreement, 1 / part.height, max((way for way in ways if way is not None), default=nan), len(seen)
    )


def part_agreement(frames: Sequence[FrameFacts]) -> float | None:
    """Measure how well frames go with the part of the whole picture that they are said to be, as least correlation.

    None where nothing is said of any; -1 where different things are said, or nothing of some.
    """
    seen = [frame.pixels for frame in frames if frame.pixels is not None and frame.pixels.context]
    parts = {pixels.untrusted_part for pixels in seen}
    if parts <= {None}:
        return None
    (part, *others) = parts
    if others or part is None:
        return -1.0
    return min(_correlation(_pooled(each), _cut_out(_context(each.context), part)) for each in seen)


def _best_middle(scene: Grey, whole: Grey, aspect: float) -> Box:
    """Of all ways to cut the middle out of the picture, the one that fits best."""
    middles = []
    for zoom, camera in product(ZOOMS, CAMERA_ASPECTS):
        height = min(1 / zoom, camera / aspect)
        width = height * aspect / camera
        middles.append(Box((1 - width) / 2, (1 - height) / 2, width, height))
    return max(middles, key=lambda part: _correlation(scene, _cut_out(whole, part)))


def _pooled(pixels: FramePixels) -> Grey:
    scene = np.frombuffer(pixels.scene, dtype=np.uint8).astype(np.float32)
    rows, columns = SCENE_HEIGHT_PX // COMPARED_HEIGHT_PX, SCENE_WIDTH_PX // COMPARED_WIDTH_PX
    return np.asarray(scene.reshape(COMPARED_HEIGHT_PX, rows, COMPARED_WIDTH_PX, columns).mean(axis=(1, 3)))


def _cut_out(whole: Grey, part: Box) -> Grey:
    """A part of a picture, in the size that is compared."""
    columns = (part.centre.x + part.width * _spread(COMPARED_WIDTH_PX)) * CONTEXT_WIDTH_PX
    rows = (part.centre.y + part.height * _spread(COMPARED_HEIGHT_PX)) * CONTEXT_HEIGHT_PX
    return np.asarray(whole[np.ix_(_inside(rows, CONTEXT_HEIGHT_PX), _inside(columns, CONTEXT_WIDTH_PX))])


def _spread(count: int) -> Floats:
    """Middles of so many parts, from -0.5 to 0.5."""
    return np.asarray((np.arange(count) + 0.5) / count - 0.5)


def _inside(places: Floats, size: int) -> NDArray[np.intp]:
    return np.asarray(np.clip(places.astype(np.intp), 0, size - 1))


def _outside(part: Box) -> Mask:
    """What the frame does not show."""
    x, y = 0.5 + _spread(CONTEXT_WIDTH_PX) - part.centre.x, 0.5 + _spread(CONTEXT_HEIGHT_PX) - part.centre.y
    return np.asarray((np.abs(x) > part.width / 2)[None, :] | (np.abs(y) > part.height / 2)[:, None])


def _far_px(one: Grey, other: Grey, outside: Mask) -> float | None:
    found = measure_displacements(one, other, outside)
    if len(found.moves) < MIN_BLOCKS:
        return None
    return float(np.hypot(*np.median(found.moves, axis=0))) * USUAL_WIDTH_PX / CONTEXT_WIDTH_PX


def _context(grey: bytes) -> Grey:
    return np.frombuffer(grey, dtype=np.uint8).reshape(CONTEXT_HEIGHT_PX, CONTEXT_WIDTH_PX).astype(np.float32)


def _correlation(one: Grey, other: Grey) -> float:
    one, other = one - one.mean(), other - other.mean()
    size = float(np.sqrt((one * one).sum() * (other * other).sum()))
    return float((one * other).sum()) / size if size > 0 else 0.0
