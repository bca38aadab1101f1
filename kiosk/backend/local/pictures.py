"""Pictures that faces are compared on, decoded."""

import cv2
import numpy as np
from numpy.typing import NDArray

from kiosk.backend.pictures import PNG_MAGIC, check_picture
from kiosk.errors import ImageTruncated


def decode_picture(untrusted_data: bytes) -> NDArray[np.uint8]:
    """Read a PNG file, or a JPEG file upright as its Exif tag says, as RGB; raises ImageErrors."""
    check_picture(untrusted_data)
    return decode_checked(untrusted_data)


def decode_checked(data: bytes) -> NDArray[np.uint8]:
    """Read a file whose size is known to be harmless; raises ImageTruncated when it does not decode."""
    ignored = cv2.IMREAD_IGNORE_ORIENTATION if data.startswith(PNG_MAGIC) else 0
    try:
        image = cv2.imdecode(np.frombuffer(data, dtype=np.uint8), cv2.IMREAD_COLOR | ignored)
    except cv2.error as error:
        raise ImageTruncated from error
    if image is None:
        raise ImageTruncated
    return np.asarray(cv2.cvtColor(image, cv2.COLOR_BGR2RGB), dtype=np.uint8)
