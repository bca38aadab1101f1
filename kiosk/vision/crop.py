"""The centre of a wide picture, so that a face fills the frame at the distance at which people stand."""

import cv2
import numpy as np

from kiosk.vision.arrays import Image


def centre_crop(image: Image, width_px: int, height_px: int, zoom: float) -> Image:
    """The centre of the picture, 1/zoom of its height, in the aspect of the wanted size; never beyond its edges.

    It keeps its own number of pixels: positions are ratios, so that only what is uploaded needs the exact size.
    """
    source_height_px, source_width_px = image.shape[:2]
    crop_height_px = min(source_height_px / zoom, source_width_px * height_px / width_px)
    crop_width_px = crop_height_px * width_px / height_px
    left = round((source_width_px - crop_width_px) / 2)
    top = round((source_height_px - crop_height_px) / 2)
    return np.ascontiguousarray(image[top : top + round(crop_height_px), left : left + round(crop_width_px)])


def to_size(image: Image, width_px: int, height_px: int) -> Image:
    """The same picture with exactly this size."""
    if image.shape[:2] == (height_px, width_px):
        return image
    interpolation = cv2.INTER_AREA if image.shape[0] > height_px else cv2.INTER_LINEAR
    return np.asarray(cv2.resize(image, (width_px, height_px), interpolation=interpolation), dtype=np.uint8)
