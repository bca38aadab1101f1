"""One reading of a document from what was found on each of its pages, and whether it is accepted."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import replace
from datetime import date

from kiosk.domain.documents.acceptance import (
    ReadDocument,
    acceptance_findings,
    document_kind,
    hints,
    names_another_kind,
)
from kiosk.domain.documents.agreement import WHO, belongs, differ, zone_needs_portrait
from kiosk.domain.documents.confirmation import Confirmed, confirm_barcode, confirm_zone, is_of_another
from kiosk.domain.documents.document import DocumentKind, DocumentReading, FieldName, Finding, ReadField, Source
from kiosk.domain.documents.document_policy import DocumentPolicy
from kiosk.domain.documents.finding_consequences import causes
from kiosk.domain.documents.licence_witnesses import witness_licence
from kiosk.domain.documents.mrz_layout import TD1
from kiosk.domain.documents.page_facts import PageFacts, zone_fields
from kiosk.domain.documents.print_evidence import evidence_of

Fields = Mapping[FieldName, ReadField]
UNREAD = frozenset({
    Finding.ZONE_MISSING, Finding.OTHER_SIDE_MISSING, Finding.UNREADABLE, Finding.CHECK_DIGIT_WRONG,
    Finding.FIELDS_DISAGREE, Finding.IMPLAUSIBLE, Finding.BIRTH_INCOMPLETE, Finding.NAME_TRUNCATED, Finding.UNCONFIRMED,
})  # fmt: skip
"""With one of these it matters that something lies over the zone."""


def merge(
    pages: Sequence[PageFacts], today: date, *, same_person: bool = False, policy: DocumentPolicy | None = None
) -> DocumentReading:
    """The fields of all pages, and what keeps the document from being accepted.

    Flow, KYC API and commands decide by it. A field is what a zone or barcode says and print confirms, else what print
    says. The portrait must be of the document whose fields they are: on the zone's own page, or, for a card's zone on
    the back, on a page that says the same.
    `same_person` is whether portraits on two pages were found to be of one person.
    """
    portrayed = _portrayed(pages)
    own = [page for page in pages if portrayed is None or belongs(page, portrayed)]
    confirmed = _confirm(own, today)
    read, contradicted = _witnessed(
        ReadDocument(pages, document_kind(pages), _fields(own, confirmed), confirmed), own, today
    )
    findings = acceptance_findings(read, policy or DocumentPolicy(), today)
    findings |= _of_portraits(pages, portrayed, same_person)
    if contradicted or _disagree(pages, portrayed) or _are_of_others(pages, read):
        findings = findings - {Finding.UNCONFIRMED} | {Finding.FIELDS_DISAGREE}
    if _lie_beside_each_other(pages, portrayed, read):
        findings |= {Finding.SEVERAL_DOCUMENTS}
    findings |= _hidden(read, findings)
    badly_seen = any(page.mrz is not None and page.hints for page in own)
    findings = causes(findings, zone_is_damaged=badly_seen or (confirmed is not None and confirmed.is_damaged))
    photographed = hints(findings, pages)
    if photographed and confirmed is not None:
        # A better picture may confirm it; staff are for what no picture does.
        findings -= {Finding.UNCONFIRMED}
    findings |= photographed
    return DocumentReading(
        kind=read.kind,
        fields=read.fields,
        findings=tuple(each for each in Finding if each in findings),
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


def _confirm(own: Sequence[PageFacts], today: date) -> Confirmed | None:
    """The zone in the best order, else the barcode, held against all print."""
    zones = [(page.mrz, page) for page in own if page.mrz is not None]
    evidence = evidence_of(own, [mrz for mrz, _ in zones])
    printed = [page.printed for page in own]
    if zones:
        mrz, page = min(zones, key=lambda zone: len(zone[0].wrong))
        return confirm_zone(page, mrz, evidence, printed, today)
    barcodes = [page.barcode for page in own if page.barcode]
    return confirm_barcode(barcodes[0], evidence, printed) if barcodes else None


def _fields(own: Sequence[PageFacts], confirmed: Confirmed | None) -> dict[FieldName, ReadField]:
    fields: dict[FieldName, ReadField] = {}
    for page in own:
        for name, read in page.printed.items():
            if name not in fields or read.confidence > fields[name].confidence:
                fields[name] = read
    if confirmed is not None:
        fields.update(confirmed.fields)
        if FieldName.SURNAME in confirmed.fields and FieldName.GIVEN_NAMES not in confirmed.fields:
            # Somebody with one name, which print has behind whichever label.
            fields.pop(FieldName.GIVEN_NAMES, None)
    fields.update(_whole_name(fields))
    return fields


def _witnessed(read: ReadDocument, own: Sequence[PageFacts], today: date) -> tuple[ReadDocument, bool]:
    """A licence that nothing confirms with what else on it says the same, and whether something says otherwise."""
    if read.kind is not DocumentKind.DRIVING_LICENCE or read.confirmed is not None:
        return read, False
    found = witness_licence(read.fields, [text for page in own for text in page.texts], today)
    return replace(read, fields=found.fields), bool(found.contradicted)


def _whole_name(fields: Fields) -> tuple[tuple[FieldName, ReadField], ...]:
    """The whole name, given names first, as sure as the less sure of its parts; nothing without a surname."""
    parts = [fields[name] for name in (FieldName.GIVEN_NAMES, FieldName.SURNAME) if name in fields]
    if not parts or FieldName.SURNAME not in fields:
        return ()
    if all(part.source is Source.PRINTED for part in parts) and len({part.value for part in parts}) < len(parts):
        # The value of one label, found twice.
        parts = parts[-1:]
    whole = replace(
        parts[-1],
        value=" ".join(part.value for part in parts),
        confidence=min(part.confidence for part in parts),
        witnesses=tuple(each for each in parts[-1].witnesses if all(each in part.witnesses for part in parts)),
        truncated=any(part.truncated for part in parts),
    )
    return ((FieldName.NAME, whole),)


def _hidden(read: ReadDocument, findings: Set[Finding]) -> frozenset[Finding]:
    """That the zone is covered, where that keeps something from being read or confirmed."""
    zoned = [page for page in read.pages if page.mrz is not None]
    if not zoned and (Finding.ZONE_MISSING in findings or read.kind is DocumentKind.ID_CARD):
        zoned = [*read.pages]
    covered = any(page.zone_covered for page in zoned) and findings & UNREAD
    return frozenset({Finding.ZONE_COVERED}) if covered else frozenset()


def _of_portraits(pages: Sequence[PageFacts], portrayed: PageFacts | None, same_person: bool) -> frozenset[Finding]:
    portraits = sum(page.portrait is not None for page in pages)
    found = {
        Finding.NO_PORTRAIT: portrayed is None,
        Finding.SEVERAL_PORTRAITS: any(page.people > 1 for page in pages) or (portraits > 1 and not same_person),
    }
    return frozenset(each for each, holds in found.items() if holds)


def _disagree(pages: Sequence[PageFacts], portrayed: PageFacts | None) -> bool:
    """Whether two pages are of different documents: by their zones, by print without any, or by a zone or barcode that
    nothing ties to the page with the portrait."""
    machine_read = [page for page in pages if page.mrz or page.barcode]
    stray = portrayed is not None and any(not belongs(page, portrayed) for page in machine_read)
    # Whoever says nothing contradicts nobody.
    mute = portrayed is not None and portrayed.mrz is None and not WHO & portrayed.printed.keys()
    read = [zone_fields(page, {}) or page.barcode for page in machine_read]
    return (stray and not mute) or _contradict(read) or _contradict([page.printed for page in pages])


def _lie_beside_each_other(pages: Sequence[PageFacts], portrayed: PageFacts | None, read: ReadDocument) -> bool:
    """Whether one picture shows pages of different documents."""
    pictures = [[page for page in pages if page.picture == index] for index in {page.picture for page in pages}]
    together = [found for found in pictures if len(found) > 1]
    return any(_disagree(found, portrayed) or _are_of_others(found, read) for found in together)


def _are_of_others(pages: Sequence[PageFacts], read: ReadDocument) -> bool:
    """Whether a page without zone or barcode names another holder, or calls itself another kind of document."""
    if read.confirmed is None:
        return False
    mrzs = [page.mrz for page in pages if page.mrz is not None]
    others = [page for page in pages if page.mrz is None and not page.barcode]
    return any(is_of_another(page, read.confirmed.fields, mrzs) for page in others) or any(
        names_another_kind(page, read.kind) for page in others
    )


def _contradict(pages: Sequence[Fields]) -> bool:
    """Whether two of them say different things of the same field, however sure anybody is of either."""
    said: dict[FieldName, list[ReadField]] = {}
    for page in pages:
        for name, read in page.items():
            said.setdefault(name, []).append(read)
    return any(
        differ(name, a, b) for name, reads in said.items() for place, a in enumerate(reads) for b in reads[place + 1 :]
    )
