"""The barcode on American and Canadian driving licences (AAMVA DL/ID Card Design Standard 2020, annex D)."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from kiosk.domain.documents.document import FieldName, ReadField, Source

MAX_BYTES = 4_096
"""PDF417 holds 1,850 characters; whatever is longer is no licence's."""
MAX_ELEMENTS = 200
"""The standard names some 90 in two subfiles, and issuers add some of their own."""
MAX_VALUE = 125
"""Characters of one element; the longest of the standard's has 100."""
SURE = 100.0
"""Confidence in a code that was decoded: its error correction leaves no doubt of any character."""
_HEADER = re.compile(r"\A@.{0,6}?(?:ANSI |AAMVA)(\d{6})(\d{2})(\d{2})?(\d{2})", re.DOTALL)
"""Compliance indicator, separators, file type, issuer, versions, and how many subfiles follow."""
_DESIGNATOR = re.compile(r"\A(?:DL|ID|Z[A-Z])[0-9O]{8}")
_ELEMENT = re.compile(r"\A(?:DL|ID)?(D[A-Z]{2})(.*)\Z")
_PARTS = re.compile(r"[\n\r\x1c-\x1e]+")
_SEXES = {"1": "M", "2": "F", "9": "X", "M": "M", "F": "F", "X": "X"}
_NAME = re.compile(r"[^\W\d_][^\W\d_' .-]*(?:[' .-]+[^\W\d_]+)*\.?")
_NUMBER = re.compile(r"[A-Z0-9][A-Z0-9 *-]{1,24}")
_NOT_THERE = frozenset({"", "NONE", "UNAVL", "UNAVAIL", "N/A", "NULL"})
FIRST_YEAR, LAST_YEAR = 1900, 2199


@dataclass(frozen=True, slots=True)
class AamvaRecord:
    """What such a barcode holds, by the names of its elements; untrusted."""

    issuer: str
    """Six digits that name the jurisdiction (AAMVA's issuer identification numbers)."""
    version: int
    elements: Mapping[str, str] = field(repr=False)


def parse_aamva(content: bytes) -> AamvaRecord | None:
    """The record of a barcode; None for anything else, however it is made. Raises nothing.

    Where subfiles begin is not believed: issuers count differently. An element that is there twice with different
    values is left out.
    """
    if len(content) > MAX_BYTES:
        return None
    text = content.decode("latin-1")
    header = _HEADER.match(text)
    if header is None:
        return None
    elements: dict[str, str] = {}
    twice: set[str] = set()
    for name, value in _elements(text[header.end() :]):
        if elements.setdefault(name, value) != value:
            twice.add(name)
        if len(elements) > MAX_ELEMENTS:
            return None
    kept = {name: value for name, value in elements.items() if name not in twice}
    return AamvaRecord(header[1], int(header[2]), kept) if kept else None


def aamva_fields(record: AamvaRecord) -> dict[FieldName, ReadField]:
    """The fields of the record that have a value of the form that they must have."""
    of = record.elements
    surname, given = _names(of)
    values = {
        FieldName.SURNAME: surname,
        FieldName.GIVEN_NAMES: given,
        FieldName.DOCUMENT_NUMBER: of.get("DAQ", "").upper() if _NUMBER.fullmatch(of.get("DAQ", "").upper()) else "",
        FieldName.DATE_OF_BIRTH: _date(of.get("DBB", "")),
        FieldName.DATE_OF_EXPIRY: _date(of.get("DBA", "")),
        FieldName.SEX: _SEXES.get(of.get("DBC", ""), ""),
        FieldName.ISSUING_STATE: of["DCG"] if of.get("DCG") in {"USA", "CAN", "MEX"} else "",
    }
    cut = {FieldName.SURNAME: ("DDE",), FieldName.GIVEN_NAMES: ("DDF", "DDG")}
    return {
        name: ReadField(value, SURE, Source.BARCODE, truncated=any(of.get(flag) == "T" for flag in cut.get(name, ())))
        for name, value in values.items()
        if value
    }


def _elements(text: str) -> Iterator[tuple[str, str]]:
    """Names and values; the first of a subfile stands behind the subfile's own name."""
    while designator := _DESIGNATOR.match(text):
        text = text[designator.end() :]
    for part in _PARTS.split(text):
        found = _ELEMENT.match(part)
        if found and len(found[2]) <= MAX_VALUE and found[2].isprintable():
            yield found[1], " ".join(found[2].split())


def _names(of: Mapping[str, str]) -> tuple[str, str]:
    """Surname and given names: by parts, or, as the first versions have it, in one with commas."""
    surname = next((of[name] for name in ("DCS", "DAB") if _is_said(of.get(name))), "")
    parts = [of[name] for name in ("DAC", "DAD") if _is_said(of.get(name))]
    given = " ".join(parts) or (of["DCT"].replace(",", " ") if _is_said(of.get("DCT")) else "")
    if not surname and "," in of.get("DAA", ""):
        surname, _, given = of["DAA"].partition(",")
        given = given.replace(",", " ")
    return tuple(name if _NAME.fullmatch(name) else "" for name in (_one_spaced(surname), _one_spaced(given)))  # type: ignore[return-value]


def _is_said(value: str | None) -> bool:
    return value is not None and value.upper() not in _NOT_THERE


def _one_spaced(name: str) -> str:
    return " ".join(name.upper().split())


def _date(text: str) -> str:
    """MMDDCCYY as in the United States, or CCYYMMDD as in Canada; no text is a date in both ways."""
    if not (len(text) == 8 and text.isascii() and text.isdigit()):
        return ""
    orders = ((text[4:], text[:2], text[2:4]), (text[:4], text[4:6], text[6:]))
    return next((found for found in (_iso(int(y), int(m), int(d)) for y, m, d in orders) if found), "")


def _iso(year: int, month: int, day: int) -> str:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return ""
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""
