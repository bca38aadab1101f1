"""Whether a picture shows a window of a screen: straight borders between grounds that are one colour to the last bit.

No camera sees such a ground, and what strong compression makes of a wall has no straight border. White sheets on which
a scanner or program lays pages have one colour only.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from kiosk.vision.arrays import Image

BLOCK_PX = 8
"""Side of the squares that are flat or not; JPEG's own."""
FLAT = 1
"""Levels by which the samples of such a square may differ."""
SAME, OTHER, CLEARLY = 2, 6, 40
"""Levels up to which two squares are of one ground, from which on of two, and of two of which one is paper."""
MIN_SHARE = 0.015
"""Of the picture, from which on squares of one colour that touch each other are a ground."""
PAPER = 225
"""Level of all channels from which on a ground may be a sheet or a scanner's lid."""
BLACK = 8
"""Level of all channels up to which a ground may be nothing at all."""
MAX_GROUNDS = 8
"""That are looked at, the largest first."""
NEAR = 3
"""Squares across a border, in which ringing or a line may lie."""

TELEPHONES = (1.7, 2.4)
"""Long side to short of their screens; sheets on which scanners and programs lay pages have 1.3 to 1.42."""

_PLACES = np.array([1, 256, 65_536], dtype=np.int32)
"""Of the channels, in one number for a colour."""

Labels = NDArray[np.int32]
Colours = NDArray[np.int16]


def window_border(bgr: Image) -> float:
    """The longest straight border between two grounds of one colour each, along a side of the picture, as a ratio of
    that side; 0 without any."""
    height, width = (side // BLOCK_PX for side in bgr.shape[:2])
    if height <= NEAR or width <= NEAR:
        return 0.0
    square = np.ones((BLOCK_PX, BLOCK_PX), dtype=np.uint8)
    extremes = (np.asarray(each, dtype=np.uint8) for each in (cv2.erode(bgr, square), cv2.dilate(bgr, square)))
    low, high = (_sampled(each)[:height, :width] for each in extremes)
    labels, colours = _grounds(low, (high - low).max(axis=2) <= FLAT)
    parted = _parted(colours)
    return max(_border(labels, parted), _border(np.ascontiguousarray(labels.T), parted))


def bare_lines(bgr: Image) -> float:
    """What share of a picture in the shape of a telephone's screen are whole lines of one colour to the last bit, above
    and below what is shown; 0 in any other shape."""
    long_first = bgr if bgr.shape[0] >= bgr.shape[1] else bgr.transpose(1, 0, 2)
    if not TELEPHONES[0] <= long_first.shape[0] / long_first.shape[1] <= TELEPHONES[1]:
        return 0.0
    low, high = long_first.min(axis=1), long_first.max(axis=1)
    return float(((high - low).max(axis=1) <= FLAT).mean())


def _sampled(extremes: Image) -> Colours:
    """Once a square, of what is the least or the greatest around each pixel."""
    return np.asarray(extremes[BLOCK_PX // 2 :: BLOCK_PX, BLOCK_PX // 2 :: BLOCK_PX], dtype=np.int16)


def _grounds(colours: Colours, is_flat: NDArray[np.bool_]) -> tuple[Labels, Colours]:
    """Which ground each square is of, 0 for none, and the grounds' colours from 1 on."""
    labels, found = np.zeros(is_flat.shape, dtype=np.int32), [np.zeros(3, dtype=np.int16)]
    least = MIN_SHARE * is_flat.size
    for _ in range(MAX_GROUNDS):
        left = is_flat & (labels == 0)
        if int(left.sum()) < least:
            break
        values, counts = np.unique(colours[left].astype(np.int32) @ _PLACES, return_counts=True)
        colour = np.asarray(values[counts.argmax()] // _PLACES % 256, dtype=np.int16)
        near = left & (np.abs(colours - colour).max(axis=2) <= SAME)
        count, pieces, stats, _ = cv2.connectedComponentsWithStats(near.astype(np.uint8))
        large = [piece for piece in range(1, count) if stats[piece, cv2.CC_STAT_AREA] >= least]
        is_flat = is_flat & ~near
        labels[np.isin(pieces, large)] = len(found)
        is_flat[labels > 0] = True
        found.append(colour)
    return labels, np.asarray(found, dtype=np.int16)


def _parted(colours: Colours) -> NDArray[np.bool_]:
    """Which two grounds are two: those of paper differ little from a page's, and scanners see black beside a sheet."""
    differences = np.abs(colours[:, None] - colours[None]).max(axis=2)
    paper, black = colours.min(axis=1) >= PAPER, colours.max(axis=1) <= BLACK
    with_paper = paper[:, None] | paper[None]
    apart = differences >= np.where(with_paper, CLEARLY, OTHER)
    apart &= ~(with_paper & (black[:, None] | black[None]))
    apart[0] = apart[:, 0] = False
    return np.asarray(apart, dtype=np.bool_)


def _border(labels: Labels, parted: NDArray[np.bool_]) -> float:
    """The longest border that runs along the rows."""
    longest = 0
    for away in range(1, NEAR + 1):
        across = parted[labels[:-away], labels[away:]]
        longest = max(longest, int(across.sum(axis=1).max()))
    return longest / labels.shape[1]
