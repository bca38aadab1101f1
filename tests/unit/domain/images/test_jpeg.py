import base64
from contextlib import suppress

import cv2
import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kiosk.domain.images.jpeg import START_OF_IMAGE, decode_base64, jpeg_size_px, without_metadata
from kiosk.domain.images.limits import PictureLimits, check_picture
from kiosk.errors import (
    ImageDimensionsExceeded,
    ImageError,
    ImageNotBase64,
    ImageNotJpeg,
    ImageSizeMismatch,
    ImageTooLarge,
    ImageTooSmall,
    ImageTruncated,
)
from tests.factories.jpeg_files import jpeg, segment

LIMITS = PictureLimits(max_bytes=100_000, max_pixels=1_000_000, size_px=(640, 480), formats=(START_OF_IMAGE,))


def real_jpeg(width_px: int = 640, height_px: int = 480, *, grey: bool = False, progressive: bool = False) -> bytes:
    shape = (height_px, width_px) if grey else (height_px, width_px, 3)
    options = [cv2.IMWRITE_JPEG_PROGRESSIVE, int(progressive)]
    done, data = cv2.imencode(".jpg", np.full(shape, 90, np.uint8), options)
    assert done
    return bytes(data)


@pytest.mark.parametrize("grey", [False, True])
@pytest.mark.parametrize("progressive", [False, True])
def test_real_files_are_good(grey: bool, progressive: bool) -> None:
    check_picture(real_jpeg(grey=grey, progressive=progressive), LIMITS)


def test_size_is_read_behind_other_segments_and_fill_bytes() -> None:
    data = jpeg(width_px=333, height_px=222)
    before = segment(0xE1, b"\xff\xd9\xff\xc0thumbnail") + b"\xff\x01" + b"\xff\xff\xff"
    assert jpeg_size_px(data[:2] + before + data[2:]) == (333, 222)
    assert jpeg_size_px(data + b"what a camera appends") == (333, 222)


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", ImageNotJpeg),
        (b"\xff\xd8", ImageTruncated),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), ImageNotJpeg),
        (b"GIF89a" + bytes(100), ImageNotJpeg),
        (jpeg()[:-2], ImageTruncated),
        (jpeg()[:20], ImageTruncated),
        (real_jpeg()[:600], ImageTruncated),
        (b"\xff\xd8\xff\xd9", ImageTruncated),
        (b"\xff\xd8" + segment(0xDA, bytes(6)) + b"\xff\xd9", ImageNotJpeg),
        (b"\xff\xd8\xff\xc0\x00\x01\xff\xd9", ImageNotJpeg),
        (b"\xff\xd8" + segment(0xC0, b"\x08\x01") + b"\xff\xd9", ImageNotJpeg),
        (b"\xff\xd8" + segment(0xC0, bytes(15)) + b"\xff\xd9", ImageNotJpeg),
        (jpeg()[:2] + jpeg()[2:-17] * 2 + jpeg()[-17:], ImageNotJpeg),
        (b"\xff\xd8\xff\x00\x00\x00", ImageNotJpeg),
        (jpeg("x" * 60_000) + bytes(60_000), ImageTooLarge),
        (jpeg(width_px=1, height_px=1), ImageTooSmall),
        (jpeg(width_px=640, height_px=79), ImageTooSmall),
        (jpeg(width_px=65_500, height_px=65_500), ImageDimensionsExceeded),
        (jpeg(width_px=65_500, height_px=60), ImageDimensionsExceeded),
        (jpeg(width_px=10_001, height_px=80), ImageDimensionsExceeded),
        (jpeg()[:-2] + 65 * segment(0xDA, bytes([1, 0, 0, 0, 63, 0])) + b"\xff\xd9", ImageDimensionsExceeded),
        (jpeg(width_px=480, height_px=640), ImageSizeMismatch),
        (jpeg(width_px=641, height_px=480), ImageSizeMismatch),
    ],
)
def test_bad_files_have_their_error(data: bytes, error: type[ImageError]) -> None:
    with pytest.raises(ImageError) as raised:
        check_picture(data, LIMITS)
    assert raised.type is error


@given(st.binary(max_size=300))
@example(b"\xff\xd8\xff")
def test_any_bytes_raise_image_errors_only(data: bytes) -> None:
    for candidate in (data, b"\xff\xd8" + data, b"\xff\xd8\xff" + data, b"\xff\xd8\xff\xc0" + data):
        with suppress(ImageError):
            check_picture(candidate, LIMITS)


@given(st.data())
def test_any_damage_raises_image_errors_only(data: st.DataObject) -> None:
    image = bytearray(jpeg("comment"))
    for _ in range(data.draw(st.integers(1, 4))):
        image[data.draw(st.integers(0, len(image) - 1))] = data.draw(st.integers(0, 255))
    with suppress(ImageError):
        check_picture(bytes(image), LIMITS)


@given(st.integers(0, len(jpeg("tag")) - 1))
def test_every_cut_is_noticed(length: int) -> None:
    with pytest.raises(ImageTruncated if length >= 2 else ImageNotJpeg):
        check_picture(jpeg("tag")[:length], LIMITS)


@given(st.integers(1, 65_535), st.integers(1, 65_535))
def test_size_is_what_was_written(width_px: int, height_px: int) -> None:
    assert jpeg_size_px(jpeg(width_px=width_px, height_px=height_px)) == (width_px, height_px)


def test_metadata_goes_and_nothing_else() -> None:
    plain = real_jpeg()
    one, other = segment(0xE1, b"Exif\0\0" + bytes(40)), b"\xff\xff" + segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0")
    quantisation = plain.index(b"\xff\xdb")
    tagged = plain[:2] + one + plain[2:quantisation] + other + one + plain[quantisation:]
    assert without_metadata(plain) is plain
    stripped = without_metadata(tagged)
    assert stripped.replace(b"\xff\xff\xff\xdb", b"\xff\xdb", 1) == plain
    check_picture(stripped, LIMITS)


def test_metadata_of_what_is_no_file_is_an_error() -> None:
    for data in (b"", b"\x89PNG", b"\xff\xd8", segment(0xE1, b"x")):
        with pytest.raises(ImageError):
            without_metadata(data)


@given(st.binary(max_size=200))
def test_any_bytes_lose_their_metadata_or_are_refused(data: bytes) -> None:
    with suppress(ImageError):
        assert len(without_metadata(b"\xff\xd8" + data)) <= len(data) + 2


@given(st.binary(max_size=99))
def test_base64_is_decoded(data: bytes) -> None:
    assert decode_base64(base64.b64encode(data).decode(), 99) == data


@pytest.mark.parametrize("text", ["data:image/jpeg;base64,AAAA", "AAA", "AA\nAA", "A A=", "????", "ÄÖÜß", "\ud800AAA"])
def test_anything_but_strict_base64_is_refused(text: str) -> None:
    with pytest.raises(ImageNotBase64):
        decode_base64(text, 99)


def test_long_text_is_refused_before_it_is_decoded() -> None:
    with pytest.raises(ImageTooLarge):
        decode_base64("?" * 133, 99)


@given(st.text(max_size=50))
def test_any_text_raises_image_errors_only(text: str) -> None:
    with suppress(ImageError):
        decode_base64(text, 30)
