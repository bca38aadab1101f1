"""Pictures to JPEG files."""

import cv2

from kiosk.errors import AnalysisFailed
from kiosk.vision.arrays import Image


def encode_jpeg(image: Image, quality: int) -> bytes:
    """Compress a BGR or grey picture; `quality` is 1-100."""
    done, data = cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, quality])
    if not done:
        raise AnalysisFailed("a frame could not be compressed")
    return bytes(data)
