"""The native measures of ISO/IEC 29794-5 that are read from the pixels and the mesh of a still face.

As with the standard, the face is turned upright and brought to one size before its luminance is looked at: linear, by
the primaries of sRGB. The size is half of the reference implementation's 616 pixels, a quarter of the work.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from kiosk.domain.faces.quality_components import NativeMeasures
from kiosk.vision.arrays import Image, Points

SIDE_PX = 308
EYES_PX = ((125.5, 136.0), (182.0, 136.0))
MOUTH_PX = (154.25, 201.0)
"""Where eyes and mouth lie then: half of the reference implementation's places."""
EYES, MOUTH, CHIN = ((33, 133), (362, 263)), (61, 291), 152
OUTLINE = (
    10, 338, 297, 332, 284, 251, 389, 356, 454, 323, 361, 288, 397, 365, 379, 378, 400, 377, 152, 148, 176, 149, 150,
    136, 172, 58, 132, 93, 234, 127, 162, 21, 54, 103, 67, 109,
)  # fmt: skip
LIDS = (((160, 144), (159, 145), (158, 153)), ((385, 380), (386, 374), (387, 373)))
LIPS = ((81, 178), (82, 87), (13, 14), (312, 317), (311, 402))
"""Upper and lower lids of each eye, and inner edges of the lips, above one another."""
DARKEST, BRIGHTEST = 25, 247
ZONE = 0.3
"""Sides of the squares on both cheeks, in inter-eye distances."""
BLOCK_PX = 8
MIN_BLOCKS = 4
"""With fewer of them nothing can be said of their edges."""


def native_measures(rgb: Image, points: Points) -> NativeMeasures:
    """Measure one face, whose mesh has 468 points or more in pixels; what lies outside the picture is black."""
    upright, mesh = _upright(rgb, points)
    luminance = _luminance(upright)
    share = _histogram(luminance[_outline(mesh)])
    levels = np.arange(256) / 255
    mean = float(share @ levels)
    seen = share[share > 0]
    chin_px = max(float(np.linalg.norm(_middle(mesh, EYES[0] + EYES[1]) - mesh[CHIN])), 1e-6)
    return NativeMeasures(
        illumination_overlap=_overlap(luminance, mesh),
        luminance_mean=mean,
        luminance_variance=float(share @ (levels - mean) ** 2),
        dark_share=float(share[: DARKEST + 1].sum()),
        bright_share=float(share[BRIGHTEST:].sum()),
        entropy_bits=float(-(seen * np.log2(seen)).sum()),
        block_edges=_block_edges(rgb, points),
        eye_opening=min(_widest(mesh, lids) for lids in LIDS) / chin_px,
        mouth_opening=_widest(mesh, LIPS) / chin_px,
    )


def _upright(rgb: Image, points: Points) -> tuple[Image, Points]:
    """The face turned and scaled so that eyes and mouth lie in their places, and its mesh in the same pixels."""
    flat = np.asarray(points[:, :2], dtype=np.float32)
    seen = np.array([*(_middle(flat, eye) for eye in EYES), _middle(flat, MOUTH)])
    matrix = _similarity(seen, np.array([*EYES_PX, MOUTH_PX]))
    moved = np.c_[flat, np.ones(len(flat))] @ matrix.T
    return np.asarray(cv2.warpAffine(rgb, matrix, (SIDE_PX, SIDE_PX)), dtype=np.uint8), moved.astype(np.float32)


def _similarity(seen: NDArray[np.float64], wanted: NDArray[np.float64]) -> NDArray[np.float64]:
    """The turn, scale and shift that bring points nearest to where they are wanted, without mirroring."""
    a, b = (np.asarray(each[:, 0] + 1j * each[:, 1]) for each in (seen, wanted))
    from_middle = a - a.mean()
    turn = (np.conj(from_middle) @ (b - b.mean())) / max(float(np.vdot(from_middle, from_middle).real), 1e-6)
    shift = b.mean() - turn * a.mean()
    return np.array([[turn.real, -turn.imag, shift.real], [turn.imag, turn.real, shift.imag]])


def _luminance(rgb: Image) -> Image:
    """Linear, 0-255."""
    share = np.arange(256) / 255
    linear = np.where(share > 0.04045, ((share + 0.055) / 1.055) ** 2.4, share / 12.92) * 255
    parts = (
        np.asarray(weight * linear, dtype=np.float32)[rgb[..., channel]] for channel, weight in enumerate(_WEIGHTS)
    )
    return np.asarray(np.clip(np.floor(sum(parts) + 0.5), 0, 255), dtype=np.uint8)


_WEIGHTS = (0.2126, 0.7152, 0.0722)


def _outline(mesh: Points) -> NDArray[np.bool_]:
    mask = np.zeros((SIDE_PX, SIDE_PX), np.uint8)
    corners = np.clip(np.round(mesh[list(OUTLINE)]), -SIDE_PX, 2 * SIDE_PX).astype(np.int32)
    cv2.fillPoly(mask, [corners], (1,))
    return np.asarray(mask > 0)


def _histogram(values: Image) -> NDArray[np.float64]:
    """Shares of 256 levels; all of it black where there is nothing."""
    counts = np.bincount(values.ravel(), minlength=256).astype(np.float64)
    return np.asarray(counts / counts.sum() if counts.sum() else np.eye(1, 256)[0])


def _overlap(luminance: Image, mesh: Points) -> float:
    """Of the histograms of two squares beside the nose, half way from the eyes down to the mouth."""
    left, right = (_middle(mesh, eye) for eye in EYES)
    side = int(ZONE * float(np.linalg.norm(right - left)))
    down = float(np.linalg.norm(_middle(mesh, MOUTH) - (left + right) / 2)) / 2
    squares = ((left[0] - side, left[1] + down), (right[0], right[1] + down))
    shares = [_histogram(_square(luminance, x, y, side)) for x, y in squares]
    return float(np.minimum(*shares).sum())


def _square(luminance: Image, x: float, y: float, side: int) -> Image:
    left, top = (min(max(int(place), 0), SIDE_PX - 1) for place in (x, y))
    return luminance[top : top + side, left : left + side]


def _block_edges(rgb: Image, points: Points) -> float:
    """Mean step where blocks meet to the mean step elsewhere, of the picture as it was decoded."""
    height_px, width_px = rgb.shape[:2]
    left, top = (max(int(value) // BLOCK_PX * BLOCK_PX, 0) for value in points[:, :2].min(axis=0))
    right, bottom = (int(value) for value in points[:, :2].max(axis=0))
    green = rgb[top : min(bottom, height_px), left : min(right, width_px), 1].astype(np.float32)
    if min(green.shape) < MIN_BLOCKS * BLOCK_PX:
        return 1.0
    between, within = 0.0, 0.0
    for steps in (np.abs(np.diff(green, axis=1)).mean(axis=0), np.abs(np.diff(green, axis=0)).mean(axis=1)):
        meets = np.arange(len(steps)) % BLOCK_PX == BLOCK_PX - 1
        between, within = between + float(steps[meets].mean()), within + float(steps[~meets].mean())
    return between / within if within > 0 else 1.0


def _widest(mesh: Points, pairs: tuple[tuple[int, int], ...]) -> float:
    return max(float(np.linalg.norm(mesh[upper] - mesh[lower])) for upper, lower in pairs)


def _middle(mesh: Points, indices: tuple[int, ...]) -> Points:
    return np.asarray(mesh[list(indices)].mean(axis=0), dtype=np.float32)
