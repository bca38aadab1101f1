"""The one place where OpenCV decodes a picture: a JPEG or PNG file that was checked to its last byte, or a frame of a
video whose beginning was.

OpenCV knows a dozen formats more and takes each by its content, whatever a file is called; of its JPEG 2000 (4.11,
CVE-2025-53644) and animated PNG files some end the process.
"""

from collections.abc import Mapping

import cv2
import numpy as np

from kiosk.domain.images.jpeg import UPRIGHT
from kiosk.domain.images.limits import DEFAULT_LIMITS, JPEG_LIMITS, CheckedPicture, PictureLimits, check_picture
from kiosk.domain.liveness.face_movement.container import vp8_size
from kiosk.errors import ImageTruncated
from kiosk.vision.arrays import Image

_MIRRORED_TO_THE_SIDE, _MIRRORED_UP_AND_DOWN = 1, 0
_MIRRORINGS: Mapping[int, int] = {
    2: _MIRRORED_TO_THE_SIDE,
    4: _MIRRORED_UP_AND_DOWN,
    5: _MIRRORED_TO_THE_SIDE,
    7: _MIRRORED_TO_THE_SIDE,
}
_TURNS: Mapping[int, int] = {
    3: cv2.ROTATE_180,
    5: cv2.ROTATE_90_COUNTERCLOCKWISE,
    6: cv2.ROTATE_90_CLOCKWISE,
    7: cv2.ROTATE_90_CLOCKWISE,
    8: cv2.ROTATE_90_COUNTERCLOCKWISE,
}
"""What sets a picture upright by its Exif orientation (Exif 2.32, 4.6.4): first it is mirrored, then turned."""


def decode(picture: CheckedPicture, *, upright: bool = True) -> Image:
    """Read as BGR, `upright` by the Exif orientation; raises ImageTruncated for what does not decode."""
    data = np.frombuffer(picture.plain_data, dtype=np.uint8)
    try:
        image = cv2.imdecode(data, cv2.IMREAD_COLOR | cv2.IMREAD_IGNORE_ORIENTATION)
    except cv2.error as error:
        raise ImageTruncated from error
    if image is None or (image.shape[1], image.shape[0]) != picture.stored_px:
        raise ImageTruncated
    stored = np.asarray(image, dtype=np.uint8)
    return _upright(stored, picture.orientation) if upright and picture.orientation != UPRIGHT else stored


def decode_file(untrusted_data: bytes, limits: PictureLimits = DEFAULT_LIMITS) -> Image:
    """Check a JPEG or PNG file and read it as BGR, upright; raises ImageErrors and `limits.wrong_format`."""
    return decode(check_picture(untrusted_data, limits))


def decode_jpeg(untrusted_data: bytes) -> Image:
    """Check a JPEG file and read it as BGR as it is stored, grey ones included; raises ImageErrors.

    Orientation tags are ignored: the kiosk writes none, and honouring a stranger's would turn the geometry.
    """
    return decode(check_picture(untrusted_data, JPEG_LIMITS), upright=False)


def decode_vp8(untrusted_frame: bytes, size_px: tuple[int, int]) -> Image | None:
    """Read a VP8 key frame of this width and height as BGR; None for what is none.

    It gets the wrapper of a plain lossy WebP file (RFC 9649), so that nothing else of that format is ever read.
    """
    if vp8_size(untrusted_frame[:16]) != size_px:
        return None
    length = len(untrusted_frame)
    chunk = b"VP8 " + length.to_bytes(4, "little") + untrusted_frame + bytes(length % 2)
    webp = b"RIFF" + (len(chunk) + 4).to_bytes(4, "little") + b"WEBP" + chunk
    try:
        bgr = cv2.imdecode(np.frombuffer(webp, dtype=np.uint8), cv2.IMREAD_COLOR)
    except cv2.error:
        return None
    return None if bgr is None else np.asarray(bgr, dtype=np.uint8)


def _upright(image: Image, orientation: int) -> Image:
    if orientation in _MIRRORINGS:
        image = np.asarray(cv2.flip(image, _MIRRORINGS[orientation]), dtype=np.uint8)
    return np.asarray(cv2.rotate(image, _TURNS[orientation]), np.uint8) if orientation in _TURNS else image
