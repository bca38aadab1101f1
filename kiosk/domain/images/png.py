"""The size of a PNG file, and whether it is one still picture, by its chunks alone."""

from collections.abc import Iterator

from kiosk.errors import ImageNotJpeg, ImageTruncated

PNG_MAGIC = b"\x89PNG\r\n\x1a\n"
_HEADER, _END = b"IHDR", b"IEND"
_ANIMATION = frozenset({b"acTL", b"fcTL", b"fdAT"})
"""Chunks of animated files (PNG, third edition, 11.3.6)."""
_AROUND = 12
"""Bytes of a chunk besides its content: length, name and CRC (5.3)."""
_SIZE = slice(16, 24)
"""Width and height in a file's first chunk, which is always IHDR (RFC 2083, 4.1.1)."""


def png_size_px(untrusted_data: bytes) -> tuple[int, int]:
    """Return width and height as the header of a PNG file has them, zero included; raises ImageTruncated."""
    if _END not in untrusted_data[_SIZE.stop :]:
        raise ImageTruncated
    size = untrusted_data[_SIZE]
    return int.from_bytes(size[:4]), int.from_bytes(size[4:])


def check_still_png(untrusted_data: bytes) -> None:
    """Check a PNG file; any other is none of ours. Raises ImageTruncated, and ImageNotJpeg for an animated file.

    OpenCV 4.11 writes beyond its memory for a frame that is larger than the picture.
    """
    if not untrusted_data.startswith(PNG_MAGIC):
        return
    names = list(_chunks(untrusted_data))
    if names[:1] != [_HEADER] or names.count(_HEADER) != 1 or not _ANIMATION.isdisjoint(names):
        raise ImageNotJpeg


def _chunks(data: bytes) -> Iterator[bytes]:
    """Names up to the end of the picture; raises ImageTruncated when the file ends before."""
    position, name = len(PNG_MAGIC), b""
    while name != _END:
        name = data[position + 4 : position + 8]
        position += _AROUND + int.from_bytes(data[position : position + 4])
        if position > len(data):
            raise ImageTruncated
        yield name
