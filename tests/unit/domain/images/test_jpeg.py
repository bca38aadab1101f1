import base64
from contextlib import suppress

import cv2
import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kiosk.domain.images.jpeg import MAX_SCANS, MAX_SEGMENTS, START_OF_IMAGE, decode_base64, read_jpeg, without_metadata
from kiosk.domain.images.limits import DEFAULT_LIMITS, PictureLimits, check_picture
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
from kiosk.vision.decoding import decode_jpeg
from tests.factories.jpeg_files import jpeg, scan, segment

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


def size_px(data: bytes) -> tuple[int, int]:
    return check_picture(data, PictureLimits(max_pixels=2**32, min_side_px=1)).stored_px


def test_size_is_read_behind_other_segments_and_fill_bytes() -> None:
    data = jpeg(width_px=333, height_px=222)
    before = segment(0xE1, b"\xff\xd9\xff\xc0thumbnail") + b"\xff\x01" + b"\xff\xff\xff"
    assert size_px(data[:2] + before + data[2:]) == (333, 222)


@pytest.mark.parametrize(
    "appended", [b"what a camera appends", b"\0", b"\xff\xd9", real_jpeg(), b"\xff" * 99, b"\xff\xda\xff\xc0"]
)
def test_what_comes_behind_the_end_is_cut_off(appended: bytes) -> None:
    assert check_picture(real_jpeg() + appended, LIMITS).data == real_jpeg()


@pytest.mark.parametrize("length", [5_000, 65_533])
def test_a_thumbnail_is_not_the_picture(length: int) -> None:
    thumbnail = (b"Exif\0\0" + b"MM\0*\0\0\0\x08\0\0" + real_jpeg(160, 120)).ljust(length, b"\0")
    data = real_jpeg()[:2] + segment(0xE1, thumbnail) + real_jpeg()[2:]
    checked = check_picture(data, LIMITS)
    assert checked.stored_px == (640, 480)
    assert checked.plain_data == real_jpeg()
    assert decode_jpeg(data).shape == (480, 640, 3)


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
        (jpeg()[:-2] + 3 * scan(1) + b"\xff\xd9", ImageDimensionsExceeded),
        (jpeg(width_px=480, height_px=640), ImageSizeMismatch),
        (jpeg(width_px=641, height_px=480), ImageSizeMismatch),
    ],
)
def test_bad_files_have_their_error(data: bytes, error: type[ImageError]) -> None:
    with pytest.raises(ImageError) as raised:
        check_picture(data, LIMITS)
    assert raised.type is error


HEADER = b"\x08" + (480).to_bytes(2) + (640).to_bytes(2) + b"\x03\x01\x22\0\x02\x11\x01\x03\x11\x01"
BODY = scan() + b"\x12\x34" + b"\xff\xd9"


def of_frame(marker: int = 0xC0, header: bytes = HEADER, body: bytes = BODY) -> bytes:
    return START_OF_IMAGE + segment(marker, header) + body


def of_byte(place: int, value: int) -> bytes:
    """The file with another number in its frame header."""
    return of_frame(header=HEADER[:place] + bytes([value]) + HEADER[place + 1 :])


@pytest.mark.parametrize(
    "data",
    [
        *(pytest.param(of_frame(marker), id=f"coding {marker:x}") for marker in (0xC3, *range(0xC5, 0xC8))),
        *(pytest.param(of_frame(marker), id=f"coding {marker:x}") for marker in (0xC8, *range(0xC9, 0xD0), 0xF7)),
        pytest.param(of_frame(body=segment(0xCC, b"\0\x10") + BODY), id="conditioning of arithmetic coding"),
        pytest.param(of_byte(0, 12), id="12 bits"),
        pytest.param(of_frame(header=HEADER[:5] + b"\x02" + HEADER[6:12]), id="two components"),
        pytest.param(of_frame(header=HEADER[:5] + b"\x05" + HEADER[6:] + 2 * b"\x04\x11\0"), id="five components"),
        pytest.param(of_frame(header=HEADER[:-1]), id="a short header"),
        pytest.param(of_frame(header=HEADER + b"\0"), id="a long header"),
        pytest.param(of_byte(7, 0x01), id="no samples across"),
        pytest.param(of_byte(7, 0x51), id="five samples across"),
        pytest.param(of_byte(10, 0x10), id="no samples down"),
        pytest.param(of_frame(header=HEADER[:1] + b"\0\0" + HEADER[3:]), id="the height comes later"),
        pytest.param(of_frame(body=BODY[:-2] + segment(0xDC, (480).to_bytes(2)) + b"\xff\xd9"), id="a later height"),
        pytest.param(of_frame(body=segment(0xC0, HEADER) + BODY), id="two frames"),
        pytest.param(of_frame(body=BODY[:-2] + segment(0xC0, HEADER) + BODY), id="two frames, one behind a scan"),
        pytest.param(of_frame(body=BODY[:-2] + of_frame()), id="a picture behind a scan"),
        pytest.param(of_frame(body=START_OF_IMAGE + BODY), id="two starts"),
        pytest.param(of_frame(body=segment(0xDE, HEADER) + BODY), id="a hierarchy"),
        pytest.param(of_frame(body=segment(0xDF, b"\x11") + BODY), id="an expansion"),
        pytest.param(of_frame(body=segment(0xF0, b"") + BODY), id="an extension"),
        pytest.param(of_frame(body=segment(0x02, b"") + BODY), id="a reserved marker"),
        pytest.param(of_frame(body=b"junk" + BODY), id="bytes between segments"),
        pytest.param(of_frame(body=segment(0xDA, b"\x00\0\x3f\0") + BODY[-4:]), id="a scan of no components"),
        pytest.param(of_frame(body=scan(4) + BODY[-4:]), id="a scan of four components of three"),
        pytest.param(of_frame(body=segment(0xDA, b"\x01\x01\0\0\x3f") + BODY[-4:]), id="a short head of a scan"),
        pytest.param(START_OF_IMAGE + scan() + segment(0xC0, HEADER) + BODY, id="a scan before the frame"),
        pytest.param(jpeg()[:2] + MAX_SEGMENTS * segment(0xFE, b"") + jpeg()[2:], id="too many segments"),
    ],
)
def test_what_no_camera_and_no_browser_writes(data: bytes) -> None:
    with pytest.raises(ImageNotJpeg):
        check_picture(data, DEFAULT_LIMITS)


@pytest.mark.parametrize("components", [1, 3, 4])
@pytest.mark.parametrize("marker", [0xC0, 0xC1, 0xC2])
def test_the_usual_codings_pass(marker: int, components: int) -> None:
    header = HEADER[:5] + bytes([components]) + b"".join(bytes([place, 0x11, 0]) for place in range(components))
    one_by_one = components * (scan(1) + b"\xff\0\xff\xd0\x12" + segment(0xC4, bytes(20)))
    assert size_px(of_frame(marker, header, one_by_one + b"\xff\xd9")) == (640, 480)


@pytest.mark.parametrize(("marker", "scans"), [(0xC0, 3), (0xC1, 3), (0xC2, MAX_SCANS)])
def test_a_scan_more_than_any_encoder_writes_is_too_much(marker: int, scans: int) -> None:
    check_picture(of_frame(marker, body=scans * scan(1) + b"\xff\xd9"))
    with pytest.raises(ImageDimensionsExceeded):
        check_picture(of_frame(marker, body=(scans + 1) * scan(1) + b"\xff\xd9"))


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
    file = read_jpeg(jpeg(width_px=width_px, height_px=height_px))
    assert (file.width_px, file.height_px) == (width_px, height_px)


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
