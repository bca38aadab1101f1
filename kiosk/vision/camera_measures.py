"""What only the camera's own pixels show: a regular pattern over a face, as filmed screens leave, and sensor noise."""

import cv2
import numpy as np
from numpy.typing import NDArray

from kiosk.domain.faces.face_detail import Box
from kiosk.domain.liveness.frames import CameraMeasures
from kiosk.vision.arrays import Image

TILE_PX = 128
"""Side of the parts of a face whose spectra are averaged; a smaller face is not looked at."""
SPREAD_PX = 96
"""From one part to the next."""
MAX_TILES_ACROSS = 2
LOWEST_CYCLES = 8
"""Per part: below that faces have patterns of their own, such as brows, lashes and teeth."""
NEIGHBOURHOOD = 13
"""Side of what a peak is compared with, in steps of the spectrum."""
BLOCK_PX = 8
"""Cameras that send JPEG leave a pattern of such blocks, which is no screen's."""
BLOCK_MARGIN = 1
HEAD_MARGIN = 0.6
"""Of the face's width: hair and ears on each side of it, and what sways with them."""
STRIP_PX = 192
CELL_PX = 16
DARKEST, BRIGHTEST = 8, 247
"""Means of cells that are not clipped: beyond, no noise is seen."""
LEAST_CELLS = 12

Grey = NDArray[np.float32]


class CameraMeter:
    """Measures pictures of one camera as they come; belongs to one thread."""

    def __init__(self) -> None:
        self._before: Image | None = None
        self._window = np.outer(np.hanning(TILE_PX), np.hanning(TILE_PX)).astype(np.float32)
        self._seen = _looked_at()

    def forget(self) -> None:
        """Compare the next picture with none."""
        self._before = None

    def measure(self, bgr: Image, face: Box) -> CameraMeasures | None:
        """Measure the camera's whole picture, in which the face is here; None for what cannot be measured.

        That is the first picture, a face below TILE_PX, one that fills the picture, and nothing but black and white
        beside it.
        """
        before, self._before = self._before, bgr
        if before is None or before.shape != bgr.shape:
            return None
        moire, noise = self._moire(bgr, face), _noise(before, bgr, face)
        return None if moire is None or noise is None else CameraMeasures(moire, noise)

    def _moire(self, bgr: Image, face: Box) -> float | None:
        tiles = _tiles(bgr, face)
        if not tiles:
            return None
        power = np.zeros((TILE_PX, TILE_PX // 2 + 1), dtype=np.float32)
        for tile in tiles:
            grey = tile.astype(np.float32)
            flat = (grey - cv2.GaussianBlur(grey, (0, 0), 4)) * self._window
            power += np.abs(np.fft.rfft2(flat)) ** 2
        # Geometric means, so that a peak hardly raises what it is compared with.
        level = np.log(power + 1.0) / 2
        around = cv2.blur(level, (NEIGHBOURHOOD, NEIGHBOURHOOD), borderType=cv2.BORDER_REFLECT)
        return float(np.exp((level - around)[self._seen].max()))


def _looked_at() -> NDArray[np.bool_]:
    """Which steps of the spectrum may show a screen: neither the face's own nor those of JPEG's blocks."""
    down, across = np.meshgrid(np.fft.fftfreq(TILE_PX, 1 / TILE_PX), np.arange(TILE_PX // 2 + 1), indexing="ij")
    seen = np.hypot(down, across) >= LOWEST_CYCLES
    step = TILE_PX // BLOCK_PX
    of_blocks = [np.abs((each + step / 2) % step - step / 2) <= BLOCK_MARGIN for each in (down, across)]
    # The edges of blocks are lines along the axes, whose strength changes slowly from block to block.
    slow = [np.abs(each) <= step / 2 for each in (down, across)]
    blocks = (of_blocks[0] & (slow[1] | of_blocks[1])) | (of_blocks[1] & slow[0])
    return np.asarray(seen & ~blocks, dtype=np.bool_)


def _tiles(bgr: Image, face: Box) -> list[NDArray[np.uint8]]:
    """Up to four parts of the middle of the face, of the green channel, which every sensor has most of."""
    high, wide = bgr.shape[:2]
    centre_x, centre_y = face.centre.x * wide, face.centre.y * high
    counts = [
        min(MAX_TILES_ACROSS, 1 + int((length - TILE_PX) // SPREAD_PX)) if length >= TILE_PX else 0
        for length in (face.width * wide, face.height * high)
    ]
    left = round(centre_x - (TILE_PX + (counts[0] - 1) * SPREAD_PX) / 2)
    top = round(centre_y - (TILE_PX + (counts[1] - 1) * SPREAD_PX) / 2)
    corners = [(left + i * SPREAD_PX, top + j * SPREAD_PX) for i in range(counts[0]) for j in range(counts[1])]
    tiles = [bgr[y : y + TILE_PX, x : x + TILE_PX, 1] for x, y in corners if x >= 0 and y >= 0]
    return [tile for tile in tiles if tile.shape == (TILE_PX, TILE_PX)]


def _noise(before: Image, now: Image, face: Box) -> float | None:
    """Standard deviation over time of single pixels in the cell that is median among those beside the head."""
    spreads: list[float] = []
    for part in _beside(now, face):
        first, second = before[part].astype(np.float32), now[part].astype(np.float32)
        cells = _cells(second - first)
        means = _cells(second).mean(axis=(1, 3))
        seen = (means > DARKEST) & (means < BRIGHTEST)
        spreads.extend((cells.std(axis=(1, 3)) / np.sqrt(2))[seen].tolist())
    return float(np.median(spreads)) if len(spreads) >= LEAST_CELLS else None


def _beside(bgr: Image, face: Box) -> list[tuple[slice, slice, int]]:
    """The green channel of strips left and right of the head, as high as the face, in whole cells."""
    high, wide = bgr.shape[:2]
    margin = HEAD_MARGIN * face.width
    ends = (max(round((face.left - margin) * wide), 0), min(round((face.right + margin) * wide), wide))
    top = max(round(face.top * high), 0)
    bottom = _whole_cells(min(round(face.bottom * high), high) - top) + top
    strips = ((max(ends[0] - STRIP_PX, 0), ends[0]), (ends[1], min(ends[1] + STRIP_PX, wide)))
    return [
        (slice(top, bottom), slice(start, start + _whole_cells(end - start)), 1)
        for start, end in strips
        if end - start >= CELL_PX and bottom - top >= CELL_PX
    ]


def _whole_cells(length_px: int) -> int:
    return max(length_px, 0) // CELL_PX * CELL_PX


def _cells(grey: Grey) -> Grey:
    """Rows and columns of cells, each split into rows and columns of pixels (axes 1 and 3)."""
    high, wide = grey.shape
    return grey.reshape(high // CELL_PX, CELL_PX, wide // CELL_PX, CELL_PX)
