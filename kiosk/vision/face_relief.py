"""Whether a face that comes near has relief: near a camera a head changes its shape, and a photograph only its size.

Two views of the face are brought to one size and place, and what then still differs between them is measured by
optical flow: over a flat face the differences follow a plane's homography, over a head they follow its depth as well
(plane and parallax: Irani and Anandan 1996). The face mesh places the views and gives the shape of a head; the depth
itself is measured in the pixels, for a mesh sees a head in every photograph.
"""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import cv2
import numpy as np
from numpy.typing import NDArray

from kiosk.vision.arrays import Image, Points

SIDE_PX = 160
"""Of the grey view of a face."""
EYES_PX = 62.0
"""Between the outer corners of the eyes in a view, which are in a row across its upper half."""
EYES_Y = 0.38
LEFT_EYE, RIGHT_EYE = 33, 263
PLACED_BY = (33, 133, 362, 263, 168, 6, 197, 61, 291, 98, 327, 10, 152)
MESH_POINTS = 468
MARGIN_PX = 6
"""What flows from beyond a view's edge is not known."""
MAX_CYCLE_PX = 1.0
"""Flow there and back again must end where it began."""
MIN_POINTS = 120
MIN_GROWTH = 1.15
"""Of a face between two views whose perspective is compared."""
EXPRESSION = np.array([(13, 14), (0, 17), (61, 291), (159, 145), (386, 374), (105, 159), (334, 386)])
"""Points of the mesh whose distances change with what a face does: lips, corners of the mouth, lids, brows."""
ALIKE = 3
"""How many views of the other end each is compared with."""

MIDDLE_Y = 0.4
"""Of a face below its eyes, in distances of the outer eyes."""
DEPTH_TERMS = 3
AT_ONCE = 2
"""Pairs of views that are followed at the same time, while a customer waits for it."""

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class FaceView:
    """A face in its place, and how large it was; points are those of the mesh in distances of the outer eyes, x and y
    from between the eyes, z away from the camera."""

    at_s: float
    eyes_px: float
    """Between the outer corners of the eyes in the frame."""
    grey: Image = field(repr=False)
    """Without the light on it, which changes as a face comes near."""
    points: Floats = field(repr=False)


@dataclass(frozen=True, slots=True)
class Relief:
    """How far and near views differ."""

    strength: float
    """Change of perspective along a head's depth: 0 for what is flat, about the difference of the eyes' distance over
    the distances of the face for a head."""
    beyond_bend: float
    """The same along that part of a head's depth which no sheet has that is bent about one axis: nose, brow and chin
    before the cheeks."""
    explained: float
    """0-1: which part of what no plane explains a head's depth explains."""
    growth_px: float
    """By how much the distance of the outer eyes grew in the frames."""


def view_face(grey: Image, points: Points, at_s: float) -> FaceView:
    """The view of a face; `points` are a mesh of it in pixels of the picture."""
    mesh = points[:MESH_POINTS].astype(np.float64)
    eyes_px = float(np.linalg.norm(mesh[RIGHT_EYE, :2] - mesh[LEFT_EYE, :2])) or 1.0
    middle = (mesh[LEFT_EYE] + mesh[RIGHT_EYE]) / 2
    scale = EYES_PX / eyes_px
    across = (mesh[RIGHT_EYE, :2] - mesh[LEFT_EYE, :2]) / eyes_px
    turn = np.array([[across[0], across[1]], [-across[1], across[0]]])
    place = np.array([SIDE_PX / 2, SIDE_PX * EYES_Y])
    matrix = np.column_stack([scale * turn, place - scale * turn @ middle[:2]])
    source = grey if scale > 0.7 else cv2.GaussianBlur(grey, (0, 0), 0.5 / scale)
    view = cv2.warpAffine(source, matrix, (SIDE_PX, SIDE_PX), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    flat = (mesh[:, :2] - middle[:2]) @ turn.T / eyes_px
    depth = (mesh[:, 2] - middle[2]) / eyes_px
    return FaceView(at_s, eyes_px, _even(np.asarray(view, dtype=np.uint8)), np.column_stack([flat, depth]))


def pair_views(far: Sequence[FaceView], near: Sequence[FaceView]) -> list[tuple[FaceView, FaceView]]:
    """Each view with those of the other end on which the face does most nearly the same, and is larger by enough.

    What a face does differs from its shape by as much as perspective does.
    """
    if not far or not near:
        return []
    apart = np.linalg.norm(_expressions(far)[:, None] - _expressions(near), axis=2)
    grown = np.array([[there.eyes_px >= MIN_GROWTH * here.eyes_px for there in near] for here in far])
    apart[~grown] = np.inf
    ranks = (apart.argsort(axis=axis, kind="stable").argsort(axis=axis, kind="stable") for axis in (0, 1))
    chosen = np.minimum(*ranks) < ALIKE
    return [(far[here], near[there]) for here, there in np.argwhere(chosen & grown)]


def _expressions(views: Sequence[FaceView]) -> Floats:
    ends = np.stack([view.points[EXPRESSION, :2] for view in views])
    return np.asarray(np.linalg.norm(ends[..., 0, :] - ends[..., 1, :], axis=-1), dtype=np.float64)


def measure_relief(pairs: Sequence[tuple[FaceView, FaceView]]) -> Relief | None:
    """Compare far and near views of one face; None when too little of it can be followed from far to near.

    What a face does besides, as it speaks or smiles, differs from pair to pair, and is left out by the median of all.
    """
    # OpenCV needs no Python meanwhile.
    with ThreadPoolExecutor(AT_ONCE) as beside:
        movements = beside.map(_follow_points, *zip(*pairs, strict=True)) if pairs else ()
        followed = [(*pair, moved) for pair, moved in zip(pairs, movements, strict=True) if moved is not None]
    if not followed:
        return None
    shape = np.mean([(far.points + near.points) / 2 for far, near, _ in followed], axis=0)
    moved = np.stack([_beyond_plane(shape, each) for _, _, each in followed])
    used = np.isfinite(moved[..., 0]).sum(axis=0) >= len(followed) / 2
    if used.sum() < MIN_POINTS:
        return None
    growth_px = float(np.mean([near.eyes_px - far.eyes_px for far, near, _ in followed]))
    return _fit(shape[used], np.nanmedian(moved[:, used], axis=0), growth_px)


def _follow_points(far: FaceView, near: FaceView) -> Floats | None:
    """How each point of the mesh moves, in distances of the eyes, and not a number where it is lost."""
    flow, followed = _follow(far.grey, near.grey)
    places = far.points[:, :2] * EYES_PX + (SIDE_PX / 2, SIDE_PX * EYES_Y)
    columns, rows = np.round(places).astype(int).T
    inside = (np.minimum(columns, rows) >= MARGIN_PX) & (np.maximum(columns, rows) < SIDE_PX - MARGIN_PX)
    columns, rows = np.where(inside, columns, 0), np.where(inside, rows, 0)
    inside &= followed[rows, columns]
    if inside.sum() < MIN_POINTS:
        return None
    return np.asarray(np.where(inside[:, None], flow[rows, columns] / EYES_PX, np.nan), dtype=np.float64)


def _beyond_plane(shape: Floats, moved: Floats) -> Floats:
    """What is left of how points move without what a plane's may: where a view was placed differs from pair to pair."""
    plane, target = np.column_stack(_plane_terms(shape)), moved.reshape(-1)
    known = np.isfinite(target)
    solved = np.linalg.lstsq(plane[known], target[known], rcond=None)[0]
    return np.asarray((target - plane @ solved).reshape(-1, 2))


def _even(grey: Image) -> Image:
    """Take the light out of a view."""
    light = grey.astype(np.float32)
    mean = cv2.GaussianBlur(light, (0, 0), 8)
    spread = np.sqrt(cv2.GaussianBlur((light - mean) ** 2, (0, 0), 12)) + 4
    return np.asarray(np.clip(128 + 45 * (light - mean) / spread, 0, 255), dtype=np.uint8)


def _follow(before: Image, after: Image) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
    """Where each pixel goes, and whether it comes back."""
    method = cv2.DISOpticalFlow.create(cv2.DISOPTICAL_FLOW_PRESET_MEDIUM)
    there = method.calc(before, after, None)  # type: ignore[call-overload]
    back = method.calc(after, before, None)  # type: ignore[call-overload]
    columns, rows = np.meshgrid(np.arange(SIDE_PX, dtype=np.float32), np.arange(SIDE_PX, dtype=np.float32))
    returned = cv2.remap(back, columns + there[..., 0], rows + there[..., 1], cv2.INTER_LINEAR)
    return there, np.linalg.norm(there + returned, axis=2) < MAX_CYCLE_PX


def _fit(shape: Floats, moved: Floats, growth_px: float) -> Relief:
    plane, target, z = _plane_terms(shape), moved.reshape(-1), shape[:, 2]
    whole, kept = _solve([*plane, *_depth_terms(shape, z)], target)
    flat = np.column_stack(plane)[kept]
    without = _squares(flat, target[kept], np.linalg.lstsq(flat, target[kept], rcond=None)[0])
    both = np.column_stack([*plane, *_depth_terms(shape, z)])[kept]
    explained = 1 - _squares(both, target[kept], whole) / without if without > 0 else 0.0
    bent = _bent_depth(shape)
    terms = [*plane, *_depth_terms(shape, bent), *_depth_terms(shape, z - bent), *_bending_terms(shape)]
    parts, _ = _solve(terms, target)
    count = len(plane)
    return Relief(float(-whole[count]), float(-parts[count + DEPTH_TERMS]), explained, growth_px)


def _solve(terms: Sequence[Floats], target: Floats) -> tuple[Floats, NDArray[np.bool_]]:
    """Least squares, twice: the second time without the points that fit worst."""
    columns = np.column_stack(list(terms))
    kept = np.ones(len(target), dtype=bool)
    for _ in range(2):
        used = kept
        solved = np.linalg.lstsq(columns[used], target[used], rcond=None)[0]
        rest = np.abs(target - columns @ solved)
        kept = rest <= 2.5 * np.median(rest) + 1e-6
    return solved, used


def _squares(columns: Floats, target: Floats, solved: Floats) -> float:
    return float(((target - columns @ solved) ** 2).sum())


def _bent_depth(shape: Floats) -> Floats:
    """What of the depth a sheet could have that is bent about an upright or a level axis, or about both."""
    x, y, z = shape[:, 0], shape[:, 1] - MIDDLE_Y, shape[:, 2]
    columns = np.column_stack([np.ones_like(x), x**2, x**4, y, y**2, y**3, y**4])
    return np.asarray(columns @ np.linalg.lstsq(columns, z, rcond=None)[0])


def _plane_terms(shape: Floats) -> list[Floats]:
    """What two views of a plane may differ by: the eight terms of a homography, to the second order."""
    x, y = shape[:, 0], shape[:, 1] - MIDDLE_Y
    one, zero = np.ones_like(x), np.zeros_like(x)
    return [
        _rows(one, zero), _rows(zero, one), _rows(x, zero), _rows(y, zero), _rows(zero, x), _rows(zero, y),
        _rows(x * x, x * y), _rows(x * y, y * y),
    ]  # fmt: skip


def _depth_terms(shape: Floats, z: Floats) -> list[Floats]:
    """What views of a depth differ by besides: by perspective, and by turns of the head to the side and up."""
    x, y = shape[:, 0], shape[:, 1] - MIDDLE_Y
    zero = np.zeros_like(x)
    return [_rows(z * x, z * y), _rows(z, zero), _rows(zero, z)]


def _bending_terms(shape: Floats) -> list[Floats]:
    """What a sheet does that a head's depth would else be taken for.

    Its own points come nearer to each other across its axis as it is bent, the more the further out; and its depth
    rises otherwise towards its edges than a head's does, also about an axis that is not quite upright or level.
    """
    x, y = shape[:, 0], shape[:, 1] - MIDDLE_Y
    zero = np.zeros_like(x)
    return [
        _rows(x**3, zero), _rows(x**5, zero), _rows(zero, y**3),
        _rows(zero, x**2 * y), _rows(zero, x**4 * y), _rows(x * y**2, zero),
        _rows(x**4, zero), _rows(zero, x**4), _rows(x**2 * y, zero), _rows(zero, x * y**2),
    ]  # fmt: skip


def _rows(across: Floats, down: Floats) -> Floats:
    return np.column_stack([across, down]).reshape(-1)
