"""What is done where a first look found no zone although there seems to be one.

Lines are read the other way up, text is looked for again at a finer scale and beside the page, and the page is turned
as its zone or its portrait lies.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from kiosk.vision.arrays import Image
from kiosk.vision.document.page_orientation import UprightPage, turn_page, whole_picture
from kiosk.vision.document.text import ZONE_ASPECT, TextLine, TextNetworks
from kiosk.vision.document.text_boxes import Quad, size_of
from kiosk.vision.document.zone_search import ZoneSearch, search_zones, turn_between

FINE_SIDE_PX = 1_600
"""Longer side of the second look for text."""
MAX_LINES = 16
"""Long lines that are read once more."""
_SIGNS = frozenset("<>\u00ab\u00bb\u2264\u2265\u2039\u203a")
LEVEL_DEG = 12.0
"""A page whose zone leans by less is not turned; lines are read along themselves."""


@dataclass(frozen=True, slots=True)
class Reread:
    """A page that was turned and read again."""

    page: UprightPage
    lines: list[TextLine]
    zones: ZoneSearch


def search_thoroughly(
    bgr: Image, page: UprightPage, lines: Sequence[TextLine], networks: TextNetworks, today: date
) -> Reread | None:
    """A page with its zone the right way up, by the cheapest of the ways that find one; None when none does."""
    for where, found in _looks(bgr, page, lines, networks):
        zones = search_zones(found, today)
        if zones.chosen is not None:
            return _as_it_lies(bgr, where, found, zones, networks, today)
    return None


def read_turned(bgr: Image, page: UprightPage, by_deg: float, networks: TextNetworks, today: date) -> Reread:
    """The page turned clockwise by so much, and all its text read again."""
    whole = turn_page(bgr, page, by_deg)
    turned = UprightPage(whole.image, whole.matrix, networks.find(whole.image), whole.is_page)
    lines = networks.read(turned.image, turned.quads)
    return Reread(turned, lines, search_zones(lines, today))


def count_signs(text: str) -> int:
    """Signs that fillers are taken for, whichever way up they are read."""
    return sum(sign in _SIGNS for sign in text)


def _looks(
    bgr: Image, page: UprightPage, lines: Sequence[TextLine], networks: TextNetworks
) -> Iterator[tuple[UprightPage, list[TextLine]]]:
    """Pages with lines that may hold a zone, the cheapest way first."""
    # What may be fillers first, then what was hardly legible as it was read.
    doubtful = sorted(lines, key=lambda line: (-count_signs(line.text), line.confidence))
    yield page, [*lines, *_other_way_up(page, [line.quad for line in doubtful], networks)]
    fine = replace(page, quads=networks.find(page.image, FINE_SIDE_PX))
    yield fine, _both_ways_up(fine, networks)
    if page.is_page:
        whole = whole_picture(bgr, networks)
        yield whole, _both_ways_up(whole, networks)


def _both_ways_up(page: UprightPage, networks: TextNetworks) -> list[TextLine]:
    longest = sorted(page.quads, key=lambda quad: -size_of(quad)[0])
    return [*networks.read(page.image, _long(longest)), *_other_way_up(page, longest, networks)]


def _other_way_up(page: UprightPage, quads: Sequence[Quad], networks: TextNetworks) -> list[TextLine]:
    return networks.read(page.image, [np.roll(quad, 2, axis=0) for quad in _long(quads)])


def _long(quads: Sequence[Quad]) -> list[Quad]:
    """The first of those that are long enough for a line of a zone."""
    return [quad for quad in quads if size_of(quad)[0] >= ZONE_ASPECT * size_of(quad)[1]][:MAX_LINES]


def _as_it_lies(
    bgr: Image, page: UprightPage, lines: list[TextLine], zones: ZoneSearch, networks: TextNetworks, today: date
) -> Reread:
    """The page as its zone lies, with all text read that runs along it."""
    lies_deg = zones.chosen.slant_deg if zones.chosen else 0.0
    turned = turn_page(bgr, page, -lies_deg) if turn_between(lies_deg, 0) > LEVEL_DEG else page
    again = networks.read(turned.image, turned.quads)
    found = search_zones(again, today)
    if found.chosen is not None and found.chosen.cost <= zones.candidates[0].cost:
        return Reread(turned, again, found)
    return Reread(page, lines, zones)
