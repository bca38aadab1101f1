"""Pictures of a document's pages as JPEG files: out of the camera's picture, or from files that staff chose."""

from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from kiosk.domain.faces.face_detail import Point
from kiosk.domain.identity.step_results import Page, Side
from kiosk.errors import DocumentNotImage, DocumentPagesInvalid, ImageDimensionsExceeded, ImageNotJpeg, ImageTruncated
from kiosk.vision.decoding import decode_file
from kiosk.vision.jpeg import encode_jpeg

QUALITY = 92
MAX_SIDE_PX = 1800
"""Of a page from a file; ten pixels for each character of a passport's zone on a page that fills half of it."""
MAX_FILE_BYTES = 20_000_000
MAX_PIXELS = 50_000_000
"""More than cameras of telephones take."""
SIDES = (Side.FRONT, Side.BACK)

Image = NDArray[np.uint8]


def page_of(side: Side, bgr: Image, corners: Sequence[Point]) -> Page:
    """The page between these corners, made straight; the whole picture where there are none."""
    from kiosk.vision.document.page import straighten

    height_px, width_px = bgr.shape[:2]
    places = np.array([(point.x * width_px, point.y * height_px) for point in corners], dtype=np.float32)
    return Page(side, encode_jpeg(straighten(bgr, places) if len(corners) == len("TRBL") else bgr, QUALITY))


def pages_from_files(paths: Sequence[Path]) -> tuple[Page, ...]:
    """The front, and perhaps the back; raises DocumentNotImage, DocumentPagesInvalid and ImageDimensionsExceeded."""
    if not 1 <= len(paths) <= len(SIDES):
        raise DocumentPagesInvalid(f"{len(paths)} files")
    return tuple(Page(side, _file_as_jpeg(path)) for side, path in zip(SIDES, paths, strict=False))


def _file_as_jpeg(path: Path) -> bytes:
    """A picture in whatever format OpenCV reads, upright as the file says, no larger than needed."""
    try:
        if path.stat().st_size > MAX_FILE_BYTES:
            raise ImageDimensionsExceeded("a picture of the document")
        image = decode_file(path.read_bytes())
    except (OSError, ImageNotJpeg, ImageTruncated) as error:
        # Without the path: files may be called what the document says.
        raise DocumentNotImage("a picture of the document cannot be read") from error
    scale = min(MAX_SIDE_PX / max(image.shape[:2]), 1.0)
    small = image if scale == 1.0 else cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    return encode_jpeg(np.asarray(small, dtype=np.uint8), QUALITY)
