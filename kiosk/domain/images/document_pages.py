"""Checks of what claims to be the pages of a document, before any reader looks at them."""

from collections.abc import Sequence

from kiosk.domain.images.limits import MAX_TERMINAL_BYTES, CheckedPicture, PictureLimits, check_picture
from kiosk.errors import DocumentNotImage, DocumentPagesInvalid, ImageNotJpeg

MAX_PAGES = 2
"""A document has a front, and may have a back."""
TERMINAL_PAGE_LIMITS = PictureLimits(MAX_TERMINAL_BYTES, wrong_format=DocumentNotImage)
"""Of a page that a terminal sends."""
UPLOAD_LIMITS = PictureLimits(wrong_format=DocumentNotImage)
"""Of a page, and of every other picture, that other programs send; it may be a PDF file."""


def check_page_count(untrusted_pages: Sequence[object]) -> None:
    """Raises DocumentPagesInvalid when these are too many, or none."""
    if not 1 <= len(untrusted_pages) <= MAX_PAGES:
        raise DocumentPagesInvalid(f"{len(untrusted_pages)} pages")


def check_pages(untrusted_pages: Sequence[bytes]) -> list[CheckedPicture]:
    """Return the pictures of the pages; raises DocumentPagesInvalid, DocumentNotImage for what is no JPEG or PNG file,
    and the other ImageErrors."""
    check_page_count(untrusted_pages)
    try:
        return [check_picture(page, UPLOAD_LIMITS) for page in untrusted_pages]
    except ImageNotJpeg as error:
        raise DocumentNotImage from error
