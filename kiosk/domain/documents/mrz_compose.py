"""Writes machine-readable zones, for specimens (ICAO Doc 9303, parts 3 to 7)."""

import unicodedata
from dataclasses import dataclass, field
from datetime import date

from kiosk.domain.documents.mrz_layout import FILLER, LETTERS, MrzLayout, check_digit

_SPELLED = {
    "Ä": "AE",
    "Ö": "OE",
    "Ü": "UE",
    "ß": "SS",
    "ẞ": "SS",
    "Å": "AA",
    "Æ": "AE",
    "Ø": "OE",
    "Þ": "TH",
    "Ð": "D",
    "Ł": "L",
}
"""Letters that are not simply stripped of their accents (part 3, section 6.A)."""


@dataclass(frozen=True, slots=True)
class Holder:
    """What a zone says of a document and its holder."""

    code: str
    issuing_state: str
    surname: str = field(repr=False)
    given_names: str = field(repr=False)
    document_number: str = field(repr=False)
    nationality: str
    date_of_birth: date = field(repr=False)
    sex: str
    date_of_expiry: date
    optional: str = ""


def compose(layout: MrzLayout, holder: Holder) -> list[str]:
    """The lines of the zone; what is too long is cut off, as the standard has it for names."""
    text = [FILLER] * (layout.lines * layout.width)
    values = {
        "code": holder.code,
        "state": holder.issuing_state,
        "names": f"{in_letters(holder.surname)}{2 * FILLER}{in_letters(holder.given_names)}",
        "surname": in_letters(holder.surname),
        "given_names": in_letters(holder.given_names).replace(FILLER, 2 * FILLER),
        "number": holder.document_number,
        "nationality": holder.nationality,
        "birth": holder.date_of_birth.strftime("%y%m%d"),
        "sex": holder.sex if holder.sex in "MF" else FILLER,
        "expiry": holder.date_of_expiry.strftime("%y%m%d"),
        "optional": holder.optional,
    }
    for name in values.keys() & layout.spans.keys():
        span, value = layout.spans[name], values[name]
        text[span.start : span.end] = value.ljust(span.end - span.start, FILLER)[: span.end - span.start]
    # The composite comes last, since it covers the others.
    for check in layout.checks.values():
        text[check.digit] = check_digit("".join("".join(text[span.start : span.end]) for span in check.covered))
    return ["".join(text[start : start + layout.width]) for start in range(0, len(text), layout.width)]


def in_letters(name: str) -> str:
    """A name in capitals without accents, its words parted by fillers."""
    spelled = "".join(_SPELLED.get(character, character) for character in name.upper())
    plain = "".join(each for each in unicodedata.normalize("NFKD", spelled) if not unicodedata.combining(each))
    words = "".join(each if each in LETTERS else " " for each in plain.replace("'", "")).split()
    return FILLER.join(words)
