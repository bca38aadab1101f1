"""Whether something lies over a machine-readable zone: a hand, a finger, a glove, a sticker.

A zone has no spaces, and fillers stand in all of them: a stretch of its lines without ink is covered, whatever colour
lies there. Where a line's end is covered, the ground changes right behind its last character.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

import cv2
import numpy as np
from numpy.typing import NDArray

from kiosk.vision.arrays import Image
from kiosk.vision.document.page_orientation import UprightPage
from kiosk.vision.document.text import TextLine
from kiosk.vision.document.text_boxes import cut, size_of
from kiosk.vision.document.zone_search import ZoneSearch, zone_rows, zone_text

ROW_PX, MAX_ROW_PX = 48, 3_200
"""Height at which a line is looked at, and a bound on its length."""
STROKE_PX = 13
"""More than the width of a character's strokes at that height."""
PITCHES_PX = (22, 46)
"""Widths of a character at that height: a line is found 1.2 to 1.9 characters high."""
BEYOND_HEIGHTS = 1.6
"""How far the ground beside a line is looked at, in its heights."""
HOLE_PITCHES = 1.9
"""Widths of a character from which on a stretch without ink is no gap between two: where one is missing it is 1.4, and
where two are at least 2."""
INK_SHARE = 0.3
"""Of the line's own contrast; what has less is ground, or a wrinkle of a finger."""
END_PITCHES = (0.5, 1.3)
"""Where behind a line's last character its ground is looked at: one and a half are free at least (Doc 9303)."""
FOREIGN = 18.0
"""CIELAB distance from which on a ground is another one."""
NARROW = 0.76
"""Share of its page's width that a zone has at least: 0.87 to 0.89 by Doc 9303, 0.92 on some drawn cards."""
BAND, BAND_COVERED, BAND_FOREIGN = 0.26, 0.35, 12.0
"""Share of a page's height that a passport's zone takes (Doc 9303, part 4: 23.2 of 88 mm), how much of that is of
another colour where a hand lies on all of it, and how far from the page's own."""
TD1_ASPECT = 1.5
"""Between those of TD1 (1.59) and of TD2 and passports (1.42; ISO/IEC 7810)."""
PAPER_FROM, PAPER_TINT = 80.0, 8.0
"""CIELAB lightness and distance from grey of what may be the zone's own ground, or a sheet of paper."""
MIN_CHARACTERS = 8
"""Of a line that tells how wide a character is."""

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class _Strip:
    """One row of a zone, cut out with the ground on both sides."""

    lab: Floats
    """The ground, without ink: ROW_PX x width x 3."""
    has_ink: NDArray[np.bool_]
    """Of each column."""
    is_seen: NDArray[np.bool_]
    """Whether each column lies in the picture."""
    pitch_px: float


def is_zone_covered(
    page: UprightPage, lines: Sequence[TextLine], zones: ZoneSearch, *, has_portrait: bool = True
) -> bool:
    """Whether something hides a part of the zone on this page, or all of it where nothing of one was seen."""
    rows = zone_rows(lines, zones)
    if not rows:
        # The smallest cards have their zones on the side without the portrait.
        is_front = has_portrait and page.image.shape[1] > TD1_ASPECT * page.image.shape[0]
        return not is_front and _is_hidden(page.image)
    strips = _strips(page.image, rows)
    return _is_narrow(page, rows) or any(map(_has_hole, strips)) or any(map(_ends_on_another_ground, strips))


def _strips(page: Image, rows: Sequence[Sequence[TextLine]]) -> list[_Strip]:
    """The rows, all from the leftmost to the rightmost character of any of them."""
    pitches = [size_of(line.quad)[0] / len(zone_text(line)) for row in rows for line in row if _tells_pitch(line)]
    if not pitches:
        return []
    # Recognisers leave fillers out, and put hardly any in.
    pitch = min(pitches)
    longest = max((line for row in rows for line in row), key=lambda line: size_of(line.quad)[0])
    along = (longest.quad[1] - longest.quad[0]) / size_of(longest.quad)[0]
    ends = [float(corner @ along) for row in rows for line in row for corner in line.quad]
    return [_strip(page, row, (min(ends), max(ends)), pitch) for row in rows]


def _tells_pitch(line: TextLine) -> bool:
    return len(zone_text(line)) >= MIN_CHARACTERS


def _strip(page: Image, row: Sequence[TextLine], ends: tuple[float, float], pitch: float) -> _Strip:
    main = max(row, key=lambda line: size_of(line.quad)[0])
    long, high = size_of(main.quad)
    along, down = (main.quad[1] - main.quad[0]) / max(long, 1.0), (main.quad[3] - main.quad[0]) / max(high, 1.0)
    centre = main.quad.mean(axis=0)
    left, right = (
        end - float(centre @ along) for end in (ends[0] - BEYOND_HEIGHTS * high, ends[1] + BEYOND_HEIGHTS * high)
    )
    quad = np.array([
        centre + left * along - high / 2 * down, centre + right * along - high / 2 * down,
        centre + right * along + high / 2 * down, centre + left * along + high / 2 * down,
    ], dtype=np.float32)  # fmt: skip
    piece = cut(page, quad, ROW_PX, MAX_ROW_PX)
    places = centre + np.linspace(left, right, piece.shape[1])[:, None] * along
    is_seen = ((places >= 0) & (places < page.shape[1::-1])).all(axis=1)
    ground, depth = _parted(piece)
    has_ink = depth > INK_SHARE * float(np.percentile(depth, 90))
    # Where a finger lies in the middle of a line, its text is too short for it.
    pitch_px = min(pitch * piece.shape[1] / (right - left), _repeated_after(depth))
    return _Strip(ground, has_ink, is_seen, pitch_px)


def _repeated_after(depth: Floats) -> float:
    """After how many pixels the ink of a row, whose characters are all as wide, is most like itself."""
    spectrum = np.fft.rfft(depth - depth.mean(), 2 * len(depth))
    likeness = np.fft.irfft(np.abs(spectrum) ** 2)
    return float(PITCHES_PX[0] + int(likeness[PITCHES_PX[0] : PITCHES_PX[1]].argmax()))


def _parted(piece: Image) -> tuple[Floats, Floats]:
    """The ground of a row, and how deep ink is in its columns: dark strokes, thinner than fingers and their shadows."""
    smooth = np.asarray(cv2.GaussianBlur(piece, (3, 3), 0), dtype=np.uint8)
    ground = _without_strokes(smooth, ROW_PX // 2)
    depth = cv2.subtract(_without_strokes(smooth, STROKE_PX), smooth).max(axis=2).max(axis=0).astype(np.float32)
    lab = cv2.cvtColor(ground.astype(np.float32) / 255, cv2.COLOR_BGR2LAB)
    return np.asarray(lab, dtype=np.float32), np.asarray(depth, dtype=np.float32)


def _without_strokes(image: Image, width_px: int) -> Image:
    """The picture with all that is darker than what is beside it filled up, if it is thinner than this."""
    return np.asarray(cv2.morphologyEx(image, cv2.MORPH_CLOSE, np.ones((width_px, width_px), np.uint8)), np.uint8)


def _has_hole(strip: _Strip) -> bool:
    """Whether characters are missing between others, or where the other rows have some."""
    margin = round(BEYOND_HEIGHTS * ROW_PX)
    between = strip.has_ink[margin:-margin] | ~strip.is_seen[margin:-margin]
    longest = max((sum(1 for _ in run) for ink, run in groupby(between) if not ink), default=0)
    return longest > HOLE_PITCHES * strip.pitch_px


def _ends_on_another_ground(strip: _Strip) -> bool:
    """Whether what lies right behind the row's first or last character is no ground of its own."""
    columns = np.flatnonzero(strip.has_ink)
    if not columns.size:
        return False
    own = np.median(strip.lab[:, columns].reshape(-1, 3), axis=0)
    near, far = (round(pitches * strip.pitch_px) for pitches in END_PITCHES)
    sides = (columns[0] - np.arange(near, far), columns[-1] + np.arange(near, far))
    return any(_is_foreign(strip, side, own) for side in sides)


def _is_foreign(strip: _Strip, columns: NDArray[np.int64], own: Floats) -> bool:
    inside = (columns >= 0) & (columns < len(strip.is_seen))
    if not inside.all() or not strip.is_seen[columns].all():
        return False
    return float(np.linalg.norm(np.median(strip.lab[:, columns].reshape(-1, 3), axis=0) - own)) > FOREIGN


def _is_narrow(page: UprightPage, rows: Sequence[Sequence[TextLine]]) -> bool:
    """Whether the zone is much narrower than its page, of which the edges were found."""
    if not page.is_page:
        return False
    corners = np.concatenate([line.quad for row in rows for line in row])
    return float(np.ptp(corners[:, 0])) < NARROW * page.image.shape[1]


def _is_hidden(page: Image) -> bool:
    """Whether something of another colour than the page, and than paper, lies where a passport's zone stands."""
    scale = 480 / max(page.shape[:2])
    small = cv2.resize(page, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    ground = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((15, 15), dtype=np.uint8))
    lab = cv2.cvtColor(ground.astype(np.float32) / 255, cv2.COLOR_BGR2LAB)
    top = round((1 - BAND) * lab.shape[0])
    own, band = np.median(lab[:top].reshape(-1, 3), axis=0), lab[top:].reshape(-1, 3)
    is_paper = (band[:, 0] > PAPER_FROM) & (np.linalg.norm(band[:, 1:], axis=1) < PAPER_TINT)
    return bool(((np.linalg.norm(band - own, axis=1) > BAND_FOREIGN) & ~is_paper).mean() > BAND_COVERED)
