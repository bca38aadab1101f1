"""Measures by which copies differ from genuine pages, beyond their colours: regular grids that lie over all of a page.

Guilloches are as fine and as regular, and nowhere the same: so the page is looked at in tiles, and what counts is a
frequency that stands out on many of them.
"""

from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from kiosk.vision.arrays import Image

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

Spectrum = NDArray[np.float32]


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
