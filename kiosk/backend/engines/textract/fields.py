"""AnalyzeID's answer in the words of the rules of documents."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from math import isfinite
from typing import Any

from kiosk.backend.engines.textract.zones import FoundZones, find_zones
from kiosk.domain.documents.agreement import differ
from kiosk.domain.documents.document import DocumentKind, FieldName, ReadField, Source
from kiosk.domain.documents.mrz import Mrz, clean
from kiosk.domain.documents.mrz_layout import MRZ_LAYOUTS
from kiosk.domain.documents.page_facts import PageFacts, zone_fields
from kiosk.domain.documents.portraits import around
from kiosk.domain.documents.print_reading import read_print
from kiosk.domain.documents.printed import PrintedLine, plain_text
from kiosk.domain.documents.printed_dates import printed_date
from kiosk.domain.faces.face_detail import Box

_NAMES: Mapping[str, FieldName] = {
    "LAST_NAME": FieldName.SURNAME,
    "FIRST_NAME": FieldName.GIVEN_NAMES,
    "DOCUMENT_NUMBER": FieldName.DOCUMENT_NUMBER,
    "DATE_OF_BIRTH": FieldName.DATE_OF_BIRTH,
    "EXPIRATION_DATE": FieldName.DATE_OF_EXPIRY,
}
"""The normalized fields that are asked for (Textract Developer Guide, Identity Documentation Response Objects)."""
_DATES = frozenset({FieldName.DATE_OF_BIRTH, FieldName.DATE_OF_EXPIRY})
TextractAnswer = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Document:
    """What was read on one page."""

    fields: Mapping[FieldName, ReadField] = field(default_factory=dict, repr=False)
    mrz: Mrz | None = field(default=None, repr=False)
    mrz_confidence: float = 0.0
    kind: DocumentKind = DocumentKind.UNKNOWN
    texts: Sequence[Box] = ()
    """Where lines of text are; the service tells it of most documents."""
    zone: Box | None = None
    """Around the zone."""
    print_alone: Sequence[str] = field(default=(), repr=False)
    """Lines of text outside it."""
    other_zones: Sequence[Mrz] = field(default=(), repr=False)
    """Zones of other documents on the same page."""


def read_analysed_document(document: TextractAnswer, today: date) -> Document:
    """One of the answer's documents; raises KeyError, TypeError and ValueError when something is missing."""
    values = {each["Type"]["Text"].upper().replace(" ", "_"): each for each in document["IdentityDocumentFields"]}
    lines = [_line(block) for block in document.get("Blocks", ()) if block["BlockType"] == "LINE"]
    zones = _zones(values.get("MRZ_CODE"), lines, today)
    # Without a zone, rows of fillers say that one is missing, or are a licence's own line for machines.
    print_alone = [line for line in lines if line not in zones.lines and (zones.mrz is None or "<<" not in line.text)]
    told, told_by_service = read_print(print_alone, today), _fields(values, today)
    return Document(
        fields={**told.fields, **_without_zones(told_by_service, zones.mrz)},
        mrz=zones.mrz,
        mrz_confidence=zones.confidence,
        kind=_kind(values.get("ID_TYPE")) or told.kind,
        texts=[line.box for line in lines],
        zone=around([line.box for line in lines if line in zones.lines or "<<" in line.text]),
        print_alone=[line.text for line in print_alone],
        other_zones=zones.others,
    )


def _zones(code: TextractAnswer | None, lines: Sequence[PrintedLine], today: date) -> FoundZones:
    """The zone among the lines, or the one that the service has put together, whichever has less against it."""
    found = find_zones(lines, today)
    text = _text(code) if code is not None else ""
    if code is None or not text:
        return found
    sure, place = _confidence(code["ValueDetection"]), Box(0.0, 0.0, 1.0, 1.0)
    told = find_zones([PrintedLine(line, sure, place) for line in _zone_lines(text)], today)
    if told.mrz is None or (found.mrz is not None and found.cost <= told.cost):
        return found
    return replace(told, lines=found.lines, others=found.others)


def _without_zones(fields: Mapping[FieldName, ReadField], mrz: Mrz | None) -> dict[FieldName, ReadField]:
    """What the service says of print: of a page with a zone nobody knows where it has a value from that is the zone's,
    and lines of text tell whether print shows it."""
    if mrz is None:
        return dict(fields)
    own = zone_fields(PageFacts({}, mrz, 0.0, None, 0), {})
    return {name: read for name, read in fields.items() if name in own and differ(name, own[name], read)}


def _fields(values: Mapping[str, TextractAnswer], today: date) -> dict[FieldName, ReadField]:
    """Fields with a value; absent ones come as empty texts, of which the service is sure."""
    found = {name: _field(name, values[type_name], today) for type_name, name in _NAMES.items() if type_name in values}
    read = {name: one for name, one in found.items() if one is not None}
    given, middle = read.get(FieldName.GIVEN_NAMES), values.get("MIDDLE_NAME")
    if given is not None and middle is not None and _text(middle):
        sure = min(given.confidence, _confidence(middle["ValueDetection"]))
        read[FieldName.GIVEN_NAMES] = ReadField(f"{given.value} {_text(middle)}", sure, Source.PRINTED)
    return read


def _field(name: FieldName, found: TextractAnswer, today: date) -> ReadField | None:
    text = _date(name, found["ValueDetection"], today) if name in _DATES else _text(found)
    return ReadField(text, _confidence(found["ValueDetection"]), Source.PRINTED) if text else None


def _date(name: FieldName, detection: TextractAnswer, today: date) -> str:
    """ISO 8601; the service normalizes dates that it understands to YYYY-MM-DDThh:mm:ss."""
    normalized = detection.get("NormalizedValue", {}).get("Value", "")
    if normalized:
        return date.fromisoformat(normalized[:10]).isoformat()
    past = name is FieldName.DATE_OF_BIRTH
    found = printed_date(plain_text(detection["Text"]), today, past=past, month_first=True)
    return found.isoformat() if found else ""


def _zone_lines(text: str) -> list[str]:
    """Lines of the zone, which come parted by white space or not at all."""
    lines = text.split()
    whole = clean(text)
    if len(lines) > 1:
        return lines
    sizes = ((layout.lines, layout.width) for layout in MRZ_LAYOUTS)
    width = next((width for count, width in sizes if count * width == len(whole)), len(whole) or 1)
    return [whole[start : start + width] for start in range(0, len(whole), width)]


def _line(block: TextractAnswer) -> PrintedLine:
    box = block["Geometry"]["BoundingBox"]
    place = Box(*(float(box[name]) for name in ("Left", "Top", "Width", "Height")))
    return PrintedLine(block["Text"], _confidence(block), place)


def _kind(id_type: TextractAnswer | None) -> DocumentKind | None:
    """What ID_TYPE says: PASSPORT, DRIVER LICENSE FRONT and others; None where it says nothing of use."""
    text = _text(id_type).upper() if id_type is not None else ""
    if "PASSPORT" in text:
        return DocumentKind.PASSPORT
    return DocumentKind.DRIVING_LICENCE if "DRIVER" in text else None


def _text(found: TextractAnswer) -> str:
    return str(found["ValueDetection"]["Text"]).strip()


def _confidence(detection: TextractAnswer) -> float:
    confidence = float(detection["Confidence"])
    if not isfinite(confidence):
        raise ValueError("a confidence is no number")
    return min(max(confidence, 0.0), 100.0)
