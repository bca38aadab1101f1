"""Fields from the printed text of a document: what stands behind, below or beside their labels."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from kiosk.domain.documents.document import FieldName, ReadField, Source
from kiosk.domain.documents.printed_dates import is_month_first, printed_date
from kiosk.domain.documents.printed_labels import LABEL_WORDS, PATTERNS
from kiosk.domain.faces.face_detail import Box

Labels = Mapping[FieldName, re.Pattern[str]]
_SEX = re.compile(r"(?:[A-Z]\s*/\s*)?([MFX])(?:\b|/)")
"""In two languages where the first is not English: K/F, V/F."""
_NAME = re.compile(r"[A-Z\u00c0-\u024f][A-Z\u00c0-\u024f' -]{0,60}")
_NUMBER = re.compile(r"(?=[A-Z0-9 -]*\d)[A-Z0-9][A-Z0-9-]{3,24}")
BELOW_HEIGHTS, BESIDE_HEIGHTS = 2.6, 12.0
"""How far below or beside its label a value may stand, in heights of the label."""


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A line of text, how sure the reader is (0-100), and where it stands in ratios of the upright page."""

    text: str = field(repr=False)
    confidence: float
    box: Box


def printed_fields(lines: Sequence[PrintedLine], today: date, labels: Labels = PATTERNS) -> dict[FieldName, ReadField]:
    """The fields whose labels and values were found; any text is allowed."""
    plain = [PrintedLine(plain_text(line.text), line.confidence, line.box) for line in lines]
    month_first = is_month_first(line.text for line in plain)
    found: dict[FieldName, ReadField] = {}
    for name, pattern in labels.items():
        for line in plain:
            match = pattern.search(line.text)
            value = match and _value(name, line, match.end(), plain, today, month_first)
            if value:
                found[name] = value
                break
    return found


def plain_text(text: str) -> str:
    """Capitals without accents."""
    decomposed = unicodedata.normalize("NFKD", text.upper().replace("Ł", "L").replace("\u2019", "'"))
    return "".join(each for each in decomposed if not unicodedata.combining(each))


def _value(
    name: FieldName, label: PrintedLine, end: int, lines: Sequence[PrintedLine], today: date, month_first: bool
) -> ReadField | None:
    """The first text that can be such a value: behind the label, below it, or to its right."""
    behind = PrintedLine(label.text[end:].lstrip(" .:;/*#"), label.confidence, label.box)
    for line in (behind, *_nearby(label, lines)):
        value = read_value(name, line.text, today, month_first)
        if value:
            return ReadField(value, line.confidence, Source.PRINTED)
    return None


def _nearby(label: PrintedLine, lines: Sequence[PrintedLine]) -> Iterator[PrintedLine]:
    """Lines below and beside the label that are no labels themselves, the nearest first."""
    near = [(_distance(label.box, line.box), place) for place, line in enumerate(lines) if line is not label]
    for distance, place in sorted(each for each in near if each[0] is not None):
        if not any(pattern.match(lines[place].text) for pattern in PATTERNS.values()) and distance is not None:
            yield lines[place]


def _distance(label: Box, other: Box) -> float | None:
    """In heights of the label; None when the other is neither below nor to the right of it."""
    height = max(label.height, 1e-6)
    down, right = (other.top - label.top) / height, (other.left - label.right) / height
    overlap = min(label.right, other.right) - max(label.left, other.left)
    if overlap > 0.3 * min(label.width, other.width) and 0.4 < down < BELOW_HEIGHTS:
        return down + abs(other.left - label.left) / height / 2
    if abs(other.centre.y - label.centre.y) < 0.7 * height and -0.5 < right < BESIDE_HEIGHTS:
        return 1.0 + right
    return None


def read_value(name: FieldName, text: str, today: date, month_first: bool) -> str | None:
    """The value of this field if the text can be one."""
    text = text.strip()
    if name in {FieldName.DATE_OF_BIRTH, FieldName.DATE_OF_EXPIRY}:
        found = printed_date(text, today, past=name is FieldName.DATE_OF_BIRTH, month_first=month_first)
        return found.isoformat() if found else None
    if name is FieldName.DOCUMENT_NUMBER:
        number = _NUMBER.match(text)
        return number[0].rstrip("-") if number else None
    if name is FieldName.SEX:
        sex = _SEX.match(text)
        return sex[1] if sex else None
    if name is FieldName.NATIONALITY:
        return text if re.fullmatch(r"[A-Z]{3}", text) else None
    return text if _NAME.fullmatch(text) and not _is_label(text) else None


def _is_label(text: str) -> bool:
    return bool(LABEL_WORDS.search(text)) or any(pattern.search(text) for pattern in PATTERNS.values())
