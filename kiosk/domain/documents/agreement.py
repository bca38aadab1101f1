"""Whether two readings can be of the same field, and two pages of the same document."""

from collections.abc import Iterable, Mapping, Sequence
from difflib import SequenceMatcher

from kiosk.domain.documents.document import FieldName, ReadField
from kiosk.domain.documents.mrz_compose import in_letters
from kiosk.domain.documents.mrz_layout import TD1
from kiosk.domain.documents.page_facts import PageFacts, zone_fields

ALIKE = 0.75
"""Parts of names of which less agrees are different ones; one character misread in four is still the same."""
MIN_NUMBER = 6
"""Characters of a document's number from which it ties two pages together; shorter ones stand in dates, too."""
WHO = frozenset({FieldName.SURNAME, FieldName.GIVEN_NAMES, FieldName.DOCUMENT_NUMBER, FieldName.DATE_OF_BIRTH})
"""Fields that say whose page it is."""
_LOOKALIKES = str.maketrans("OQDIZSBG", "00012586")

Fields = Mapping[FieldName, ReadField]


def differ(name: FieldName, a: ReadField, b: ReadField) -> bool:
    """Whether the two cannot be of one document, as far as this field tells."""
    if name is FieldName.NAME:
        return not _same_name(a.value, b.value)
    if name is FieldName.DOCUMENT_NUMBER:
        one, other = _number(a.value), _number(b.value)
        return not (one.startswith(other) or other.startswith(one))
    if name is FieldName.SEX:
        return {a.value, b.value} == {"M", "F"}
    if name is FieldName.SURNAME:
        one, other = (in_letters(value).replace("<", "") for value in (a.value, b.value))
        return SequenceMatcher(None, one, other).ratio() < ALIKE
    return name in {FieldName.DATE_OF_BIRTH, FieldName.DATE_OF_EXPIRY} and a.value != b.value


def zone_needs_portrait(page: PageFacts) -> bool:
    """Whether the page must show its holder: only a zone of three lines stands on a card's other side (Doc 9303)."""
    return page.mrz is not None and page.mrz.layout is not TD1


def belongs(page: PageFacts, portrayed: PageFacts) -> bool:
    """Whether the page is of the same document as the one with the portrait, to which something on it must tie it.

    A page that does not say whose it is belongs to any.
    """
    if page is portrayed or (page.mrz is None and not WHO & page.printed.keys()):
        return True
    return any(_tied(said, own) for said in _sources(page) for own in _sources(portrayed)) or any(
        _mentioned(said, portrayed.texts) for said in _sources(page)
    )


def _sources(page: PageFacts) -> Iterable[Fields]:
    return (page.printed, zone_fields(page, {}))


def _tied(a: Fields, b: Fields) -> bool:
    """By the number, the day of birth, or the whole name; sure readings are not needed to agree."""
    number, birth = FieldName.DOCUMENT_NUMBER, FieldName.DATE_OF_BIRTH
    numbers = [_number(fields[number].value) for fields in (a, b) if number in fields]
    if len(numbers) == 2 and min(map(len, numbers)) >= MIN_NUMBER and not differ(number, a[number], b[number]):
        return True
    # Of a zone's year there are two digits.
    if birth in a and birth in b and a[birth].value[2:] == b[birth].value[2:]:
        return True
    names = (FieldName.SURNAME, FieldName.GIVEN_NAMES)
    return all(name in a and name in b and _same_name(a[name].value, b[name].value) for name in names)


def _mentioned(fields: Fields, texts: Sequence[str]) -> bool:
    """Whether the number or the whole name stands anywhere in the texts: labels have many languages."""
    number = _number(fields[FieldName.DOCUMENT_NUMBER].value) if FieldName.DOCUMENT_NUMBER in fields else ""
    if len(number) >= MIN_NUMBER and any(number in _number(text) for text in texts):
        return True
    words = {word for text in texts for word in in_letters(text).split("<")}
    surname, given = (_words(fields, name) for name in (FieldName.SURNAME, FieldName.GIVEN_NAMES))
    return bool(surname and given) and surname <= words and bool(given & words)


def _words(fields: Fields, name: FieldName) -> set[str]:
    return {*in_letters(fields[name].value).split("<")} - {""} if name in fields else set()


def _same_name(a: str, b: str) -> bool:
    """Whether these may be one name: one part that is alike will do, since documents spell accents out or leave them
    out, cut names short, and order them in their own ways."""
    parts, others = (in_letters(value).split("<") for value in (a, b))
    return any(SequenceMatcher(None, part, other).ratio() >= ALIKE for part in parts for other in others)


def _number(value: str) -> str:
    """Letters and digits alone, of those that recognisers confuse one."""
    return "".join(each for each in value.upper() if each.isalnum()).translate(_LOOKALIKES)
