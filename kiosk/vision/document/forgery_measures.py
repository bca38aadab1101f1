"""Measures by which copies and altered pages differ from genuine ones, beyond their colours.

Regular grids lie over all of a copy. Guilloches are as fine and as regular, and nowhere the same: so the page is looked
at in tiles, and what counts is a frequency that stands out on many of them. Text that is written into a picture is as
sharp as a program draws it; a lens blurs all other text on the page alike.
"""

from collections.abc import Sequence
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from kiosk.vision.arrays import Image
from kiosk.vision.document.text_boxes import Quad

TILE_PX = 256
"""Side of a tile, pixel by pixel."""
TILES = (2, 4)
"""Rows and columns of tiles."""
EDGE = 0.06
"""Of the page's sides, left out, with frames and what lies beyond."""
SHARE_OF_TILES = 0.4
"""On which a frequency has to stand out."""
RINGS_FROM, RINGS_TO = 0.18, 0.70
"""Frequencies in cycles a pixel: print is coarser."""
RINGS = 24
AXES_PX = 3
"""Frequencies along the axes are those of straight edges, tables and frames."""
AROUND_PX, OWN_PX = 17, 7
"""Sides of the squares of frequencies that a peak is held against, and that are its own: what is moved or out of focus
has broad bands, and a grid has points."""
FLOOR = 20.0
"""Below this it is the rounding of samples."""

EDGE_PX = 9
"""Side of the square in which an edge rises from its least to its greatest sample."""
STEEP, STRONG = 0.9, 0.6
"""Quantile of the slopes of a line's edges, and from which share of its highest edges on they are looked at."""
HIGHEST = 0.95
"""Quantile of the heights of a line's edges that is its highest."""
MIN_CONTRAST = 35.0
"""Levels of a line's highest edges, from which on noise says little of their slopes."""
MIN_TEXT_PX, MIN_TEXT_ASPECT = 8, 2.0
"""Height of a line and its width in heights: smaller ones have few edges."""
MIN_LINES, OTHERS = 8, 0.75
"""Lines that are needed, and the quantile of their sharpness that all are held against."""
FITS, LEAST_MISFIT = 8, 0.02
"""Times that a plane is fitted to the lines' sharpness, lines weighing less the farther off it they are, and the misfit
from which on they do."""

Spectrum = NDArray[np.float32]
Levels = NDArray[np.float32]


def pattern(page: Image) -> float:
    """How far one fine frequency off the axes stands out from those beside it, on many tiles of a BGR page."""
    grey = cv2.cvtColor(page, cv2.COLOR_BGR2GRAY).astype(np.float32)
    side = min(TILE_PX, *grey.shape)
    frequencies = np.fft.fftshift(np.fft.fftfreq(side))
    down, across = np.abs(frequencies)[:, None], np.abs(frequencies)[None]
    radius = np.hypot(down, across)
    fine = (radius >= RINGS_FROM) & (radius < RINGS_TO) & (down > AXES_PX / side) & (across > AXES_PX / side)
    edges = np.linspace(RINGS_FROM, RINGS_TO, RINGS + 1)
    rings = [fine & (radius >= low) & (radius < high) for low, high in pairwise(edges)]
    if not all(ring.any() for ring in rings):
        return 0.0
    peaks = np.stack([_peaks(tile, rings) for tile in _tiles(grey, side)])
    return float(np.quantile(peaks[:, fine], 1 - SHARE_OF_TILES, axis=0).max())


def _tiles(grey: NDArray[np.float32], side: int) -> list[NDArray[np.float32]]:
    """Tiles spread over the page."""
    starts = [
        np.unique(np.linspace(EDGE * long, max((1 - EDGE) * long - side, EDGE * long), count).astype(int))
        for long, count in zip(grey.shape, TILES, strict=True)
    ]
    tops, lefts = (np.clip(each, 0, long - side) for each, long in zip(starts, grey.shape, strict=True))
    return [grey[top : top + side, left : left + side] for top in tops for left in lefts]


def _peaks(tile: NDArray[np.float32], rings: list[NDArray[np.bool_]]) -> Spectrum:
    """Each frequency in means of those beside it and medians of those as fine; peaks are widened by a pixel."""
    window = np.hanning(len(tile)).astype(np.float32)
    spectrum = np.abs(np.fft.fftshift(np.fft.fft2((tile - tile.mean()) * window[:, None] * window[None])))
    spectrum = spectrum.astype(np.float32)
    wide, own = (
        cv2.blur(spectrum, (size, size), borderType=cv2.BORDER_REFLECT) * size**2 for size in (AROUND_PX, OWN_PX)
    )
    beside = np.maximum((wide - own) / (AROUND_PX**2 - OWN_PX**2), FLOOR)
    for ring in rings:
        beside[ring] = np.maximum(beside[ring], np.median(spectrum[ring]))
    return np.asarray(cv2.dilate(spectrum / beside, np.ones((3, 3), dtype=np.uint8)), dtype=np.float32)


def sharpest_line(page: Image, quads: Sequence[Quad]) -> float:
    """How much sharper one line of text on a BGR page is than a quarter of its lines; 1 where lines are few.

    A slope is taken in heights of its edge, so that pale ink and dark ink are as sharp; and a page that leans away from
    the camera is sharper at one end.
    """
    grey = cv2.cvtColor(page, cv2.COLOR_BGR2GRAY)
    square = np.ones((EDGE_PX, EDGE_PX), dtype=np.uint8)
    heights = np.asarray(cv2.morphologyEx(grey, cv2.MORPH_GRADIENT, square), dtype=np.float32)
    step = np.array([[0.0, -1.0, 1.0]], dtype=np.float32)
    across, down = (np.abs(cv2.filter2D(grey, cv2.CV_32F, kernel)) for kernel in (step, step.T))
    slope = np.maximum(across, down)
    found = [
        (quad.mean(axis=0), _sharpness(slope[area], heights[area]))
        for quad, area in zip(quads, map(_area, quads), strict=True)
    ]
    seen = [(place, sharp) for place, sharp in found if sharp > 0]
    if len(seen) < MIN_LINES:
        return 1.0
    places, sharp = (np.asarray(each, dtype=np.float64) for each in zip(*seen, strict=True))
    misfits = _off_plane(places / page.shape[1], np.log(sharp))
    return float(np.exp(misfits.max() - np.quantile(misfits, OTHERS)))


def _off_plane(places: NDArray[np.float64], values: NDArray[np.float64]) -> NDArray[np.float64]:
    """How far values lie above the plane that the most of them fit: their least absolute deviations."""
    columns = np.column_stack([np.ones(len(places)), places])
    misfits, weights = values, np.ones(len(values))
    for _ in range(FITS):
        plane, *_ = np.linalg.lstsq(columns * weights[:, None], values * weights, rcond=None)
        misfits = values - columns @ plane
        weights = 1 / np.sqrt(np.maximum(np.abs(misfits), LEAST_MISFIT))
    return np.asarray(misfits, dtype=np.float64)


def _area(quad: Quad) -> tuple[slice, slice]:
    """Rows and columns of the upright box around a line."""
    left, top = (max(int(value), 0) for value in np.floor(quad.min(axis=0)))
    right, bottom = (max(int(value), 0) for value in np.ceil(quad.max(axis=0)))
    return slice(top, bottom), slice(left, right)


def _sharpness(slope: Levels, heights: Levels) -> float:
    """How steep the edges of one line are; 0 where it is small or pale."""
    high, wide = heights.shape
    if high < MIN_TEXT_PX or wide < MIN_TEXT_ASPECT * high:
        return 0.0
    highest = float(np.quantile(heights, HIGHEST))
    if highest < MIN_CONTRAST:
        return 0.0
    strong = heights > STRONG * highest
    return float(np.quantile(slope[strong] / heights[strong], STEEP))
