"""PNG files, right and wrong, chunk by chunk."""

import struct
import zlib

MAGIC = b"\x89PNG\r\n\x1a\n"
GREY, TRUECOLOUR, INDEXED, GREY_ALPHA, TRUECOLOUR_ALPHA = 0, 2, 3, 4, 6
SAMPLES = {GREY: 1, TRUECOLOUR: 3, INDEXED: 1, GREY_ALPHA: 2, TRUECOLOUR_ALPHA: 4}
END = b"\0\0\0\0IEND\xaeB`\x82"


def chunk(name: bytes, content: bytes = b"") -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def header(width_px: int = 96, height_px: int = 80, bits: int = 8, colour: int = TRUECOLOUR, *rest: int) -> bytes:
    """`rest` are the numbers of compression, filter and interlacing."""
    return chunk(b"IHDR", struct.pack(">IIBBBBB", width_px, height_px, bits, colour, *(rest or (0, 0, 0))))


def rows(width_px: int = 96, height_px: int = 80, bits: int = 8, colour: int = TRUECOLOUR) -> bytes:
    """Black pixels as they are before they are deflated."""
    return bytes(height_px * (1 + -(-width_px * SAMPLES[colour] * bits // 8)))


def data(raw: bytes | None = None) -> bytes:
    return chunk(b"IDAT", zlib.compress(rows() if raw is None else raw, 9))


def png(*chunks: bytes) -> bytes:
    """A file of these chunks and no others."""
    return MAGIC + b"".join(chunks)


def black(width_px: int, height_px: int, bits: int = 8, colour: int = TRUECOLOUR) -> bytes:
    """A whole picture, of few bytes however large it is; palettes have two colours."""
    palette = [chunk(b"PLTE", bytes(6))] if colour == INDEXED else []
    deflater = zlib.compressobj(9)
    row = rows(width_px, 1, bits, colour)
    packed = b"".join([*(deflater.compress(row) for _ in range(height_px)), deflater.flush()])
    return png(header(width_px, height_px, bits, colour), *palette, chunk(b"IDAT", packed), END)
