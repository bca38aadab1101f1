"""What was found on one page of a document."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from kiosk.domain.documents.document import DocumentKind, FieldName, Finding, Portrait, ReadField, Source
from kiosk.domain.documents.forgery_signs import ForgeryMeasures
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
    barcode: Mapping[FieldName, ReadField] = field(default_factory=dict, repr=False)
    """What a barcode on the page says of the same fields."""
    is_grey: bool = False
    """Whether the page has no colours."""
    picture: int = 0
    """Index of the picture that shows the page; both sides of a card may lie in one."""
    forgery: ForgeryMeasures | None = field(default=None, repr=False)
    """What may be signs of a copy; None where it was not measured, as on pages without a portrait."""
    copies: int = 0
    """Smaller copies of the portrait that were found to show the same person."""
    zone_covered: bool = False
    """Whether something lies over the zone, or where a passport has it if none was read."""
    other_zones: Sequence[Mrz] = field(default=(), repr=False)
    """Zones elsewhere on the page whose check digits are right: more than one document lies there."""


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
        name: ReadField(value, zone_confidence(page, mrz, name), Source.MACHINE_READABLE_ZONE)
        for name, value in values.items()
        if value
    }


def _same_day(day: date | None, printed: ReadField | None) -> date | None:
    """The printed day if the zone's six digits mean it too."""
    if day is None or printed is None:
        return None
    other = date.fromisoformat(printed.value)
    return other if other.strftime("%y%m%d") == day.strftime("%y%m%d") else None


def zone_confidence(page: PageFacts, mrz: Mrz, name: FieldName) -> float:
    """How sure the reader is of this field of the zone, 0-100."""
    check = _CHECKED.get(name)
    if check in mrz.wrong:
        return WRONG_SHARE * page.mrz_confidence
    return REPAIRED_SHARE * page.mrz_confidence if check in mrz.repaired else page.mrz_confidence
