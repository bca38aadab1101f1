"""A part of a wide picture, so that a face fills the frame at the distance at which people stand."""

import cv2
import numpy as np

from kiosk.domain.faces.face_detail import Box, Point
from kiosk.vision.arrays import Image

MIDDLE = Point(0.5, 0.5)


def centre_crop(image: Image, width_px: int, height_px: int, zoom: float) -> Image:
    """The centre of the picture, 1/zoom of its height, in the aspect of the wanted size; never beyond its edges.

    It keeps its own number of pixels: positions are ratios, so that only what is uploaded needs the exact size.
    """
    return cut_out(image, crop_part(image, width_px, height_px, zoom))


def crop_part(image: Image, width_px: int, height_px: int, zoom: float, centre: Point = MIDDLE) -> Box:
    """Return which part of a picture is cropped, in ratios, around this place or as near to it as the edges allow."""
    source_height_px, source_width_px = image.shape[:2]
    crop_height_px = min(source_height_px / zoom, source_width_px * height_px / width_px)
    wide_px, high_px = round(crop_height_px * width_px / height_px), round(crop_height_px)
    left_px = round(centre.x * source_width_px - wide_px / 2)
    top_px = round(centre.y * source_height_px - high_px / 2)
    return Box(
        min(max(left_px, 0), source_width_px - wide_px) / source_width_px,
        min(max(top_px, 0), source_height_px - high_px) / source_height_px,
        wide_px / source_width_px,
        high_px / source_height_px,
    )


def cut_out(image: Image, part: Box) -> Image:
    """The part of a picture that lies in a box of ratios."""
    high, wide = image.shape[:2]
    left, top = round(part.left * wide), round(part.top * high)
    return np.ascontiguousarray(image[top : top + round(part.height * high), left : left + round(part.width * wide)])


def place_in_whole(box: Box, part: Box) -> Box:
    """Where in the whole picture a box is that was found in this part of it."""
    return Box(
        part.left + box.left * part.width,
        part.top + box.top * part.height,
        box.width * part.width,
        box.height * part.height,
    )


def to_size(image: Image, width_px: int, height_px: int) -> Image:
    """The same picture with exactly this size."""
    if image.shape[:2] == (height_px, width_px):
        return image
    interpolation = cv2.INTER_AREA if image.shape[0] > height_px else cv2.INTER_LINEAR
    return np.asarray(cv2.resize(image, (width_px, height_px), interpolation=interpolation), dtype=np.uint8)
