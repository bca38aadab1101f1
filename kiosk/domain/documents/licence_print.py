"""The front of a driving licence: its numbered fields, European (Directive 2006/126/EC, annex I) or American (AAMVA).

Both number the surname 1, given names 2, birth 3, issue 4a and expiry 4b. The licence's number is 5 in Europe and 4d in
America, where labels stand between numbers and values, and may touch both.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from kiosk.domain.documents.document import DocumentKind, FieldName, ReadField, Source
from kiosk.domain.documents.document_words import kind_by_words
from kiosk.domain.documents.licence_states import AMERICA, SIGNS, STATES
from kiosk.domain.documents.other_scripts import latin_part, spells_in_another_script
from kiosk.domain.documents.printed import PrintedLine, plain_text, printed_fields, read_value
from kiosk.domain.documents.printed_dates import is_month_first
from kiosk.domain.documents.printed_labels import LABEL_WORDS, LICENCE_PATTERNS
from kiosk.domain.faces.face_detail import Box

MIN_CODES = 3
"""Numbered fields with values from which a page is a licence, whatever it calls itself."""
_AMERICAN = re.compile(r"LICENSE(?!E)|UNITED *STATES|\bUSA\b|^(?:\d\w?\W{0,2})?(?:DLN?|DOB)(?![A-Z]{3})")
_CODE = re.compile(
    r"^(?:(4[ABCD8])[.,:)]?\s*(?=[^\s.,:)])|([1I|L])[.,:)]\s*(?=\S)|([1235])(?:[.,:)]\s*|\s+|(?=[A-Z]))(?=\S))"
)
_INSIDE = re.compile(
    r"\s+(?=4[ABCD][.,:)]?\s*\w)|(?<=\d\d)(?=4[ABCD][.,:)])"
    r"|(?<!\b\d)(?<!\b\d\d)(?<!\b\d[ABCD])\s+(?=(?:\d{1,2}[ABCD]?\W?\s*)?"
    r"(?:LN|FN|DOB|EXP|ISS|SEX|HGT|WGT|EYES|HAIR|CLASS|END|RSTR|REST|DD|DLN?)(?:\W|\d|$))"
)
"""Where a line holds more than one field."""
_LABEL = re.compile(r"(?:LN|FN|DOB|EXP|ISS|SEX|HGT|WGT|EYES|HAIR|CLASS|END|RSTR|REST|DD|DLN?)(?![A-Z])")
"""American labels, which may stand where a name's second line does."""
_TITLE = re.compile(r"^(?:MR|MRS|MS|MISS|DR)\.?\s+(?=\w)")
_NAME = re.compile(r"[A-Z\u00c0-\u024f][A-Z\u00c0-\u024f' .-]{0,60}")
_NUMBER = re.compile(r"(?=(?:\D*\d){3})[A-Z0-9][A-Z0-9 /.-]{4,24}")
_BRITISH = re.compile(r"([A-Z9]{5}\d{6}[A-Z9]{2}[A-Z0-9]{3}) \d\d")
"""A driver's number, and behind it how often it was issued."""
_FIELDS = {
    "1": FieldName.SURNAME,
    "2": FieldName.GIVEN_NAMES,
    "3": FieldName.DATE_OF_BIRTH,
    "4B": FieldName.DATE_OF_EXPIRY,
}
ALIGNED_HEIGHTS, BELOW_HEIGHTS, BESIDE_HEIGHTS = 2.0, 2.2, 4.0
"""How far a line may begin beside or below the one that it goes on from, and a value beside its number, in heights."""


@dataclass(frozen=True, slots=True)
class LicencePrint:
    """What a page says if it is a licence's front."""

    is_licence: bool
    """Whether it calls itself so, or is numbered so."""
    fields: Mapping[FieldName, ReadField]


def read_licence(lines: Sequence[PrintedLine], today: date) -> LicencePrint:
    """The numbered and labelled fields of a licence; any text is allowed, and another document's has none."""
    plain = [PrintedLine(plain_text(line.text), line.confidence, line.box) for line in lines]
    kind = kind_by_words(line.text for line in plain)
    if kind not in {DocumentKind.DRIVING_LICENCE, DocumentKind.UNKNOWN}:
        return LicencePrint(False, {})
    parts = [part for line in plain for part in _split(line)]
    american = any(_AMERICAN.search(line.text) for line in plain)
    coded = _coded(parts)
    numbered = _numbered(coded, parts, today, american=american)
    called = kind is DocumentKind.DRIVING_LICENCE
    if not called and (len(numbered) < MIN_CODES or not {"3", "4A", "4B"} & coded.keys()):
        return LicencePrint(False, {})
    labelled = printed_fields(parts, today, LICENCE_PATTERNS)
    fields = {**numbered, **_whole_names(labelled, parts)} if american else {**labelled, **numbered}
    return LicencePrint(True, {**_issuer(plain, american=american), **fields})


def _issuer(lines: Sequence[PrintedLine], *, american: bool) -> dict[FieldName, ReadField]:
    """The state whose name stands on the page, other than behind a field's number; nothing where there are several."""
    headings = [line for line in lines if not _CODE.match(line.text)]
    states = AMERICA if american else STATES
    said = {code: line for line in headings for code, name in states.items() if name.search(line.text)}
    if not said and not american:
        said = {SIGNS[line.text.strip()]: line for line in headings if line.text.strip() in SIGNS}
    if len(said) != 1:
        return {}
    ((code, line),) = said.items()
    return {FieldName.ISSUING_STATE: ReadField(code, line.confidence, Source.PRINTED)}


def _split(line: PrintedLine) -> Iterator[PrintedLine]:
    """The parts of a line that holds several fields, each as wide as its share of the text."""
    start, share = 0, line.box.width / max(len(line.text), 1)
    for text in _INSIDE.split(line.text):
        place = line.text.find(text, start)
        box = replace(line.box, left=line.box.left + place * share, width=len(text) * share)
        yield PrintedLine(text.strip(), line.confidence, box)
        start = place + len(text)


def _coded(lines: Sequence[PrintedLine]) -> dict[str, PrintedLine]:
    """The lines that begin with a field's number, by that number, without it; the first of each."""
    found: dict[str, PrintedLine] = {}
    for line in lines:
        match = _CODE.match(line.text)
        if match:
            code = (match[1] or match[3] or "1").replace("48", "4B")
            text = line.text[match.end() :].strip()
            if code not in found and not _is_heading(text):
                found[code] = replace(line, text=text)
        elif re.fullmatch(r"(?:4[ABCD]|[1235])[.,:)]?", line.text):
            beside = _beside(line, lines)
            code = line.text.rstrip(".,:)")
            if beside is not None and code not in found:
                found[code] = beside
    return found


def _numbered(
    coded: Mapping[str, PrintedLine], lines: Sequence[PrintedLine], today: date, *, american: bool
) -> dict[FieldName, ReadField]:
    month_first = is_month_first(line.text for line in lines)
    found: dict[FieldName, ReadField] = {}
    for code, name in _FIELDS.items():
        line = coded.get(code) or _above_birth(code, coded, lines)
        if line is None:
            continue
        value = _value(name, line, today, month_first)
        if name in {FieldName.SURNAME, FieldName.GIVEN_NAMES}:
            value = _joined(line.text, value, _further(line, lines, coded))
        if value:
            found[name] = ReadField(value, line.confidence, Source.PRINTED)
    for code in ("4D", "5") if american else ("5",):
        number = coded.get(code)
        value = _number(number.text) if number else ""
        if number is not None and value and FieldName.DOCUMENT_NUMBER not in found:
            found[FieldName.DOCUMENT_NUMBER] = ReadField(value, number.confidence, Source.PRINTED)
    return found


def _whole_names(labelled: Mapping[FieldName, ReadField], lines: Sequence[PrintedLine]) -> dict[FieldName, ReadField]:
    """The labelled values, names with the second line that stands right below and is no other field's value."""
    values = {read.value for read in labelled.values()}
    found = dict(labelled)
    if not {FieldName.SURNAME, FieldName.GIVEN_NAMES, FieldName.DATE_OF_BIRTH} <= labelled.keys():
        return found
    for name in (FieldName.SURNAME, FieldName.GIVEN_NAMES):
        own = next((line for line in lines if line.text == labelled[name].value), None)
        below = [line.text for line in lines if own is not None and _is_below(line.box, own.box)]
        names = (text for text in below if text not in values and _NAME.fullmatch(text) and not _LABEL.match(text))
        rest = [text for text in names if not _is_heading(text)][:1]
        found[name] = replace(labelled[name], value=" ".join([labelled[name].value, *rest]))
    return found


def _value(name: FieldName, line: PrintedLine, today: date, month_first: bool) -> str:
    """Behind the label that may stand there, too."""
    label = LICENCE_PATTERNS[name].match(line.text)
    text = line.text[label.end() :].lstrip(" .:#") if label else line.text
    if name in {FieldName.DATE_OF_BIRTH, FieldName.DATE_OF_EXPIRY}:
        return read_value(name, text, today, month_first) or ""
    text = latin_part(_TITLE.sub("", text).strip(" ,"))
    return text if _NAME.fullmatch(text) and not LABEL_WORDS.search(text) else ""


def _number(text: str) -> str:
    label = LICENCE_PATTERNS[FieldName.DOCUMENT_NUMBER].match(text)
    found = _NUMBER.match(text[label.end() :].lstrip(" .:#") if label else text)
    value = found[0].strip(" ./-") if found else ""
    british = _BRITISH.fullmatch(value)
    return british[1] if british else value


def _above_birth(code: str, coded: Mapping[str, PrintedLine], lines: Sequence[PrintedLine]) -> PrintedLine | None:
    """A name whose number was not read: given names stand right above the date of birth, and the surname above them."""
    below = coded.get({"2": "3", "1": "2"}.get(code, ""))
    if below is None and code == "1" and "3" in coded:
        below = _above_birth("2", coded, lines)
    taken = {id(line) for line in coded.values()}
    above = [line for line in lines if below is not None and id(line) not in taken and _is_below(below.box, line.box)]
    names = [line for line in above if not _is_heading(line.text) and not _CODE.match(line.text)]
    return max(names, key=lambda line: line.box.top, default=None)


def _joined(text: str, value: str, further: Sequence[str]) -> str:
    """A name with its second line, which is all of it where the first has it in another script."""
    if further and spells_in_another_script(text, further[0]):
        return further[0]
    return " ".join([value, *further]) if value else ""


def _further(line: PrintedLine, lines: Sequence[PrintedLine], coded: Mapping[str, PrintedLine]) -> list[str]:
    """A name's second line, which has no number; not where the next field's number was not read."""
    if "2" not in coded or "3" not in coded:
        return []
    texts = {each.text for each in coded.values()}
    below = [each for each in lines if _is_below(each.box, line.box) and not _CODE.match(each.text)]
    names = (each for each in below if each.text not in texts and _NAME.fullmatch(each.text))
    return [each.text for each in names if not _is_heading(each.text)][:1]


def _beside(line: PrintedLine, lines: Sequence[PrintedLine]) -> PrintedLine | None:
    """The nearest text to the right of a number that stands alone."""
    height = max(line.box.height, 1e-6)
    right = [
        each
        for each in lines
        if each is not line
        and abs(each.box.centre.y - line.box.centre.y) < 0.7 * height
        and -0.5 < (each.box.left - line.box.right) / height < BESIDE_HEIGHTS
    ]
    return min(right, key=lambda each: each.box.left, default=None)


def _is_below(lower: Box, upper: Box) -> bool:
    """Whether one line begins where the other does, and stands right below it."""
    height = max(upper.height, 1e-6)
    down = (lower.centre.y - upper.centre.y) / height
    return abs(lower.left - upper.left) < ALIGNED_HEIGHTS * height and 0.4 < down < BELOW_HEIGHTS


def _is_heading(text: str) -> bool:
    """Whether the text names the document or a field rather than its holder."""
    return kind_by_words([text]) is not DocumentKind.UNKNOWN or bool(LABEL_WORDS.search(text))
