"""What the chunks of a PNG file say from its first to its last, before any decoder touches it (PNG, third edition)."""

import re
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kiosk.errors import ImageNotJpeg, ImageTruncated

PNG_MAGIC = b"\x89PNG\r\n\x1a\n"
MAX_CHUNKS = 10_000
"""libpng writes one for each 8 kB; without a bound five megabytes of empty chunks keep the check busy for seconds."""
_HEADER, _PALETTE, _TRANSPARENCY, _DATA, _END = b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"
_CRITICAL = frozenset({_HEADER, _PALETTE, _DATA, _END})
_ANIMATION = frozenset({b"acTL", b"fcTL", b"fdAT"})
"""Chunks of animated files (11.3.6); OpenCV 4.11 writes beyond its memory for a frame larger than the picture."""
_NAME = re.compile(rb"[A-Za-z]{2}[A-Z][A-Za-z]")
"""Letters, the third a capital one (5.4)."""
_BEFORE_CONTENT, _AROUND = 8, 12
"""Bytes of a chunk before its content, length and name; and with the CRC behind it (5.3)."""
_HEADER_BYTES = 13
_GREY, _TRUECOLOUR, _INDEXED, _GREY_ALPHA, _TRUECOLOUR_ALPHA = 0, 2, 3, 4, 6
_BITS_PER_SAMPLE = {
    _GREY: (1, 2, 4, 8, 16),
    _TRUECOLOUR: (8, 16),
    _INDEXED: (1, 2, 4, 8),
    _GREY_ALPHA: (8, 16),
    _TRUECOLOUR_ALPHA: (8, 16),
}
"""By type of colour (11.2.1)."""
_SAMPLES = {_GREY: 1, _TRUECOLOUR: 3, _INDEXED: 1, _GREY_ALPHA: 2, _TRUECOLOUR_ALPHA: 4}
_MAX_PALETTE_BYTES = 3 * 256
_TRANSPARENCY_BYTES = {_GREY: range(2, 3), _TRUECOLOUR: range(6, 7), _INDEXED: range(1, 257)}
"""Lengths that the chunk may have, by type of colour (11.3.1.1)."""
_PASSES = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))
"""Of an interlaced picture: first column and row, and steps between columns and rows (8.2)."""
_INFLATED_AT_ONCE, _DEFLATED_AT_ONCE = 256 * 1024, 64 * 1024


@dataclass(frozen=True, slots=True)
class PngHeader:
    """What the first chunk of a file says."""

    width_px: int
    height_px: int
    bits_per_sample: int
    colour_type: int
    is_interlaced: bool

    @property
    def image_bytes(self) -> int:
        """What the image data inflate to: for each row a byte that names its filter, and its pixels (7.2)."""
        passes = _PASSES if self.is_interlaced else ((0, 0, 1, 1),)
        return sum(self._pass_bytes(*each) for each in passes)

    def _pass_bytes(self, left: int, top: int, step_x: int, step_y: int) -> int:
        columns, rows = -(-(self.width_px - left) // step_x), -(-(self.height_px - top) // step_y)
        bits = columns * _SAMPLES[self.colour_type] * self.bits_per_sample
        return rows * (1 + -(-bits // 8)) if columns > 0 and rows > 0 else 0


@dataclass(frozen=True, slots=True)
class _Chunk:
    name: bytes
    start: int
    end: int
    content: memoryview


def read_png_header(untrusted_data: bytes) -> PngHeader:
    """Read the first chunk of a file; raises ImageNotJpeg and ImageTruncated."""
    start = len(PNG_MAGIC)
    if not untrusted_data.startswith(PNG_MAGIC):
        raise ImageNotJpeg
    if len(untrusted_data) < start + _AROUND + _HEADER_BYTES:
        raise ImageTruncated
    content = untrusted_data[start + _BEFORE_CONTENT : start + _BEFORE_CONTENT + _HEADER_BYTES]
    if untrusted_data[start : start + _BEFORE_CONTENT] != _HEADER_BYTES.to_bytes(4) + _HEADER:
        raise ImageNotJpeg
    width_px, height_px = int.from_bytes(content[:4]), int.from_bytes(content[4:8])
    bits, colour, compression, filtering, interlacing = content[8:]
    is_coloured = bits in _BITS_PER_SAMPLE.get(colour, ())
    if not width_px or not height_px or not is_coloured or compression or filtering or interlacing > 1:
        raise ImageNotJpeg
    return PngHeader(width_px, height_px, bits, colour, bool(interlacing))


def read_still_png(untrusted_data: bytes, header: PngHeader) -> bytes:
    """The file with nothing but what makes its one picture: header, palette, transparency, image data.

    Who asks has found its size harmless. Notes, profiles and thumbnails, which may be deflated themselves, reach no
    decoder. Raises ImageTruncated where the file ends too early or the image data are not those of the picture, and
    ImageNotJpeg for everything else that is not as the standard has it, bytes behind the end among it.
    """
    kept: list[_Chunk] = []
    before = b""
    for chunk in _chunks(untrusted_data):
        if chunk.name in _ANIMATION or (chunk.name not in _CRITICAL and chunk.name[:1].isupper()):
            raise ImageNotJpeg
        if chunk.name in _CRITICAL or chunk.name == _TRANSPARENCY:
            _check_place(chunk, before, header, kept)
            kept.append(chunk)
        before = chunk.name
    if kept[-1].end != len(untrusted_data):
        raise ImageNotJpeg
    if not _is_whole(kept, header):
        raise ImageTruncated
    return PNG_MAGIC + b"".join(untrusted_data[chunk.start : chunk.end] for chunk in kept)


def _chunks(data: bytes) -> Iterator[_Chunk]:
    """All chunks up to the end of the picture, whose names and CRCs are right."""
    view, position = memoryview(data), len(PNG_MAGIC)
    for _ in range(MAX_CHUNKS):
        length, name = int.from_bytes(view[position : position + 4]), bytes(view[position + 4 : position + 8])
        end = position + _AROUND + length
        if end > len(data):
            raise ImageTruncated
        checked = view[position + 4 : end - 4]
        if not _NAME.fullmatch(name) or zlib.crc32(checked) != int.from_bytes(view[end - 4 : end]):
            raise ImageNotJpeg
        yield _Chunk(name, position, end, checked[len(name) :])
        if name == _END:
            return
        position = end
    raise ImageNotJpeg


def _check_place(chunk: _Chunk, before: bytes, header: PngHeader, kept: list[_Chunk]) -> None:
    """Whether the chunk may stand here with these before it (5.6); raises ImageNotJpeg."""
    names, length = [each.name for each in kept[:4]], len(chunk.content)
    has_palette = _PALETTE in names
    if chunk.name == _HEADER:
        is_right = not names
    elif chunk.name == _PALETTE:
        fits = length % 3 == 0 and 3 <= length <= _MAX_PALETTE_BYTES
        is_right = names == [_HEADER] and header.colour_type not in (_GREY, _GREY_ALPHA) and fits
    elif chunk.name == _TRANSPARENCY:
        fits = length in _TRANSPARENCY_BYTES.get(header.colour_type, ())
        is_right = names in ([_HEADER], [_HEADER, _PALETTE]) and fits and _is_coloured(header, has_palette=has_palette)
    elif chunk.name == _DATA:
        # The second and all others follow the first without anything between them.
        is_right = (before == _DATA or _DATA not in names) and _is_coloured(header, has_palette=has_palette)
    else:
        is_right = not length
    if not is_right:
        raise ImageNotJpeg


def _is_coloured(header: PngHeader, *, has_palette: bool) -> bool:
    return has_palette or header.colour_type != _INDEXED


def _is_whole(kept: list[_Chunk], header: PngHeader) -> bool:
    """Whether the image data are one deflated stream of just the bytes that the header announces; work ends there."""
    return _inflates_to(header.image_bytes, (chunk.content for chunk in kept if chunk.name == _DATA))


def _inflates_to(size_bytes: int, deflated: Iterable[memoryview]) -> bool:
    inflater, left = zlib.decompressobj(), size_bytes
    pieces = (part[at : at + _DEFLATED_AT_ONCE] for part in deflated for at in range(0, len(part), _DEFLATED_AT_ONCE))
    try:
        for piece in pieces:
            rest: bytes | memoryview = piece
            while rest:
                if inflater.eof:
                    return False
                left -= len(inflater.decompress(rest, _INFLATED_AT_ONCE))
                if left < 0:
                    return False
                rest = inflater.unconsumed_tail
        while not inflater.eof and (more := inflater.decompress(b"", _INFLATED_AT_ONCE)):
            left -= len(more)
    except zlib.error:
        return False
    return inflater.eof and not inflater.unused_data and left == 0
