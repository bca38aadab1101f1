"""JPEG files to pictures and back."""

import cv2
import numpy as np

from kiosk.errors import AnalysisFailed, ImageTruncated
from kiosk.vision.arrays import Image

_START_OF_IMAGE = b"\xff\xd8"


def encode_jpeg(image: Image, quality: int) -> bytes:
    """Compress a BGR or grey picture; `quality` is 1-100."""
    done, data = cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, quality])
    if not done:
        raise AnalysisFailed("a frame could not be compressed")
    return bytes(data)


def decode_jpeg(data: bytes) -> Image:
    """Read a JPEG file as BGR, grey ones included; raises ImageTruncated when it does not decode.

    Orientation tags are ignored: the kiosk writes none, and honouring a stranger's would turn the geometry.
    """
    flags = cv2.IMREAD_COLOR | cv2.IMREAD_IGNORE_ORIENTATION
    # Decoders of other formats are not for bytes of strangers, and no bytes at all are an error of ours to OpenCV.
    is_jpeg = data.startswith(_START_OF_IMAGE)
    image = cv2.imdecode(np.frombuffer(data, dtype=np.uint8), flags) if is_jpeg else None
    if image is None:
        raise ImageTruncated
    return np.asarray(image, dtype=np.uint8)
