"""Small JPEG and PNG files, damaged in the ways that stop decoders: the same ones for the same number."""

import random
import struct
import zlib
from collections.abc import Callable, Iterator
from itertools import pairwise

import cv2
import numpy as np

from tests.factories import png_files
from tests.factories.animated_png import animated
from tests.factories.jpeg_files import segment

WIDTH_PX, HEIGHT_PX = 96, 80
_TEMPTING = (b"\0", b"\1", b"\x7f", b"\x80", b"\xff", b"\xff\xff", b"\x7f\xff\xff\xff", b"\xff\xff\xff\xff",
             b"IDAT", b"IEND", b"\xff\xd8", b"\xff\xd9", b"\xff\xda", b"\xff\xc2", b"\xff\xdc\0\4\0\1")  # fmt: skip
Mutation = Callable[[random.Random, bytes], bytes]


def seeds() -> list[bytes]:
    """Whole pictures of every kind that passes."""
    noise = np.random.default_rng(1).integers(0, 255, (HEIGHT_PX, WIDTH_PX, 3)).astype(np.uint8)
    jpegs = [
        cv2.imencode(".jpg", pixels, options)[1].tobytes()
        for pixels in (noise, noise[..., 0])
        for options in ([1, 60], [1, 60, cv2.IMWRITE_JPEG_PROGRESSIVE, 1], [1, 60, cv2.IMWRITE_JPEG_RST_INTERVAL, 3])
    ]
    tag = b"Exif\0\0MM\0*\0\0\0\x08\0\1\1\x12\0\3\0\0\0\1\0\6" + bytes(6)
    turned = jpegs[0][:2] + segment(0xE1, tag) + segment(0xFE, b"note") + jpegs[0][2:]
    pngs = [
        png_files.black(WIDTH_PX, HEIGHT_PX, bits, colour)
        for bits, colour in ((8, png_files.TRUECOLOUR), (1, png_files.GREY), (4, png_files.INDEXED), (16, 6), (8, 4))
    ]
    return [*jpegs, turned, *pngs, cv2.imencode(".png", noise)[1].tobytes(), animated()]


def mutations(number: int) -> Iterator[bytes]:
    """Damaged files without end."""
    draw, files = random.Random(number), seeds()
    while True:
        file = draw.choice(files)
        ways = _OF_BYTES + (_OF_PNG if file.startswith(png_files.MAGIC) else _OF_JPEG)
        for _ in range(draw.choice((1, 1, 2, 4))):
            file = draw.choice(ways)(draw, file)
        yield file + draw.choice((b"", b"", b"", file, draw.choice(files), b"\xff\xff\xff\0IDAT"))


def _flip(draw: random.Random, file: bytes) -> bytes:
    changed = bytearray(file)
    for _ in range(draw.randint(1, 6)):
        if changed:
            changed[draw.randrange(len(changed))] = draw.randrange(256)
    return bytes(changed)


def _flip_head(draw: random.Random, file: bytes) -> bytes:
    return _flip(draw, file[:64]) + file[64:]


def _tempt(draw: random.Random, file: bytes) -> bytes:
    at, value = draw.randint(0, len(file)), draw.choice(_TEMPTING)
    return file[:at] + value + file[at + draw.choice((0, len(value))) :]


def _cut(draw: random.Random, file: bytes) -> bytes:
    return file[: draw.randint(0, len(file))]


def _repeat(draw: random.Random, file: bytes) -> bytes:
    start, end = sorted(draw.randint(0, len(file)) for _ in range(2))
    return file[:end] + file[start : min(end, start + 4_000)] * draw.choice((1, 1, 30)) + file[end:]


def _drop(draw: random.Random, file: bytes) -> bytes:
    start, end = sorted(draw.randint(0, len(file)) for _ in range(2))
    return file[:start] + file[end:]


def _chunks(file: bytes) -> list[tuple[bytes, bytes]]:
    found, at = list[tuple[bytes, bytes]](), len(png_files.MAGIC)
    while at + 8 <= len(file) and len(found) < 100:
        length = int.from_bytes(file[at : at + 4])
        found.append((file[at + 4 : at + 8], file[at + 8 : at + 8 + min(length, 100_000)]))
        at += 12 + length
    return found


def _rebuilt(chunks: list[tuple[bytes, bytes]]) -> bytes:
    return png_files.png(*(png_files.chunk(name, content) for name, content in chunks))


def _sum_anew(draw: random.Random, file: bytes) -> bytes:
    """Damaged content with a right CRC."""
    chunks = _chunks(file)
    if chunks:
        at = draw.randrange(len(chunks))
        chunks[at] = (chunks[at][0], _flip(draw, chunks[at][1]))
    return _rebuilt(chunks)


def _rearrange(draw: random.Random, file: bytes) -> bytes:
    chunks = _chunks(file)
    if not chunks:
        return file
    names = (b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND", b"acTL", b"fcTL", b"fdAT", b"iCCP", b"zTXt", b"eXIf", b"bKGD")
    content = draw.choice((b"", bytes(4), bytes(13), bytes(26), b"n\0\0" + zlib.compress(bytes(99_999), 9)))
    chunks.insert(draw.randint(0, len(chunks)), (draw.choice(names), content))
    if draw.random() < 0.5:
        chunks.insert(draw.randint(0, len(chunks)), chunks.pop(draw.randrange(len(chunks))))
    return _rebuilt(chunks)


def _lose(draw: random.Random, file: bytes) -> bytes:
    """A chunk is missing, and the file goes on behind its end: OpenCV 4.11 goes on, too, where it found no picture."""
    chunks = _chunks(file)
    if chunks:
        chunks.pop(draw.randrange(len(chunks)))
    return _rebuilt(chunks) + draw.choice((b"", b"\xff\xff\xff\0IDAT", b"\x7f\xff\xff\xf0fdAT", file[33:]))


def _promise(draw: random.Random, file: bytes) -> bytes:
    """Another header, and now and then the image data that it promises."""
    chunks = _chunks(file)
    width_px, height_px = (draw.choice((1, 80, 96, 97, 1_000, 5_000, 2**31 - 1, 2**32 - 1)) for _ in range(2))
    bits, colour = draw.choice((1, 2, 4, 8, 16, 3)), draw.choice((0, 2, 3, 4, 6, 1))
    head = struct.pack(">IIBBBBB", width_px, height_px, bits, colour, 0, 0, draw.choice((0, 0, 1)))
    rest = chunks[1:]
    if colour in png_files.SAMPLES and width_px * height_px <= 100_000:
        noise = draw.choice((bytes, draw.randbytes))(len(png_files.rows(width_px, height_px, bits, colour)))
        rest = [(b"IDAT", zlib.compress(noise)), (b"IEND", b"")]
        rest = [(b"PLTE", bytes(6)), *rest] if colour == png_files.INDEXED else rest
    return _rebuilt([(b"IHDR", head), *rest])


def _segments(file: bytes) -> list[bytes]:
    """The picture in pieces that begin with a marker each."""
    starts = [
        at for at in range(len(file) - 1) if file[at] == 0xFF and file[at + 1] not in (0, 0xFF, *range(0xD0, 0xD8))
    ]
    return [file[start:end] for start, end in pairwise([*starts, len(file)])]


def _shuffle_segments(draw: random.Random, file: bytes) -> bytes:
    pieces = _segments(file)
    if len(pieces) < 3:
        return file
    at, to = (draw.randrange(1, len(pieces)) for _ in range(2))
    if draw.random() < 0.6:
        return b"".join(pieces[:to] + [pieces[at]] * draw.choice((1, 2, 30)) + pieces[to:])
    return b"".join(pieces[:at] + pieces[at + 1 :])


def _resize_frame(draw: random.Random, file: bytes) -> bytes:
    at = max(file.find(b"\xff\xc0"), file.find(b"\xff\xc2"))
    if at < 0:
        return file
    marker = draw.choice((0xC0, 0xC1, 0xC2, 0xC3, 0xC9, file[at + 1]))
    size = struct.pack(">HH", *(draw.choice((0, 1, 80, 96, 5_000, 9_999, 65_535)) for _ in range(2)))
    return file[: at + 1] + bytes([marker]) + file[at + 2 : at + 5] + size + file[at + 9 :]


_OF_BYTES: list[Mutation] = [_flip, _flip_head, _tempt, _cut, _repeat, _drop]
_OF_PNG: list[Mutation] = [_sum_anew, _sum_anew, _rearrange, _rearrange, _promise, _promise, _lose]
_OF_JPEG: list[Mutation] = [_flip, _flip_head, _tempt, _shuffle_segments, _shuffle_segments, _resize_frame]
