"""Fields from the content of a barcode: a licence's record, a zone as text, or labelled text."""

from datetime import date

from kiosk.domain.documents.aamva import MAX_BYTES, SURE, aamva_fields, parse_aamva
from kiosk.domain.documents.document import FieldName, ReadField, Source
from kiosk.domain.documents.page_facts import PageFacts, zone_fields
from kiosk.domain.documents.printed import PrintedLine, printed_fields
from kiosk.domain.documents.zone_fit import read_zones
from kiosk.domain.faces.face_detail import Box

MAX_LINES, MAX_LINE = 60, 200
"""Of plain text in a code."""


def barcode_fields(content: bytes, today: date) -> dict[FieldName, ReadField]:
    """What the barcode says of its document; nothing where it is no plain text of a kind that is known.

    Any bytes are allowed. `today` decides centuries.
    """
    record = parse_aamva(content)
    if record is not None:
        return aamva_fields(record)
    lines = _text_lines(content)
    # Nothing in a code is misread, so nothing is repaired.
    zones = (read.mrz for read in read_zones(lines, today) if read.cost == (0, 0, 0))
    zone = next(zones, None)
    if zone is not None:
        said = zone_fields(PageFacts({}, zone, SURE, None, 0), {})
    else:
        said = printed_fields([PrintedLine(text, SURE, _place(row)) for row, text in enumerate(lines)], today)
    return {name: ReadField(read.value, SURE, Source.BARCODE) for name, read in said.items()}


def _text_lines(content: bytes) -> list[str]:
    """Lines of plain text; none where the bytes are no such text."""
    if len(content) > MAX_BYTES:
        return []
    try:
        lines = content.decode("utf-8").splitlines()
    except UnicodeDecodeError:
        return []
    plain = len(lines) <= MAX_LINES and all(len(line) <= MAX_LINE and line.isprintable() for line in lines)
    return [line.strip() for line in lines if line.strip()] if plain else []


def _place(row: int) -> Box:
    """Of a line of text, so far from the next that no value is taken from another line than its label's."""
    return Box(0.0, 10.0 * row, 1.0, 1.0)
