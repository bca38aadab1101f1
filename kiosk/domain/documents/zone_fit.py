"""Which rows of text make a machine-readable zone, and in which layout: every way they can be one, the best first."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations, islice, product

from kiosk.domain.documents.document import DocumentKind
from kiosk.domain.documents.mrz import Mrz, clean, parse
from kiosk.domain.documents.mrz_layout import (
    DIGITS,
    FILLER,
    LETTERS,
    MRZ_LAYOUTS,
    Characters,
    MrzLayout,
    layout_of,
)

MAX_ADDED = 24
"""Fillers that a recogniser may have left out of a row: of long rows of equal characters it leaves out most."""
MAX_TAKEN_OUT = 8
"""Fillers that it may have put in."""
MIN_ROW = 8
"""Characters of the shortest text that may be a row of a zone."""
MAX_ROWS = 7
"""Rows among which those of one zone are chosen: what stands between them, such as serial numbers, is left out."""
MAX_MISPLACED = 10
"""Characters that cannot stand where they do, from which on the rows are no zone of this layout."""
MAX_FITS = 24
"""Ways of fitting rows to one layout that are looked at."""
_RUN = re.compile(f"{FILLER}+")


@dataclass(frozen=True, slots=True)
class FittedZone:
    """Rows of text as the lines of one layout."""

    layout: MrzLayout
    lines: tuple[str, ...] = field(repr=False)
    rows: tuple[int, ...]
    """Which of the rows these are."""
    stretched: int
    """Fillers that were put in or taken out to make the lines as long as the layout's."""
    misplaced: int
    """Characters that cannot stand where they do."""


@dataclass(frozen=True, slots=True)
class ReadZone:
    """A fitted zone with what it says."""

    fitted: FittedZone
    mrz: Mrz

    @property
    def cost(self) -> tuple[int, int, int]:
        """What speaks against the reading; the one with the least is the best."""
        return len(self.mrz.wrong) + self.fitted.misplaced, self.fitted.stretched, len(self.mrz.repaired)


def read_zones(rows: Sequence[str], today: date) -> list[ReadZone]:
    """Every zone that these rows of text can be, the best first; any text is allowed.

    The rows come from top to bottom; the lines of a zone need not be neighbours among them. `today` decides centuries.
    """
    read = ((fitted, parse(fitted.lines, today)) for fitted in fit_zones(rows))
    found = [ReadZone(fitted, mrz) for fitted, mrz in read if mrz is not None and mrz.layout is fitted.layout]
    return sorted(found, key=lambda zone: zone.cost)


def fit_zones(rows: Sequence[str]) -> Iterator[FittedZone]:
    """Rows as lines of every layout that they can be made as long as, without those that can be no such lines."""
    texts = {place: clean(row) for place, row in enumerate(rows)}
    long_enough = [place for place, text in texts.items() if len(text) >= MIN_ROW][:MAX_ROWS]
    for layout in MRZ_LAYOUTS:
        for places in combinations(long_enough, layout.lines):
            fits = [_fits(texts[place], layout.width) for place in places]
            found = islice(_fitted(layout, places, fits), MAX_FITS)
            yield from sorted(found, key=lambda zone: (zone.misplaced, zone.stretched))[:2]


def _fitted(
    layout: MrzLayout, places: tuple[int, ...], fits: Sequence[Sequence[tuple[str, int]]]
) -> Iterator[FittedZone]:
    for chosen in product(*fits):
        lines = tuple(line for line, _ in chosen)
        if not _is_headed(lines[0], layout) or not any("<<" in line for line in lines):
            continue
        wrong = misplaced("".join(lines), layout)
        if wrong <= MAX_MISPLACED:
            yield FittedZone(layout, lines, places, sum(changed for _, changed in chosen), wrong)


def _is_headed(line: str, layout: MrzLayout) -> bool:
    """Whether a zone of this layout can begin so: passports with P, visas with V, cards with A, C or I."""
    codes = {DocumentKind.PASSPORT: "P", DocumentKind.VISA: "V"}.get(layout.kind, "ACI1")
    return line[0] in codes and layout_of(layout.lines, layout.width, line) is layout


def _fits(text: str, width: int) -> list[tuple[str, int]]:
    """The text made as long as asked, and how many fillers that took; at the longest runs, the last first."""
    missing = width - len(text)
    if not missing:
        return [(text, 0)]
    runs = sorted((run.span() for run in _RUN.finditer(text)), key=lambda run: (run[0] - run[1], -run[0]))
    if missing < 0:
        return [
            (text[:start] + text[start - missing :], -missing)
            for start, end in runs[:2]
            if end - start > -missing and -missing <= MAX_TAKEN_OUT
        ]
    if missing > MAX_ADDED or not runs:
        return []
    return [(text[:end] + FILLER * missing + text[end:], missing) for start, end in runs[:3] if end - start > 1]


def misplaced(text: str, layout: MrzLayout) -> int:
    """How many characters cannot stand where they do: letters in dates, digits in names, letters for check digits."""
    wrong = 0
    for span in layout.spans.values():
        allowed = {Characters.DIGITS: DIGITS + FILLER, Characters.LETTERS: LETTERS + FILLER}.get(span.characters)
        wrong += sum(character not in allowed for character in span.of(text)) if allowed else 0
    wrong += sum(text[check.digit] not in DIGITS + FILLER for check in layout.checks.values())
    sex = layout.spans["sex"].of(text)
    return wrong + (sex not in {"M", "F", "X", FILLER})
