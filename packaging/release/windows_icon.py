"""The program's icon as Windows wants it, drawn from our own SVG at build time."""

import struct
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from release import icon

SIZES_PX = (16, 24, 32, 48, 64, 256)
_PNG_FROM_PX = 256
"""Older programs, makensis among them, read smaller pictures as bitmaps only."""
_HEADER, _ENTRY, _BITMAP = struct.Struct("<HHH"), struct.Struct("<BBBBHHII"), struct.Struct("<IiiHHIIiiII")


def write(path: Path, sizes_px: Sequence[int] = SIZES_PX) -> Path:
    """Write an `.ico` with a picture of every size."""
    renderer = QSvgRenderer(QByteArray(icon.svg().encode()))
    pictures = [_encoded(_drawn(renderer, size_px)) for size_px in sizes_px]
    offset = _HEADER.size + _ENTRY.size * len(pictures)
    entries = b""
    for size_px, picture in zip(sizes_px, pictures, strict=True):
        shown_px = size_px % 256
        entries += _ENTRY.pack(shown_px, shown_px, 0, 0, 1, 32, len(picture), offset)
        offset += len(picture)
    path.write_bytes(_HEADER.pack(0, 1, len(pictures)) + entries + b"".join(pictures))
    return path


def _drawn(renderer: QSvgRenderer, size_px: int) -> QImage:
    image = QImage(size_px, size_px, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    renderer.render(painter, QRectF(0, 0, size_px, size_px))
    painter.end()
    return image


def _encoded(image: QImage) -> bytes:
    return _png(image) if image.width() >= _PNG_FROM_PX else _bitmap(image)


def _png(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())


def _bitmap(image: QImage) -> bytes:
    """Rows from the bottom up in BGRA, then an empty mask of one bit a pixel: the transparency is in the colours."""
    size_px = image.width()
    header = _BITMAP.pack(40, size_px, 2 * size_px, 1, 32, 0, 0, 0, 0, 0, 0)
    rows = bytes(image.constBits())
    stride = 4 * size_px
    flipped = b"".join(rows[start : start + stride] for start in range(stride * (size_px - 1), -1, -stride))
    mask_stride = (size_px + 31) // 32 * 4
    return header + flipped + bytes(mask_stride * size_px)
