"""A WebM file of one VP8 track that is written while it is recorded (RFC 9559).

OpenCV writes files alone, at one rate; a camera's pictures come when they come, and faces stay off the disk.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

WRITER = b"kiosk"
_TRACK = 1
_UNKNOWN_SIZE = b"\x01" + 7 * b"\xff"
_KEY_FRAME = 0x80
MAX_CLUSTER_MS = 30_000
"""Times of blocks are two signed bytes after their cluster's."""


@dataclass(frozen=True, slots=True)
class VideoFrame:
    """A VP8 key frame, and how long after the first one it was filmed."""

    data: bytes = field(repr=False)
    at_ms: int


def webm_head(width_px: int, height_px: int) -> bytes:
    """Return the beginning of a file whose length nobody knows yet."""
    header = _element(
        0x1A45DFA3,
        _number(0x4286, 1)
        + _number(0x42F7, 1)
        + _number(0x42F2, 4)
        + _number(0x42F3, 8)
        + _element(0x4282, b"webm")
        + _number(0x4287, 2)
        + _number(0x4285, 2),
    )
    # Times are milliseconds.
    info = _element(0x1549A966, _number(0x2AD7B1, 1_000_000) + _element(0x4D80, WRITER) + _element(0x5741, WRITER))
    sides = _element(0xE0, _number(0xB0, width_px) + _number(0xBA, height_px))
    kind = _number(0xD7, _TRACK) + _number(0x73C5, _TRACK) + _number(0x83, 1) + _number(0x9C, 0)
    tracks = _element(0x1654AE6B, _element(0xAE, kind + _element(0x86, b"V_VP8") + sides))
    return header + _tag(0x18538067) + _UNKNOWN_SIZE + info + tracks


def webm_cluster(frames: Sequence[VideoFrame]) -> bytes:
    """Return the next part of the file; frames are in order, and at most half a minute apart."""
    began_ms = frames[0].at_ms
    blocks = b"".join(_element(0xA3, _block(frame, began_ms)) for frame in frames)
    return _element(0x1F43B675, _number(0xE7, began_ms) + blocks)


def _block(frame: VideoFrame, began_ms: int) -> bytes:
    since_ms = frame.at_ms - began_ms
    if not 0 <= since_ms <= MAX_CLUSTER_MS:
        raise ValueError("the frames of a cluster are out of order")
    return bytes([0x80 | _TRACK]) + since_ms.to_bytes(2, "big") + bytes([_KEY_FRAME]) + frame.data


def _element(tag: int, content: bytes) -> bytes:
    return _tag(tag) + (len(content) | 1 << 28).to_bytes(4, "big") + content


def _number(tag: int, value: int) -> bytes:
    return _element(tag, value.to_bytes(max((value.bit_length() + 7) // 8, 1), "big"))


def _tag(tag: int) -> bytes:
    return tag.to_bytes((tag.bit_length() + 7) // 8, "big")
