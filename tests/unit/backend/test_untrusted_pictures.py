"""The same file at every door: what each of them says of it, before any decoder or service sees it."""

import struct
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import SimpleNamespace
from typing import Any, Final
from unittest.mock import MagicMock

import cv2
import numpy as np
import pytest

from kiosk.backend.challenge.add_frame import FrameRequest, add_frame
from kiosk.backend.challenge.records import ChallengeStatus
from kiosk.backend.challenge.start import StartRequest, start
from kiosk.backend.engines.local.decode import decode_picture
from kiosk.backend.engines.local.document_reader import LocalDocumentReader
from kiosk.backend.engines.rekognition.collections import RekognitionCollections
from kiosk.backend.engines.rekognition.comparer import RekognitionComparer
from kiosk.backend.engines.textract.document_reader import TextractReader
from kiosk.backend.flows.read_document import DocumentRequest, read_document
from kiosk.backend.kyc.service import KycService
from kiosk.domain.identity.step_results import Page, Side
from kiosk.rekognition_local.images import MAX_S3_BYTES, Images
from tests.factories import png_files
from tests.factories.animated_png import animated
from tests.factories.jpeg_files import jpeg, segment

PICTURE = np.full((480, 640, 3), 128, dtype=np.uint8)
JPEG = cv2.imencode(".jpg", PICTURE)[1].tobytes()
PNG = cv2.imencode(".png", PICTURE)[1].tobytes()
MEBIBYTE = 1024 * 1024
TAKEN: Final = "taken"


class Taken(BaseException):
    """The picture was let through to whatever lies behind the check."""


def _taken(*_: object, **__: object) -> Any:
    raise Taken


def png_of(width_px: int, height_px: int) -> bytes:
    return PNG[:16] + struct.pack(">II", width_px, height_px) + PNG[24:]


def turned(data: bytes) -> bytes:
    tiff = b"MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06" + bytes(6)
    return data[:2] + segment(0xE1, b"Exif\0\0" + tiff) + data[2:]


def scanned(width_px: int = 640, height_px: int = 480) -> bytes:
    """A JPEG file of 66 scans."""
    whole = jpeg("", width_px, height_px)
    return whole[:-2] + 65 * segment(0xDA, bytes([1, 0, 0, 0, 63, 0])) + whole[-2:]


OTHER_FORMATS = {
    "JPEG 2000 stream": b"\xff\x4f\xff\x51\x00\x2f",
    "JPEG 2000 file": b"\0\0\0\x0cjP  \r\n\x87\n",
    "JPEG XL": b"\xff\x0a",
    "GIF": b"GIF89a",
    "BMP": b"BM",
    "TIFF of little ends": b"II*\0",
    "TIFF of big ends": b"MM\0*",
    "WebP": b"RIFF\0\0\0\0WEBPVP8 ",
    "HEIC": b"\0\0\0\x18ftypheic",
    "AVIF": b"\0\0\0\x18ftypavif",
    "PDF": b"%PDF-1.7",
    "HDR": b"#?RADIANCE",
    "OpenEXR": b"v/1\x01",
    "PNM": b"P6 640 480 255\n",
    "PFM": b"PF 640 480 -1\n",
    "Sun raster": b"\x59\xa6\x6a\x95",
    "SVG": b"<svg xmlns='http://www.w3.org/2000/svg'/>",
}
"""How files of formats begin that OpenCV, Qt or telephones know."""
FILES = {
    "empty": b"",
    "gif": b"GIF89a" + bytes(100),
    "pdf": b"%PDF-1.7 not a picture",
    "one byte of a JPEG": b"\xff",
    "truncated JPEG": JPEG[:-2],
    "cut head of a JPEG": JPEG[:100],
    "truncated PNG": PNG[:-12],
    "PNG without a last CRC": PNG[:-4],
    "PNG of no width": png_of(0, 480),
    "JPEG of no width": jpeg("", 0, 480),
    "animated PNG": animated(),
    "as many bytes as there may be": JPEG + bytes(5 * MEBIBYTE - len(JPEG)),
    "as many bytes as a terminal may send": JPEG + bytes(5_000_000 - len(JPEG)),
    "too many bytes": JPEG + bytes(5 * MEBIBYTE + 1 - len(JPEG)),
    "far too many bytes": JPEG + bytes(16 * MEBIBYTE),
    "no picture of too many bytes": bytes(16 * MEBIBYTE),
    "JPEG of too many pixels": jpeg("", 5_001, 5_000),
    "PNG of too many pixels": png_of(5_001, 5_000),
    "JPEG with a side beyond the limit": jpeg("", 10_001, 480),
    "PNG with a side beyond the limit": png_of(10_001, 480),
    "small JPEG": jpeg("", 640, 79),
    "small PNG": png_of(640, 79),
    "JPEG too small and too long": jpeg("", 79, 40_000),
    "PNG too small and too long": png_of(79, 40_000),
    "JPEG of 66 scans": scanned(),
    "small JPEG of 66 scans": scanned(10, 10),
    "JPEG turned by Exif": turned(JPEG),
    "JPEG of another size": jpeg("", 480, 640),
    "JPEG": JPEG,
    "JPEG with a film behind it": JPEG + b"ftypmp42" + bytes(range(256)) * 40,
    "PNG": PNG,
    "PNG that goes on behind its end": PNG + b"\xff\xff\xff\x00IDAT",
    "PNG without image data": png_files.png(png_files.header(640, 480), png_files.END),
    "PNG of more than its pixels": png_files.png(
        png_files.header(640, 480), png_files.data(bytes(480 * 1921 + 1)), png_files.END
    ),
    **{name: start + bytes(200) for name, start in OTHER_FORMATS.items()},
}


def _frame(data: bytes) -> None:
    settings = SimpleNamespace(
        demand_sequence=False, max_image_bytes=1_000_000, max_image_pixels=4_000_000, max_frames=0
    )
    challenge = SimpleNamespace(image_width_px=640, image_height_px=480)
    state = SimpleNamespace(
        state=ChallengeStatus.OPEN, record=SimpleNamespace(challenge=challenge), tail=MagicMock(frame_count=0)
    )
    parts = MagicMock(clock=lambda: 1.0, settings=settings, admit_caller=lambda *_: state)
    parts.kinds.of.return_value.service = None
    type(state.tail).frame_count = property(_taken)
    add_frame(parts, FrameRequest("c", "t", data, 1))


def _id_photo(data: bytes) -> None:
    parts = MagicMock(
        clock=lambda: 1.0,
        settings=SimpleNamespace(allow_synthetic=False, demand_consent=False, session_lifetime_s=60, shows_light=True),
        matcher=SimpleNamespace(waiting=0),
        engine=SimpleNamespace(detect=_taken),
    )
    start(parts, StartRequest("user", 640, 480, id_photo=data), MagicMock())


def _document_step(data: bytes) -> None:
    parts = MagicMock()
    parts.challenges.clock = lambda: 1.0
    parts.challenges.store.load.return_value = SimpleNamespace(record=MagicMock(ends_at_s=2.0))
    parts.flows.load = _taken
    read_document(parts, DocumentRequest("c", "t", [Page(Side.FRONT, data)]))


def _local_reader(data: bytes) -> None:
    reader = LocalDocumentReader()
    reader._picture = _taken  # type: ignore[method-assign]
    reader.read([data], date(2026, 1, 1))


def _textract_reader(data: bytes) -> None:
    TextractReader(MagicMock(analyze_id=_taken), MagicMock()).read([data], date(2026, 1, 1))


def _kyc_compare(data: bytes) -> None:
    parts = MagicMock()
    parts.comparer.faces = _taken
    KycService(parts).compare(data, data)


def _kyc_identify(data: bytes) -> None:
    parts = MagicMock()
    parts.sessions.use = _taken
    KycService(parts).identify("caller", "session", [data])


def _local_decode(data: bytes) -> None:
    decode_picture(data)
    raise Taken


def _rekognition_faces(data: bytes) -> None:
    RekognitionComparer(MagicMock(detect_faces=_taken)).faces(data)


def _rekognition_compare(data: bytes) -> None:
    RekognitionComparer(MagicMock(compare_faces=_taken)).compare(JPEG, data)


def _rekognition_collections(data: bytes) -> None:
    RekognitionCollections(MagicMock(search_users_by_image=_taken), MagicMock(), "").search_users("c", data, 90, 1)


def _rekognition_local_bytes(data: bytes) -> None:
    Images(None).load({"Bytes": data})
    raise Taken


def _rekognition_local_s3(data: bytes) -> None:
    Images(_Objects(data)).load({"S3Object": {"Bucket": "b", "Name": "n"}})
    raise Taken


@dataclass(frozen=True)
class _Objects:
    data: bytes

    def read(self, bucket: str, name: str, version: str | None, max_bytes: int) -> bytes:
        return self.data


ERRORS = (
    "ImageNotJpeg",
    "ImageTruncated",
    "DocumentNotImage",
    "ImageTooLarge",
    "ImageDimensionsExceeded",
    "ImageTooSmall",
    "ImageSizeMismatch",
    "InvalidImageFormatException",
    "InvalidParameterException",
    "ImageTooLargeException",
)
NOT_JPEG, CUT, NO_IMAGE, BYTES, PIXELS, SMALL, SIZE, FORMAT, PARAM, LARGE = ERRORS
DOORS: Mapping[str, Sequence[Callable[[bytes], None]]] = {
    "frame": (_frame,),
    "ID photo": (_id_photo,),
    "page": (_document_step,),
    "upload": (_kyc_compare, _kyc_identify),
    "reader": (_local_reader, _textract_reader),
    "engine": (_rekognition_faces, _rekognition_compare, _rekognition_collections),
    "decoder": (_local_decode,),
    "rekognition-local": (_rekognition_local_bytes,),
}
# fmt: off
ANSWERS: Mapping[str, tuple[str, ...]] = {
    # In the order of the doors.
    "empty":                            (NOT_JPEG, NOT_JPEG, NO_IMAGE, NO_IMAGE, NO_IMAGE, NOT_JPEG, NOT_JPEG, FORMAT),
    "gif":                              (NOT_JPEG, NOT_JPEG, NO_IMAGE, NO_IMAGE, NO_IMAGE, NOT_JPEG, NOT_JPEG, FORMAT),
    "pdf":                              (NOT_JPEG, NOT_JPEG, NO_IMAGE, NO_IMAGE, NO_IMAGE, NOT_JPEG, NOT_JPEG, FORMAT),
    "one byte of a JPEG":               (NOT_JPEG, NOT_JPEG, NO_IMAGE, NO_IMAGE, NO_IMAGE, NOT_JPEG, NOT_JPEG, FORMAT),
    "truncated JPEG":                   (CUT, CUT, CUT, CUT, CUT, CUT, CUT, FORMAT),
    "cut head of a JPEG":               (CUT, CUT, CUT, CUT, CUT, CUT, CUT, FORMAT),
    "truncated PNG":                    (NOT_JPEG, NOT_JPEG, CUT, CUT, CUT, CUT, CUT, FORMAT),
    "PNG without a last CRC":           (NOT_JPEG, NOT_JPEG, CUT, CUT, CUT, CUT, CUT, FORMAT),
    "PNG of no width":                  (NOT_JPEG, NOT_JPEG, NOT_JPEG, NOT_JPEG, NO_IMAGE, NOT_JPEG, NOT_JPEG, FORMAT),
    "JPEG of no width":                 (NOT_JPEG, NOT_JPEG, NOT_JPEG, NOT_JPEG, NO_IMAGE, NOT_JPEG, NOT_JPEG, FORMAT),
    "animated PNG":                     (NOT_JPEG, NOT_JPEG, NOT_JPEG, NOT_JPEG, NO_IMAGE, NOT_JPEG, NOT_JPEG, FORMAT),
    "as many bytes as there may be":    (BYTES, BYTES, BYTES, TAKEN, TAKEN, TAKEN, TAKEN, TAKEN),
    "as many bytes as a terminal may send": (BYTES, TAKEN, TAKEN, TAKEN, TAKEN, TAKEN, TAKEN, TAKEN),
    "too many bytes":                   (BYTES, BYTES, BYTES, BYTES, BYTES, BYTES, BYTES, LARGE),
    "far too many bytes":               (BYTES, BYTES, BYTES, BYTES, BYTES, BYTES, BYTES, LARGE),
    "no picture of too many bytes":     (BYTES, BYTES, BYTES, BYTES, BYTES, BYTES, BYTES, LARGE),
    "JPEG of too many pixels":          (PIXELS, PIXELS, PIXELS, PIXELS, PIXELS, PIXELS, PIXELS, LARGE),
    "PNG of too many pixels":           (NOT_JPEG, NOT_JPEG, PIXELS, PIXELS, PIXELS, PIXELS, PIXELS, LARGE),
    "JPEG with a side beyond the limit": (PIXELS, PIXELS, PIXELS, PIXELS, PIXELS, PIXELS, PIXELS, LARGE),
    "PNG with a side beyond the limit": (NOT_JPEG, NOT_JPEG, PIXELS, PIXELS, PIXELS, PIXELS, PIXELS, LARGE),
    "small JPEG":                       (SMALL, SMALL, SMALL, SMALL, SMALL, SMALL, SMALL, PARAM),
    "small PNG":                        (NOT_JPEG, NOT_JPEG, SMALL, SMALL, SMALL, SMALL, SMALL, PARAM),
    "JPEG too small and too long":      (PIXELS, PIXELS, PIXELS, PIXELS, PIXELS, PIXELS, PIXELS, LARGE),
    "PNG too small and too long":       (NOT_JPEG, NOT_JPEG, PIXELS, PIXELS, PIXELS, PIXELS, PIXELS, LARGE),
    "JPEG of 66 scans":                 (PIXELS, PIXELS, PIXELS, PIXELS, PIXELS, PIXELS, PIXELS, LARGE),
    "small JPEG of 66 scans":           (PIXELS, PIXELS, PIXELS, PIXELS, PIXELS, PIXELS, PIXELS, LARGE),
    "JPEG turned by Exif":              (TAKEN, TAKEN, TAKEN, TAKEN, TAKEN, TAKEN, TAKEN, TAKEN),
    "JPEG of another size":             (SIZE, TAKEN, TAKEN, TAKEN, TAKEN, TAKEN, CUT, FORMAT),
    "JPEG":                             (TAKEN, TAKEN, TAKEN, TAKEN, TAKEN, TAKEN, TAKEN, TAKEN),
    "JPEG with a film behind it":       (TAKEN, TAKEN, TAKEN, TAKEN, TAKEN, TAKEN, TAKEN, TAKEN),
    "PNG":                              (NOT_JPEG, NOT_JPEG, TAKEN, TAKEN, TAKEN, TAKEN, TAKEN, TAKEN),
    "PNG that goes on behind its end":  (NOT_JPEG, NOT_JPEG, NOT_JPEG, NOT_JPEG, NO_IMAGE, NOT_JPEG, NOT_JPEG, FORMAT),
    "PNG without image data":           (NOT_JPEG, NOT_JPEG, CUT, CUT, CUT, CUT, CUT, FORMAT),
    "PNG of more than its pixels":      (NOT_JPEG, NOT_JPEG, CUT, CUT, CUT, CUT, CUT, FORMAT),
    **dict.fromkeys(OTHER_FORMATS, (NOT_JPEG, NOT_JPEG, NO_IMAGE, NO_IMAGE, NO_IMAGE, NOT_JPEG, NOT_JPEG, FORMAT)),
}
# fmt: on


def answer(door: Callable[[bytes], None], data: bytes) -> str:
    try:
        door(data)
    except Taken:
        return TAKEN
    except Exception as error:
        return type(error).__name__
    return "nothing"


@pytest.mark.parametrize("file", FILES)
def test_every_door_says_of_a_file_what_its_contract_has(file: str) -> None:
    data = FILES[file]
    said = {name: {answer(door, data) for door in doors} for name, doors in DOORS.items()}
    assert said == {name: {expected} for name, expected in zip(DOORS, ANSWERS[file], strict=True)}


def test_an_image_in_s3_may_have_three_times_the_bytes() -> None:
    for file, data in FILES.items():
        if len(data) > MAX_S3_BYTES:
            continue
        expected = TAKEN if file == "too many bytes" else ANSWERS[file][-1]
        assert answer(_rekognition_local_s3, data) == expected, file
