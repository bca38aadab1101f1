"""Files of pictures in whatever format OpenCV reads, decoded."""

import cv2
import numpy as np

from kiosk.domain.images.png import check_still_png
from kiosk.errors import ImageTruncated
from kiosk.vision.arrays import Image


def decode_file(untrusted_data: bytes, *, upright: bool = True) -> Image:
    """Read a file as BGR, `upright` as it says; raises ImageTruncated, and ImageNotJpeg for an animated PNG file.

    Bytes rather than a path: on Windows OpenCV opens no path with letters of other scripts.
    """
    check_still_png(untrusted_data)
    # No bytes at all are a programming error to OpenCV, not a broken file.
    if not untrusted_data:
        raise ImageTruncated
    flags = cv2.IMREAD_COLOR | (0 if upright else cv2.IMREAD_IGNORE_ORIENTATION)
    try:
        image = cv2.imdecode(np.frombuffer(untrusted_data, dtype=np.uint8), flags)
    except cv2.error as error:
        raise ImageTruncated from error
    if image is None:
        raise ImageTruncated
    return np.asarray(image, dtype=np.uint8)
