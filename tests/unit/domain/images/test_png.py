"""PNG files: what is not as the standard has it reaches no decoder, at no door."""

import struct
import zlib
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.backend.engines.local.decode import decode_picture
from kiosk.domain.images.document_pages import UPLOAD_LIMITS
from kiosk.domain.images.limits import MAX_BYTES, check_picture
from kiosk.domain.images.png import MAX_CHUNKS, PngHeader
from kiosk.errors import DocumentNotImage, ImageError, ImageNotJpeg, ImageTruncated, KioskError, PictureMissing
from kiosk.rekognition_local.errors import InvalidImageFormatException
from kiosk.rekognition_local.images import decode
from kiosk.terminal.app.image_files import read_photo
from kiosk.terminal.ui.page_picture import pages_from_files
from kiosk.vision.decoding import decode_jpeg
from tests.factories import png_files
from tests.factories.animated_png import animated, inserted, still
from tests.factories.png_files import (
    END,
    GREY,
    GREY_ALPHA,
    INDEXED,
    TRUECOLOUR,
    TRUECOLOUR_ALPHA,
    black,
    chunk,
    data,
    header,
    png,
    rows,
)

HEADER, DATA = header(), data()
PALETTE, GREYS = chunk(b"PLTE", bytes(6)), data(rows(96, 80, 8, GREY))
PACKED = zlib.compress(rows(), 9)
LATER_HUGE = b"\x82\xff\xff\xff\x00IDAT"
"""What made OpenCV 4.11 allocate four gigabytes behind the end of a file of 53 bytes."""


def test_a_still_picture_passes_whatever_else_it_tells() -> None:
    notes = [chunk(b"tEXt", b"Title\0acTL"), chunk(b"gAMA", bytes(4)), chunk(b"iCCP", b"p\0\0junk"), chunk(b"prVt")]
    checked = check_picture(inserted(*notes))
    assert checked.size_px == (640, 480)
    assert checked.data == still(), "notes reach no decoder"


@pytest.mark.parametrize(
    ("bits", "colour"),
    [
        *((bits, GREY) for bits in (1, 2, 4, 8, 16)),
        *((bits, INDEXED) for bits in (1, 2, 4, 8)),
        *((bits, colour) for bits in (8, 16) for colour in (TRUECOLOUR, GREY_ALPHA, TRUECOLOUR_ALPHA)),
    ],
)
def test_every_kind_of_pixels_decodes(bits: int, colour: int) -> None:
    assert decode_picture(black(97, 81, bits, colour)).shape == (81, 97, 3)


@pytest.mark.parametrize(("colours", "transparent"), [(2, 1), (256, 256)])
def test_transparency_stays_for_whoever_draws_it(colours: int, transparent: int) -> None:
    palette, transparency = chunk(b"PLTE", bytes(3 * colours)), chunk(b"tRNS", bytes(transparent))
    file = png(header(96, 80, 8, INDEXED), palette, transparency, GREYS, END)
    assert check_picture(file).data == file


@pytest.mark.parametrize(("width_px", "height_px"), [(80, 80), (81, 97), (123, 85)])
def test_interlaced_pictures_decode(width_px: int, height_px: int) -> None:
    size = PngHeader(width_px, height_px, 8, GREY, is_interlaced=True).image_bytes
    file = png(header(width_px, height_px, 8, GREY, 0, 0, 1), data(bytes(size)), END)
    assert decode_picture(file).shape == (height_px, width_px, 3)
    for wrong in (size - 1, size + 1):
        with pytest.raises(ImageTruncated):
            check_picture(png(header(width_px, height_px, 8, GREY, 0, 0, 1), data(bytes(wrong)), END))


def test_the_first_pixel_of_an_interlaced_picture_has_six_passes_without_any() -> None:
    assert PngHeader(1, 1, 8, TRUECOLOUR, is_interlaced=True).image_bytes == 4
    assert PngHeader(5, 1, 1, GREY, is_interlaced=True).image_bytes == 2 * 4
    assert PngHeader(3, 2, 16, TRUECOLOUR_ALPHA, is_interlaced=False).image_bytes == 2 * (1 + 3 * 8)


def test_image_data_may_come_in_pieces_even_in_empty_ones() -> None:
    pieces = [chunk(b"IDAT", PACKED[:3]), chunk(b"IDAT"), chunk(b"IDAT", PACKED[3:9]), chunk(b"IDAT", PACKED[9:])]
    assert decode_picture(png(HEADER, *pieces, END)).shape == (80, 96, 3)


@pytest.mark.parametrize(
    "untrusted_data",
    [
        pytest.param(png(HEADER, END, LATER_HUGE), id="image data that begin behind the end"),
        pytest.param(png(HEADER, END, DATA, END), id="image data behind the end"),
        pytest.param(png(HEADER, DATA, END, b"\0"), id="a byte behind the end"),
        pytest.param(png(HEADER, DATA, END, chunk(b"tEXt", b"a\0b")), id="a note behind the end"),
        pytest.param(png(HEADER, DATA, chunk(b"IEND", b"x")), id="an end with content"),
        pytest.param(png(HEADER, HEADER, DATA, END), id="two headers"),
        pytest.param(png(HEADER, DATA, HEADER, END), id="a header behind the image data"),
        pytest.param(png(HEADER, HEADER, END), id="two headers and no image data"),
        pytest.param(png(chunk(b"tEXt", b"a\0b"), HEADER, DATA, END), id="the header comes second"),
        pytest.param(png(DATA, END), id="no header"),
        pytest.param(png(chunk(b"IHDR", bytes(12)), DATA, END), id="a short header"),
        pytest.param(png(header(96, 80, 3), DATA, END), id="three bits"),
        pytest.param(png(header(96, 80, 8, 5), DATA, END), id="an unknown type of colour"),
        pytest.param(png(header(96, 80, 8, 2, 1, 0, 0), DATA, END), id="an unknown compression"),
        pytest.param(png(header(96, 80, 8, 2, 0, 1, 0), DATA, END), id="an unknown filter"),
        pytest.param(png(header(96, 80, 8, 2, 0, 0, 2), DATA, END), id="an unknown interlacing"),
        pytest.param(png(HEADER, DATA, chunk(b"tEXt", b"a\0b"), DATA, END), id="image data in two places"),
        pytest.param(
            png(HEADER, chunk(b"IDAT", PACKED[:9]), chunk(b"tIME", bytes(7)), chunk(b"IDAT", PACKED[9:]), END),
            id="a note within the image data",
        ),
        pytest.param(png(HEADER, DATA[:-1] + b"x", END), id="a wrong CRC"),
        pytest.param(png(HEADER, chunk(b"tEXt", b"a\0b")[:-1] + b"\0", DATA, END), id="a note with a wrong CRC"),
        pytest.param(png(HEADER, chunk(b"IDOT", bytes(28)), DATA, END), id="an unknown critical chunk"),
        pytest.param(png(HEADER, chunk(b"CgBI", bytes(4)), DATA, END), id="what only telephones of one maker read"),
        pytest.param(png(HEADER, chunk(b"tE\xfft"), DATA, END), id="a chunk's name of other characters"),
        pytest.param(png(HEADER, chunk(b"text"), DATA, END), id="a chunk's name in the wrong case"),
        pytest.param(png(header(96, 80, 8, INDEXED), GREYS, END), id="no palette"),
        pytest.param(png(header(96, 80, 8, INDEXED), GREYS, PALETTE, END), id="a palette behind the image data"),
        pytest.param(png(header(96, 80, 8, INDEXED), PALETTE, PALETTE, GREYS, END), id="two palettes"),
        pytest.param(png(header(96, 80, 8, INDEXED), chunk(b"PLTE", bytes(7)), GREYS, END), id="a palette and a third"),
        pytest.param(png(header(96, 80, 8, INDEXED), chunk(b"PLTE", bytes(771)), GREYS, END), id="a long palette"),
        pytest.param(png(header(96, 80, 8, GREY), PALETTE, GREYS, END), id="a palette of greys"),
        pytest.param(png(HEADER, chunk(b"tRNS", bytes(5)), DATA, END), id="half a transparency"),
        pytest.param(png(HEADER, DATA, chunk(b"tRNS", bytes(6)), END), id="a late transparency"),
        *(
            pytest.param(inserted(chunk(name, bytes(26))), id=f"an animation's {name.decode()}")
            for name in (b"acTL", b"fcTL", b"fdAT")
        ),
        pytest.param(animated(), id="an animation"),
        pytest.param(png(HEADER, *[chunk(b"prVt")] * MAX_CHUNKS, DATA, END), id="more chunks than anybody writes"),
    ],
)
def test_what_is_not_one_still_picture(untrusted_data: bytes) -> None:
    with pytest.raises(ImageNotJpeg):
        check_picture(untrusted_data)


@pytest.mark.parametrize(
    "untrusted_data",
    [
        still()[:-4],
        still()[:-12],
        still()[:8],
        still()[:32],
        inserted(b"\xff\xff\xff\xffIDAT"),
        png(HEADER, struct.pack(">I", 2**31 - 1) + b"tEXt", DATA, END),
        png(HEADER, DATA),
        pytest.param(png(HEADER, END), id="no image data"),
        pytest.param(png(HEADER, DATA, DATA, END), id="two pictures"),
        pytest.param(png(HEADER, data(rows()[:-1]), END), id="a pixel too few"),
        pytest.param(png(HEADER, data(rows() + b"\0"), END), id="a pixel too many"),
        pytest.param(png(HEADER, chunk(b"IDAT", PACKED[:-1]), END), id="image data without an end"),
        pytest.param(png(HEADER, chunk(b"IDAT", PACKED + b"x"), END), id="more than the image data"),
        pytest.param(png(HEADER, chunk(b"IDAT", PACKED[:-1] + b"x"), END), id="image data with a wrong checksum"),
        pytest.param(png(HEADER, chunk(b"IDAT", b"not deflated"), END), id="image data that are not deflated"),
    ],
)
def test_what_ends_too_early_or_is_not_the_picture(untrusted_data: bytes) -> None:
    with pytest.raises(ImageTruncated):
        check_picture(untrusted_data)


def test_a_bomb_is_inflated_no_further_than_the_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    inflated, inflater = list[int](), zlib.decompressobj

    class Counting:
        def __init__(self) -> None:
            self._inflater = inflater()

        def decompress(self, deflated: bytes, limit: int) -> bytes:
            done = self._inflater.decompress(deflated, limit)
            inflated.append(len(done))
            return done

        def __getattr__(self, name: str) -> object:
            return getattr(self._inflater, name)

    deflater = zlib.compressobj(9)
    packed = b"".join(deflater.compress(bytes(10_000_000)) for _ in range(20)) + deflater.flush()
    bomb = png(HEADER, chunk(b"IDAT", packed), END)
    assert len(bomb) < MAX_BYTES
    monkeypatch.setattr("kiosk.domain.images.png.zlib.decompressobj", Counting)
    with pytest.raises(ImageTruncated):
        check_picture(bomb)
    assert max(inflated) <= 256 * 1024
    assert sum(inflated) <= len(rows()) + 256 * 1024


def test_packed_notes_are_not_unpacked_by_anybody() -> None:
    bomb = b"profile\0\0" + zlib.compress(bytes(50_000_000), 9)
    file = png(HEADER, chunk(b"iCCP", bomb), chunk(b"zTXt", bomb), chunk(b"iTXt", b"k\0\1\0\0\0" + bomb), DATA, END)
    assert check_picture(file).data == png(HEADER, DATA, END)


@given(st.data())
def test_any_damage_raises_image_errors_only(draws: st.DataObject) -> None:
    file = bytearray(png(HEADER, chunk(b"tEXt", b"a\0b"), DATA, END))
    for _ in range(draws.draw(st.integers(1, 4))):
        file[draws.draw(st.integers(0, len(file) - 1))] = draws.draw(st.integers(0, 255))
    with suppress(ImageError):
        check_picture(bytes(file))


@given(st.integers(0, len(png(HEADER, DATA, END)) - 1))
def test_every_cut_is_noticed(length: int) -> None:
    with pytest.raises(ImageTruncated if length >= len(png_files.MAGIC) else ImageNotJpeg):
        check_picture(png(HEADER, DATA, END)[:length])


@pytest.mark.parametrize("level", range(10))
def test_what_opencv_writes_is_read(level: int) -> None:
    pixels = np.random.default_rng(level).integers(0, 255, (120, 160, 3)).astype(np.uint8)
    file = cv2.imencode(".png", pixels, [cv2.IMWRITE_PNG_COMPRESSION, level])[1].tobytes()
    assert (decode_picture(file) == pixels[..., ::-1]).all()


@pytest.mark.parametrize(
    ("door", "error"),
    [
        (check_picture, ImageNotJpeg),
        (lambda data: check_picture(data, UPLOAD_LIMITS), ImageNotJpeg),
        (decode_picture, ImageNotJpeg),
        (decode, InvalidImageFormatException),
        (decode_jpeg, ImageNotJpeg),
    ],
)
@pytest.mark.parametrize("file", [animated(), png(HEADER, END, LATER_HUGE)])
def test_no_door_lets_it_in(file: bytes, door: Callable[[bytes], object], error: type[KioskError]) -> None:
    with pytest.raises(error):
        door(file)


@pytest.mark.parametrize("file", [animated(), png(HEADER, END, LATER_HUGE)])
def test_nor_do_files_on_the_terminal(file: bytes, tmp_path: Path) -> None:
    path = tmp_path / "page.png"
    path.write_bytes(file)
    with pytest.raises(DocumentNotImage):
        pages_from_files([path])
    with pytest.raises(PictureMissing):
        read_photo(path)
