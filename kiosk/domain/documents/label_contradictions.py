"""Values behind labels that contradict a zone or barcode although its own value stands elsewhere in print.

A label beside another field's value contradicts nothing; whoever changes a zone and adds its new value in small print
leaves the old one behind its label. So a labelled value counts where nothing else on the page explains it.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from difflib import SequenceMatcher

from kiosk.domain.documents.document import FieldName, ReadField
from kiosk.domain.documents.print_evidence import LOOKALIKE_CLASSES, PrintEvidence, plain_name, printed_days

VALID_YEARS = 15
"""The longest that documents which expire are good for: a date within so many years before may be that of issue."""
ALIKE = 0.6
"""Names of which less agrees have nothing to do with each other."""

Printed = Mapping[FieldName, ReadField]


def contradicts_birth(printed: Sequence[Printed], birth: date, expiry: date | None) -> bool:
    """Whether a date behind the label of birth is neither the document's birth nor another of its dates."""
    if expiry is None:
        return False
    others = _other_days(printed, FieldName.DATE_OF_BIRTH, (birth, expiry))
    return any(other.year < expiry.year - VALID_YEARS for other in others)


def contradicts_expiry(
    printed: Sequence[Printed], evidence: PrintEvidence, birth: date | None, expiry: date, today: date
) -> bool:
    """Whether a date behind the label of expiry can be neither the document's birth nor its issue.

    Issue is not to come, and the first of the dates behind birth.
    """
    if birth is None:
        return False
    for other in _other_days(printed, FieldName.DATE_OF_EXPIRY, (birth, expiry)):
        if other > today or any(birth < day < other for day in printed_days(evidence, today)):
            return True
    return False


def contradicts_number(printed: Sequence[Printed], number: str, zone_text: str) -> bool:
    """Whether a number behind its label is of the same form as the document's, and nowhere in its zone."""
    own, zone = _plain(number), zone_text.translate(LOOKALIKE_CLASSES)
    shown = (_plain(page[FieldName.DOCUMENT_NUMBER].value) for page in printed if FieldName.DOCUMENT_NUMBER in page)
    return any(_form(other) == _form(own) and other.translate(LOOKALIKE_CLASSES) not in zone for other in shown)


def contradicts_name(printed: Sequence[Printed], surname: str, given_names: str) -> bool:
    """Whether a page has surname and given names behind their labels, and neither is like a part of this name."""
    own = [plain_name(part) for part in (surname, given_names) if part]
    names = (FieldName.SURNAME, FieldName.GIVEN_NAMES)
    pages = (
        [plain_name(page[name].value) for name in names] for page in printed if all(name in page for name in names)
    )
    return any(not any(_is_like(part, shown) for part in own for shown in both) for both in pages)


def _other_days(printed: Sequence[Printed], name: FieldName, own: Sequence[date]) -> Iterator[date]:
    """Days behind this label that are none of the document's own, with day and month in either order."""
    known = {_in_any_order(day) for day in own}
    for page in printed:
        if name in page:
            day = date.fromisoformat(page[name].value)
            if _in_any_order(day) not in known:
                yield day


def _in_any_order(day: date) -> tuple[int, frozenset[int]]:
    """Zones have two digits of a year."""
    return day.year % 100, frozenset({day.month, day.day})


def _form(number: str) -> tuple[bool, ...]:
    """Which of its characters are digits."""
    return tuple(character.isdigit() for character in number)


def _plain(number: str) -> str:
    return "".join(each for each in number.upper() if each.isalnum())


def _is_like(name: str, other: str) -> bool:
    letters, others = name.replace(" ", ""), other.replace(" ", "")
    return not (letters and others) or SequenceMatcher(None, letters, others, autojunk=False).ratio() >= ALIKE
