"""Pictures that ask more of a decoder than they weigh, or are not what they seem; all drawn here."""

import struct
import zlib
from collections.abc import Mapping
from functools import cache

import cv2
import numpy as np

PNG_MAGIC = b"\x89PNG\r\n\x1a\n"
GREY, RGBA = 0, 6
END_OF_JPEG = b"\xff\xd9"


@cache
def noise_jpeg(width_px: int, height_px: int, quality: int = 40) -> bytes:
    """A picture of nothing, honest otherwise."""
    drawn = np.random.default_rng(7).integers(0, 255, (height_px // 16, width_px // 16, 3), dtype=np.uint8)
    large = cv2.resize(drawn, (width_px, height_px), interpolation=cv2.INTER_CUBIC)
    return bytes(cv2.imencode(".jpg", large, [cv2.IMWRITE_JPEG_QUALITY, quality])[1])


@cache
def small_png(width_px: int = 200, height_px: int = 200) -> bytes:
    """An honest PNG file."""
    return PNG_MAGIC + header(width_px, height_px) + data(rows(width_px, height_px)) + end()


def chunk(name: bytes, content: bytes, length: int | None = None) -> bytes:
    """One chunk of a PNG file; `length` says another length than it has."""
    told = len(content) if length is None else length
    return struct.pack(">I", told) + name + content + struct.pack(">I", zlib.crc32(name + content))


def header(width_px: int, height_px: int, depth: int = 8, colour: int = GREY) -> bytes:
    """IHDR."""
    return chunk(b"IHDR", struct.pack(">IIBBBBB", width_px, height_px, depth, colour, 0, 0, 0))


def rows(width_px: int, height_px: int, bytes_a_pixel: int = 1) -> bytes:
    """Black rows, deflated."""
    packing = zlib.compressobj(9)
    row = bytes(1 + width_px * bytes_a_pixel)
    return b"".join(packing.compress(row) for _ in range(height_px)) + packing.flush()


def data(deflated: bytes) -> bytes:
    """IDAT."""
    return chunk(b"IDAT", deflated)


def end() -> bytes:
    """IEND."""
    return chunk(b"IEND", b"")


def _text_bomb() -> bytes:
    """200 MB of text in a compressed comment."""
    packing = zlib.compressobj(9)
    packed = b"".join(packing.compress(bytes(1_000_000)) for _ in range(200)) + packing.flush()
    return PNG_MAGIC + header(200, 200) + chunk(b"zTXt", b"Comment\0\0" + packed) + data(rows(200, 200)) + end()


def png_bombs() -> Mapping[str, bytes]:
    """By what is wrong with each."""
    small = header(200, 200)
    deep = header(5_000, 5_000, 16, RGBA)
    filled = data(rows(200, 200))
    return {
        "PNG, an IDAT of 4 GB after IEND": PNG_MAGIC + small + end() + chunk(b"IDAT", b"", 0xFFFFFFF0),
        "PNG, an IDAT of 2 GB": PNG_MAGIC + small + chunk(b"IDAT", b"x", 0x7FFFFFFF) + end(),
        "PNG, pictures behind its end": PNG_MAGIC + small + filled + end() + small + filled + end(),
        "PNG, a second IHDR, of 30,000 x 30,000": PNG_MAGIC + small + header(30_000, 30_000) + filled + end(),
        "PNG, 30,000 x 30,000 pixels": PNG_MAGIC + header(30_000, 30_000, 1) + data(rows(3_750, 30_000)) + end(),
        "PNG, 25 million pixels of 8 bytes": PNG_MAGIC + deep + data(rows(5_000, 5_000, 8)) + end(),
        "PNG, 10,000 x 80 pixels": PNG_MAGIC + header(10_000, 80) + data(rows(10_000, 80)) + end(),
        "PNG, 80 x 10,000 pixels": PNG_MAGIC + header(80, 10_000) + data(rows(80, 10_000)) + end(),
        "PNG, deflated rows 1,000 times too long": PNG_MAGIC + small + data(rows(100_000, 2_000)) + end(),
        "PNG, 200 MB of compressed text": _text_bomb(),
        "PNG, animated": PNG_MAGIC + small + chunk(b"acTL", struct.pack(">II", 2, 0)) + filled + end(),
        "PNG, a million empty IDAT": PNG_MAGIC + small + chunk(b"IDAT", b"") * 300_000 + filled + end(),
    }  # fmt: skip


def _with_size(jpeg: bytes, width_px: int, height_px: int) -> bytes:
    """The same file with another size in its frame header."""
    place = next(at for marker in (b"\xff\xc0", b"\xff\xc2") if (at := jpeg.find(marker)) >= 0)
    return jpeg[: place + 5] + struct.pack(">HH", height_px, width_px) + jpeg[place + 9 :]


def _frame_header(jpeg: bytes) -> bytes:
    place = jpeg.find(b"\xff\xc0")
    return jpeg[place : place + 2 + int.from_bytes(jpeg[place + 2 : place + 4])]


def _scans(count: int) -> bytes:
    """A progressive picture whose last scan is said again and again."""
    drawn = np.zeros((480, 640, 3), np.uint8)
    flags = [cv2.IMWRITE_JPEG_QUALITY, 5, cv2.IMWRITE_JPEG_PROGRESSIVE, 1]
    jpeg = _with_size(bytes(cv2.imencode(".jpg", drawn, flags)[1]), 5_000, 5_000)
    scan = jpeg[jpeg.rfind(b"\xff\xda") : -2]
    return jpeg[:-2] + scan * count + END_OF_JPEG


def jpeg_bombs() -> Mapping[str, bytes]:
    """By what is wrong with each."""
    honest = noise_jpeg(640, 480)
    second = honest.find(b"\xff\xda")
    large = _frame_header(_with_size(honest, 30_000, 30_000))
    return {
        "JPEG, 65,535 x 65,535 pixels": _with_size(honest, 65_535, 65_535),
        "JPEG, a second frame header, of 30,000 x 30,000": honest[:second] + large + honest[second:],
        "JPEG, a second frame header behind a scan": honest[:-2] + large + END_OF_JPEG,
        "JPEG, without an end": honest[:-2],
        "JPEG, 60 scans over 25 million pixels": _scans(52),
        "JPEG, 1,000 scans": _scans(1_000),
        "JPEG, a million empty comments": honest[:2] + b"\xff\xfe\x00\x02" * 250_000 + honest[2:],
    }


def other_formats() -> Mapping[str, bytes]:
    """Files that no decoder here is wanted for."""
    codestream = b"\xff\x4f\xff\x51" + struct.pack(">HHIIII", 47, 0, 2**31 - 1, 2**31 - 1, 0, 0) + bytes(40)
    boxes = b"\x00\x00\x00\x0cjP  \r\n\x87\n" + b"\x00\x00\x00\x14ftypjp2 \x00\x00\x00\x00jp2 "
    drawn = np.zeros((200, 200, 3), np.uint8)
    return {
        "JPEG 2000, a codestream": codestream,
        "JPEG 2000, in boxes": boxes + b"\x00\x00\x00\x00jp2c" + codestream,
        "a codestream of JPEG 2000 behind a JPEG's beginning": b"\xff\xd8" + codestream,
        "BMP": bytes(cv2.imencode(".bmp", drawn)[1]),
        "TIFF": bytes(cv2.imencode(".tiff", drawn)[1]),
        "WebP": bytes(cv2.imencode(".webp", drawn)[1]),
        "Radiance": b"#?RADIANCE\nFORMAT=32-bit_rle_rgbe\n\n-Y 30000 +X 30000\n",
        "PNM": b"P6 30000 30000 255\n",
        "PDF": b"%PDF-1.7\n",
        "nothing": b"",
    }
