"""What an untrusted picture may be, and the one check of it, before any decoder or service sees it.

By the file's markers alone. Unlike frames, pictures may come from anybody's camera or scanner, and are upright only by
their Exif tag.
"""

from dataclasses import dataclass

from kiosk.domain.images.jpeg import START_OF_IMAGE, has_too_many_scans, is_turned, jpeg_size_px
from kiosk.domain.images.png import PNG_MAGIC, check_still_png, png_size_px
from kiosk.errors import (
    ImageDimensionsExceeded,
    ImageNotJpeg,
    ImageSizeMismatch,
    ImageTooLarge,
    ImageTooSmall,
    KioskError,
)

MAX_BYTES = 5 * 1024 * 1024
"""What Rekognition takes as bytes (`ImageBlob` of its API: at most 5,242,880); Textract takes twice as much."""
MAX_TERMINAL_BYTES = 5_000_000
"""What the contract of terminals allows an ID photo and a page, which are 5 MB however the service's page of quotas,
that says no more, is read. Bodies of requests are measured by it."""
MAX_PIXELS = 25_000_000
"""Against files that decode to gigabytes; 25 megapixels need 75 MB, and twice that while they are decoded."""
MIN_SIDE_PX, MAX_SIDE_PX = 80, 10_000
"""MediaPipe ends the whole process for pictures from 32,767 pixels on."""


@dataclass(frozen=True, slots=True)
class PictureLimits:
    """What a picture may be; `size_px` is the width and height that must be stored, if they are known."""

    max_bytes: int = MAX_BYTES
    max_pixels: int = MAX_PIXELS
    size_px: tuple[int, int] | None = None
    formats: tuple[bytes, ...] = (START_OF_IMAGE, PNG_MAGIC)
    """How a file may begin."""
    wrong_format: type[KioskError] = ImageNotJpeg
    """Raised for a file of any other format, a PDF file for one."""


DEFAULT_LIMITS = PictureLimits()


def check_picture(untrusted_data: bytes, limits: PictureLimits = DEFAULT_LIMITS) -> tuple[int, int]:
    """Return the width and height that the upright picture will have; raises ImageErrors and `limits.wrong_format`.

    Orientation counts in JPEG files alone, as with Rekognition.
    """
    if len(untrusted_data) > limits.max_bytes:
        raise ImageTooLarge
    if not untrusted_data.startswith(limits.formats):
        raise limits.wrong_format
    width_px, height_px = size_px = stored_size_px(untrusted_data)
    if min(size_px) < 1:
        raise ImageNotJpeg
    if width_px * height_px > limits.max_pixels or max(size_px) > MAX_SIDE_PX:
        raise ImageDimensionsExceeded
    is_jpeg = untrusted_data.startswith(START_OF_IMAGE)
    if is_jpeg and has_too_many_scans(untrusted_data):
        raise ImageDimensionsExceeded
    if min(size_px) < MIN_SIDE_PX:
        raise ImageTooSmall
    if limits.size_px not in (None, size_px):
        raise ImageSizeMismatch
    check_still_png(untrusted_data)
    return (height_px, width_px) if is_jpeg and is_turned(untrusted_data) else size_px


def stored_size_px(untrusted_data: bytes) -> tuple[int, int]:
    """Return width and height as the header of a JPEG or PNG file has them; raises ImageNotJpeg and ImageTruncated."""
    is_png = untrusted_data.startswith(PNG_MAGIC)
    return png_size_px(untrusted_data) if is_png else jpeg_size_px(untrusted_data)
