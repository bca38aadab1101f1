"""What the markers of a JPEG file say, before any decoder touches it."""

import base64
import binascii
import re
from collections.abc import Iterator
from typing import Literal

from kiosk.errors import ImageNotBase64, ImageNotJpeg, ImageTooLarge, ImageTruncated

MAX_SCANS = 64
"""A progressive picture has some ten; each of them costs a pass over all its pixels, however few bytes it has."""
START_OF_IMAGE, END_OF_IMAGE = b"\xff\xd8", b"\xff\xd9"
_SCAN_HEADER = re.compile(rb"\xff\xda\x00(?:\x08\x01|\x0a\x02|\x0c\x03|\x0e\x04)")
"""Marker, length and count of components, the only ones that libjpeg takes (ITU T.81, B.2.3).

In a scan there can be none; in the bytes behind the picture, as of a film, two alone would be there by chance.
"""
_END, _SCAN, _APP1 = 0xD9, 0xDA, 0xE1
_STANDALONE = {0x01, *range(0xD0, 0xD8)}
_FRAME_HEADERS = set(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""Start-of-frame markers; C4, C8 and CC lie between them and mean other things (ITU T.81, table B.1)."""
_EXIF, _ORIENTATION, _TURNED = b"Exif\0\0", 0x0112, range(5, 9)
"""Orientations 5 to 8 turn by 90 degrees (Exif 2.32, 4.6.4)."""
_FRAME_HEADER_BYTES = 6
_SEGMENT_HEADER_BYTES = 4
"""Marker and length."""


def decode_base64(text: str, max_bytes: int) -> bytes:
    """The bytes of strict base64 without prefix or line breaks; raises ImageTooLarge and ImageNotBase64."""
    if len(text) > 4 * -(-max_bytes // 3):
        raise ImageTooLarge
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise ImageNotBase64 from error


def jpeg_size_px(data: bytes) -> tuple[int, int]:
    """Width and height from the frame header of a whole file; raises ImageNotJpeg and ImageTruncated."""
    if not data.startswith(START_OF_IMAGE):
        raise ImageNotJpeg
    size_px: tuple[int, int] | None = None
    for marker, start, end in _segments(data):
        if marker == _SCAN:
            return _complete(data, end, size_px)
        if marker in _FRAME_HEADERS:
            if size_px is not None:
                raise ImageNotJpeg
            size_px = _frame_size_px(data[start:end])
    raise ImageTruncated


def has_too_many_scans(data: bytes) -> bool:
    """Whether decoding the JPEG file would take out of all proportion to its size."""
    return sum(1 for _ in _SCAN_HEADER.finditer(data)) > MAX_SCANS


def without_metadata(data: bytes) -> bytes:
    """The same picture without its APP1 segments, where Exif and XMP are; raises ImageNotJpeg and ImageTruncated.

    An orientation in them would turn the geometry for whoever honours it (Exif 2.32, 4.5.4 and 4.6.4).
    """
    if not data.startswith(START_OF_IMAGE):
        raise ImageNotJpeg
    kept, copied = bytearray(), 0
    for marker, start, end in _segments(data):
        if marker == _SCAN:
            break
        if marker == _APP1:
            kept += data[copied : start - _SEGMENT_HEADER_BYTES]
            copied = end
    return bytes(kept) + data[copied:] if copied else data


def is_turned(data: bytes) -> bool:
    """Whether the Exif orientation of a JPEG file swaps width and height; raises ImageNotJpeg and ImageTruncated."""
    return orientation(data) in _TURNED


def orientation(data: bytes) -> int:
    """The Exif orientation of a JPEG file, 1 when it has none; raises ImageNotJpeg and ImageTruncated."""
    for marker, start, end in _segments(data):
        if marker == _SCAN:
            break
        if marker == _APP1 and data.startswith(_EXIF, start):
            return _orientation(data[start + len(_EXIF) : end])
    return 1


def _orientation(tiff: bytes) -> int:
    """The tag in the first directory of a TIFF structure (TIFF 6.0, section 2), 1 when there is none."""
    order: Literal["little", "big"] = "little" if tiff.startswith(b"II") else "big"

    def number(position: int, size: int) -> int:
        return int.from_bytes(tiff[position : position + size], order)

    entries = number(4, 4) + 2
    for entry in range(entries, entries + 12 * number(entries - 2, 2), 12):
        if number(entry, 2) == _ORIENTATION:
            return number(entry + 8, 2)
    return 1


def _segments(data: bytes) -> Iterator[tuple[int, int, int]]:
    """Marker, start and end of the payload of every segment up to the first scan."""
    position = len(START_OF_IMAGE)
    while True:
        marker, position = _marker(data, position)
        if marker == _END:
            return
        if marker in _STANDALONE:
            continue
        end = position + int.from_bytes(data[position : position + 2])
        if end < position + 2:
            raise ImageNotJpeg if position + 2 <= len(data) else ImageTruncated
        if end > len(data):
            raise ImageTruncated
        yield marker, position + 2, end
        position = end


def _marker(data: bytes, position: int) -> tuple[int, int]:
    """The marker at this position and where it ends; any number of FF bytes may come before it."""
    start = position
    while position < len(data) and data[position] == 0xFF:
        position += 1
    if position >= len(data):
        raise ImageTruncated
    if position == start or data[position] == 0:
        raise ImageNotJpeg
    return data[position], position + 1


def _frame_size_px(header: bytes) -> tuple[int, int]:
    if len(header) < _FRAME_HEADER_BYTES:
        raise ImageNotJpeg
    height_px, width_px = int.from_bytes(header[1:3]), int.from_bytes(header[3:5])
    if not width_px or not height_px:
        raise ImageNotJpeg
    return width_px, height_px


def _complete(data: bytes, scan: int, size_px: tuple[int, int] | None) -> tuple[int, int]:
    """The size, if the file has both a frame header and an end; FF D9 cannot occur inside a scan."""
    if size_px is None:
        raise ImageNotJpeg
    if data.find(END_OF_IMAGE, scan) < 0:
        raise ImageTruncated
    return size_px
