"""What a drawn document is: its pages, where their parts lie, and what a reader must say of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from kiosk.domain.documents.document import FieldName
from kiosk.domain.documents.mrz_compose import in_letters
from kiosk.domain.documents.printed import plain_text
from tests.factories.documents.holders import Person
from tests.factories.documents.sheet import Image, Place, Sheet

ONE_LETTER = {"D": "DEU"}
"""Germany's code in zones (ICAO Doc 9303, part 3, section 5)."""
NAMES = frozenset({FieldName.NAME, FieldName.SURNAME, FieldName.GIVEN_NAMES})


@dataclass(frozen=True, slots=True)
class DrawnPage:
    """One page with the places of its zone and portrait, where it has them."""

    image: Image
    zone: Place | None = None
    portrait: Place | None = None
    lines: Sequence[tuple[str, Place]] = field(default=(), repr=False)
    """What stands where, for readers that are told; empty where nobody knows."""

    def with_image(self, image: Image) -> "DrawnPage":
        """The same places on another picture of the same size, on which nobody knows what stands."""
        return replace(self, image=image, lines=())


@dataclass(frozen=True, slots=True)
class DrawnDocument:
    """One document with its right values."""

    kind: str
    pages: Sequence[DrawnPage]
    values: Mapping[FieldName, str] = field(repr=False)
    must_be_refused: bool = False
    is_for_staff: bool = False
    """Genuine, and says something needed in one place alone: it is read, and a member of staff decides."""
    zone_lines: Sequence[str] = field(default=(), repr=False)

    def is_right(self, name: FieldName, value: str) -> bool:
        """Whether this is what the document says; accents, kinds of dashes and spaces in numbers do not matter."""
        return name not in self.values or bool(_spellings(name, value) & _spellings(name, self.values[name]))


def _spellings(name: FieldName, value: str) -> frozenset[str]:
    """The value as it is compared: a name with its letters spelled out, as in zones, or bare of accents."""
    if name in NAMES:
        return frozenset({in_letters(value), in_letters(plain_text(value))})
    if name in {FieldName.NATIONALITY, FieldName.ISSUING_STATE}:
        return frozenset({ONE_LETTER.get(value, value)})
    return frozenset({"".join(value.split()).replace("-", "") if name is FieldName.DOCUMENT_NUMBER else value})


def page_of(sheet: Sheet) -> DrawnPage:
    """What was drawn, with its places."""
    return DrawnPage(sheet.image, sheet.zone, sheet.portrait, sheet.lines)


def values_of(person: Person, **others: str) -> dict[FieldName, str]:
    """All fields as ISO dates, capitals and three letters."""
    values = {
        FieldName.SURNAME: person.surname,
        FieldName.GIVEN_NAMES: person.given_names,
        FieldName.NAME: f"{person.given_names} {person.surname}",
        FieldName.DOCUMENT_NUMBER: person.number,
        FieldName.DATE_OF_BIRTH: person.birth.isoformat(),
        FieldName.DATE_OF_EXPIRY: person.expiry.isoformat(),
        FieldName.NATIONALITY: person.state,
        FieldName.ISSUING_STATE: person.state,
        FieldName.SEX: person.sex,
    }
    return {
        name: value
        for name, value in (values | {FieldName(key): each for key, each in others.items()}).items()
        if value
    }
