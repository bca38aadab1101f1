"""Pictures that callers send, checked by their bytes before anything decodes them."""

from kiosk.domain.images import limits as pictures
from kiosk.domain.images.jpeg import START_OF_IMAGE, JpegLimits
from kiosk.domain.images.png import PNG_MAGIC
from kiosk.errors import DocumentNotImage, ImageTooLarge

FACE_LIMITS = JpegLimits(pictures.MAX_BYTES, pictures.MAX_PIXELS)
PAGE_LIMITS = FACE_LIMITS
"""A page of a document is looked through for its portrait by the same engines."""


def check_picture(untrusted_data: bytes, limits: JpegLimits) -> None:
    """Check a JPEG or PNG file, of at most so many bytes; raises ImageErrors, and DocumentNotImage for everything else,
    a PDF file for one."""
    if len(untrusted_data) > limits.max_bytes:
        raise ImageTooLarge
    if not untrusted_data.startswith((START_OF_IMAGE, PNG_MAGIC)):
        raise DocumentNotImage
    pictures.check_picture(untrusted_data)
