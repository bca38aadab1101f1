"""Reading documents: seconds a page against the bare networks on the same picture, and what is read of specimens."""

import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from statistics import median

import cv2
import numpy as np
from numpy.typing import NDArray

from kiosk.backend.engines.local.document_reader import LocalDocumentReader
from kiosk.domain.documents.document import DocumentReading, FieldName, Finding, Source
from kiosk.vision.document.page_quality import observe_page
from kiosk.vision.document.text import TextNetworks
from kiosk.vision.jpeg import encode_jpeg
from tests.bench.memory import resident_mb
from tests.bench.table import Row
from tests.factories.document_scenes import before_the_camera, corners_of, pages

TODAY = date(2026, 11, 21)
ROUNDS = 3
LOOKS = 40
LOOK_LIMIT_MS = 100.0
"""Ten looks a second."""
NO_PORTRAIT = frozenset({"0_id-esp.png", "100_id-mac.jpg", "53_id-d.jpg", "77_card-cmw.png"})
PRINT_ALONE = frozenset({"JohnDoe-DL.jpg", "passport_card.jpeg"})
WRONG_IN_PRINT = frozenset({"0_id-esp.png", "77_card-cmw.png"})
"""Specimens whose check digits their printers made up."""
NUMBERS = {
    "JohnDoe-DL.jpg": "6383736743891101",
    "passport_card.jpeg": "C03005988",
    "0_id-esp.png": "AAA100001",
    "100_id-mac.jpg": "12281507",
    "100_pass-bdr.jpg": "CA000000",
    "100_pass-chn.jpg": "000000000",
    "100_pass-cze.jpg": "99003853",
    "100_pass-fin.png": "XP8271602",
    "100_pass-hrv.jpg": "007007007",
    "100_pass-isl.png": "A0000000",
    "100_pass-polx.jpg": "AA0000000",
    "100_pass-uto.jpg": "L898902C3",
    "100_pass2-uto.jpg": "D23145890",
    "100_visa-polx.jpg": "PL0000000",
    "100_visa-usa.jpg": "555123ABC",
    "25_pass-uto.jpg": "L898902C3",
    "53_id-d.jpg": "T22000129",
    "77_card-cmw.png": "51284970",
    "passport-td2.jpg": "D23145890",
    "passport-td3.jpg": "L898902C3",
}

Image = NDArray[np.uint8]


def rows(testdata: Path) -> Iterator[Row]:
    """Our own specimens before a camera, then the real ones where they are."""
    before_mb = resident_mb()
    networks, reader = TextNetworks(), LocalDocumentReader()
    reader.read([encode_jpeg(pages()["back"], 90)], TODAY)
    yield Row("memory of the reader", f"{resident_mb() - before_mb:.0f} MB", "", "")
    yield _look_row()
    for side in ("front", "back", "passport"):
        page = pages()[side]
        frame = before_the_camera(page, corners_of(page, 860, 3, 0.03))
        yield _time_row(f"a {side} before the camera, 1280x720", frame, networks, reader)
    if testdata.is_dir():
        yield from _real_rows(testdata, networks, reader)
    reader.close()


def _look_row() -> Row:
    frame = before_the_camera(pages()["front"], corners_of(pages()["front"], 860, 3, 0.03))
    times_ms = [_ms(lambda: observe_page(frame)) for _ in range(LOOKS)]
    return Row(
        "one look of the preview, 1280x720",
        f"{median(times_ms):.0f} ms, p95 {np.quantile(times_ms, 0.95):.0f}",
        f"{LOOK_LIMIT_MS:.0f} ms at 10 a second",
        f"{median(times_ms) / LOOK_LIMIT_MS:.2f}",
    )


def _time_row(name: str, picture: Image, networks: TextNetworks, reader: LocalDocumentReader) -> Row:
    jpeg = encode_jpeg(picture, 92)
    whole_ms, bare_ms = [], []
    for _ in range(ROUNDS):
        bare_ms.append(_ms(lambda: networks.read(picture, networks.find(picture))))
        whole_ms.append(_ms(lambda: reader.read([jpeg], TODAY)))
    return _row(name, median(whole_ms), median(bare_ms))


def _real_rows(testdata: Path, networks: TextNetworks, reader: LocalDocumentReader) -> Iterator[Row]:
    readings, whole_ms, bare_ms = dict[str, DocumentReading](), [], []
    for path in sorted((testdata / "documents").glob("*/*")):
        if path.name in NUMBERS:
            picture = np.asarray(cv2.imread(str(path)), dtype=np.uint8)
            bare_ms.append(_ms(lambda picture=picture: networks.read(picture, networks.find(picture))))  # type: ignore[misc]
            start_s = time.perf_counter()
            readings[path.name] = reader.read([path.read_bytes()], TODAY)
            whole_ms.append(1000 * (time.perf_counter() - start_s))
    yield _row(f"a page of {len(readings)} real specimens, median", median(whole_ms), median(bare_ms))
    zones = {name: reading for name, reading in readings.items() if name not in PRINT_ALONE}
    right = [
        name for name, reading in zones.items() if Finding.CHECK_DIGIT_WRONG not in reading.findings and _zone(reading)
    ]
    yield Row(
        "zones with all check digits right", f"{len(right)}", f"{len(zones.keys() - WRONG_IN_PRINT)} printed so", ""
    )
    known = [name for name, reading in readings.items() if _number(reading) == NUMBERS[name]]
    yield Row("document numbers", f"{len(known)}", f"{len(readings)} documents", f"{len(known) / len(readings):.2f}")
    faces = [name for name, reading in readings.items() if (reading.portrait is None) is (name in NO_PORTRAIT)]
    yield Row(
        "portraits found, or none where none is",
        f"{len(faces)}",
        f"{len(readings)} documents",
        f"{len(faces) / len(readings):.2f}",
    )


def _zone(reading: DocumentReading) -> bool:
    return any(read.source is Source.MACHINE_READABLE_ZONE for read in reading.fields.values())


def _number(reading: DocumentReading) -> str:
    found = reading.fields.get(FieldName.DOCUMENT_NUMBER)
    return found.value if found else ""


def _row(name: str, whole_ms: float, bare_ms: float) -> Row:
    return Row(
        name, f"{whole_ms / 1000:.2f} s", f"{bare_ms / 1000:.2f} s the bare networks", f"{whole_ms / bare_ms:.2f}"
    )


def _ms(work: Callable[[], object]) -> float:
    start_s = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - start_s)
