"""Everything that one picture of a document's page tells."""

from collections.abc import Callable, Sequence
from datetime import date

import cv2
import numpy as np

from kiosk.domain.documents.document import Finding, Portrait
from kiosk.domain.documents.mrz import Mrz, clean, find_mrz
from kiosk.domain.documents.mrz_layout import TD1
from kiosk.domain.documents.page_facts import PageFacts
from kiosk.domain.documents.portraits import around, people, printed_faces
from kiosk.domain.documents.printed import PrintedLine, printed_fields
from kiosk.domain.faces.face_detail import Box
from kiosk.vision.arrays import Image
from kiosk.vision.document.page_orientation import UprightPage, turn_upright
from kiosk.vision.document.page_quality import (
    MAX_GLARE,
    MEASURE_HEIGHT_PX,
    MEASURE_WIDTH_PX,
    MIN_PAGE_WIDTH_PX,
    MIN_SHARPNESS,
    glare,
    sharpness,
)
from kiosk.vision.document.portrait import MAX_FACES, FindFaces, faces_on, portrait_box, portrait_jpeg
from kiosk.vision.document.text import TextLine, TextNetworks
from kiosk.vision.document.text_boxes import size_of

ROW_HEIGHTS = 0.5
"""Pieces of text whose middles lie closer than this, in their heights, stand in one row."""

Likeness = Callable[[bytes, bytes], float]
"""Similarity 0-100 of the largest faces of two JPEG files; 0 where there is none."""


def read_page(
    bgr: Image, index: int, networks: TextNetworks, faces: FindFaces, likeness: Likeness, today: date
) -> PageFacts:
    """Read one page, whichever way up it is; `index` is its place among the document's pages.

    `likeness` tells copies of the portrait from other people; it is asked only where there is more than one face.
    """
    page = turn_upright(bgr, networks)
    lines = networks.read(page.image, page.quads)
    mrz = find_mrz(_rows(lines), today)
    # A zone of three lines is on the back of a card, where no portrait is.
    boxes = faces_on(page.image, faces, thoroughly=mrz is None or mrz.layout is not TD1)
    texts = [_printed(line, page.image) for line in lines]
    # Where there is a zone it tells the page's size best: clothes have text, too.
    zone = [text.box for line, text in zip(lines, texts, strict=True) if _in_zone(line, mrz)]
    size = zone or [text.box for text in texts]
    aspect = page.image.shape[0] / page.image.shape[1]
    printed = printed_faces(boxes, size, float(page.is_page), _zone_box(lines, mrz, page.image), aspect)
    print_alone = _not_in(mrz, lines, texts)
    return PageFacts(
        printed=printed_fields(print_alone, today),
        mrz=mrz,
        mrz_confidence=_zone_confidence(lines, mrz),
        portrait=_portrait(page, printed[0], index, (bgr.shape[1], bgr.shape[0])) if printed else None,
        people=MAX_FACES if len(boxes) >= MAX_FACES else _people(page.image, printed, likeness),
        hints=_hints(page.image),
        texts=[text.text for text in print_alone],
    )


def _people(page: Image, faces: Sequence[Box], likeness: Likeness) -> int:
    if len(faces) < 2:
        return len(faces)
    portrait, *others = (portrait_jpeg(page, portrait_box(face)) for face in faces)
    return people(faces[0], ((face, likeness(portrait, other)) for face, other in zip(faces[1:], others, strict=True)))


def _rows(lines: Sequence[TextLine]) -> list[str]:
    """Texts that may be lines of a zone, with those in one row joined."""
    return ["".join(_zone_text(each) for each in row) for row in _in_rows(lines)]


def _zone_box(lines: Sequence[TextLine], mrz: Mrz | None, page: Image) -> Box | None:
    """Around all rows of the zone with a row of fillers; None when there is no zone."""
    rows = [row for row in _in_rows(lines) if "<<" in "".join(_zone_text(each) for each in row)]
    return around([_printed(line, page).box for row in rows for line in row]) if mrz is not None else None


def _in_rows(lines: Sequence[TextLine]) -> list[list[TextLine]]:
    """Those in one row together, from the left: some issuers' lines are found in pieces."""
    rows: list[list[TextLine]] = []
    for line in sorted(lines, key=lambda each: float(each.quad[:, 1].mean())):
        if rows and _in_one_row(rows[-1][-1], line):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [sorted(row, key=lambda one: float(one.quad[0, 0])) for row in rows]


def _in_one_row(a: TextLine, b: TextLine) -> bool:
    """By the middle of the nearer ends, since a page may lean a little."""
    first, second = (a, b) if a.quad[0, 0] < b.quad[0, 0] else (b, a)
    end, start = first.quad[1:3].mean(axis=0), second.quad[[0, 3]].mean(axis=0)
    height = min(size_of(a.quad)[1], size_of(b.quad)[1])
    return bool(abs(end[1] - start[1]) < ROW_HEIGHTS * height and start[0] > end[0] - height)


def _zone_text(line: TextLine) -> str:
    return line.zone_text or clean(line.text)


def _in_zone(line: TextLine, mrz: Mrz | None) -> bool:
    """Whether the line belongs to a zone; such text is no print."""
    return mrz is not None and "<<" in line.zone_text


def _not_in(mrz: Mrz | None, lines: Sequence[TextLine], texts: Sequence[PrintedLine]) -> list[PrintedLine]:
    return [text for line, text in zip(lines, texts, strict=True) if not _in_zone(line, mrz)]


def _zone_confidence(lines: Sequence[TextLine], mrz: Mrz | None) -> float:
    sure = [line.zone_confidence for line in lines if _in_zone(line, mrz)]
    return 100 * min(sure, default=0.5)


def _printed(line: TextLine, page: Image) -> PrintedLine:
    (left, top), (right, bottom) = line.quad.min(axis=0), line.quad.max(axis=0)
    height_px, width_px = page.shape[:2]
    box = Box(
        float(left) / width_px,
        float(top) / height_px,
        float(right - left) / width_px,
        float(bottom - top) / height_px,
    )
    return PrintedLine(line.text, 100 * line.confidence, box)


def _portrait(page: UprightPage, face: Box, index: int, size_px: tuple[int, int]) -> Portrait:
    box = portrait_box(face)
    return Portrait(index, page.in_picture(box, size_px), portrait_jpeg(page.image, box))


def _hints(page: Image) -> tuple[Finding, ...]:
    high, wide = page.shape[:2]
    scale = min(MEASURE_WIDTH_PX / wide, MEASURE_HEIGHT_PX / high)
    size = (max(round(wide * scale), 1), max(round(high * scale), 1))
    small = np.asarray(cv2.resize(page, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)
    measured = {
        Finding.GLARE: glare(small) > MAX_GLARE,
        Finding.BLURRED: sharpness(small) < MIN_SHARPNESS,
        Finding.PAGE_TOO_SMALL: page.shape[1] < MIN_PAGE_WIDTH_PX,
    }
    return tuple(finding for finding, holds in measured.items() if holds)
