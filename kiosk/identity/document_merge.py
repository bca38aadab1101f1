"""One reading of a document from what was found on each of its pages."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import SequenceMatcher

from kiosk.identity.document import DocumentKind, DocumentReading, FieldName, Finding, Portrait, ReadField, Source
from kiosk.identity.mrz import Mrz
from kiosk.identity.mrz_compose import in_letters
from kiosk.liveness.faces import Box

NEEDED = (FieldName.NAME, FieldName.DOCUMENT_NUMBER, FieldName.DATE_OF_BIRTH, FieldName.DATE_OF_EXPIRY)
SURE = 90.0
"""Printed text that was read with less confidence contradicts nobody."""
ALIKE = 0.75
"""Parts of names of which less agrees are different ones; one character misread in four is still the same."""
WRONG_SHARE, REPAIRED_SHARE = 0.5, 0.9
"""What is left of the confidence in a field with a wrong check digit, and in one where a check digit decided."""
COPY_SHARE = 0.75
"""A face narrower than this share of the largest is a smaller copy of the portrait, as many documents have."""
MAX_FACE_OF_PAGE, MAX_FACE_OF_TEXT = 0.35, 0.45
"""Widths of a portrait's face in widths of its page and of all its text; measured on specimens: 0.1-0.2, 0.15-0.3."""
_CHECKED = {
    FieldName.DOCUMENT_NUMBER: "number",
    FieldName.DATE_OF_BIRTH: "birth",
    FieldName.DATE_OF_EXPIRY: "expiry",
}
_LOOKALIKES = str.maketrans("OQDIZSBG", "00012586")


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What was found on one page."""

    printed: Mapping[FieldName, ReadField] = field(repr=False)
    mrz: Mrz | None = field(repr=False)
    mrz_confidence: float
    """0-100, of the zone's characters."""
    portrait: Portrait | None
    people: int
    """Faces on the page without smaller copies of the portrait."""
    hints: tuple[Finding, ...] = ()
    """What might have kept the page from being read; said only when it was not."""
    kind: DocumentKind = DocumentKind.UNKNOWN
    """Where there is no zone to tell."""


def merge(pages: Sequence[PageFacts], today: date) -> DocumentReading:
    """The fields of all pages: from the zone where there is one, else from print, the surest of each."""
    zones = [page for page in pages if page.mrz is not None]
    fields: dict[FieldName, ReadField] = {}
    for page in pages:
        for name, read in page.printed.items():
            if name not in fields or read.confidence > fields[name].confidence:
                fields[name] = read
    for page in sorted(zones, key=lambda each: -len(each.mrz.wrong) if each.mrz else 0):
        fields.update(zone_fields(page, fields))
    fields.update(_whole_name(fields))
    found = [page.portrait for page in pages if page.portrait is not None]
    return DocumentReading(
        kind=_kind(pages),
        fields=fields,
        findings=_findings(pages, fields, today),
        portrait=found[0] if found else None,
        pages=len(pages),
    )


def portraits(faces: Sequence[Box], texts: Sequence[Box], page_width: float = 0.0) -> list[Box]:
    """The faces that can be printed on the page, the largest first, without smaller copies of the largest.

    A person who holds a document beside their own face must not be taken for its portrait: a head is wider than most
    documents. All in ratios of the picture; `page_width` is 0 where no page was found, and then its text tells its
    size.
    """
    left, right = min((box.left for box in texts), default=0.0), max((box.right for box in texts), default=0.0)
    top, bottom = min((box.top for box in texts), default=0.0), max((box.bottom for box in texts), default=0.0)
    limit = max(MAX_FACE_OF_TEXT * max(right - left, bottom - top), MAX_FACE_OF_PAGE * page_width)
    printed = sorted((face for face in faces if face.width <= limit), key=lambda face: -face.area)
    return [face for face in printed if face.width >= COPY_SHARE * printed[0].width]


def zone_fields(page: PageFacts, printed: Mapping[FieldName, ReadField]) -> dict[FieldName, ReadField]:
    """What the page's zone says; a printed year of the same day decides the century."""
    mrz = page.mrz
    if mrz is None:
        return {}
    birth = _same_day(mrz.date_of_birth, printed.get(FieldName.DATE_OF_BIRTH)) or mrz.date_of_birth
    values = {
        FieldName.SURNAME: mrz.surname,
        FieldName.GIVEN_NAMES: mrz.given_names,
        FieldName.DOCUMENT_NUMBER: mrz.document_number,
        FieldName.DATE_OF_BIRTH: birth.isoformat() if birth else "",
        FieldName.DATE_OF_EXPIRY: mrz.date_of_expiry.isoformat() if mrz.date_of_expiry else "",
        FieldName.NATIONALITY: mrz.nationality,
        FieldName.ISSUING_STATE: mrz.issuing_state,
        FieldName.SEX: mrz.sex,
    }
    return {
        name: ReadField(value, _confidence(page, mrz, name), Source.MACHINE_READABLE_ZONE)
        for name, value in values.items()
        if value
    }


def _same_day(day: date | None, printed: ReadField | None) -> date | None:
    """The printed day if the zone's six digits mean it too."""
    if day is None or printed is None:
        return None
    other = date.fromisoformat(printed.value)
    return other if other.strftime("%y%m%d") == day.strftime("%y%m%d") else None


def _confidence(page: PageFacts, mrz: Mrz, name: FieldName) -> float:
    check = _CHECKED.get(name)
    if check in mrz.wrong:
        return WRONG_SHARE * page.mrz_confidence
    return REPAIRED_SHARE * page.mrz_confidence if check in mrz.repaired else page.mrz_confidence


def _whole_name(fields: Mapping[FieldName, ReadField]) -> tuple[tuple[FieldName, ReadField], ...]:
    """The whole name, given names first, as sure as the less sure of its parts; nothing without a surname."""
    parts = [fields[name] for name in (FieldName.GIVEN_NAMES, FieldName.SURNAME) if name in fields]
    if not parts or FieldName.SURNAME not in fields:
        return ()
    value = " ".join(part.value for part in parts)
    return ((FieldName.NAME, ReadField(value, min(part.confidence for part in parts), parts[-1].source)),)


def _kind(pages: Sequence[PageFacts]) -> DocumentKind:
    zones = (page.mrz.layout.kind for page in pages if page.mrz is not None)
    known = (page.kind for page in pages if page.kind is not DocumentKind.UNKNOWN)
    return next(zones, next(known, DocumentKind.UNKNOWN))


def _findings(pages: Sequence[PageFacts], fields: Mapping[FieldName, ReadField], today: date) -> tuple[Finding, ...]:
    """In the order of the enumeration."""
    found = {
        Finding.UNREADABLE: any(name not in fields for name in _needed(pages)),
        Finding.NO_PORTRAIT: all(page.portrait is None for page in pages),
        Finding.SEVERAL_PORTRAITS: any(page.people > 1 for page in pages),
        Finding.CHECK_DIGIT_WRONG: any(page.mrz is not None and page.mrz.wrong for page in pages),
        Finding.EXPIRED: _is_expired(fields, today),
        Finding.FIELDS_DISAGREE: _disagree(pages),
    }
    if any(found[each] for each in (Finding.UNREADABLE, Finding.NO_PORTRAIT, Finding.CHECK_DIGIT_WRONG)):
        found |= {hint: True for page in pages for hint in page.hints}
    return tuple(each for each in Finding if found.get(each))


def _needed(pages: Sequence[PageFacts]) -> Iterator[FieldName]:
    """The date of expiry is not, where a zone in order has none: some documents are for life."""
    for_life = any(page.mrz is not None and page.mrz.valid and page.mrz.for_life for page in pages)
    return (name for name in NEEDED if not (for_life and name is FieldName.DATE_OF_EXPIRY))


def _is_expired(fields: Mapping[FieldName, ReadField], today: date) -> bool:
    expiry = fields.get(FieldName.DATE_OF_EXPIRY)
    return expiry is not None and date.fromisoformat(expiry.value) < today


def _disagree(pages: Sequence[PageFacts]) -> bool:
    """Whether two of all zones and pages of print say different things of the same field, both being sure of it."""
    said: dict[FieldName, list[ReadField]] = {}
    for page in pages:
        sources = (
            page.printed,
            zone_fields(page, {name: read for each in pages for name, read in each.printed.items()}),
        )
        for source in sources:
            for name, read in (*source.items(), *_whole_name(source)):
                said.setdefault(name, []).append(read)
    return any(
        _differ(name, a, b)
        for name, reads in said.items()
        for place, a in enumerate(reads)
        for b in reads[place + 1 :]
        if min(a.confidence, b.confidence) >= SURE
    )


def _differ(name: FieldName, a: ReadField, b: ReadField) -> bool:
    if name is FieldName.NAME:
        return not _same_name(a.value, b.value)
    if name is FieldName.DOCUMENT_NUMBER:
        one, other = (_only(read.value).translate(_LOOKALIKES) for read in (a, b))
        return not (one.startswith(other) or other.startswith(one))
    if name is FieldName.SEX:
        return {a.value, b.value} == {"M", "F"}
    return name in {FieldName.DATE_OF_BIRTH, FieldName.DATE_OF_EXPIRY} and a.value != b.value


def _same_name(a: str, b: str) -> bool:
    """Whether these may be one name: one part that is alike will do, since documents spell accents out or leave them
    out, cut names short, and order them in their own ways."""
    parts, others = (in_letters(value).split("<") for value in (a, b))
    return any(SequenceMatcher(None, part, other).ratio() >= ALIKE for part in parts for other in others)


def _only(value: str) -> str:
    return "".join(each for each in value.upper() if each.isalnum())
