"""Images within what a session's result may hold."""

import cv2

from kiosk.vision.decoding import decode_jpeg
from kiosk.vision.jpeg import encode_jpeg

MAX_BYTES = 204_800
"""Of a reference or audit image (the service's model)."""
QUALITIES = (85, 70, 50)


def fitting(jpeg: bytes) -> bytes:
    """The same picture in at most 200 KiB; raises ImageErrors and AnalysisFailed."""
    if len(jpeg) <= MAX_BYTES:
        return jpeg
    image = decode_jpeg(jpeg)
    while True:
        for quality in QUALITIES:
            smaller = encode_jpeg(image, quality)
            if len(smaller) <= MAX_BYTES:
                return smaller
        image = cv2.resize(image, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)  # type: ignore[assignment]
