"""From an `Image` member to a decoded picture, within the service's limits."""

import hashlib
import logging
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from kiosk.backend.engines.local.decode import decode_checked
from kiosk.domain.images.limits import MAX_BYTES, PictureLimits, check_picture
from kiosk.errors import ImageDimensionsExceeded, ImageError, ImageTooLarge, ImageTooSmall
from kiosk.rekognition_local.errors import (
    ImageTooLargeException,
    InvalidImageFormatException,
    InvalidParameterException,
    InvalidS3ObjectException,
)
from kiosk.rekognition_local.operation import Members

MAX_S3_BYTES = 15 * 1024 * 1024
"""Of an image in S3, three times as much as of one given as bytes (quotas of the service)."""
LIMITS = PictureLimits(max_bytes=MAX_S3_BYTES)


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
            if len(data) > MAX_BYTES:
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
    """Check a PNG file, or a JPEG file, and read it upright as its EXIF tag says; raises the service's errors."""
    try:
        rgb = decode_checked(check_picture(untrusted_data, LIMITS))
    except ImageTooSmall as error:
        raise InvalidParameterException from error
    except (ImageTooLarge, ImageDimensionsExceeded) as error:
        raise ImageTooLargeException from error
    except ImageError as error:
        raise InvalidImageFormatException from error
    return Picture(rgb, hashlib.sha256(untrusted_data).hexdigest())
