"""How far textured blocks of one grey picture lie from where they were in another."""

from dataclasses import dataclass

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

BLOCK_PX = 12
STEP_PX = 8
"""Blocks overlap by a third."""
REACH_PX = 16
"""A block is looked for this far around its place; what went further is not found again."""
MIN_CONTRAST = 3.0
"""Standard deviation of a block's grey levels, below which nothing is in it but noise."""
MIN_CORRELATION = 0.7
"""Of a block that is found again; somebody who walks behind covers it."""
TIE = 0.02
"""A peak that is no higher than this above the correlation at rest is no movement: along an edge everything fits."""

NEARER = 0.004
"""Of several places that fit alike, as all along an edge, the nearest is taken: correlation that a pixel costs."""

Grey = NDArray[np.float32]
Mask = NDArray[np.bool_]

_OFFSETS = np.arange(-REACH_PX, REACH_PX + 1)
_DISTANCES = np.hypot(_OFFSETS[:, None], _OFFSETS[None, :])


@dataclass(frozen=True, slots=True)
class Displacements:
    """Blocks that were found again, in pixels of the pictures."""

    centres: NDArray[np.float64]
    """Nx2, right and down, where each block was."""
    moves: NDArray[np.float64]
    """Nx2, right and down, how far it went."""
    textured: int
    """How many blocks had enough in them to be looked for."""


def measure_displacements(before: Grey, after: Grey, seen: Mask) -> Displacements:
    """Find blocks of `before` in `after` by normalised cross-correlation, to fractions of a pixel.

    All three are HxW. Only blocks that lie wholly in `seen` are looked for.
    """
    rows, columns = _textured_blocks(before, seen)
    if not len(rows):
        return Displacements(np.zeros((0, 2)), np.zeros((0, 2)), 0)
    blocks = sliding_window_view(before, (BLOCK_PX, BLOCK_PX))[rows, columns]
    padded = np.pad(after, REACH_PX, mode="edge")
    side = BLOCK_PX + 2 * REACH_PX
    windows = sliding_window_view(padded, (side, side))[rows, columns]
    correlation = _correlate(blocks, windows)
    moves, found = _peaks(correlation)
    centres = np.column_stack([columns, rows]) + (BLOCK_PX - 1) / 2
    return Displacements(centres[found], moves[found], len(rows))


def _textured_blocks(picture: Grey, seen: Mask) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Rows and columns of the upper left corners."""
    shape = (BLOCK_PX, BLOCK_PX)
    blocks = sliding_window_view(picture, shape)[::STEP_PX, ::STEP_PX]
    whole = sliding_window_view(seen, shape)[::STEP_PX, ::STEP_PX].all(axis=(2, 3))
    rows, columns = np.nonzero(whole & (blocks.std(axis=(2, 3)) >= MIN_CONTRAST))
    return rows * STEP_PX, columns * STEP_PX


def _correlate(blocks: Grey, windows: Grey) -> Grey:
    """Normalised cross-correlation of N blocks with all their places in N windows: N x places x places."""
    size = windows.shape[1:]
    flat = blocks - blocks.mean(axis=(1, 2), keepdims=True)
    windows = windows - windows.mean(axis=(1, 2), keepdims=True)
    spectrum = np.fft.rfft2(windows) * np.conj(np.fft.rfft2(flat, s=size))
    places = 2 * REACH_PX + 1
    cross = np.fft.irfft2(spectrum, s=size)[:, :places, :places]
    count = BLOCK_PX**2
    variance = _sums(windows**2) - _sums(windows) ** 2 / count
    norm = np.sqrt(np.maximum(variance, count) * (flat**2).sum(axis=(1, 2))[:, None, None])
    return np.asarray(cross / norm)


def _sums(windows: Grey) -> Grey:
    """Sums over all blocks of each window."""
    total = np.pad(windows, ((0, 0), (1, 0), (1, 0))).cumsum(axis=1).cumsum(axis=2)
    b = BLOCK_PX
    return np.asarray(total[:, b:, b:] - total[:, :-b, b:] - total[:, b:, :-b] + total[:, :-b, :-b])


def _peaks(correlation: Grey) -> tuple[NDArray[np.float64], Mask]:
    """Where each correlation is highest, and whether it is high enough."""
    count, places = len(correlation), correlation.shape[1]
    best = (correlation - _DISTANCES * NEARER).reshape(count, -1).argmax(axis=1)
    row, column = best // places, best % places
    each = np.arange(count)
    highest, at_rest = correlation[each, row, column], correlation[:, REACH_PX, REACH_PX]
    moves = np.column_stack(
        [
            column - REACH_PX + _fraction(correlation[each, row], column),
            row - REACH_PX + _fraction(correlation[each, :, column], row),
        ]
    )
    moves[at_rest >= highest - TIE] = 0.0
    return moves, highest >= MIN_CORRELATION


def _fraction(line: Grey, peak: NDArray[np.intp]) -> NDArray[np.float64]:
    """How far beyond the pixel the top of a parabola through three values lies."""
    each, inner = np.arange(len(line)), np.clip(peak, 1, line.shape[1] - 2)
    low, top, high = line[each, inner - 1], line[each, inner], line[each, inner + 1]
    curve = low - 2 * top + high
    shift = np.divide(low - high, 2 * curve, out=np.zeros_like(curve), where=curve < 0)
    return np.where(inner == peak, np.clip(shift, -0.5, 0.5), 0.0)
