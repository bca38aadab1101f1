"""What the markers of a JPEG file say from its first to its last, before any decoder touches it (ITU T.81)."""

import base64
import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from kiosk.errors import ImageDimensionsExceeded, ImageNotBase64, ImageNotJpeg, ImageTooLarge, ImageTruncated

MAX_SCANS = 24
"""Of a progressive picture: each costs a pass over its pixels, however few bytes it has.

libjpeg writes 10 for colours and 18 for CMYK, mozjpeg about 12."""
MAX_SEGMENTS = 1_024
"""Photographs of telephones have some 20, and one for each 64 kB of a depth map; without a bound, five megabytes of
empty comments keep the check busy for seconds."""
START_OF_IMAGE = b"\xff\xd8"
_END, _SCAN, _APP1 = 0xD9, 0xDA, 0xE1
_STANDALONE = {0x01, *range(0xD0, 0xD8)}
"""Markers without a segment: TEM, which says nothing, and restarts, of which some encoders leave one behind a scan."""
_PROGRESSIVE, _FRAME_HEADERS = 0xC2, {0xC0, 0xC1, 0xC2}
"""The codings that cameras and browsers write, by Huffman's tables: baseline, extended, progressive (table B.1).

Not among them are lossless, hierarchical and arithmetic pictures, which few decoders know and nobody takes."""
_TABLES_AND_NOTES = {0xC4, 0xDB, 0xDD, 0xFE, *range(0xE0, 0xF0)}
"""Huffman's and quantisation tables, restart interval, comments and applications' data.

Not among them is DNL, which would tell the height only behind the first scan."""
_SCAN_END = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]")
"""The next marker that is no restart; inside a scan FF is followed by 00 (B.1.1.5)."""
_FILL = re.compile(rb"\xff+")
UPRIGHT, TURNED = 1, range(5, 9)
"""Orientations: 5 to 8 turn by 90 degrees (Exif 2.32, 4.6.4)."""
_EXIF, _ORIENTATION = b"Exif\0\0", 0x0112
_BITS_PER_SAMPLE, _COMPONENTS, _SAMPLING = 8, (1, 3, 4), range(1, 5)
_SEGMENT_HEADER_BYTES = 4
"""Marker and length."""


@dataclass(frozen=True, slots=True)
class JpegFile:
    """What one whole picture says of itself; `end` is where it ends, behind which cameras append films and previews."""

    width_px: int
    height_px: int
    orientation: int
    end: int


@dataclass(frozen=True, slots=True)
class _FrameHeader:
    width_px: int
    height_px: int
    components: int
    max_scans: int


def decode_base64(text: str, max_bytes: int) -> bytes:
    """The bytes of strict base64 without prefix or line breaks; raises ImageTooLarge and ImageNotBase64."""
    if len(text) > 4 * -(-max_bytes // 3):
        raise ImageTooLarge
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise ImageNotBase64 from error


def read_jpeg(untrusted_data: bytes) -> JpegFile:
    """Follow the markers of one picture to its end; whatever comes behind that is not looked at.

    Raises ImageNotJpeg, ImageTruncated, and ImageDimensionsExceeded for more scans than are worth their pixels.
    """
    header: _FrameHeader | None = None
    scans, end, exif = 0, 0, b""
    for marker, start, end in _segments(untrusted_data):
        if marker in _FRAME_HEADERS:
            if header is not None:
                raise ImageNotJpeg
            header = _frame_header(marker, untrusted_data[start:end])
        elif marker == _SCAN:
            scans += 1
            _check_scan(untrusted_data[start:end], header, scans)
        elif marker == _APP1 and not exif and not scans and untrusted_data.startswith(_EXIF, start):
            exif = untrusted_data[start + len(_EXIF) : end]
    if header is None or not scans:
        raise ImageTruncated
    return JpegFile(header.width_px, header.height_px, _orientation(exif), end)


def without_metadata(data: bytes) -> bytes:
    """The same picture without its APP1 segments, where Exif and XMP are; raises ImageNotJpeg and ImageTruncated.

    An orientation in them would turn the geometry for whoever honours it (Exif 2.32, 4.5.4 and 4.6.4).
    """
    kept, copied = bytearray(), 0
    for marker, start, end in _segments(data):
        if marker == _SCAN:
            break
        if marker == _APP1:
            kept += data[copied : start - _SEGMENT_HEADER_BYTES]
            copied = end
    return bytes(kept) + data[copied:] if copied else data


def _orientation(tiff: bytes) -> int:
    """The tag in the first directory of a TIFF structure (TIFF 6.0, section 2), 1 when there is none that means
    anything."""
    order: Literal["little", "big"] = "little" if tiff.startswith(b"II") else "big"

    def number(position: int, size: int) -> int:
        return int.from_bytes(tiff[position : position + size], order)

    entries = number(4, 4) + 2
    for entry in range(entries, min(entries + 12 * number(entries - 2, 2), len(tiff)), 12):
        if number(entry, 2) == _ORIENTATION:
            return number(entry + 8, 2) if UPRIGHT <= number(entry + 8, 2) < TURNED.stop else UPRIGHT
    return UPRIGHT


def _segments(data: bytes) -> Iterator[tuple[int, int, int]]:
    """Marker, start and end of the payload of every segment; last comes the end of the picture, where both are one.

    Raises ImageNotJpeg for a marker that no still picture of ours has, and ImageTruncated.
    """
    if not data.startswith(START_OF_IMAGE):
        raise ImageNotJpeg
    position = len(START_OF_IMAGE)
    for _ in range(MAX_SEGMENTS):
        marker, position = _marker(data, position)
        if marker == _END:
            yield marker, position, position
            return
        if marker in _STANDALONE:
            continue
        if marker not in _TABLES_AND_NOTES and marker not in _FRAME_HEADERS and marker != _SCAN:
            raise ImageNotJpeg
        end = _segment_end(data, position)
        yield marker, position + 2, end
        position = _scan_end(data, end) if marker == _SCAN else end
    raise ImageNotJpeg


def _segment_end(data: bytes, position: int) -> int:
    end = position + int.from_bytes(data[position : position + 2])
    if end < position + 2:
        raise ImageNotJpeg if position + 2 <= len(data) else ImageTruncated
    if end > len(data):
        raise ImageTruncated
    return end


def _scan_end(data: bytes, position: int) -> int:
    found = _SCAN_END.search(data, position)
    if found is None:
        raise ImageTruncated
    return found.start()


def _marker(data: bytes, position: int) -> tuple[int, int]:
    """The marker at this position and where it ends; any number of FF bytes may come before it."""
    fill = _FILL.match(data, position)
    end = position if fill is None else fill.end()
    if end >= len(data):
        raise ImageTruncated
    if fill is None or data[end] == 0:
        raise ImageNotJpeg
    return data[end], end + 1


def _frame_header(marker: int, payload: bytes) -> _FrameHeader:
    """Size and components (B.2.2); raises ImageNotJpeg."""
    if len(payload) < 6 or len(payload) != 6 + 3 * payload[5]:
        raise ImageNotJpeg
    height_px, width_px = int.from_bytes(payload[1:3]), int.from_bytes(payload[3:5])
    bits, components, sampling = payload[0], payload[5], payload[7::3]
    is_possible = all(each >> 4 in _SAMPLING and each & 15 in _SAMPLING for each in sampling)
    if not width_px or not height_px or bits != _BITS_PER_SAMPLE or components not in _COMPONENTS or not is_possible:
        raise ImageNotJpeg
    return _FrameHeader(width_px, height_px, components, MAX_SCANS if marker == _PROGRESSIVE else components)


def _check_scan(payload: bytes, header: _FrameHeader | None, scans: int) -> None:
    """Whether a scan of the frame may begin like this (B.2.3); `scans` counts it."""
    if header is None or not payload or len(payload) != 4 + 2 * payload[0]:
        raise ImageNotJpeg
    if not 1 <= payload[0] <= header.components:
        raise ImageNotJpeg
    if scans > header.max_scans:
        raise ImageDimensionsExceeded
