"""Files that a person named, at a terminal's doors: `--document`, staff's dialog, `--id-photo`, the demo person."""

import os
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest

from kiosk.errors import (
    DocumentNotImage,
    ImageDimensionsExceeded,
    ImageTooLarge,
    ImageTooSmall,
    KioskError,
    PictureMissing,
)
from kiosk.terminal.app.image_files import load_portrait, read_photo
from kiosk.terminal.ui.page_picture import pages_from_files
from kiosk.vision.picture_files import MAX_FILE_BYTES, read_picture_file
from tests.factories import png_files
from tests.factories.jpeg_files import jpeg
from tests.factories.png_files import black

PICTURE = np.full((400, 600, 3), 90, np.uint8)
JPEG = cv2.imencode(".jpg", PICTURE)[1].tobytes()
JPEG_2000 = cv2.imencode(".jp2", PICTURE)[1].tobytes()
JPEG_2000_STREAM = JPEG_2000[JPEG_2000.index(b"\xff\x4f") :]
"""Without a container; with one of the two CVE-2025-53644 ends the process in OpenCV 4.11."""
TAKEN = "; only JPEG and PNG files are taken"
FORMATS = f"is not a JPEG or PNG file{TAKEN}"
TOO_LARGE = "has more than 20 MB and 50 megapixels, or is too long"
FILES: dict[str, tuple[bytes, type[KioskError], str]] = {
    "JPEG 2000": (JPEG_2000, DocumentNotImage, f"is a JPEG 2000 file{TAKEN}"),
    "JPEG 2000 stream": (JPEG_2000_STREAM, DocumentNotImage, f"is a JPEG 2000 file{TAKEN}"),
    "WebP": (cv2.imencode(".webp", PICTURE)[1].tobytes(), DocumentNotImage, f"is a WebP file{TAKEN}"),
    "BMP": (cv2.imencode(".bmp", PICTURE)[1].tobytes(), DocumentNotImage, f"is a BMP file{TAKEN}"),
    "TIFF": (
        cv2.imencode(".tiff", PICTURE)[1].tobytes(),
        DocumentNotImage,
        f"is a TIFF file, which may hold several pages{TAKEN}",
    ),
    "GIF": (b"GIF89a" + bytes(100), DocumentNotImage, f"is a GIF file{TAKEN}"),
    "HEIC": (b"\0\0\0\x18ftypheic" + bytes(100), DocumentNotImage, f"is a HEIC file{TAKEN}"),
    "PDF": (b"%PDF-1.7" + bytes(100), DocumentNotImage, f"is a PDF file{TAKEN}"),
    "nothing": (b"", DocumentNotImage, FORMATS),
    "PNG that goes on": (black(100, 100) + b"\xff\xff\xff\0IDAT", DocumentNotImage, FORMATS),
    "half a JPEG": (JPEG[: len(JPEG) // 2], DocumentNotImage, "is damaged, or ends too early"),
    "bomb of pixels": (black(30_000, 30_000, 1, png_files.GREY), ImageDimensionsExceeded, TOO_LARGE),
    "JPEG of 51 megapixels": (jpeg("", 10_000, 5_100), ImageDimensionsExceeded, TOO_LARGE),
    "many bytes": (JPEG + bytes(MAX_FILE_BYTES), ImageTooLarge, TOO_LARGE),
    "small": (cv2.imencode(".jpg", PICTURE[:79])[1].tobytes(), ImageTooSmall, "has fewer than 80 pixels each way"),
}


@pytest.fixture(params=FILES)
def case(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Path, type[KioskError], str]:
    data, error, words = FILES[request.param]
    path = tmp_path / "page.jpg"
    path.write_bytes(data)
    return path, error, words


def test_a_page_says_what_is_wrong(case: tuple[Path, type[KioskError], str]) -> None:
    path, error, words = case
    with pytest.raises(error, match=f"a picture of the document {words}") as raised:
        pages_from_files([path])
    assert type(raised.value) is error


@pytest.mark.parametrize("read", [read_photo, load_portrait])
def test_a_photo_says_what_is_wrong(case: tuple[Path, type[KioskError], str], read: Callable[[Path], object]) -> None:
    with pytest.raises(PictureMissing, match=case[2]):
        read(case[0])


def test_whole_pictures_are_read_whatever_they_are_called(tmp_path: Path) -> None:
    path = tmp_path / "page.png"
    path.write_bytes(JPEG + b"a film")
    assert read_picture_file(path).shape == (400, 600, 3)
    path.write_bytes(black(5_000, 9_000, 1, png_files.GREY))
    assert pages_from_files([path])[0].jpeg.startswith(b"\xff\xd8")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="named pipes are POSIX's")
def test_what_is_no_file_is_not_waited_for(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.jpg"
    os.mkfifo(pipe)
    for path in (pipe, tmp_path, tmp_path / "missing", Path("/dev/zero"), Path("a\0b")):
        with pytest.raises(OSError, match=r"."):
            read_picture_file(path)
        with pytest.raises(PictureMissing, match="the ID photo cannot be read"):
            read_photo(path)
