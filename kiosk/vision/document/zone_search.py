"""Finds machine-readable zones among lines of text by themselves, whichever way they lie in the picture.

Each line with fillers is an anchor: those that run as it does, near it, are put into rows by its own slant, and every
choice of rows that can be a zone is a candidate. Text that runs another way, as in open booklets and beside serial
numbers, has no say.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from kiosk.domain.documents.mrz import Mrz, clean
from kiosk.domain.documents.zone_fit import FittedZone, misplaced, read_zones
from kiosk.vision.document.text import TextLine
from kiosk.vision.document.text_boxes import size_of

ROW_HEIGHTS = 0.5
"""Pieces of text whose middles lie closer than this, in their heights, stand in one row."""
PARALLEL_DEG = 8.0
"""How much the directions of a zone's lines may differ."""
HEIGHT_RATIO = 2.0
"""How much higher or lower than the anchor a line of its zone may be found."""
NEAR_HEIGHTS = 7.0
"""How far across from the anchor its zone may reach, in its heights: two more lines, and what stands between."""
NEAR_ROWS = 3
"""Rows before and behind the anchor's own."""
MIN_ROW = 12
"""Characters of the shortest row; a zone's shortest have 30, and what is short stands between them."""
LONG = 3.0
"""Length in heights from which a line's direction is its text's."""
MAX_ANCHORS = 12
FILLERS_OF_ANCHOR = 2
FILLER_SIGNS = "<\u00ab\u00bb\u2039\u2264"
"""As which recognisers read fillers, brackets left out, which stand in print."""

Turn = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class ZoneCandidate:
    """One way to read some lines as a zone."""

    lines: tuple[TextLine, ...]
    """Its lines of text, in pieces where they were found so."""
    fitted: FittedZone
    mrz: Mrz
    slant_deg: float
    """Direction of its lines in the picture, clockwise from the right."""
    cost: tuple[int, int, int]
    """Wrong check digits and misplaced characters, fillers put in or taken out, repairs: the least is chosen."""


@dataclass(frozen=True, slots=True)
class ZoneSearch:
    """What a search for zones found."""

    candidates: tuple[ZoneCandidate, ...] = ()
    """The best first."""
    anchors: int = 0
    """Lines with fillers."""

    @property
    def chosen(self) -> ZoneCandidate | None:
        """The candidate with the least cost."""
        return self.candidates[0] if self.candidates else None

    @property
    def mrz(self) -> Mrz | None:
        """What the chosen candidate says."""
        return self.candidates[0].mrz if self.candidates else None

    @property
    def others(self) -> tuple[Mrz, ...]:
        """Zones in other lines than the chosen one's whose check digits are right."""
        taken, found = {id(line) for line in self.candidates[0].lines} if self.candidates else set(), []
        for each in self.candidates[1:]:
            own = {id(line) for line in each.lines}
            # Lookalikes have been repaired by their places: what cannot stand where it does now is no zone's.
            if each.mrz.valid and not misplaced(each.mrz.text, each.mrz.layout) and not own & taken:
                taken |= own
                found.append(each.mrz)
        return tuple(found)


def search_zones(lines: Sequence[TextLine], today: date) -> ZoneSearch:
    """All zones among these lines; `today` decides centuries."""
    anchors = [line for line in lines if zone_text(line).count("<") >= FILLERS_OF_ANCHOR]
    anchors = sorted(anchors, key=lambda line: -len(zone_text(line)))
    found: list[ZoneCandidate] = []
    seen: list[frozenset[int]] = []
    for anchor in anchors[:MAX_ANCHORS]:
        near = _near(anchor, lines)
        names = frozenset(map(id, near))
        if not any(names <= other for other in seen):
            seen.append(names)
            found += _candidates(anchor, near, today)
    return ZoneSearch(tuple(sorted(found, key=lambda each: each.cost)), len(anchors))


def zone_rows(lines: Sequence[TextLine], search: ZoneSearch) -> list[list[TextLine]]:
    """The rows of the chosen zone, else what may be left of one: rows with fillers beside the longest line that has
    some."""
    anchors = [line for line in lines if zone_text(line).count("<") >= FILLERS_OF_ANCHOR]
    if search.chosen is None and not anchors:
        return []
    known = search.chosen.lines if search.chosen else ()
    anchor = max(known or anchors, key=lambda line: len(zone_text(line)))
    # What covers it in the middle may leave short pieces far from each other.
    rows = in_rows(_near(anchor, lines, at_any_distance=True))
    own = {id(line) for line in known}
    return [row for row in rows if any(id(line) in own or _shows_filler(line) for line in row)]


def _shows_filler(line: TextLine) -> bool:
    """By what was read without knowing of zones: in their characters, brackets and spaces of print are fillers too."""
    return any(sign in line.text for sign in FILLER_SIGNS)


def zone_text(line: TextLine) -> str:
    """The line in the characters of zones."""
    return line.zone_text or clean(line.text)


def slant_deg(line: TextLine) -> float:
    """The direction in which the line is read, clockwise from the right, -180 to 180."""
    along = line.quad[1] - line.quad[0]
    return float(np.degrees(np.arctan2(along[1], along[0])))


def turned(lines: Iterable[TextLine], by_deg: float) -> list[TextLine]:
    """The same lines turned clockwise around the picture's origin."""
    angle = np.radians(by_deg)
    matrix = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]], dtype=np.float32)
    return [replace(line, quad=np.asarray(line.quad @ matrix, dtype=np.float32)) for line in lines]


def lean_deg(lines: Sequence[TextLine]) -> float:
    """How far the text of a page leans, clockwise, -45 to 45: the median of its lines that are long enough to tell."""
    leans = [slant_deg(line) % 90 for line in lines if size_of(line.quad)[0] > LONG * size_of(line.quad)[1]]
    return float(np.median([lean - 90 if lean > 45 else lean for lean in leans])) if leans else 0.0


def in_rows(lines: Sequence[TextLine]) -> list[list[TextLine]]:
    """Those in one row together, from the left: some issuers' lines are found in pieces."""
    rows: list[list[TextLine]] = []
    for line in sorted(lines, key=lambda each: float(each.quad[:, 1].mean())):
        row = next((row for row in reversed(rows[-2:]) if any(_in_one_row(other, line) for other in row)), None)
        if row is not None:
            row.append(line)
        else:
            rows.append([line])
    return [sorted(row, key=lambda one: float(one.quad[0, 0])) for row in rows]


def turn_between(a_deg: float, b_deg: float) -> float:
    """The smaller angle between two directions, 0 to 180."""
    return abs((a_deg - b_deg + 180) % 360 - 180)


def _near(anchor: TextLine, lines: Sequence[TextLine], *, at_any_distance: bool = False) -> list[TextLine]:
    """The lines that run as the anchor does and lie near it, the anchor among them; `at_any_distance` along it."""
    direction, (long, high) = slant_deg(anchor), size_of(anchor.quad)
    centre = anchor.quad.mean(axis=0)
    along = (anchor.quad[1] - anchor.quad[0]) / max(long, 1.0)
    found = []
    for line in lines:
        offset = line.quad.mean(axis=0) - centre
        right, down = float(offset @ along), float(offset @ np.array([-along[1], along[0]]))
        height = size_of(line.quad)[1]
        is_like = turn_between(slant_deg(line), direction) < PARALLEL_DEG and (
            high / HEIGHT_RATIO < height < high * HEIGHT_RATIO
        )
        is_beside = at_any_distance or abs(right) < long + size_of(line.quad)[0]
        if is_like and is_beside and abs(down) < NEAR_HEIGHTS * high:
            found.append(line)
    return found


def _candidates(anchor: TextLine, lines: Sequence[TextLine], today: date) -> list[ZoneCandidate]:
    """Every zone among lines that run as the anchor does."""
    direction_deg = slant_deg(anchor)
    flat = turned(lines, -direction_deg)
    originals = {id(one): line for one, line in zip(flat, lines, strict=True)}
    rows = [[originals[id(one)] for one in row] for row in in_rows(flat)]
    rows = [
        row
        for row in rows
        if any(line is anchor for line in row) or sum(len(zone_text(line)) for line in row) >= MIN_ROW
    ]
    own = next(place for place, row in enumerate(rows) if any(line is anchor for line in row))
    rows = rows[max(own - NEAR_ROWS, 0) : own + NEAR_ROWS + 1]
    return [
        ZoneCandidate(
            lines=tuple(line for place in read.fitted.rows for line in rows[place]),
            fitted=read.fitted,
            mrz=read.mrz,
            slant_deg=direction_deg,
            cost=read.cost,
        )
        for read in read_zones([_row_text(row) for row in rows], today)
    ]


def _holds(row: Sequence[TextLine], anchor: TextLine) -> bool:
    return any(line is anchor for line in row)


def _row_text(row: Sequence[TextLine]) -> str:
    return "".join(zone_text(line) for line in row)


def _in_one_row(a: TextLine, b: TextLine) -> bool:
    """By the middle of the nearer ends, since a page may lean a little."""
    first, second = (a, b) if a.quad[0, 0] < b.quad[0, 0] else (b, a)
    end, start = first.quad[1:3].mean(axis=0), second.quad[[0, 3]].mean(axis=0)
    height = min(size_of(a.quad)[1], size_of(b.quad)[1])
    return bool(abs(end[1] - start[1]) < ROW_HEIGHTS * height and start[0] > end[0] - height)
