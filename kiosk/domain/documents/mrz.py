"""The machine-readable zone of a travel document: TD1, TD2, TD3, MRV-A and MRV-B (ICAO Doc 9303, parts 3 to 7)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from kiosk.domain.documents.mrz_layout import ALPHABET, FILLER, MRZ_LAYOUTS, MrzLayout, check_digit, layout_of
from kiosk.domain.documents.mrz_repair import by_check_digits, by_place

MAX_MISSING = 6
"""Fillers that a recogniser may have left out of a row of them, or put in; fewer than layouts differ by."""
_EXPIRY_PAST_YEARS = 50
"""A document that expired longer ago would be read as one of the next century."""
_SAME = {"\u00ab": "<<", "\u00bb": "<<", "\u2039": "<", "\u2264": "<", "(": "<", "{": "<", "[": "<"}
"""What recognisers take one or two fillers for: guillemets, less-or-equal, brackets."""
_WITH_XX = {"NXX": "N", "UXX": "UE"}
"""How some states write what is N or UE in the zones of others (Doc 9303, part 3, 6.A); no name has two X there."""
_OTHER = re.compile(f"[^{re.escape(ALPHABET)}]")
_ROW = re.compile(f"{FILLER}{{2,}}")
_CODES = re.compile(r"[ACIPV]")
"""First letters of the codes of documents."""


@dataclass(frozen=True, slots=True)
class Mrz:
    """What a zone says; a date is None when it is not known, or none at all."""

    layout: MrzLayout
    code: str
    issuing_state: str
    document_number: str = field(repr=False)
    nationality: str
    date_of_birth: date | None = field(repr=False)
    sex: str
    """M, F, or X."""
    date_of_expiry: date | None
    surname: str = field(repr=False)
    given_names: str = field(repr=False)
    wrong: frozenset[str]
    """Names of the fields (or `composite`) whose check digits are wrong, after repairs."""
    repaired: frozenset[str]
    """Names of the fields in which a check digit decided between lookalikes."""

    for_life: bool = False
    """Whether the zone has fillers in place of a date of expiry."""
    text: str = field(default="", repr=False)
    """Its lines joined, as they were read: repaired by place alone, and by no check digit."""

    @property
    def valid(self) -> bool:
        """Whether all check digits are right."""
        return not self.wrong


def find_mrz(texts: Sequence[str], today: date) -> Mrz | None:
    """The zone among lines of text in reading order; the one with the fewest wrong check digits. Any text is allowed.

    `today` decides the centuries.
    """
    lines = [clean(text) for text in texts]
    found = [parse(zone, today) for zone in _zones(lines)]
    return min((each for each in found if each), key=lambda mrz: (len(mrz.wrong), len(mrz.repaired)), default=None)


def parse(lines: Sequence[str], today: date, layout: MrzLayout | None = None) -> Mrz | None:
    """Read the lines of one zone; None when they have no format of ours. Raises nothing.

    `layout` is told by whoever knows it already.
    """
    cleaned = [clean(line) for line in lines]
    width = max((len(line) for line in cleaned), default=0)
    if layout is None and cleaned:
        layout = layout_of(len(cleaned), width, cleaned[0])
    if layout is None or any(len(line) != width for line in cleaned) or not _CODES.match(_code(cleaned[0])):
        return None
    if not any(FILLER in line for line in cleaned):
        return None
    return _read(_code(cleaned[0]) + "".join(cleaned)[1:], layout, today)


def clean(text: str) -> str:
    """Capitals, digits and fillers alone."""
    text = "".join(_SAME.get(character, character) for character in text.upper())
    return _OTHER.sub("", text)


def _code(line: str) -> str:
    """The first letter of the document's code, of which 1 can only be I."""
    return "I" if line[:1] == "1" else line[:1]


def _zones(lines: Sequence[str]) -> Iterator[list[str]]:
    """Neighbouring lines that are as long as those of a layout, or can be made so."""
    for layout in MRZ_LAYOUTS:
        for start in range(len(lines) - layout.lines + 1):
            fitted = [_fitted(line, layout.width) for line in lines[start : start + layout.lines]]
            zone = [line for line in fitted if line is not None]
            if len(zone) == layout.lines:
                yield zone


def _fitted(line: str, width: int) -> str | None:
    """The line with its longest row of fillers made longer or shorter; None when that does not do."""
    missing = width - len(line)
    if not missing:
        return line
    rows = [row.span() for row in _ROW.finditer(line)]
    if not rows or abs(missing) > MAX_MISSING:
        return None
    start, end = max(rows, key=lambda row: row[1] - row[0])
    return line[:start] + FILLER * max(end - start + missing, 1) + line[end:] if end - start + missing > 0 else None


def _read(raw: str, layout: MrzLayout, today: date) -> Mrz:
    placed = by_place(raw, layout)
    text, repaired = by_check_digits(placed, layout)
    of = {name: span.of(text) for name, span in layout.spans.items()}
    number, long_number_holds = number_in(text, layout)
    wrong = {name for name, check in layout.checks.items() if not check.holds(text)}
    if long_number_holds is not None:
        wrong = wrong - {"number"} if long_number_holds else wrong | {"number"}
    surname, given_names = _names(of["names"]) if "names" in of else (_words(of["surname"]), _words(of["given_names"]))
    return Mrz(
        layout=layout,
        code=of["code"].rstrip(FILLER),
        issuing_state=of["state"].rstrip(FILLER),
        document_number=number,
        nationality=of.get("nationality", of["state"]).rstrip(FILLER),
        date_of_birth=birth_date(of["birth"], today),
        sex=of["sex"] if of["sex"] in "MF" else "X",
        date_of_expiry=expiry_date(of.get("expiry", ""), today),
        surname=surname,
        given_names=given_names,
        wrong=frozenset(wrong),
        repaired=repaired,
        for_life="expiry" in of and not of["expiry"].strip(FILLER),
        text=placed,
    )


def number_in(text: str, layout: MrzLayout) -> tuple[str, bool | None]:
    """The document's number, and for one of more than nine characters whether its check digit is right.

    Such a number goes on in the optional places, its check digit behind it (part 5, 4.2.2; part 6, 4.2.2).
    """
    head, check = layout.spans["number"].of(text), layout.checks["number"]
    rest = layout.spans["optional"].of(text).partition(FILLER)[0]
    if layout.name not in {"TD1", "TD2"} or text[check.digit] != FILLER or len(rest) < 2 or FILLER in head:
        return head.strip(FILLER).replace(FILLER, " "), None
    whole = head + rest[:-1]
    return whole, check_digit(whole) == rest[-1] or check_digit(head + FILLER + rest[:-1]) == rest[-1]


def _names(text: str) -> tuple[str, str]:
    """Surname and given names; an issuer that does not part them leaves the given names empty."""
    surname, _, given = text.strip(FILLER).partition(2 * FILLER)
    return _words(surname), _words(given)


def _words(text: str) -> str:
    words = " ".join(word for word in text.split(FILLER) if word)
    for letter, plain in _WITH_XX.items():
        words = words.replace(letter, plain)
    return words


def birth_date(text: str, today: date) -> date | None:
    """YYMMDD of the past: in this century unless that day is still to come."""
    found = _date(text, today.year - today.year % 100)
    return found if found is None or found <= today else _date(text, today.year - today.year % 100 - 100)


def expiry_date(text: str, today: date) -> date | None:
    """YYMMDD within fifty years of today."""
    century = today.year - today.year % 100
    for start in (century - 100, century, century + 100):
        found = _date(text, start)
        if found is not None and -_EXPIRY_PAST_YEARS <= found.year - today.year < 100 - _EXPIRY_PAST_YEARS:
            return found
    return None


def _date(text: str, century: int) -> date | None:
    if not (text.isascii() and text.isdigit() and len(text) == 6):
        return None
    try:
        return date(century + int(text[:2]), int(text[2:4]), int(text[4:]))
    except ValueError:
        return None
