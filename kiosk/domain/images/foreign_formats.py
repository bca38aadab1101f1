"""Names what a file is that is neither JPEG nor PNG, so that whoever sent it knows what to send instead."""

from collections.abc import Sequence

_BRAND, _BRAND_BYTES = 4, 12
"""Where the brand of a file of boxes stands (ISO/IEC 14496-12, 4.3)."""
_MAX_LEADING = 1024
"""Bytes within which a PDF file says what it is (ISO 32000-1, H.3, note 13)."""
_STARTS: Sequence[tuple[bytes, str]] = (
    (b"II*\0", "a TIFF file, which may hold several pages"),
    (b"MM\0*", "a TIFF file, which may hold several pages"),
    (b"II+\0", "a TIFF file, which may hold several pages"),
    (b"MM\0+", "a TIFF file, which may hold several pages"),
    (b"GIF8", "a GIF file"),
    (b"BM", "a BMP file"),
    (b"\0\0\0\x0cjP  ", "a JPEG 2000 file"),
    (b"\xff\x4f\xff\x51", "a JPEG 2000 file"),
    (b"\xff\x0a", "a JPEG XL file"),
    (b"\0\0\0\x0cJXL ", "a JPEG XL file"),
    (b"PK\x03\x04", "a ZIP or office file"),
    (b"\xd0\xcf\x11\xe0", "an office file"),
)
_BRANDS: Sequence[tuple[bytes, str]] = (
    (b"ftyphei", "a HEIC file"),
    (b"ftyphev", "a HEIC file"),
    (b"ftypmif1", "a HEIC file"),
    (b"ftypmsf1", "a HEIC file"),
    (b"ftypavi", "an AVIF file"),
    (b"ftyp", "a film"),
)


def name_format(untrusted_data: bytes) -> str:
    """What the file is by its first bytes, as in `a PDF file`; empty where that is not known."""
    head = untrusted_data[:_MAX_LEADING]
    if b"%PDF-" in head:
        return "a PDF file"
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return "a WebP file"
    brand = head[_BRAND:_BRAND_BYTES]
    return next(
        (name for start, name in _STARTS if head.startswith(start)),
        next((name for start, name in _BRANDS if brand.startswith(start)), ""),
    )
