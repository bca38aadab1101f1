"""Animated PNG files end the whole process where they reach OpenCV: nobody hands one on."""

from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.backend.engines.local.decode import decode_checked
from kiosk.domain.images.document_pages import UPLOAD_LIMITS
from kiosk.domain.images.limits import check_picture
from kiosk.domain.images.png import check_still_png
from kiosk.errors import DocumentNotImage, ImageNotJpeg, ImageTruncated, KioskError, PictureMissing
from kiosk.rekognition_local.errors import InvalidImageFormatException
from kiosk.rekognition_local.images import decode
from kiosk.terminal.app.image_files import read_photo
from kiosk.terminal.ui.page_picture import pages_from_files
from kiosk.vision.jpeg import decode_jpeg
from tests.factories.animated_png import animated, chunk, inserted, still


def test_a_still_picture_passes_whatever_else_it_tells() -> None:
    check_still_png(inserted(chunk(b"tEXt", b"Title\0acTL"), chunk(b"gAMA", bytes(4))) + b"acTL behind the end")
    check_still_png(b"\xff\xd8 not our business")
    assert check_picture(still()) == (640, 480)


@pytest.mark.parametrize(
    ("untrusted_data", "error"),
    [
        (animated(), ImageNotJpeg),
        *((inserted(chunk(name, bytes(26))), ImageNotJpeg) for name in (b"acTL", b"fcTL", b"fdAT", b"IHDR")),
        (still()[:8] + still()[33:], ImageNotJpeg),
        (still()[:-4], ImageTruncated),
        (inserted(b"\xff\xff\xff\xffIDAT"), ImageTruncated),
        (still()[:8], ImageTruncated),
    ],
)
def test_what_is_not_one_still_picture(untrusted_data: bytes, error: type[KioskError]) -> None:
    with pytest.raises(error):
        check_still_png(untrusted_data)


@pytest.mark.parametrize(
    ("door", "error"),
    [
        (check_picture, ImageNotJpeg),
        (lambda data: check_picture(data, UPLOAD_LIMITS), ImageNotJpeg),
        (decode_checked, ImageNotJpeg),
        (decode, InvalidImageFormatException),
        (decode_jpeg, ImageTruncated),
    ],
)
def test_no_door_lets_an_animation_in(door: Callable[[bytes], object], error: type[Exception]) -> None:
    with pytest.raises(error):
        door(animated())


def test_nor_do_files_on_the_terminal(tmp_path: Path) -> None:
    path = tmp_path / "page.png"
    path.write_bytes(animated())
    with pytest.raises(DocumentNotImage):
        pages_from_files([path])
    with pytest.raises(PictureMissing):
        read_photo(path)
