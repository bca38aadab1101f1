"""From an `Image` member to a decoded picture, within the service's limits."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kiosk.rekognition_local.operation import Members


@dataclass(frozen=True, slots=True)
class Picture:
    """A decoded picture, turned upright by its EXIF tag, and the SHA-256 of its file."""

    rgb: NDArray[np.uint8]
    digest: str


class Images:
    """Reads images of requests; any thread."""

    def load(self, untrusted_image: Members) -> Picture:
        """The picture of `Bytes` or `S3Object`; raises the service's errors."""
        raise NotImplementedError
