"""What an untrusted picture may be, and the one check of it, before any decoder or service sees it.

By the file's markers and chunks alone, all of them from the first to the last, so that no decoder finds a picture where
the check saw none. Unlike frames, pictures may come from anybody's camera or scanner, and are upright only by their
Exif tag.
"""

from dataclasses import dataclass, field

from kiosk.domain.images.foreign_formats import name_format
from kiosk.domain.images.jpeg import START_OF_IMAGE, TURNED, UPRIGHT, read_jpeg, without_metadata
from kiosk.domain.images.png import PNG_MAGIC, read_png_header, read_still_png
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
    min_side_px: int = MIN_SIDE_PX


DEFAULT_LIMITS = PictureLimits()
JPEG_LIMITS = PictureLimits(formats=(START_OF_IMAGE,))


@dataclass(frozen=True, slots=True)
class CheckedPicture:
    """A whole JPEG or PNG file and nothing else, which decoders take; only `check_picture` makes it."""

    data: bytes = field(repr=False)
    """What was checked, to the byte: without what cameras append to a JPEG file, and without a PNG file's notes."""
    stored_px: tuple[int, int]
    """Width and height as they are stored."""
    orientation: int = UPRIGHT
    """By Exif, 1-8; counts in JPEG files alone, as with Rekognition."""

    @property
    def is_jpeg(self) -> bool:
        """Whether it is a JPEG file, else it is a PNG file."""
        return self.data.startswith(START_OF_IMAGE)

    @property
    def size_px(self) -> tuple[int, int]:
        """Width and height of the upright picture."""
        return self.stored_px[::-1] if self.orientation in TURNED else self.stored_px

    @property
    def plain_data(self) -> bytes:
        """The data without Exif and XMP: a second reader of them might turn the picture otherwise, or stumble."""
        return without_metadata(self.data) if self.is_jpeg else self.data


def check_picture(untrusted_data: bytes, limits: PictureLimits = DEFAULT_LIMITS) -> CheckedPicture:
    """Return the picture of a file with nothing that was not checked; raises ImageErrors and `limits.wrong_format`."""
    if len(untrusted_data) > limits.max_bytes:
        raise ImageTooLarge
    if not untrusted_data.startswith(limits.formats):
        raise limits.wrong_format(name_format(untrusted_data))
    check = _checked_png if untrusted_data.startswith(PNG_MAGIC) else _checked_jpeg
    return check(untrusted_data, limits)


def _checked_jpeg(untrusted_data: bytes, limits: PictureLimits) -> CheckedPicture:
    file = read_jpeg(untrusted_data)
    size_px = (file.width_px, file.height_px)
    _check_size(size_px, limits)
    # Telephones append films, previews and depth: refusing them would refuse most photographs.
    return CheckedPicture(untrusted_data[: file.end], size_px, file.orientation)


def _checked_png(untrusted_data: bytes, limits: PictureLimits) -> CheckedPicture:
    header = read_png_header(untrusted_data)
    size_px = (header.width_px, header.height_px)
    # Before the image data are inflated.
    _check_size(size_px, limits)
    return CheckedPicture(read_still_png(untrusted_data, header), size_px)


def _check_size(size_px: tuple[int, int], limits: PictureLimits) -> None:
    width_px, height_px = size_px
    if width_px * height_px > limits.max_pixels or max(size_px) > MAX_SIDE_PX:
        raise ImageDimensionsExceeded
    if min(size_px) < limits.min_side_px:
        raise ImageTooSmall
    if limits.size_px not in (None, size_px):
        raise ImageSizeMismatch
