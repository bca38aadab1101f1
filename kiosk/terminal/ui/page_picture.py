"""Pictures of a document's pages as JPEG files: out of the camera's picture, or from files that staff chose."""

from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from kiosk.domain.faces.face_detail import Point
from kiosk.domain.identity.step_results import Page, Side
from kiosk.errors import (
    DocumentNotImage,
    DocumentPagesInvalid,
    ImageDimensionsExceeded,
    ImageError,
    ImageTooLarge,
    ImageTooSmall,
)
from kiosk.vision.jpeg import encode_jpeg
from kiosk.vision.picture_files import describe_refusal, read_picture_file

QUALITY = 92
MAX_SIDE_PX = 1800
"""Of a page from a file; ten pixels for each character of a passport's zone on a page that fills half of it."""
SIDES = (Side.FRONT, Side.BACK)
_WRONG_SIZE = (ImageDimensionsExceeded, ImageTooLarge, ImageTooSmall)
"""What staff can do something about, told apart from what is no picture."""

Image = NDArray[np.uint8]


def page_of(side: Side, bgr: Image, corners: Sequence[Point]) -> Page:
    """The page between these corners, made straight; the whole picture where there are none."""
    from kiosk.vision.document.page import straighten

    height_px, width_px = bgr.shape[:2]
    places = np.array([(point.x * width_px, point.y * height_px) for point in corners], dtype=np.float32)
    return Page(side, encode_jpeg(straighten(bgr, places) if len(corners) == len("TRBL") else bgr, QUALITY))


def pages_from_files(paths: Sequence[Path]) -> tuple[Page, ...]:
    """The front, and perhaps the back; raises DocumentNotImage, DocumentPagesInvalid and ImageErrors of size."""
    if not 1 <= len(paths) <= len(SIDES):
        raise DocumentPagesInvalid(f"{len(paths)} files")
    return tuple(Page(side, _file_as_jpeg(path)) for side, path in zip(SIDES, paths, strict=False))


def _file_as_jpeg(path: Path) -> bytes:
    """A JPEG or PNG file, upright as it says, no larger than needed."""
    try:
        image = read_picture_file(path)
    except (OSError, ImageError) as error:
        # Without the path: files may be called what the document says.
        refusal = f"a picture of the document {describe_refusal(error)}"
        if isinstance(error, _WRONG_SIZE):
            raise type(error)(refusal) from error
        raise DocumentNotImage(refusal) from error
    scale = min(MAX_SIDE_PX / max(image.shape[:2]), 1.0)
    small = image if scale == 1.0 else cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    return encode_jpeg(np.asarray(small, dtype=np.uint8), QUALITY)
