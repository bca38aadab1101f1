import struct
from dataclasses import replace

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.backend.engines.local.decode import decode_picture
from kiosk.domain.images.limits import MAX_BYTES, check_picture
from kiosk.errors import (
    ImageDimensionsExceeded,
    ImageError,
    ImageNotJpeg,
    ImageTooLarge,
    ImageTooSmall,
    ImageTruncated,
)
from kiosk.vision.decoding import decode
from tests.factories.jpeg_files import jpeg

PICTURE = cv2.resize(np.arange(12, dtype=np.uint8).reshape(2, 2, 3) * 20, (160, 90), interpolation=cv2.INTER_NEAREST)
JPEG = cv2.imencode(".jpg", PICTURE)[1].tobytes()
PNG = cv2.imencode(".png", PICTURE)[1].tobytes()


def with_exif(tiff: bytes) -> bytes:
    payload = b"Exif\0\0" + tiff
    return JPEG[:2] + b"\xff\xe1" + struct.pack(">H", len(payload) + 2) + payload + JPEG[2:]


def tiff(orientation: int, order: str) -> bytes:
    """Another entry comes before it."""
    entries = struct.pack(f"{order}HHII", 0x0100, 4, 1, 160) + struct.pack(
        f"{order}HHIHH", 0x0112, 3, 1, orientation, 0
    )
    header = {"<": b"II", ">": b"MM"}[order] + struct.pack(f"{order}HI", 42, 8)
    return header + struct.pack(f"{order}H", 2) + entries + bytes(4)


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_the_size_is_that_of_the_upright_picture(orientation: int, order: str) -> None:
    data = with_exif(tiff(orientation, order))
    height_px, width_px = decode_picture(data).shape[:2]
    assert check_picture(data).size_px == (width_px, height_px)
    assert check_picture(data).orientation == orientation
    as_opencv_has_it = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)
    assert (decode_picture(data)[..., ::-1] == as_opencv_has_it).all()


def test_a_picture_without_a_tag_is_as_it_is() -> None:
    assert check_picture(JPEG).size_px == check_picture(PNG).size_px == (160, 90)
    assert decode_picture(PNG).shape == decode_picture(JPEG).shape == (90, 160, 3)


@given(st.binary(max_size=60))
@settings(max_examples=200, deadline=None)
def test_no_tag_is_trusted(junk: bytes) -> None:
    for head in (b"", b"II*\0", b"MM\0*\0\0\0\x08"):
        assert check_picture(with_exif(head + junk)).size_px in ((160, 90), (90, 160))


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", ImageNotJpeg),
        (b"%PDF-1.7", ImageNotJpeg),
        (JPEG[:100], ImageTruncated),
        (PNG[:60], ImageTruncated),
        (PNG[:16] + bytes(8) + PNG[24:], ImageNotJpeg),
        (PNG[:16] + struct.pack(">II", 79, 100) + PNG[24:], ImageTooSmall),
        (PNG[:16] + struct.pack(">II", 10_001, 100) + PNG[24:], ImageDimensionsExceeded),
        (PNG[:16] + struct.pack(">II", 6_000, 5_000) + PNG[24:], ImageDimensionsExceeded),
        (PNG + bytes(MAX_BYTES), ImageTooLarge),
    ],
)
def test_what_no_decoder_should_touch(data: bytes, error: type[ImageError]) -> None:
    with pytest.raises(error):
        check_picture(data)


def test_markers_without_a_picture_do_not_decode() -> None:
    with pytest.raises(ImageTruncated):
        decode_picture(jpeg())


def test_a_decoder_that_finds_another_size_is_not_believed() -> None:
    with pytest.raises(ImageTruncated):
        decode(replace(check_picture(JPEG), stored_px=(90, 160)))
