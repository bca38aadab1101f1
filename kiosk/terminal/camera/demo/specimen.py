"""Specimen documents of a country that does not exist, drawn around a portrait; for demonstrations and tests.

They say SPECIMEN all over, and follow ICAO Doc 9303 in size and in their machine-readable zone alone. The characters
are OpenCV's own, one in each place of the zone, so that no font is needed.
"""

from dataclasses import dataclass
from datetime import date

import cv2
import numpy as np
from numpy.typing import NDArray

from kiosk.domain.documents.mrz_compose import Holder, compose
from kiosk.domain.documents.mrz_layout import TD1, TD3, MrzLayout

CARD_PX, PASSPORT_PX = (1012, 638), (1476, 1039)
"""Width and height of ID-1 and ID-3 (ISO/IEC 7810) at 300 dots an inch."""
PITCH_PX = 30
"""2.54 mm a character (Doc 9303, part 3, 4.1)."""
LINE_PX, BOTTOM_PX = 62, 66
PORTRAIT_PX = (285, 366)
"""35 x 45 mm, somewhat reduced."""
ZOOM, FOCUS = 1.25, (0.5, 0.4)
"""How much of the photograph is cut away, and around which place of it: heads fill much of a document's portrait."""
PAPER, INK, FAINT, TITLE = (226, 236, 232), (30, 30, 30), (214, 224, 222), (120, 60, 20)
_FONT = cv2.FONT_HERSHEY_SIMPLEX

Image = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class SpecimenFields:
    """Whose specimen it is."""

    surname: str = "Specimen"
    given_names: str = "Grace Anna"
    document_number: str = "UT0123456"
    nationality: str = "UTO"
    issuing_state: str = "UTO"
    sex: str = "F"
    date_of_birth: date = date(1986, 12, 9)
    date_of_expiry: date = date(2035, 6, 30)


def draw_card(portrait_bgr: Image, fields: SpecimenFields) -> tuple[Image, Image]:
    """Front and back of a TD1 card, BGR, CARD_PX each."""
    front, back = _paper(*CARD_PX), _paper(*CARD_PX)
    _write(front, "UTOPIA", (40, 66), 1.5, TITLE, 3)
    _write(front, "IDENTITY CARD  -  SPECIMEN", (270, 62), 1.0, TITLE, 2)
    _portrait(front, portrait_bgr, (40, 110))
    _print_fields(front, fields, (350, 130), 84)
    _write(front, "SPECIMEN - NOT A DOCUMENT", (40, 600), 1.1, (60, 60, 200), 3)
    _write(back, "SPECIMEN - NOT A DOCUMENT", (40, 80), 1.4, (60, 60, 200), 3)
    _write(back, "Issued by nobody for demonstrations of the kiosk", (40, 150), 0.9, INK, 2)
    _zone(back, TD1, fields, "I")
    return front, back


def draw_passport(portrait_bgr: Image, fields: SpecimenFields) -> Image:
    """The data page of a TD3 passport, BGR, PASSPORT_PX."""
    page = _paper(*PASSPORT_PX)
    _write(page, "UTOPIA", (50, 80), 1.8, TITLE, 4)
    _write(page, "PASSPORT  -  SPECIMEN", (420, 76), 1.4, TITLE, 3)
    _portrait(page, portrait_bgr, (60, 150), 1.4)
    _print_fields(page, fields, (520, 170), 104)
    _write(page, "SPECIMEN - NOT A DOCUMENT", (60, 780), 1.5, (60, 60, 200), 4)
    _zone(page, TD3, fields, "P")
    return page


def _paper(width_px: int, height_px: int) -> Image:
    """Paper with a faint pattern, and the word that must not be missed all over it."""
    page = np.full((height_px, width_px, 3), PAPER, dtype=np.uint8)
    for row, top in enumerate(range(0, height_px + 120, 120)):
        for left in range(-200 + 110 * (row % 2), width_px, 330):
            _write(page, "SPECIMEN", (left, top), 1.6, FAINT, 2)
    cv2.rectangle(page, (0, 0), (width_px - 1, height_px - 1), TITLE, 4)
    return page


def _portrait(page: Image, portrait_bgr: Image, corner: tuple[int, int], scale: float = 1.0) -> None:
    """The middle of the photograph, in the shape of a portrait."""
    width, height = round(PORTRAIT_PX[0] * scale), round(PORTRAIT_PX[1] * scale)
    factor = ZOOM * max(width / portrait_bgr.shape[1], height / portrait_bgr.shape[0])
    whole = cv2.resize(portrait_bgr, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    # `resize` rounds, and a photograph may come out a pixel short.
    whole = cv2.copyMakeBorder(whole, 0, 1, 0, 1, cv2.BORDER_REPLICATE)
    spare = whole.shape[1] - width, whole.shape[0] - height
    left, top = (round(share * room) for share, room in zip(FOCUS, spare, strict=True))
    page[corner[1] : corner[1] + height, corner[0] : corner[0] + width] = whole[top : top + height, left : left + width]


def _print_fields(page: Image, fields: SpecimenFields, corner: tuple[int, int], step_px: int) -> None:
    """Labels with their values below, in two columns from the third line on."""
    x, y = corner
    lines = (
        (("Surname", fields.surname),),
        (("Given names", fields.given_names),),
        (("Document No", fields.document_number), ("Nationality", fields.nationality)),
        (("Date of birth", _day(fields.date_of_birth)), ("Sex", fields.sex)),
        (("Date of expiry", _day(fields.date_of_expiry)),),
    )
    for row, line in enumerate(lines):
        for column, (label, value) in enumerate(line):
            at = x + column * 380, y + row * step_px
            _write(page, label, at, 0.65, TITLE, 1)
            _write(page, value.upper(), (at[0], at[1] + 36), 1.0, INK, 2)


def _day(day: date) -> str:
    return day.strftime("%d %b %Y")


def _zone(page: Image, layout: MrzLayout, fields: SpecimenFields, code: str) -> None:
    """The machine-readable zone on white ground along the lower edge."""
    lines = compose(layout, Holder(
        code, fields.issuing_state, fields.surname, fields.given_names, fields.document_number, fields.nationality,
        fields.date_of_birth, fields.sex, fields.date_of_expiry,
    ))  # fmt: skip
    height_px, width_px = page.shape[:2]
    first = height_px - BOTTOM_PX - (len(lines) - 1) * LINE_PX
    page[first - LINE_PX : height_px - 6, 6 : width_px - 6] = 238
    left = (width_px - layout.width * PITCH_PX) // 2
    for row, line in enumerate(lines):
        for place, character in enumerate(line):
            indent = (PITCH_PX - cv2.getTextSize(character, _FONT, 1.1, 2)[0][0]) // 2
            _write(page, character, (left + place * PITCH_PX + indent, first + row * LINE_PX), 1.1, (0, 0, 0), 2)


def _write(page: Image, text: str, at: tuple[int, int], scale: float, colour: tuple[int, int, int], thick: int) -> None:
    cv2.putText(page, text, at, _FONT, scale, colour, thick, cv2.LINE_AA)
