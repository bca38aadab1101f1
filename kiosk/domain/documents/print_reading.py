"""What the print of a page says, by labels and by the numbers of a licence's fields."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kiosk.domain.documents.document import DocumentKind, FieldName, ReadField
from kiosk.domain.documents.licence_print import read_licence
from kiosk.domain.documents.printed import PrintedLine, printed_fields


@dataclass(frozen=True, slots=True)
class ReadPrint:
    """Fields, and the kind of document where the print's order tells it."""

    fields: Mapping[FieldName, ReadField]
    kind: DocumentKind = DocumentKind.UNKNOWN


def read_print(lines: Sequence[PrintedLine], today: date) -> ReadPrint:
    """Read the print of a page without its zone; any text is allowed, and `today` decides centuries."""
    licence = read_licence(lines, today)
    if licence.is_licence:
        return ReadPrint({**printed_fields(lines, today), **licence.fields}, DocumentKind.DRIVING_LICENCE)
    return ReadPrint(printed_fields(lines, today))
