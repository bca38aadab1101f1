"""Whether the room stands still while the head turns: a print or a screen takes its own background with it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kiosk.domain.faces.face_detail import Box
from kiosk.domain.liveness.challenge import Challenge
from kiosk.domain.liveness.evidence.displacement import Grey, Mask, measure_displacements
from kiosk.domain.liveness.evidence.turns import Turn, find_turns
from kiosk.domain.liveness.frames import (
    SCENE_HEIGHT_PX,
    SCENE_WIDTH_PX,
    FrameFacts,
)

USUAL_WIDTH_PX = 640
"""Displacements are given for a frame of this width, whatever the size of the pictures that they are measured on."""
SIDE_MARGIN, TOP_MARGIN = 0.2, 0.45
"""Of the face's width and height, what hair and ears may take beside and above the mesh."""
RING_WIDTHS = 1.5
"""The ring around the head reaches this many face widths from its edge."""
NEAREST = 12
"""Blocks next to the head that say what is held before the camera; further ones may show the room behind a print."""
MIN_BLOCKS = 8
"""Fewer tell nothing: a plain wall is not measured."""
ONE_MOVEMENT, AGREES_PX, AGREES = 0.4, 8.0, 0.25
"""Share of the blocks next to the head that must agree with their median, within so many pixels or this share of its
length: pictures and cameras move as one; hair, shoulders, passers-by and what slides along an edge do not."""
MOVED_PX = 8.0
"""A block that went further has moved: twice what the compression and the noise of a still room make."""
PICTURES = 3
"""Of each turn, so many frames that are furthest are compared; the straight picture is the mean of as many."""


Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class RoomEvidence:
    """The worst of the turns; pixels are those of a frame 640 wide."""

    moved_px: float
    """Median way, across and down, of all textured blocks around the head between straight and turned frames."""
    nearest_px: float
    """The same of those next to the head alone."""
    moved_share: float
    """Share of these blocks that moved, 0-1."""
    with_face: float
    """How much of the nose's own way the blocks went in its direction: 1 when all is one picture that is moved."""
    lost_share: float
    """Share of textured blocks that were not found again: covered by somebody, or gone too far."""
    blocks: int
    """How many were found again, in the turn with the fewest."""
    turns: int


def measure_room(challenge: Challenge, targets: Sequence[Box], frames: Sequence[FrameFacts]) -> RoomEvidence | None:
    """Measure what is around the head in straight against turned frames; None without pictures or texture."""
    turns = find_turns(challenge, targets, frames)
    straight = [frame for frame in turns.straight if frame.pixels is not None][:PICTURES]
    if not straight:
        return None
    measured = [found for turn in turns.turned if (found := _measure_turn(straight, turn, challenge.aspect))]
    if not measured:
        return None
    return RoomEvidence(
        moved_px=max(each.moved_px for each in measured),
        nearest_px=max(each.nearest_px for each in measured),
        moved_share=max(each.moved_share for each in measured),
        with_face=max(each.with_face for each in measured),
        lost_share=max(each.lost_share for each in measured),
        blocks=min(each.blocks for each in measured),
        turns=len(measured),
    )


def _measure_turn(straight: Sequence[FrameFacts], turn: Turn, aspect: float) -> RoomEvidence | None:
    seen = [frame for frame in turn.frames if frame.pixels is not None]
    seen.sort(key=lambda frame: -(frame.faces[0].nose.x * turn.across * aspect + frame.faces[0].nose.y * turn.down))
    before = np.mean([_scene(frame) for frame in straight], axis=0)
    measured = [found for frame in seen[:PICTURES] if (found := _measure_frame(before, straight, frame, turn, aspect))]
    if not measured:
        return None
    # The median of three: one frame in which somebody passes, or which is blurred, decides nothing.
    moved_px, nearest_px, moved_share, with_face, lost_share, blocks = np.median(measured, axis=0).tolist()
    return RoomEvidence(moved_px, nearest_px, moved_share, with_face, lost_share, int(blocks), 1)


def _measure_frame(
    before: Grey, straight: Sequence[FrameFacts], frame: FrameFacts, turn: Turn, aspect: float
) -> tuple[float, ...] | None:
    heads = [each.faces[0].bounding_box for each in (*straight, frame)]
    found = measure_displacements(before, _scene(frame), _around(heads, before.shape))
    if len(found.moves) < MIN_BLOCKS:
        return None
    moves = found.moves * USUAL_WIDTH_PX / SCENE_WIDTH_PX
    nearest = _off(found.centres, heads).argsort()[:NEAREST]
    if not _is_one_movement(moves[nearest]):
        return None
    lengths = np.hypot(moves[:, 0], moves[:, 1])
    way = _way(straight, frame, aspect) * USUAL_WIDTH_PX / aspect
    return (
        _common_px(moves),
        _common_px(moves[nearest]),
        float((lengths > MOVED_PX).mean()),
        _along(moves[nearest], way),
        1 - len(moves) / found.textured,
        len(moves),
    )


def _is_one_movement(moves: Floats) -> bool:
    """Whether blocks went one way, or stayed."""
    middle = np.median(moves, axis=0)
    apart = np.hypot(*(moves - middle).T)
    return bool((apart <= max(AGREES_PX, AGREES * float(np.hypot(*middle)))).mean() >= ONE_MOVEMENT)


def _common_px(moves: Floats) -> float:
    """How far blocks went together: what passes behind or swings makes them move each in its own direction."""
    return float(np.hypot(*np.median(moves, axis=0)))


def _off(centres: Floats, heads: Sequence[Box]) -> Floats:
    """How far blocks are from the heads' boxes, in pixels of the scene."""
    x, y = centres[:, 0], centres[:, 1]
    left, right = min(head.left for head in heads), max(head.right for head in heads)
    across = np.maximum(np.maximum(left * SCENE_WIDTH_PX - x, x - right * SCENE_WIDTH_PX), 0)
    return np.asarray(np.hypot(across, np.maximum(min(head.top for head in heads) * SCENE_HEIGHT_PX - y, 0)))


def _way(straight: Sequence[FrameFacts], frame: FrameFacts, aspect: float) -> Floats:
    """How far the nose went, in image heights."""
    start = np.mean([(each.faces[0].nose.x * aspect, each.faces[0].nose.y) for each in straight], axis=0)
    nose = frame.faces[0].nose
    return np.asarray(np.array([nose.x * aspect, nose.y]) - start)


def _along(moves: Floats, way: Floats) -> float:
    """The blocks' median way in the direction of the nose's, as a share of the nose's."""
    square = float(way @ way)
    return float(np.median(moves @ way)) / square if square > 0 else 0.0


def _scene(frame: FrameFacts) -> Grey:
    assert frame.pixels is not None
    return _picture(frame.pixels.scene, SCENE_WIDTH_PX, SCENE_HEIGHT_PX)


def _picture(grey: bytes, width_px: int, height_px: int) -> Grey:
    return np.frombuffer(grey, dtype=np.uint8).reshape(height_px, width_px).astype(np.float32)


def _around(heads: Sequence[Box], shape: tuple[int, ...]) -> Mask:
    """The ring around all these heads, as high as the chins: what is below moves with the shoulders."""
    height, width = shape
    x, y = (np.arange(width) + 0.5) / width, (np.arange(height) + 0.5) / height
    left, right = min(head.left for head in heads), max(head.right for head in heads)
    top, chin = min(head.top for head in heads), min(head.bottom for head in heads)
    across, up = max(head.width for head in heads), max(head.height for head in heads)
    # The heads themselves, with their hair.
    beside = (x < left - SIDE_MARGIN * across) | (x > right + SIDE_MARGIN * across)
    near = (x > left - RING_WIDTHS * across) & (x < right + RING_WIDTHS * across)
    outside = beside[None, :] | (y < top - TOP_MARGIN * up)[:, None]
    return np.asarray(outside & near[None, :] & (y < chin)[:, None])
