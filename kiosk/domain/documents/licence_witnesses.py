"""What a European licence says twice: France's line for machines, and numbers that are made of their holder.

France prints D1FRA, number, expiry, eight letters of the surname, and two check digits (30 characters). A British
number has five letters of the surname, the date of birth and two initials (DVLA), and personal numbers the birth. None
has all that is needed, so that nothing is accepted by them: they contradict what was changed, and spare staff some
looking.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from kiosk.domain.documents.document import FieldName, ReadField, Source
from kiosk.domain.documents.mrz import clean, expiry_date
from kiosk.domain.documents.mrz_compose import in_letters
from kiosk.domain.documents.mrz_layout import FILLER, check_digit
from kiosk.domain.documents.personal_numbers import birth_in_personal_number
from kiosk.domain.documents.printed import plain_text

_FRENCH = re.compile(r"D1FRA([A-Z0-9<]{9})(\d)(\d{6})([A-Z<]{8})(\d)")
_BRITISH = re.compile(r"([A-Z]{1,5}9{0,4})(\d)([0156]\d)(\d\d)(\d)([A-Z9]{2})[A-Z0-9]{3}")
_SURNAME_PLACES, _NAME_PLACES = 5, 8
_WOMEN = 50
"""Is added to the month of a woman's birth."""
_MAC = re.compile("^MAC")
"""Is spelled MC in British numbers."""

Fields = Mapping[FieldName, ReadField]


@dataclass(frozen=True, slots=True)
class WitnessedLicence:
    """A licence's printed fields with what else on it says the same."""

    fields: Fields
    contradicted: frozenset[FieldName] = frozenset()
    """Of which something else on it says otherwise."""


def witness_licence(fields: Fields, texts: Iterable[str], today: date) -> WitnessedLicence:
    """Hold the printed fields of a licence against what else it says of them; any text is allowed."""
    lines = [*texts]
    said = [
        *_by_french_line(fields, lines, today),
        *_by_british_number(fields),
        *_by_personal_number(fields, lines),
    ]
    agreeing: dict[FieldName, tuple[Source, ...]] = {}
    for name, source, agrees in said:
        if agrees:
            agreeing[name] = (*agreeing.get(name, ()), source)
    witnessed = {name: replace(read, witnesses=agreeing.get(name, read.witnesses)) for name, read in fields.items()}
    return WitnessedLicence(witnessed, frozenset(name for name, _, agrees in said if not agrees))


def _by_french_line(fields: Fields, texts: Iterable[str], today: date) -> Iterator[tuple[FieldName, Source, bool]]:
    """What the line says of each field that was read in print."""
    found = next(filter(None, (_FRENCH.fullmatch(clean(text)) for text in texts)), None)
    if found is None or not _digits_hold(found):
        return
    expiry, surname = expiry_date(found[3], today), found[4].rstrip(FILLER)
    said = {
        FieldName.DOCUMENT_NUMBER: {found[1].rstrip(FILLER)} & {_plain(_value(fields, FieldName.DOCUMENT_NUMBER))},
        FieldName.DATE_OF_EXPIRY: {str(expiry)} & {_value(fields, FieldName.DATE_OF_EXPIRY)},
        FieldName.SURNAME: {surname} & {_first(name) for name in _spellings(_value(fields, FieldName.SURNAME))},
    }
    yield from ((name, Source.MACHINE_READABLE_ZONE, bool(same)) for name, same in said.items() if name in fields)


def _digits_hold(line: re.Match[str]) -> bool:
    """Whether both check digits are right, each of all that stands before it."""
    text = line[0]
    return check_digit(text[: line.start(2)]) == line[2] and check_digit(text[: line.start(5)]) == line[5]


def _by_british_number(fields: Fields) -> Iterator[tuple[FieldName, Source, bool]]:
    """What the number says of the holder; nothing of another state's."""
    state = _value(fields, FieldName.ISSUING_STATE)
    found = _BRITISH.fullmatch(_plain(_value(fields, FieldName.DOCUMENT_NUMBER)))
    if found is None or state not in {"", "GBR"} or len(found[1]) != _SURNAME_PLACES:
        return
    birth = f"{found[2]}{found[5]}-{int(found[3]) % _WOMEN:02}-{found[4]}"
    said = {
        FieldName.SURNAME: {found[1]} & {_of_surname(name) for name in _spellings(_value(fields, FieldName.SURNAME))},
        FieldName.GIVEN_NAMES: {found[6]} & {_initials(_value(fields, FieldName.GIVEN_NAMES))},
        FieldName.DATE_OF_BIRTH: {birth} & {_value(fields, FieldName.DATE_OF_BIRTH)[2:]},
    }
    yield from ((name, Source.PRINTED, bool(same)) for name, same in said.items() if name in fields)


def _by_personal_number(fields: Fields, texts: Iterable[str]) -> Iterator[tuple[FieldName, Source, bool]]:
    """What field 4d says of the birth."""
    state = _value(fields, FieldName.ISSUING_STATE)
    birth = birth_in_personal_number(map(plain_text, texts), state)
    if birth and FieldName.DATE_OF_BIRTH in fields:
        yield FieldName.DATE_OF_BIRTH, Source.PRINTED, birth == _value(fields, FieldName.DATE_OF_BIRTH)[2:]


def _value(fields: Fields, name: FieldName) -> str:
    return fields[name].value if name in fields else ""


def _spellings(name: str) -> tuple[str, str]:
    """With letters spelled out, and bare of accents."""
    return name, plain_text(name)


def _of_surname(surname: str) -> str:
    letters = _MAC.sub("MC", in_letters(surname).replace(FILLER, ""))
    return letters[:_SURNAME_PLACES].ljust(_SURNAME_PLACES, "9")


def _first(surname: str) -> str:
    return in_letters(surname)[:_NAME_PLACES].rstrip(FILLER)


def _initials(given_names: str) -> str:
    return "".join(name[:1] for name in in_letters(given_names).split(FILLER))[:2].ljust(2, "9")


def _plain(number: str) -> str:
    return "".join(each for each in number.upper() if each.isalnum())
