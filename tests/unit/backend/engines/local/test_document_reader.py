"""Whole documents through the local reader: specimens, bad input, and the real ones beside the repository."""

import struct
import subprocess
import sys
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import cv2
import numpy as np
import pytest

from kiosk.backend.engines.local.document_reader import LocalDocumentReader
from kiosk.backend.ports import Comparison, SizedFace
from kiosk.domain.documents.document import DocumentKind, FieldName, Finding
from kiosk.errors import (
    DocumentNotImage,
    DocumentPagesInvalid,
    ImageDimensionsExceeded,
    ImageTooSmall,
    ImageTruncated,
    KioskError,
)
from kiosk.vision.jpeg import encode_jpeg
from tests.factories.document_scenes import pages

TODAY = date(2026, 11, 21)
REAL = {
    "aws/JohnDoe-DL.jpg": ("6383736743891101", "JOHN DOE", "1970-09-21", True, {Finding.OTHER_SIDE_MISSING}),
    "aws/passport_card.jpeg": (
        # It is a card, whose zone is on its other side.
        "C03005988", "HAPPY TRAVELER", "1981-01-01", True, {Finding.OTHER_SIDE_MISSING, Finding.EXPIRED},
    ),
    "passporteye/0_id-esp.png": (
        # Its printer made the check digits up.
        "AAA100001", "ESPANOLA ESPANOLA CARMEN", "1972-12-01", False,
        {Finding.GLARE, Finding.PAGE_TOO_SMALL, Finding.NO_PORTRAIT, Finding.CHECK_DIGIT_WRONG},
    ),
    "passporteye/100_pass-bdr.jpg": ("CA000000", "ERIKA MUSTERMANN", "1964-08-12", True, {Finding.EXPIRED}),
    "passporteye/100_visa-usa.jpg": (
        "555123ABC", "HAPPYPERSON TRAVELER", "1965-02-05", True, {Finding.KIND_NOT_ACCEPTED, Finding.EXPIRED},
    ),
    "passporteye/passport-td2.jpg": ("D23145890", "ANNA MARIA ERIKSSON", "1974-08-12", True, {Finding.EXPIRED}),
}  # fmt: skip
"""Number, name, date of birth, whether there is a portrait, and findings."""


@pytest.fixture(scope="module")
def reader() -> Iterator[LocalDocumentReader]:
    reader = LocalDocumentReader()
    yield reader
    reader.close()


def jpeg(side: str) -> bytes:
    return encode_jpeg(pages()[side], 90)


def test_front_and_back_of_a_card(reader: LocalDocumentReader) -> None:
    reading = reader.read([jpeg("front"), jpeg("back")], TODAY)
    assert (reading.acceptable, reading.kind, reading.pages) == (True, DocumentKind.ID_CARD, 2)
    assert reading.fields[FieldName.NAME].value == "GRACE ANNA SPECIMEN"
    assert reading.portrait is not None
    assert reading.portrait.page == 0
    assert reader.read([jpeg("passport")], date(2035, 7, 1)).findings == (Finding.EXPIRED,)


@dataclass
class Comparer:
    """Says of all faces that they are so alike."""

    similarity: float
    model_id = "fake"

    def faces(self, image: bytes, limit: int = 20) -> tuple[SizedFace, ...]:
        raise NotImplementedError

    def compare(self, source: bytes, target: bytes) -> Comparison:
        return Comparison(self.similarity, self.model_id)


def test_a_smaller_face_is_a_copy_of_the_portrait_or_somebody_else() -> None:
    page = pages()["passport"].copy()
    small = np.asarray(cv2.resize(page[150:662, 60:459], None, fx=0.6, fy=0.6, interpolation=cv2.INTER_AREA))
    page[120 : 120 + small.shape[0], 1200 : 1200 + small.shape[1]] = small
    comparer = Comparer(71.0)
    reader = LocalDocumentReader(comparer)
    handed_in = [encode_jpeg(page, 90)]
    assert reader.read(handed_in, TODAY).findings == (Finding.SEVERAL_PORTRAITS,)
    comparer.similarity = 97.0
    assert reader.read([*handed_in, jpeg("passport")], TODAY).acceptable
    reader.close()


@pytest.mark.parametrize("name", REAL)
def test_real_specimens(reader: LocalDocumentReader, testdata: Path, name: str) -> None:
    number, holder, born, has_portrait, findings = REAL[name]
    reading = reader.read([(testdata / "documents" / name).read_bytes()], TODAY)
    values = [
        reading.fields[each].value for each in (FieldName.DOCUMENT_NUMBER, FieldName.NAME, FieldName.DATE_OF_BIRTH)
    ]
    assert values == [number, holder, born]
    assert (reading.portrait is not None) is has_portrait
    assert {*reading.findings} == findings


def png(width_px: int, height_px: int) -> bytes:
    def chunk(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    header = struct.pack(">IIBBBBB", width_px, height_px, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("untrusted_pages", "meaning"),
    [
        ([], DocumentPagesInvalid),
        ([b"", b"", b""], DocumentPagesInvalid),
        ([b""], DocumentNotImage),
        ([b"%PDF-1.7\n%..."], DocumentNotImage),
        ([b"GIF89a" + bytes(100)], DocumentNotImage),
        # Small files that would decode to gigabytes, and one that decodes to nothing.
        ([png(9_000, 9_000)], ImageDimensionsExceeded),
        ([png(100_000, 100)], ImageDimensionsExceeded),
        ([png(100, 100)], ImageTruncated),
        ([png(40, 40)], ImageTooSmall),
        ([encode_jpeg(np.zeros((100, 100, 3), dtype=np.uint8), 90)[:-60]], ImageTruncated),
    ],
)
def test_what_is_no_page(reader: LocalDocumentReader, untrusted_pages: list[bytes], meaning: type[KioskError]) -> None:
    with pytest.raises(meaning):
        reader.read(untrusted_pages, TODAY)


def test_a_page_without_anything(reader: LocalDocumentReader) -> None:
    grey = cv2.imencode(".png", np.full((100, 100), 128, dtype=np.uint8))[1].tobytes()
    reading = reader.read([grey], TODAY)
    assert {Finding.UNREADABLE, Finding.NO_PORTRAIT} <= {*reading.findings}
    assert not reading.fields


def test_whoever_reads_no_document_does_not_pay_for_it() -> None:
    code = (
        "import sys; from kiosk.backend.engines.local.document_reader import LocalDocumentReader; "
        "LocalDocumentReader().close(); sys.exit('onnxruntime' in sys.modules or 'mediapipe' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False, timeout=60).returncode == 0
