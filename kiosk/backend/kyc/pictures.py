"""Pictures that callers send, checked by their bytes before anything decodes them."""

from kiosk.backend.images import MAX_SIDE_PX, MIN_SIDE_PX, JpegLimits, check_jpeg
from kiosk.errors import ImageDimensionsExceeded, ImageTooLarge, ImageTooSmall, ImageTruncated
from kiosk.identity.errors import DocumentNotImage

FACE_LIMITS = JpegLimits(max_bytes=5_000_000, max_pixels=25_000_000)
"""What Rekognition takes, and pixels that need 75 MB."""
PAGE_LIMITS = JpegLimits(max_bytes=10_000_000, max_pixels=25_000_000)
"""What Textract takes of a page."""
JPEG_MAGIC, PNG_MAGIC = b"\xff\xd8", b"\x89PNG\r\n\x1a\n"
_PNG_END = b"IEND"
_PNG_HEADER_BYTES = 33
"""Magic and IHDR, which always comes first (PNG specification, 11.2.2)."""


def check_picture(data: bytes, limits: JpegLimits) -> None:
    """Check a JPEG or PNG file; raises ImageErrors, and DocumentNotImage for everything else, a PDF file for one."""
    if data.startswith(JPEG_MAGIC):
        check_jpeg(data, limits)
    elif data.startswith(PNG_MAGIC):
        _check_png(data, limits)
    elif len(data) > limits.max_bytes:
        raise ImageTooLarge
    else:
        raise DocumentNotImage


def _check_png(data: bytes, limits: JpegLimits) -> None:
    if len(data) > limits.max_bytes:
        raise ImageTooLarge
    if len(data) < _PNG_HEADER_BYTES or _PNG_END not in data[-16:]:
        raise ImageTruncated
    width_px, height_px = int.from_bytes(data[16:20]), int.from_bytes(data[20:24])
    if width_px * height_px > limits.max_pixels or max(width_px, height_px) > MAX_SIDE_PX:
        raise ImageDimensionsExceeded
    if min(width_px, height_px) < MIN_SIDE_PX:
        raise ImageTooSmall
