"""A PNG file of two frames, the second of which is larger than the picture: OpenCV 4.11 writes beyond its memory."""

import struct

import cv2
import numpy as np

from tests.factories.png_files import chunk

_AFTER_HEADER = 33
"""Bytes of the magic number and IHDR."""


def still(width_px: int = 640, height_px: int = 480) -> bytes:
    return cv2.imencode(".png", np.zeros((height_px, width_px, 3), dtype=np.uint8))[1].tobytes()


def inserted(*chunks: bytes) -> bytes:
    """The still picture with these chunks behind its header."""
    return still()[:_AFTER_HEADER] + b"".join(chunks) + still()[_AFTER_HEADER:]


def animated() -> bytes:
    frame = struct.pack(">IIIIIHHBB", 0, 5_000, 5_000, 0, 0, 1, 1, 0, 0)
    return inserted(chunk(b"acTL", struct.pack(">II", 2, 0)), chunk(b"fcTL", frame))
