"""Writes down what every stage of reading found, as pictures and JSON: for staff, tests and whoever asks why.

All of it is personal data; whoever writes it into files keeps them to themselves.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from kiosk.domain.documents.document import DocumentReading, FieldName, ReadField
from kiosk.domain.documents.forgery_signs import ForgerySign, forgery_signs
from kiosk.domain.documents.mrz import Mrz
from kiosk.domain.documents.page_facts import PageFacts
from kiosk.domain.documents.printed import PrintedLine
from kiosk.domain.faces.face_detail import Box
from kiosk.vision.arrays import Image
from kiosk.vision.document.barcodes import Barcode
from kiosk.vision.document.observer import PortraitSearch
from kiosk.vision.document.page_orientation import UprightPage
from kiosk.vision.document.text import TextLine
from kiosk.vision.document.zone_search import ZoneCandidate, ZoneSearch
from kiosk.vision.jpeg import encode_jpeg

QUALITY = 90
MAX_CANDIDATES = 20
"""That are written down; a page of text has hundreds that are none."""
PAGE, TEXT, ZONE, FACE, PORTRAIT, BARCODE = (
    (0, 200, 255), (200, 160, 0), (0, 160, 0), (0, 140, 255), (0, 0, 255), (200, 0, 200),
)  # fmt: skip
"""Colours (blue, green, red) of the page's outline, text, the chosen zone, faces, the portrait and barcodes."""

GUIDE = """What the reader found on this document, stage by stage. It is personal data: delete it when you are done.

reading.json            what a bank would be told: kind, fields, findings, and whether it is accepted. Of each field:
                        source (mrz is the machine-readable zone), confidence 0-100, and the witnesses that say the
                        same; without a witness nothing is accepted.
picture_1_outline.jpg   the picture as it was handed in: the page that was found (yellow), its upper edge (red).
picture_1_upright.jpg   that page, turned upright: text (blue), zone (green), faces (orange), portrait (red), barcodes
                        (violet).
picture_1_portrait.jpg  the portrait that is compared with the customer.
picture_1.json          texts      every line of text as it was read; zone_text is the same read as if it were a zone's.
                        zones      every way to read lines as a zone, the best first, and why it was chosen or not.
                        printed    values behind the labels of fields.
                        portraits  faces, and how like the portrait the others are.
                        facts      what the rules go by; hints are what may have kept the page from being read.

picture_2 is the second page. _look_2 is the same picture once more, where a first look had found no zone.
"""

Json = dict[str, Any]
Points = NDArray[np.float32]


@dataclass(slots=True)
class _Look:
    """One look at one picture; a page that turns out to lie another way is looked at again."""

    index: int
    picture: Image
    page: UprightPage
    texts: Sequence[TextLine] = ()
    zones: list[tuple[ZoneSearch, bool]] = field(default_factory=list)
    barcodes: Sequence[Barcode] = ()
    print_lines: Sequence[PrintedLine] = ()
    printed: Mapping[FieldName, ReadField] = field(default_factory=dict)
    portraits: PortraitSearch = field(default_factory=PortraitSearch)
    facts: PageFacts | None = None


class ReadingExplanation:
    """Implements `ReadingObserver`: keeps what it is told until `files` is asked for; one document each."""

    def __init__(self) -> None:
        self._looks: list[_Look] = []

    def find_page(self, index: int, picture: Image, page: UprightPage) -> None:
        """See `ReadingObserver`."""
        self._looks.append(_Look(index, picture, page))

    def read_text(self, lines: Sequence[TextLine]) -> None:
        """See `ReadingObserver`."""
        self._looks[-1].texts = lines

    def search_zones(self, search: ZoneSearch, *, thorough: bool) -> None:
        """See `ReadingObserver`."""
        self._looks[-1].zones.append((search, thorough))

    def read_barcodes(self, barcodes: Sequence[Barcode]) -> None:
        """See `ReadingObserver`."""
        self._looks[-1].barcodes = barcodes

    def read_print(self, lines: Sequence[PrintedLine], fields: Mapping[FieldName, ReadField]) -> None:
        """See `ReadingObserver`."""
        self._looks[-1].print_lines, self._looks[-1].printed = lines, fields

    def find_portraits(self, search: PortraitSearch) -> None:
        """See `ReadingObserver`."""
        self._looks[-1].portraits = search

    def tell_page(self, facts: PageFacts) -> None:
        """See `ReadingObserver`."""
        self._looks[-1].facts = facts

    def signs(self) -> list[ForgerySign]:
        """What speaks for a copy on any page, once each."""
        facts = [look.facts for look in self._looks if look.facts is not None]
        measured = [each.forgery for each in facts if each.forgery is not None]
        return list(dict.fromkeys(sign for each in measured for sign in forgery_signs(each)))

    def files(self, reading: DocumentReading) -> Iterator[tuple[str, bytes]]:
        """Names and contents: a guide; for each look the picture with the page's outline, the upright page with what
        was found on it, its portrait and the facts; and what came of them all."""
        yield "README.txt", GUIDE.encode()
        yield "reading.json", _as_json(describe_reading(reading))
        looks = dict[int, int]()
        for look in self._looks:
            looks[look.index] = looks.get(look.index, 0) + 1
            name = f"picture_{look.index + 1}" + (f"_look_{looks[look.index]}" if looks[look.index] > 1 else "")
            yield f"{name}.json", _as_json(_describe_look(look))
            yield f"{name}_outline.jpg", encode_jpeg(_draw_picture(look), QUALITY)
            yield f"{name}_upright.jpg", encode_jpeg(_draw_page(look), QUALITY)
            if look.facts is not None and look.facts.portrait is not None:
                yield f"{name}_portrait.jpg", look.facts.portrait.jpeg


def describe_reading(reading: DocumentReading) -> Json:
    """What a reading says, as JSON has it."""
    return {
        "accepted": reading.acceptable,
        "kind": reading.kind,
        "findings": list(reading.findings),
        "fields": _describe_fields(reading.fields),
        "pages": reading.pages,
    }


def explain_choice(candidate: ZoneCandidate, chosen: ZoneCandidate) -> str:
    """Why this candidate was taken for the zone, or not."""
    names = ("wrong check digits and misplaced characters", "fillers put in or taken out", "repairs")
    costs = ", ".join(f"{cost} {name}" for cost, name in zip(candidate.cost, names, strict=False))
    return f"chosen, for none costs less: {costs}" if candidate is chosen else f"costs more or came later: {costs}"


def _describe_look(look: _Look) -> Json:
    height_px, width_px = look.page.image.shape[:2]
    return {
        "page": {
            "found": look.page.is_page,
            "picture_px": list(look.picture.shape[1::-1]),
            "upright_px": [width_px, height_px],
            "corners_in_picture_px": _describe_points(_outline(look)),
        },
        "texts": [
            {
                "text": line.text, "confidence": round(100 * line.confidence, 1),
                "zone_text": line.zone_text, "zone_confidence": round(100 * line.zone_confidence, 1),
                "corners_px": _describe_points(line.quad),
            }
            for line in look.texts
        ],
        "zones": [_describe_search(search, thorough=thorough) for search, thorough in look.zones],
        "barcodes": [
            {
                "format": each.format, "content": each.content.decode("latin-1"),
                "corners_px": _describe_points(each.corners),
            }
            for each in look.barcodes
        ],
        "printed": _describe_fields(look.printed),
        "portraits": {
            "faces": [_describe_box(box) for box in look.portraits.faces],
            "printed_on_the_page": [_describe_box(box) for box in look.portraits.printed],
            "likeness_to_the_portrait": [_rounded(each) for each in look.portraits.likenesses],
            "people": look.portraits.people,
        },
        "facts": _describe_facts(look.facts),
    }  # fmt: skip


def _describe_search(search: ZoneSearch, *, thorough: bool) -> Json:
    return {
        "thorough": thorough,
        "lines_with_fillers": search.anchors,
        "candidates": [
            {
                "layout": each.fitted.layout.name, "lines": list(each.fitted.lines),
                "slant_deg": round(each.slant_deg, 1),
                "zone": _describe_mrz(each.mrz),
                "why": explain_choice(each, search.candidates[0]),
            }
            for each in search.candidates[:MAX_CANDIDATES]
        ],
    }  # fmt: skip


def _describe_mrz(mrz: Mrz) -> Json:
    return {
        "code": mrz.code, "issuing_state": mrz.issuing_state, "surname": mrz.surname, "given_names": mrz.given_names,
        "document_number": mrz.document_number, "nationality": mrz.nationality, "sex": mrz.sex,
        "date_of_birth": str(mrz.date_of_birth or ""), "date_of_expiry": str(mrz.date_of_expiry or ""),
        "wrong_check_digits": sorted(mrz.wrong), "repaired": sorted(mrz.repaired),
    }  # fmt: skip


def _describe_facts(facts: PageFacts | None) -> Json | None:
    if facts is None:
        return None
    return {
        "zone": None if facts.mrz is None else _describe_mrz(facts.mrz),
        "zone_confidence": round(facts.mrz_confidence, 1),
        "zone_covered": facts.zone_covered,
        "other_zones": len(facts.other_zones),
        "printed": _describe_fields(facts.printed),
        "barcode": _describe_fields(facts.barcode),
        "portrait": None if facts.portrait is None else _describe_box(facts.portrait.box),
        "people": facts.people,
        "hints": list(facts.hints),
        "kind": facts.kind,
        "is_grey": facts.is_grey,
        "signs_of_a_copy": _describe_signs(facts),
    }


def _describe_signs(facts: PageFacts) -> Json:
    measured = facts.forgery
    if measured is None:
        return {}
    return {
        "pattern": round(measured.pattern, 1),
        "window": round(measured.window, 2),
        "bare": round(measured.bare, 2),
        "text": round(measured.text, 2),
        "signs": list(forgery_signs(measured)),
    }


def _describe_fields(fields: Mapping[FieldName, ReadField]) -> Json:
    return {
        name: {
            "value": read.value, "confidence": round(read.confidence, 1), "source": read.source,
            "witnesses": list(read.witnesses), "truncated": read.truncated,
        }
        for name, read in fields.items()
    }  # fmt: skip


def _rounded(likeness: float | None) -> float | None:
    return None if likeness is None else round(likeness, 2)


def _describe_points(points: Points) -> list[list[float]]:
    """Left and top of each in pixels."""
    return [[round(float(left), 1), round(float(top), 1)] for left, top in points]


def _describe_box(box: Box) -> list[float]:
    """Left, top, width and height as ratios."""
    return [round(each, 4) for each in (box.left, box.top, box.width, box.height)]


def _outline(look: _Look) -> Points:
    """The upright page's corners in the picture, clockwise from its own top left."""
    height_px, width_px = look.page.image.shape[:2]
    corners = np.array([[[0, 0], [width_px, 0], [width_px, height_px], [0, height_px]]], dtype=np.float64)
    back = cv2.perspectiveTransform(corners, np.linalg.inv(look.page.matrix))[0]
    return np.asarray(back, dtype=np.float32)


def _draw_picture(look: _Look) -> Image:
    drawn = look.picture.copy()
    outline = _outline(look)
    _draw(drawn, outline, PAGE, 3)
    # The page's own upper edge, so that its turn is seen.
    _draw(drawn, outline[:2], PORTRAIT, 5)
    return drawn


def _draw_page(look: _Look) -> Image:
    drawn = look.page.image.copy()
    for line in look.texts:
        _draw(drawn, line.quad, TEXT, 1)
    chosen = next((search.chosen for search, _ in reversed(look.zones) if search.chosen is not None), None)
    for place, line in enumerate(chosen.lines if chosen else ()):
        _draw(drawn, line.quad, ZONE, 3, "" if place else "zone")
    for code in look.barcodes:
        _draw(drawn, code.corners, BARCODE, 3, code.format)
    for face in look.portraits.faces:
        _draw(drawn, _corners(face, drawn), FACE, 2, "" if face in look.portraits.printed[:1] else "face")
    for face in look.portraits.printed[:1]:
        _draw(drawn, _corners(face, drawn), PORTRAIT, 3, "portrait")
    return drawn


def _draw(image: Image, points: Points, colour: tuple[int, int, int], thick_px: int, name: str = "") -> None:
    cv2.polylines(image, [points.round().astype(np.int32)], True, colour, thick_px, cv2.LINE_AA)
    if name:
        at = int(points[:, 0].min()), max(int(points[:, 1].min()) - 6, 14)
        cv2.putText(image, name, at, cv2.FONT_HERSHEY_SIMPLEX, 0.6, (255, 255, 255), 4, cv2.LINE_AA)
        cv2.putText(image, name, at, cv2.FONT_HERSHEY_SIMPLEX, 0.6, colour, 2, cv2.LINE_AA)


def _corners(box: Box, image: Image) -> Points:
    size = np.array(image.shape[1::-1])
    ratios = [[box.left, box.top], [box.right, box.top], [box.right, box.bottom], [box.left, box.bottom]]
    return np.asarray(np.array(ratios) * size, dtype=np.float32)


def _as_json(value: Json) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()
