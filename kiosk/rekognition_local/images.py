"""From an `Image` member to a decoded picture, within the service's limits."""

import hashlib
import logging
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from kiosk.backend.engines.local.decode import decode_checked
from kiosk.domain.images.jpeg import MAX_SIDE_PX, has_too_many_scans, jpeg_size_px
from kiosk.domain.images.limits import MAX_PIXELS
from kiosk.domain.images.png import PNG_MAGIC
from kiosk.errors import ImageError
from kiosk.rekognition_local.errors import (
    ImageTooLargeException,
    InvalidImageFormatException,
    InvalidParameterException,
    InvalidS3ObjectException,
)
from kiosk.rekognition_local.operation import Members

MAX_INLINE_BYTES = 5_242_880
MAX_S3_BYTES = 15_728_640
"""Of an image given as bytes, and of one in S3 (quotas of the service)."""
MIN_SIDE_PX = 80
JPEG_MAGIC = b"\xff\xd8\xff"
PNG_END = b"IEND"
_PNG_SIZE = slice(16, 24)
"""Width and height in a PNG file's first chunk, which is always IHDR (RFC 2083, 4.1.1)."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A decoded picture, a JPEG turned upright by its EXIF tag, and the SHA-256 of its file."""

    rgb: NDArray[np.uint8]
    digest: str


class Objects(Protocol):
    """Where S3 objects are read from; any thread."""

    def read(self, bucket: str, name: str, version: str | None, max_bytes: int) -> bytes:
        """The whole object; raises InvalidS3ObjectException, and ImageTooLargeException beyond `max_bytes`."""
        ...


class Images:
    """Reads images of requests; any thread."""

    def __init__(self, objects: Objects | None) -> None:
        """`objects` is None when no S3 endpoint is configured."""
        self._objects = objects

    def load(self, untrusted_image: Members) -> Picture:
        """The picture of `Bytes` or `S3Object`; raises the service's errors."""
        if ("Bytes" in untrusted_image) == ("S3Object" in untrusted_image):
            raise InvalidParameterException
        if "Bytes" in untrusted_image:
            data: bytes = untrusted_image["Bytes"]
            if len(data) > MAX_INLINE_BYTES:
                raise ImageTooLargeException
        else:
            data = self._read(untrusted_image["S3Object"])
        return decode(data)

    def _read(self, untrusted_object: Members) -> bytes:
        if self._objects is None:
            logging.getLogger(__name__).warning("an image in S3 was asked for, but no S3 endpoint is configured")
            raise InvalidS3ObjectException
        if not {"Bucket", "Name"} <= untrusted_object.keys():
            raise InvalidParameterException
        return self._objects.read(
            untrusted_object["Bucket"], untrusted_object["Name"], untrusted_object.get("Version"), MAX_S3_BYTES
        )


def decode(untrusted_data: bytes) -> Picture:
    """Read a PNG file, or a JPEG file upright as its EXIF tag says; raises the service's errors."""
    width_px, height_px = _size_px(untrusted_data)
    if min(width_px, height_px) < MIN_SIDE_PX:
        raise InvalidParameterException
    if width_px * height_px > MAX_PIXELS or max(width_px, height_px) > MAX_SIDE_PX:
        raise ImageTooLargeException
    try:
        rgb = decode_checked(untrusted_data)
    except ImageError as error:
        raise InvalidImageFormatException from error
    return Picture(rgb, hashlib.sha256(untrusted_data).hexdigest())


def _size_px(data: bytes) -> tuple[int, int]:
    """Width and height that the header announces, before any decoder touches the file."""
    if data.startswith(PNG_MAGIC) and PNG_END in data[_PNG_SIZE.stop :]:
        size = data[_PNG_SIZE]
        return int.from_bytes(size[:4], "big"), int.from_bytes(size[4:], "big")
    # Each scan costs a pass over all pixels, however few bytes it has.
    if not data.startswith(JPEG_MAGIC) or has_too_many_scans(data):
        raise InvalidImageFormatException
    try:
        return jpeg_size_px(data)
    except ImageError as error:
        raise InvalidImageFormatException from error
