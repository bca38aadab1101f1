"""Whether a document is accepted: only on positive evidence.

Kind and issuing state are recognised and among those that the bank accepts; name, number, birth and expiry each stand
in a zone or barcode, and print says the same; nothing on it speaks against it. What has one source alone goes to staff.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from kiosk.domain.documents.confirmation import Confirmed
from kiosk.domain.documents.document import DocumentKind, FieldName, Finding, ReadField
from kiosk.domain.documents.document_policy import DocumentPolicy
from kiosk.domain.documents.document_words import kind_by_words
from kiosk.domain.documents.forgery_signs import forgery_signs
from kiosk.domain.documents.icao_states import SPECIMENS, is_state
from kiosk.domain.documents.number_formats import fits_format
from kiosk.domain.documents.page_facts import PageFacts
from kiosk.domain.documents.print_evidence import shows_fillers

NEEDED = (FieldName.NAME, FieldName.DOCUMENT_NUMBER, FieldName.DATE_OF_BIRTH, FieldName.DATE_OF_EXPIRY)
MAX_AGE_YEARS = 120
PERMIT_CODES = frozenset({"AR", "CR", "IR"})
"""Of the European Union's residence permits (Regulation (EC) 1030/2002) and of others that follow it."""
_CARDS = frozenset({DocumentKind.ID_CARD, DocumentKind.DRIVING_LICENCE, DocumentKind.RESIDENCE_PERMIT})
_HINTED = frozenset({
    Finding.UNREADABLE, Finding.NO_PORTRAIT, Finding.CHECK_DIGIT_WRONG, Finding.ZONE_MISSING, Finding.UNCONFIRMED,
})  # fmt: skip
"""With one of these it is said what might have kept the pages from being read."""
_EXPLAINED = frozenset({
    Finding.OTHER_SIDE_MISSING, Finding.ZONE_MISSING, Finding.UNREADABLE, Finding.CHECK_DIGIT_WRONG,
    Finding.FIELDS_DISAGREE, Finding.BIRTH_INCOMPLETE, Finding.NAME_TRUNCATED, Finding.KIND_NOT_ACCEPTED,
})  # fmt: skip
"""What explains by itself that something was not confirmed."""


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """All that was read on the pages of one document, before anybody decides."""

    pages: Sequence[PageFacts] = field(repr=False)
    kind: DocumentKind
    fields: Mapping[FieldName, ReadField] = field(repr=False)
    confirmed: Confirmed | None
    """What a zone or a barcode says; None without either."""


def document_kind(pages: Sequence[PageFacts]) -> DocumentKind:
    """The kind by the zone's code and size, else by what the reader or the page calls it; cards with a zone are
    residence permits by either."""
    called = kind_by_words(text for page in pages for text in page.texts)
    for page in pages:
        if page.mrz is not None:
            is_permit = called is DocumentKind.RESIDENCE_PERMIT or page.mrz.code in PERMIT_CODES
            by_code = {"P": DocumentKind.PASSPORT, "V": DocumentKind.VISA}
            card = DocumentKind.RESIDENCE_PERMIT if is_permit else DocumentKind.ID_CARD
            return by_code.get(page.mrz.code[:1], card)
    kinds = (page.kind for page in pages if page.kind is not DocumentKind.UNKNOWN)
    return next(kinds, called)


def names_another_kind(page: PageFacts, kind: DocumentKind) -> bool:
    """Whether a page calls itself another kind of document than this; there are passports in the form of cards."""
    named = kind_by_words(page.texts) if page.kind is DocumentKind.UNKNOWN else page.kind
    return named not in {DocumentKind.UNKNOWN, DocumentKind.PASSPORT, kind}


def acceptance_findings(read: ReadDocument, policy: DocumentPolicy, today: date) -> frozenset[Finding]:
    """What keeps the document from being accepted, other than its portrait; nothing accepts it."""
    found = {
        Finding.SEVERAL_DOCUMENTS: any(page.other_zones for page in read.pages),
        # Backs have little colour of their own; a portrait has its skin.
        Finding.BLACK_AND_WHITE: any(page.is_grey and page.portrait is not None for page in read.pages),
        Finding.COPY_SUSPECTED: any(page.forgery and forgery_signs(page.forgery) for page in read.pages),
        Finding.KIND_NOT_ACCEPTED: _is_refused(read, policy),
        Finding.PHOTO_PAGE_MISSING: _lacks_photo_page(read),
        Finding.ZONE_MISSING: _lacks_zone(read.pages),
        Finding.OTHER_SIDE_MISSING: _lacks_other_side(read),
        Finding.UNREADABLE: _is_unreadable(read),
        Finding.EXPIRED: _is_expired(read, today),
        Finding.FIELDS_DISAGREE: read.confirmed is not None and bool(read.confirmed.disagree),
        Finding.IMPLAUSIBLE: not _is_plausible(read, policy, today),
    }
    findings = {each for each, holds in found.items() if holds}
    findings |= set() if read.confirmed is None else read.confirmed.findings
    if not findings & _EXPLAINED and _is_unconfirmed(read):
        findings.add(Finding.UNCONFIRMED)
    return frozenset(findings)


def hints(findings: Iterable[Finding], pages: Sequence[PageFacts]) -> frozenset[Finding]:
    """What might have kept the pages from being read, where they were not."""
    return frozenset(hint for page in pages for hint in page.hints) if _HINTED & {*findings} else frozenset()


def _is_refused(read: ReadDocument, policy: DocumentPolicy) -> bool:
    """Whether it is known what it is, and that is not accepted."""
    if read.kind is not DocumentKind.UNKNOWN and read.kind not in policy.kinds:
        return True
    state = _value(read, FieldName.ISSUING_STATE)
    if state in SPECIMENS:
        return not policy.specimens
    return bool(state and policy.states) and state not in policy.states


def _lacks_photo_page(read: ReadDocument) -> bool:
    """Whether a passport was shown and neither its zone nor a portrait."""
    return (
        read.kind is DocumentKind.PASSPORT
        and all(page.mrz is None for page in read.pages)
        and all(page.portrait is None for page in read.pages)
    )


def _lacks_other_side(read: ReadDocument) -> bool:
    """Whether one side of a card was shown, be it twice, on which there is no zone or barcode, or no portrait."""
    portraits = sum(page.portrait is not None for page in read.pages)
    one_side = read.kind in _CARDS and portraits in {0, len(read.pages)}
    return one_side and (read.confirmed is None or not portraits)


def _lacks_zone(pages: Sequence[PageFacts]) -> bool:
    if any(page.mrz is not None for page in pages):
        return False
    says_passport = any(kind_by_words(page.texts) is DocumentKind.PASSPORT for page in pages)
    # Some states' licences have lines for machines that are none of Doc 9303's.
    is_licence = any(page.kind is DocumentKind.DRIVING_LICENCE for page in pages)
    fillers = not is_licence and any(map(shows_fillers, pages))
    return says_passport or fillers or any(page.kind is DocumentKind.PASSPORT for page in pages)


def _is_unreadable(read: ReadDocument) -> bool:
    return (
        read.kind is DocumentKind.UNKNOWN
        or _lacks_zone(read.pages)
        or any(name not in read.fields for name in _needed(read))
    )


def _needed(read: ReadDocument) -> list[FieldName]:
    """Without those that the standard lets a zone leave out: a date of expiry for life, and one of birth not known."""
    spared = set()
    if read.confirmed is not None and read.confirmed.without_end:
        spared.add(FieldName.DATE_OF_EXPIRY)
    if read.confirmed is not None and Finding.BIRTH_INCOMPLETE in read.confirmed.findings:
        spared.add(FieldName.DATE_OF_BIRTH)
    return [name for name in NEEDED if name not in spared]


def _is_unconfirmed(read: ReadDocument) -> bool:
    """Whether something that is needed was read in one place alone, or nobody knows who issued the document."""
    alone = any(name in read.fields and not read.fields[name].witnesses for name in _needed(read))
    unknown = not _value(read, FieldName.ISSUING_STATE)
    return read.confirmed is None or alone or unknown or not read.confirmed.end_is_shown


def _is_expired(read: ReadDocument, today: date) -> bool:
    expiry = _day(read, FieldName.DATE_OF_EXPIRY)
    return expiry is not None and expiry < today


def _is_plausible(read: ReadDocument, policy: DocumentPolicy, today: date) -> bool:
    state, nationality = _value(read, FieldName.ISSUING_STATE), _value(read, FieldName.NATIONALITY)
    listed = all(is_state(code, specimens=True) for code in (state, nationality) if code)
    code = "" if read.confirmed is None else read.confirmed.code
    number = _value(read, FieldName.DOCUMENT_NUMBER)
    return listed and _dates_fit(read, today) and (not number or fits_format(state, code, number))


def _dates_fit(read: ReadDocument, today: date) -> bool:
    """Whether somebody can be as old as this, and the document ended after its holder was born."""
    birth, expiry = _day(read, FieldName.DATE_OF_BIRTH), _day(read, FieldName.DATE_OF_EXPIRY)
    if birth is None:
        return True
    return birth <= today and today.year - birth.year <= MAX_AGE_YEARS and (expiry is None or birth < expiry)


def _value(read: ReadDocument, name: FieldName) -> str:
    return read.fields[name].value if name in read.fields else ""


def _day(read: ReadDocument, name: FieldName) -> date | None:
    """The whole date; None where it is not known, or known in part."""
    try:
        return date.fromisoformat(_value(read, name))
    except ValueError:
        return None
