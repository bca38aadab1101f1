"""Pictures that faces are compared on, decoded."""

import cv2
import numpy as np
from numpy.typing import NDArray

from kiosk.domain.images.limits import check_picture
from kiosk.domain.images.png import PNG_MAGIC
from kiosk.vision.decoding import decode_file


def decode_picture(untrusted_data: bytes) -> NDArray[np.uint8]:
    """Read a PNG file, or a JPEG file upright as its Exif tag says, as RGB; raises ImageErrors."""
    check_picture(untrusted_data)
    return decode_checked(untrusted_data)


def decode_checked(data: bytes) -> NDArray[np.uint8]:
    """Read a file whose size is known to be harmless; raises ImageTruncated when it does not decode, and ImageNotJpeg
    for an animated PNG file."""
    bgr = decode_file(data, upright=not data.startswith(PNG_MAGIC))
    return np.asarray(cv2.cvtColor(bgr, cv2.COLOR_BGR2RGB), dtype=np.uint8)
