"""Everything that one picture of a document's page tells, stage by stage: the page, its text, zones, print, portraits.

Each stage is a function with a typed result; an observer is told all of them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import cv2
import numpy as np
from numpy.typing import NDArray

from kiosk.domain.documents.barcode_fields import barcode_fields
from kiosk.domain.documents.document import DocumentKind, FieldName, Finding, Portrait, ReadField
from kiosk.domain.documents.forgery_signs import ForgeryMeasures
from kiosk.domain.documents.mrz_layout import TD1
from kiosk.domain.documents.page_facts import PageFacts
from kiosk.domain.documents.portraits import around, can_be_portrait, is_copy, people, printed_faces
from kiosk.domain.documents.print_reading import ReadPrint, read_print
from kiosk.domain.documents.printed import PrintedLine
from kiosk.domain.faces.face_detail import Box
from kiosk.vision.arrays import Image
from kiosk.vision.document.barcodes import barcode_turns, read_barcodes
from kiosk.vision.document.colour import is_grey
from kiosk.vision.document.forgery_measures import pattern, sharpest_line
from kiosk.vision.document.observer import SILENT, PortraitSearch, ReadingObserver
from kiosk.vision.document.page_orientation import UprightPage, turn_all_upright
from kiosk.vision.document.page_quality import (
    MAX_GLARE,
    MEASURE_HEIGHT_PX,
    MEASURE_WIDTH_PX,
    MIN_PAGE_WIDTH_PX,
    MIN_SHARPNESS,
    glare,
    is_streaked,
    sharpness,
)
from kiosk.vision.document.portrait import MAX_FACES, FindFaces, faces_on, portrait_box, portrait_jpeg
from kiosk.vision.document.screen_windows import bare_lines, window_border
from kiosk.vision.document.text import TextLine, TextNetworks
from kiosk.vision.document.thorough_search import Reread, count_signs, read_turned, search_thoroughly
from kiosk.vision.document.zone_cover import is_zone_covered
from kiosk.vision.document.zone_search import ZoneSearch, lean_deg, search_zones, turned

Likeness = Callable[[bytes, bytes], float | None]
"""Similarity 0-100 of the largest faces of two JPEG files; None where one has none."""
NEEDED = frozenset({
    FieldName.SURNAME, FieldName.DOCUMENT_NUMBER, FieldName.DATE_OF_BIRTH, FieldName.DATE_OF_EXPIRY,
})  # fmt: skip
"""Where print shows all of these, nothing more is looked for."""
FEW = 2
"""Of the needed fields; where print shows fewer, the page may lie another way than was thought."""
MIN_LEAN_DEG = 1.5
"""From which text is levelled before labels and values are sought below and beside each other."""
FILLERS = 3
"""Signs in a line from which on it may be a zone's, whichever way up."""


@dataclass(frozen=True, slots=True)
class ReadingTools:
    """What pages are read with."""

    networks: TextNetworks
    find_faces: FindFaces
    likeness: Likeness
    """Tells copies of the portrait from other people; it is asked only where there is more than one face."""


@dataclass(frozen=True, slots=True)
class _Picture:
    """A picture that was handed in."""

    bgr: Image
    index: int
    """Its place among the document's."""
    window: float
    """The longest border of a window in it, as a ratio of the picture's side."""
    bare: float
    """Share of its lines that are one colour, where it has a telephone's shape."""


@dataclass(frozen=True, slots=True)
class _Look:
    """What one way of looking at a page found."""

    page: UprightPage
    zones: ZoneSearch
    print_alone: list[PrintedLine]
    told: ReadPrint
    portraits: PortraitSearch
    tilt_deg: float
    """Of the largest face."""
    zone_covered: bool


def read_picture(
    bgr: Image, index: int, tools: ReadingTools, today: date, observer: ReadingObserver = SILENT
) -> list[PageFacts]:
    """Read every page of one picture, whichever way up it is; `index` is the picture's place among the document's."""
    picture = _Picture(bgr, index, window_border(bgr), bare_lines(bgr))
    return [_read_page(picture, page, tools, today, observer) for page in turn_all_upright(bgr, tools.networks)]


def _read_page(
    picture: _Picture, page: UprightPage, tools: ReadingTools, today: date, observer: ReadingObserver
) -> PageFacts:
    observer.find_page(picture.index, picture.bgr, page)
    lines = tools.networks.read(page.image, page.quads)
    observer.read_text(lines)
    zones = search_zones(lines, today)
    observer.search_zones(zones, thorough=False)
    read = Reread(page, lines, zones)
    if zones.chosen is None and _shows_fillers(lines):
        read = _thoroughly(picture, read, tools, today, observer) or read
    look = _look(read, tools, today, observer)
    if look.zones.chosen is None and look.portraits.faces and not look.told.fields.keys() >= NEEDED:
        again = _as_face_lies(picture, look, read, tools, today, observer)
        look = look if again is None else _look(again, tools, today, observer)
    facts = _facts(look, picture, _barcode(look, picture, lines, today, observer))
    observer.tell_page(facts)
    return facts


def _thoroughly(
    picture: _Picture, read: Reread, tools: ReadingTools, today: date, observer: ReadingObserver
) -> Reread | None:
    """The page with its zone, if there is one after all."""
    found = search_thoroughly(picture.bgr, read.page, read.lines, tools.networks, today)
    if found is not None:
        _tell(found, picture, observer)
    return found


def _as_face_lies(
    picture: _Picture, look: _Look, read: Reread, tools: ReadingTools, today: date, observer: ReadingObserver
) -> Reread | None:
    """The page turned as its face lies, where that is another way than its text was taken to run."""
    quarters = round(look.tilt_deg / 90) % 4
    if quarters:
        again = read_turned(picture.bgr, look.page, -90.0 * quarters, tools.networks, today)
        _tell(again, picture, observer)
        return again
    few = len(look.told.fields.keys() & NEEDED) < FEW
    return _thoroughly(picture, read, tools, today, observer) if few else None


def _tell(read: Reread, picture: _Picture, observer: ReadingObserver) -> None:
    observer.find_page(picture.index, picture.bgr, read.page)
    observer.read_text(read.lines)
    observer.search_zones(read.zones, thorough=True)


def _shows_fillers(lines: Sequence[TextLine]) -> bool:
    return any(count_signs(line.text) >= FILLERS for line in lines)


def _look(read: Reread, tools: ReadingTools, today: date, observer: ReadingObserver) -> _Look:
    """Print and portraits of a page whose text was read."""
    page, lines, zones = read.page, read.lines, read.zones
    print_alone = printed_lines(lines, zones, page.image)
    told = read_print(print_alone, today)
    observer.read_print(print_alone, told.fields)
    # A zone of three lines is on the back of a card, where no portrait is.
    faces = faces_on(page.image, tools.find_faces, thoroughly=zones.mrz is None or zones.mrz.layout is not TD1)
    portraits = search_portraits(read, [face.box for face in faces], tools.likeness)
    observer.find_portraits(portraits)
    tilt_deg = faces[0].tilt_deg if faces else 0.0
    covered = is_zone_covered(page, lines, zones, has_portrait=bool(portraits.printed))
    return _Look(page, zones, print_alone, told, portraits, tilt_deg, covered)


def _barcode(
    look: _Look, picture: _Picture, lines: Sequence[TextLine], today: date, observer: ReadingObserver
) -> Mapping[FieldName, ReadField]:
    """What a barcode says; passports and visas have none."""
    if look.zones.mrz is not None and look.zones.mrz.layout.kind is not DocumentKind.ID_CARD:
        return {}
    # Whatever has print or a zone with all that is needed is not looked at from every side for a barcode.
    complete = look.zones.mrz is not None or look.told.fields.keys() >= NEEDED
    found = read_barcodes(look.page.image, () if complete else barcode_turns(lines))
    if not found and look.told.kind is DocumentKind.DRIVING_LICENCE and look.page.is_page:
        # Its back has too little text for a page, and may lie beside it.
        found = [replace(each, corners=_on_page(each.corners, look.page)) for each in read_barcodes(picture.bgr, ())]
    observer.read_barcodes(found)
    return next(filter(None, (barcode_fields(each.content, today) for each in found)), {})


def _on_page(corners: NDArray[np.float32], page: UprightPage) -> NDArray[np.float32]:
    """Places of the picture as places of the upright page."""
    return np.asarray(cv2.perspectiveTransform(corners[None], page.matrix)[0], dtype=np.float32)


def _facts(look: _Look, picture: _Picture, barcode: Mapping[FieldName, ReadField]) -> PageFacts:
    portraits, page = look.portraits, look.page.image
    return PageFacts(
        printed=look.told.fields,
        mrz=look.zones.mrz,
        mrz_confidence=_zone_confidence(look.zones),
        portrait=_portrait(look.page, portraits.printed[0], picture) if portraits.printed else None,
        people=portraits.people,
        copies=portraits.copies,
        hints=_hints(page),
        kind=look.told.kind,
        texts=[text.text for text in look.print_alone],
        barcode=barcode,
        is_grey=bool(portraits.printed) and is_grey(page),
        # Barcodes are regular grids themselves; a back without a portrait is nobody's proof.
        forgery=_forgery(look.page, picture) if portraits.printed else None,
        picture=picture.index,
        zone_covered=look.zone_covered,
        other_zones=look.zones.others,
    )


def _forgery(page: UprightPage, picture: _Picture) -> ForgeryMeasures:
    return ForgeryMeasures(pattern(page.image), picture.window, picture.bare, sharpest_line(page.image, page.quads))


def search_portraits(read: Reread, boxes: Sequence[Box], likeness: Likeness) -> PortraitSearch:
    """Which of the faces are printed on the page, and how many people they show."""
    page, zones = read.page, read.zones
    # Where there is a zone it tells the page's size best: clothes have text, too.
    zone = [printed_line(line, page.image).box for line in (zones.chosen.lines if zones.chosen else ())]
    size = zone or [printed_line(line, page.image).box for line in read.lines]
    aspect, around_zone = page.image.shape[0] / page.image.shape[1], around(zone)
    printed = printed_faces(boxes, size, float(page.is_page), around_zone, aspect)
    width = around_zone.width if around_zone else float(page.is_page)
    printed = printed if printed and can_be_portrait(printed[0], width) else []
    likenesses = _likenesses(page.image, printed, likeness)
    others = [*zip(printed[1:], likenesses, strict=True)]
    found = people(printed[0], others) if printed else 0
    return PortraitSearch(
        faces=tuple(boxes),
        printed=tuple(printed),
        likenesses=tuple(likenesses),
        copies=sum(is_copy(printed[0], face, similarity) for face, similarity in others),
        people=MAX_FACES if len(boxes) >= MAX_FACES else found,
    )


def _likenesses(page: Image, faces: Sequence[Box], likeness: Likeness) -> list[float | None]:
    """Of each face to the first."""
    if len(faces) < 2:
        return []
    portrait, *others = (portrait_jpeg(page, portrait_box(face)) for face in faces)
    return [likeness(portrait, other) for other in others]


def printed_lines(lines: Sequence[TextLine], zones: ZoneSearch, page: Image) -> list[PrintedLine]:
    """The lines outside the zone, with their places in ratios of the page, as if its text did not lean."""
    zone = set(map(id, zones.chosen.lines)) if zones.chosen else set()
    alone = [line for line in lines if id(line) not in zone and (not zone or "<<" not in line.zone_text)]
    lean = lean_deg(zones.chosen.lines if zones.chosen else lines)
    level = turned(alone, -lean) if abs(lean) > MIN_LEAN_DEG else alone
    return [printed_line(line, page) for line in level]


def _zone_confidence(zones: ZoneSearch) -> float:
    sure = [line.zone_confidence for line in zones.chosen.lines if line.zone_text] if zones.chosen else []
    return 100 * min(sure, default=0.5)


def printed_line(line: TextLine, page: Image) -> PrintedLine:
    """The line with its place in ratios of the page."""
    (left, top), (right, bottom) = line.quad.min(axis=0), line.quad.max(axis=0)
    height_px, width_px = page.shape[:2]
    box = Box(
        float(left) / width_px,
        float(top) / height_px,
        float(right - left) / width_px,
        float(bottom - top) / height_px,
    )
    return PrintedLine(line.text, 100 * line.confidence, box)


def _portrait(page: UprightPage, face: Box, picture: _Picture) -> Portrait:
    box = portrait_box(face)
    size_px = picture.bgr.shape[1], picture.bgr.shape[0]
    return Portrait(picture.index, page.in_picture(box, size_px), portrait_jpeg(page.image, box))


def _hints(page: Image) -> tuple[Finding, ...]:
    high, wide = page.shape[:2]
    scale = min(MEASURE_WIDTH_PX / wide, MEASURE_HEIGHT_PX / high)
    size = (max(round(wide * scale), 1), max(round(high * scale), 1))
    small = np.asarray(cv2.resize(page, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)
    measured = {
        Finding.GLARE: glare(small) > MAX_GLARE,
        Finding.BLURRED: sharpness(small) < MIN_SHARPNESS or is_streaked(small),
        Finding.PAGE_TOO_SMALL: page.shape[1] < MIN_PAGE_WIDTH_PX,
    }
    return tuple(finding for finding, holds in measured.items() if holds)
