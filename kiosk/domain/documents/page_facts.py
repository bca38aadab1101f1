"""What was found on one page of a document."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from kiosk.domain.documents.document import DocumentKind, FieldName, Finding, Portrait, ReadField, Source
from kiosk.domain.documents.mrz import Mrz

WRONG_SHARE, REPAIRED_SHARE = 0.5, 0.9
"""What is left of the confidence in a field with a wrong check digit, and in one where a check digit decided."""
_CHECKED = {
    FieldName.DOCUMENT_NUMBER: "number",
    FieldName.DATE_OF_BIRTH: "birth",
    FieldName.DATE_OF_EXPIRY: "expiry",
}


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
    texts: Sequence[str] = field(default=(), repr=False)
    """All lines of print, whatever their labels say."""


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
