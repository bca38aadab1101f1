"""One reading of a document from what was found on each of its pages."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from kiosk.domain.documents.agreement import WHO, belongs, differ, zone_needs_portrait
from kiosk.domain.documents.document import DocumentKind, DocumentReading, FieldName, Finding, ReadField
from kiosk.domain.documents.mrz_layout import TD1
from kiosk.domain.documents.page_facts import PageFacts, zone_fields

NEEDED = (FieldName.NAME, FieldName.DOCUMENT_NUMBER, FieldName.DATE_OF_BIRTH, FieldName.DATE_OF_EXPIRY)
SURE = 90.0
"""Printed text that was read with less confidence contradicts nobody."""


def merge(pages: Sequence[PageFacts], today: date, *, same_person: bool = False) -> DocumentReading:
    """The fields of all pages: from the zone where there is one, else from print, the surest of each.

    The portrait must be of the document whose fields they are: on the zone's own page, or, for a card's zone on the
    back, on a page that says the same. `same_person` is whether portraits on two pages were found to be of one person.
    """
    portrayed = _portrayed(pages)
    own = [page for page in pages if portrayed is None or belongs(page, portrayed)]
    fields = _fields(own)
    return DocumentReading(
        kind=_kind(pages),
        fields=fields,
        findings=_findings(pages, portrayed, fields, today, same_person),
        portrait=portrayed.portrait if portrayed else None,
        pages=len(pages),
    )


def _portrayed(pages: Sequence[PageFacts]) -> PageFacts | None:
    """The page whose portrait counts; None when there is none, or a zone's page lacks its own."""
    found = [page for page in pages if page.portrait is not None]
    if not found or any(zone_needs_portrait(page) and page.portrait is None for page in pages):
        return None
    # A portrait beside a card's zone is a small copy of the one on its front.
    return min(found, key=lambda page: 1 if page.mrz is None else 2 * (page.mrz.layout is TD1))


def _fields(pages: Sequence[PageFacts]) -> dict[FieldName, ReadField]:
    fields: dict[FieldName, ReadField] = {}
    for page in pages:
        for name, read in page.printed.items():
            if name not in fields or read.confidence > fields[name].confidence:
                fields[name] = read
    zones = [page for page in pages if page.mrz is not None]
    for page in sorted(zones, key=lambda each: -len(each.mrz.wrong) if each.mrz else 0):
        fields.update(zone_fields(page, fields))
    fields.update(_whole_name(fields))
    return fields


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


def _findings(
    pages: Sequence[PageFacts],
    portrayed: PageFacts | None,
    fields: Mapping[FieldName, ReadField],
    today: date,
    same_person: bool,
) -> tuple[Finding, ...]:
    """In the order of the enumeration."""
    portraits = sum(page.portrait is not None for page in pages)
    stray = portrayed is not None and any(page.mrz and not belongs(page, portrayed) for page in pages)
    # Whoever says nothing contradicts nobody.
    mute = portrayed is not None and portrayed.mrz is None and not WHO & portrayed.printed.keys()
    found = {
        Finding.UNREADABLE: any(name not in fields for name in _needed(pages)),
        Finding.NO_PORTRAIT: portrayed is None,
        Finding.SEVERAL_PORTRAITS: any(page.people > 1 for page in pages) or (portraits > 1 and not same_person),
        Finding.CHECK_DIGIT_WRONG: any(page.mrz is not None and page.mrz.wrong for page in pages),
        Finding.EXPIRED: _is_expired(fields, today),
        Finding.FIELDS_DISAGREE: _disagree(pages) or _zones_disagree(pages) or (stray and not mute),
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
        differ(name, a, b)
        for name, reads in said.items()
        for place, a in enumerate(reads)
        for b in reads[place + 1 :]
        if min(a.confidence, b.confidence) >= SURE
    )


def _zones_disagree(pages: Sequence[PageFacts]) -> bool:
    """Whether two zones do, whose check digits are surer than any reader."""
    zones = [zone_fields(page, {}) for page in pages if page.mrz is not None]
    return any(name in zone and differ(name, zones[0][name], zone[name]) for zone in zones[1:] for name in zones[0])
