"""What a zone or a barcode says, held against print: every value that print can show must be found there.

A zone whose check digits hold is certain, and so is a barcode, which corrects its own errors. What print says otherwise
is a contradiction, however sure a recogniser is of either.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from kiosk.domain.documents.agreement import differ
from kiosk.domain.documents.document import DocumentKind, FieldName, Finding, ReadField, Source
from kiosk.domain.documents.document_words import kind_by_words
from kiosk.domain.documents.icao_states import SPECIMENS, STATES, is_state, same_state
from kiosk.domain.documents.label_contradictions import (
    contradicts_birth,
    contradicts_expiry,
    contradicts_name,
    contradicts_number,
)
from kiosk.domain.documents.mrz import Mrz
from kiosk.domain.documents.mrz_layout import TD3
from kiosk.domain.documents.page_facts import PageFacts, zone_confidence
from kiosk.domain.documents.print_evidence import (
    PrintEvidence,
    Shown,
    evidence_of,
    numbers_like,
    plain_name,
    shows_day,
    shows_name,
    shows_other_sex,
    shows_other_state,
)
from kiosk.domain.documents.printed_sexes import has_own_meaning
from kiosk.domain.documents.zone_dates import SettledDate, settle_birth, settle_expiry
from kiosk.domain.documents.zone_fit import misplaced
from kiosk.domain.documents.zone_names import SettledName, is_another_name, settle_name
from kiosk.domain.documents.zone_number import SettledNumber, is_in_zone, settle_number

Printed = Mapping[FieldName, ReadField]
_OWN_DIGITS = frozenset({"number", "birth", "expiry"})
_NAME_PARTS = (FieldName.SURNAME, FieldName.GIVEN_NAMES)


@dataclass(frozen=True, slots=True)
class Confirmed:
    """Fields of a zone or barcode with print as their witness, and what came up on the way."""

    fields: Mapping[FieldName, ReadField] = field(repr=False)
    disagree: frozenset[FieldName] = frozenset()
    """Of which print says something else."""
    findings: frozenset[Finding] = frozenset()
    without_end: bool = False
    """Whether the document never expires."""
    end_is_shown: bool = True
    """Whether print says so of one that never does: whoever strikes an expiry out of a zone leaves the printed one."""
    code: str = ""
    """The zone's code of document."""
    is_damaged: bool = False
    """Whether more of the zone is wrong than the change of one field makes: something covers it."""


@dataclass(frozen=True, slots=True)
class _Settled:
    """Zone and print together, field by field."""

    number: SettledNumber
    name: SettledName
    birth: SettledDate
    expiry: SettledDate


def confirm_zone(
    page: PageFacts, mrz: Mrz, evidence: PrintEvidence, printed: Sequence[Printed], today: date
) -> Confirmed:
    """Hold the page's zone against all print of the document; `printed` are the labelled values of each page."""
    number = settle_number(mrz, evidence, today)
    settled = _Settled(
        number,
        settle_name(number.mrz, evidence, printed),
        settle_birth(number.mrz, evidence, printed),
        settle_expiry(number.mrz, evidence, printed),
    )
    disagree = _zone_disagrees(settled, evidence, printed) | _labels_disagree(settled, evidence, printed, today)
    return Confirmed(
        _zone_fields(page, settled, printed),
        disagree,
        _zone_findings(settled),
        without_end=settled.expiry.without_end,
        end_is_shown=settled.expiry.shown or not settled.expiry.without_end,
        code=mrz.code,
        is_damaged=_is_damaged(mrz, disagree),
    )


def _is_damaged(mrz: Mrz, disagree: frozenset[FieldName]) -> bool:
    """Whether a thumb or scratches hide some of it; who changes a field leaves the others as they were."""
    # What covers an expiry leaves fillers there, as documents without an end have them.
    covered = mrz.for_life and bool(mrz.wrong)
    hidden = covered or len(mrz.wrong & _OWN_DIGITS) > 1 or misplaced(mrz.text, mrz.layout) > 0
    return hidden or (bool(mrz.wrong) and FieldName.NAME in disagree)


def confirm_barcode(fields: Printed, evidence: PrintEvidence, printed: Sequence[Printed]) -> Confirmed:
    """Hold a barcode's fields against all print of the document."""
    shown = {
        name
        for name, read in fields.items()
        if _shows(evidence, name, read.value)
        or _is_labelled(printed, name, read.value)
        or _goes_on_below(evidence, printed, name, read.value)
    }
    others = {name for name in fields for page in printed if name in page}
    return Confirmed(
        {name: _field(read.value, read.confidence, Source.BARCODE, name in shown) for name, read in fields.items()},
        frozenset(name for name in fields if name in others - shown and name not in _WORDED),
    )


def _goes_on_below(evidence: PrintEvidence, printed: Sequence[Printed], name: FieldName, value: str) -> bool:
    """Whether print has the first words of a name behind its label, and all others in a line of their own: labels that
    stand before it are read between."""
    if name not in _NAME_PARTS:
        return False
    words, first = plain_name(value).split(), [plain_name(page[name].value).split() for page in printed if name in page]
    rests = (words[len(each) :] for each in first if 0 < len(each) < len(words) and words[: len(each)] == each)
    return any(shows_name(evidence, " ".join(rest)) is Shown.WHOLE for rest in rests)


_WORDED = frozenset({FieldName.NATIONALITY, FieldName.ISSUING_STATE, FieldName.NAME})
"""Print has them in words of its own."""


def is_of_another(page: PageFacts, fields: Printed, mrzs: Sequence[Mrz]) -> bool:
    """Whether a page without a zone says behind its labels that it is of another holder or document than these."""
    evidence, printed = evidence_of([page], mrzs), page.printed
    dates = (FieldName.DATE_OF_BIRTH, FieldName.DATE_OF_EXPIRY)
    if any(_differs(evidence, name, printed, fields) for name in dates):
        return True
    # Cards have numbers of other kinds on their backs.
    number = page.portrait is not None and _differs(evidence, FieldName.DOCUMENT_NUMBER, printed, fields)
    if number and not any(is_in_zone(mrz, printed[FieldName.DOCUMENT_NUMBER].value) for mrz in mrzs):
        return True
    surname, given = (fields[name].value if name in fields else "" for name in _NAME_PARTS)
    shown = surname and shows_name(evidence, surname) is not Shown.NOT
    return bool(surname) and not shown and is_another_name(surname, given, printed)


def _differs(evidence: PrintEvidence, name: FieldName, printed: Printed, fields: Printed) -> bool:
    if name not in printed or name not in fields or _shows(evidence, name, fields[name].value):
        return False
    return differ(name, printed[name], fields[name])


def _zone_fields(page: PageFacts, settled: _Settled, printed: Sequence[Printed]) -> dict[FieldName, ReadField]:
    mrz, name, number = settled.number.mrz, settled.name, settled.number
    values = {
        FieldName.SURNAME: (name.surname, name.shown),
        FieldName.GIVEN_NAMES: (name.given_names, name.shown),
        FieldName.DOCUMENT_NUMBER: (mrz.document_number if number.known else "", number.shown),
        FieldName.DATE_OF_BIRTH: (settled.birth.value, settled.birth.shown),
        FieldName.DATE_OF_EXPIRY: (settled.expiry.value, settled.expiry.shown),
        FieldName.NATIONALITY: (mrz.nationality, _is_labelled(printed, FieldName.NATIONALITY, mrz.nationality)),
        FieldName.ISSUING_STATE: (mrz.issuing_state, False),
        FieldName.SEX: (mrz.sex, _is_labelled(printed, FieldName.SEX, mrz.sex)),
    }
    return {
        each: _field(
            value,
            zone_confidence(page, mrz, each),
            Source.MACHINE_READABLE_ZONE,
            shown,
            truncated=name.truncated and each in _NAME_PARTS,
        )
        for each, (value, shown) in values.items()
        if value
    }


def _zone_disagrees(settled: _Settled, evidence: PrintEvidence, printed: Sequence[Printed]) -> frozenset[FieldName]:
    mrz = settled.number.mrz
    labelled = () if has_own_meaning(mrz.issuing_state) else printed
    sexes = {page[FieldName.SEX].value for page in labelled if FieldName.SEX in page}
    disagree = {
        FieldName.NAME: settled.name.disagrees,
        FieldName.DOCUMENT_NUMBER: _is_another_number(settled.number, printed),
        FieldName.DATE_OF_BIRTH: settled.birth.disagrees,
        FieldName.DATE_OF_EXPIRY: settled.expiry.disagrees,
        FieldName.SEX: {"M", "F"} <= sexes | {mrz.sex} or shows_other_sex(evidence, mrz.sex, mrz.issuing_state),
        FieldName.ISSUING_STATE: mrz.layout is TD3 and shows_other_state(evidence, mrz.issuing_state),
        FieldName.NATIONALITY: any(_is_another_state(mrz, page) for page in printed) or _is_foreign(mrz, evidence),
    }
    return frozenset(each for each, holds in disagree.items() if holds)


def _labels_disagree(
    settled: _Settled, evidence: PrintEvidence, printed: Sequence[Printed], today: date
) -> frozenset[FieldName]:
    """What stands otherwise behind labels, be the zone's own values where they may; where a check digit is wrong nobody
    knows the zone's value."""
    mrz, name = settled.number.mrz, settled.name
    birth = None if "birth" in mrz.wrong else mrz.date_of_birth
    expiry = None if "expiry" in mrz.wrong else mrz.date_of_expiry
    known = "number" not in mrz.wrong
    disagree = {
        FieldName.DATE_OF_BIRTH: birth is not None and contradicts_birth(printed, birth, expiry),
        FieldName.DATE_OF_EXPIRY: expiry is not None and contradicts_expiry(printed, evidence, birth, expiry, today),
        FieldName.DOCUMENT_NUMBER: known and contradicts_number(printed, mrz.document_number, mrz.text),
        FieldName.NAME: contradicts_name(printed, name.surname, name.given_names),
    }
    return frozenset(each for each, holds in disagree.items() if holds)


def _zone_findings(settled: _Settled) -> frozenset[Finding]:
    findings = {
        Finding.CHECK_DIGIT_WRONG: bool(settled.number.mrz.wrong) or not settled.number.known,
        Finding.BIRTH_INCOMPLETE: settled.birth.incomplete,
        Finding.NAME_TRUNCATED: settled.name.truncated,
    }
    return frozenset(each for each, holds in findings.items() if holds)


def _is_another_number(number: SettledNumber, printed: Sequence[Printed]) -> bool:
    """Whether print shows numbers behind their labels, and none of them stands in the zone or goes on from it."""
    own = ReadField(number.mrz.document_number, 0.0, Source.MACHINE_READABLE_ZONE)
    shown = [page[FieldName.DOCUMENT_NUMBER] for page in printed if FieldName.DOCUMENT_NUMBER in page]
    fits = (is_in_zone(number.mrz, each.value) or not differ(FieldName.DOCUMENT_NUMBER, own, each) for each in shown)
    return not number.shown and bool(shown) and not any(fits)


def _is_foreign(mrz: Mrz, evidence: PrintEvidence) -> bool:
    """Whether the holder of a passport or identity card is not of the state that issued it, as print does not say."""
    if mrz.nationality not in STATES | SPECIMENS or same_state(mrz.nationality, mrz.issuing_state):
        return False
    is_permit = kind_by_words(evidence.lines) is DocumentKind.RESIDENCE_PERMIT
    of_citizens = mrz.code.startswith("P") or (mrz.code in {"I", "ID"} and not is_permit)
    codes = (mrz.nationality, mrz.issuing_state)
    return of_citizens and any(shows_other_state(evidence, code, unless_none=False) for code in codes)


def _is_another_state(mrz: Mrz, page: Printed) -> bool:
    """Whether the page's nationality is a state's code, and neither the zone's nationality nor its issuer."""
    printed = page.get(FieldName.NATIONALITY)
    if printed is None or not is_state(printed.value, specimens=True):
        return False
    return not any(same_state(printed.value, own) for own in (mrz.nationality, mrz.issuing_state))


def _is_labelled(printed: Sequence[Printed], name: FieldName, value: str) -> bool:
    return any(name in page and page[name].value == value for page in printed)


def _shows(evidence: PrintEvidence, name: FieldName, value: str) -> bool:
    """Whether print shows this value of a barcode."""
    if name in {FieldName.DATE_OF_BIRTH, FieldName.DATE_OF_EXPIRY}:
        try:
            day = date.fromisoformat(value)
        except ValueError:
            # Known in part, or for ever.
            return False
        return bool(shows_day(evidence, day.year % 100, day.month, day.day) & {day.year, day.year % 100})
    if name is FieldName.DOCUMENT_NUMBER:
        return value in numbers_like(evidence, value)
    if name in _NAME_PARTS:
        return shows_name(evidence, value) is not Shown.NOT
    return False


def _field(value: str, confidence: float, source: Source, shown: bool, *, truncated: bool = False) -> ReadField:
    return ReadField(value, confidence, source, (Source.PRINTED,) if shown else (), truncated)
