"""Pictures that faces are compared on, decoded."""

import cv2
import numpy as np

from kiosk.domain.images.limits import CheckedPicture, check_picture
from kiosk.vision.arrays import Image
from kiosk.vision.decoding import decode


def decode_picture(untrusted_data: bytes) -> Image:
    """Check a PNG file, or a JPEG file that is read upright as its Exif tag says, as RGB; raises ImageErrors."""
    return decode_checked(check_picture(untrusted_data))


def decode_checked(picture: CheckedPicture) -> Image:
    """Read it upright as RGB; raises ImageTruncated when it does not decode."""
    return np.asarray(cv2.cvtColor(decode(picture), cv2.COLOR_BGR2RGB), dtype=np.uint8)
