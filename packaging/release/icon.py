"""The program's icon, drawn from the same face that the screens show."""

import re
import struct

from release.layout import ROOT

_FACE = ROOT / "resources" / "icons" / "face.svg"
# Colours `ink` and `accent` of kiosk/terminal/ui/theme.py.
_SQUARE = '<rect width="24" height="24" rx="5.2" fill="#0b1728" stroke="none"/>'
_SMALLER = '<g transform="translate(3.6 3.6) scale(.7)" stroke="#3fd0c0">'
_ICNS_SIZES_PX = {b"icp4": 16, b"icp5": 32, b"ic07": 128, b"ic08": 256, b"ic09": 512, b"ic10": 1024}


def svg() -> str:
    """The face on a rounded square, as SVG of any size."""
    opening, strokes = _parts(_FACE.read_text(encoding="utf-8"))
    return f"{opening}{_SQUARE}{_SMALLER}{strokes}</g></svg>\n"


def _parts(source: str) -> tuple[str, str]:
    found = re.fullmatch(r"(<svg [^>]*>)(.*)</svg>\s*", source, re.DOTALL)
    if found is None:
        raise ValueError(f"{_FACE.name} is not a plain SVG")
    return found[1], found[2]


def png(size_px: int) -> bytes:
    """The icon as a PNG of this many pixels a side."""
    # Only builds for macOS need Qt; the Debian package takes the SVG.
    from PySide6.QtCore import QBuffer, QByteArray, QIODevice
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    image = QImage(size_px, size_px, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    painter = QPainter(image)
    QSvgRenderer(QByteArray(svg().encode())).render(painter)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())


def icns() -> bytes:
    """The icon as macOS wants it: PNGs of all sizes behind four letters each that name the size."""
    entries = b"".join(_chunk(kind, png(size_px)) for kind, size_px in _ICNS_SIZES_PX.items())
    return _chunk(b"icns", entries)


def _chunk(kind: bytes, content: bytes) -> bytes:
    return kind + struct.pack(">I", 8 + len(content)) + content
