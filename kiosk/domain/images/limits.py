"""Checks of pictures that faces are compared on, JPEG and PNG files, before any decoder touches them.

Unlike frames they may come from anybody's camera or scanner, and are upright only by their Exif tag.
"""

from kiosk.domain.images.jpeg import MAX_SIDE_PX, MIN_SIDE_PX, has_too_many_scans, is_turned, jpeg_size_px
from kiosk.domain.images.png import PNG_MAGIC, check_still_png
from kiosk.errors import ImageDimensionsExceeded, ImageNotJpeg, ImageTooLarge, ImageTooSmall, ImageTruncated

MAX_BYTES = 5 * 1024 * 1024
"""What Rekognition takes as bytes."""
MAX_PIXELS = 25_000_000
"""Against files that decode to gigabytes; 25 megapixels need 75 MB, and twice that while they are decoded."""
_PNG_END = b"IEND"
_PNG_SIZE = slice(16, 24)
"""Width and height in a PNG file's first chunk, which is always IHDR (RFC 2083, 4.1.1)."""


def check_picture(untrusted_data: bytes) -> tuple[int, int]:
    """Width and height that the upright picture will have, by the file's markers alone; raises ImageErrors.

    Orientation counts in JPEG files alone, as with Rekognition.
    """
    if len(untrusted_data) > MAX_BYTES:
        raise ImageTooLarge
    is_png = untrusted_data.startswith(PNG_MAGIC)
    width_px, height_px = _png_size_px(untrusted_data) if is_png else jpeg_size_px(untrusted_data)
    if width_px * height_px > MAX_PIXELS or max(width_px, height_px) > MAX_SIDE_PX:
        raise ImageDimensionsExceeded
    # Each scan costs a pass over all pixels, however few bytes it has.
    if not is_png and has_too_many_scans(untrusted_data):
        raise ImageDimensionsExceeded
    if min(width_px, height_px) < MIN_SIDE_PX:
        raise ImageTooSmall
    check_still_png(untrusted_data)
    return (height_px, width_px) if not is_png and is_turned(untrusted_data) else (width_px, height_px)


def _png_size_px(data: bytes) -> tuple[int, int]:
    if _PNG_END not in data[_PNG_SIZE.stop :]:
        raise ImageTruncated
    size = data[_PNG_SIZE]
    width_px, height_px = int.from_bytes(size[:4], "big"), int.from_bytes(size[4:], "big")
    if not width_px or not height_px:
        raise ImageNotJpeg
    return width_px, height_px
