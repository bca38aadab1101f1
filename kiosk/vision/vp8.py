"""Pictures to VP8 key frames: a lossy WebP file is one in a wrapper (RFC 9649).

OpenCV's encoder of videos writes files alone, at one rate; this needs neither, and every picture keeps its own colours.
"""

import cv2
import numpy as np

from kiosk.errors import AnalysisFailed
from kiosk.vision.arrays import Image

_CHUNK = b"VP8 "


def encode_vp8(image: Image, quality: int) -> bytes:
    """Compress a BGR picture to a VP8 key frame (RFC 6386); `quality` is 1-100."""
    done, data = cv2.imencode(".webp", np.ascontiguousarray(image), [cv2.IMWRITE_WEBP_QUALITY, quality])
    if not done:
        raise AnalysisFailed("a frame could not be compressed")
    return _key_frame(bytes(data))


def _key_frame(webp: bytes) -> bytes:
    """The frame within a WebP file, whose chunks have a name and a length each, padded to even lengths."""
    at = 12
    while at + 8 <= len(webp):
        length = int.from_bytes(webp[at + 4 : at + 8], "little")
        if webp[at : at + 4] == _CHUNK:
            return webp[at + 8 : at + 8 + length]
        at += 8 + length + length % 2
    raise AnalysisFailed("a frame could not be compressed")
