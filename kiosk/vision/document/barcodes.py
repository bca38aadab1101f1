"""Barcodes on documents, found and decoded by ZXing-C++: PDF417 of driving licences, QR codes of newer cards."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import cv2
import numpy as np
from numpy.typing import NDArray

from kiosk.vision.arrays import Image
from kiosk.vision.document.text import TextLine
from kiosk.vision.document.zone_search import lean_deg

MAX_BARCODES = 4
"""Licences have one or two."""
MAX_TEXT_BYTES = 4_096
"""Of one code: PDF417 holds 1,850 characters and QR codes 4,296; more of it is no document's."""
MIN_LEAN_DEG = 2.0
SECOND_LOOK_DEG = 1.5
"""By which a page is turned to decode a barcode once more."""
TURNS_DEG = (4.0, -4.0, 8.0, -8.0)
"""By which a page is turned until something is decoded: the decoder misses PDF417 that leans by 4 degrees or more."""


@dataclass(frozen=True, slots=True)
class Barcode:
    """A decoded barcode; its content is untrusted."""

    format: str
    """By ZXing's names: PDF417, QRCode."""
    content: bytes = field(repr=False)
    corners: NDArray[np.float32]
    """4x2 in pixels of the page, clockwise from the code's own top left."""


def read_barcodes(page: Image, turns_deg: Sequence[float] = TURNS_DEG) -> list[Barcode]:
    """All barcodes of a BGR page, turned by each of these where it shows none; damaged ones are left out.

    What counts was decoded alike in two looks: of 45 drawn PDF417 that leaned, the decoder gave 2 another content.
    """
    grey = np.asarray(cv2.cvtColor(page, cv2.COLOR_BGR2GRAY), dtype=np.uint8)
    for turn_deg in (0.0, *turns_deg):
        found = list(_decoded(grey, turn_deg))
        again = {each.content for each in _decoded(grey, turn_deg + SECOND_LOOK_DEG)} if found else set()
        sure = [each for each in found if each.content in again]
        if sure:
            return sure
    return []


def barcode_turns(lines: Sequence[TextLine]) -> tuple[float, ...]:
    """How far a page may have to be turned: first as its text leans."""
    first = lean_deg(lines)
    return (first, *TURNS_DEG) if abs(first) > MIN_LEAN_DEG else TURNS_DEG


def _decoded(grey: NDArray[np.uint8], turn_deg: float) -> Iterator[Barcode]:
    import zxingcpp

    matrix = _turning(grey, turn_deg)
    leaning = grey if not turn_deg else cv2.warpAffine(grey, matrix, grey.shape[::-1], borderValue=(255,))
    back = cv2.invertAffineTransform(matrix)
    formats = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.PDF417, zxingcpp.BarcodeFormat.QRCode])
    for found in zxingcpp.read_barcodes(np.ascontiguousarray(leaning), formats=formats)[:MAX_BARCODES]:
        if found.valid and 0 < len(found.bytes) <= MAX_TEXT_BYTES:
            place = found.position
            points = [place.top_left, place.top_right, place.bottom_right, place.bottom_left]
            corners = np.array([[[point.x, point.y] for point in points]], dtype=np.float32)
            yield Barcode(
                found.format.name, bytes(found.bytes), np.asarray(cv2.transform(corners, back)[0], np.float32)
            )


def _turning(grey: NDArray[np.uint8], turn_deg: float) -> NDArray[np.float64]:
    height_px, width_px = grey.shape
    return np.asarray(cv2.getRotationMatrix2D((width_px / 2, height_px / 2), turn_deg, 1.0), dtype=np.float64)
