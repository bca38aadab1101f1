"""Machine-readable zones among the lines that Textract returns, by the rules of zones of a terminal's reader."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from kiosk.domain.documents.mrz import Mrz, clean
from kiosk.domain.documents.mrz_layout import FILLER
from kiosk.domain.documents.printed import PrintedLine
from kiosk.domain.documents.zone_fit import MAX_ROWS, MIN_ROW, ReadZone, misplaced, read_zones

MAX_ANCHORS = 12
FILLERS_OF_ANCHOR = 2
NEAR_ROWS = 3
"""Rows before and behind one with fillers that may be of its zone; a serial number may stand between."""


@dataclass(frozen=True, slots=True)
class FoundZones:
    """The best zone of a page with its lines, and those of other documents."""

    mrz: Mrz | None = field(default=None, repr=False)
    cost: tuple[int, int, int] = (0, 0, 0)
    """What speaks against it; of no meaning without a zone."""
    confidence: float = 0.0
    """0-100, of its worst line."""
    lines: tuple[PrintedLine, ...] = field(default=(), repr=False)
    others: tuple[Mrz, ...] = field(default=(), repr=False)
    """Zones in other lines whose check digits are right."""


def find_zones(lines: Sequence[PrintedLine], today: date) -> FoundZones:
    """The zones among lines of text in reading order; any text is allowed."""
    found = sorted(_candidates(lines, today), key=lambda each: each[1].cost)
    if not found:
        return FoundZones()
    places, best = found[0]
    taken, others = set(places), list[Mrz]()
    for own, read in found[1:]:
        # Lookalikes have been repaired by their places: what cannot stand where it does now is no zone's.
        if read.mrz.valid and not misplaced(read.mrz.text, read.mrz.layout) and not taken & set(own):
            taken |= set(own)
            others.append(read.mrz)
    zone = tuple(lines[place] for place in places)
    return FoundZones(best.mrz, best.cost, min(line.confidence for line in zone), zone, tuple(others))


def _candidates(lines: Sequence[PrintedLine], today: date) -> Iterator[tuple[tuple[int, ...], ReadZone]]:
    """Every zone near a line with fillers, with the places of its lines."""
    texts = [clean(line.text) for line in lines]
    long_enough = [place for place, text in enumerate(texts) if len(text) >= MIN_ROW]
    anchors = [at for at, place in enumerate(long_enough) if texts[place].count(FILLER) >= FILLERS_OF_ANCHOR]
    for anchor in anchors[:MAX_ANCHORS]:
        near = long_enough[max(anchor - NEAR_ROWS, 0) : anchor + NEAR_ROWS + 1][:MAX_ROWS]
        for read in read_zones([texts[place] for place in near], today):
            yield tuple(near[row] for row in read.fitted.rows), read
