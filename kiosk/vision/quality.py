"""Brightness and sharpness of a face, and brightness of a whole picture, on Rekognition's scales of 0-100.

The service keeps its scales secret; what is known of them is that its makers advise more than 25 of both before faces
are compared. So 25 is where comparing begins to suffer here. Measured on 101 pairs of one person's photographs, one of
which was made worse, by the share that falls below a similarity of 95, which is 4-5 % when none is:

- Blur by a Gaussian of 0.5, 1, 1.5, 2 and 3 % of the face's width: 6, 9, 16, 24 and 46 %. Medians of sharpness are 65,
  41, 25, 16 and 8, and 79 without blur (64-99 on nine of ten faces).
- Exposure of 1/2, 1/8, 1/32 and 1/128 with some noise: 5, 5, 5 and 12 %, and below 99 fall 29, 28, 36 and 54 %.
  Medians of brightness are 54, 37, 25 and 17, and 65 as photographed.
"""

from math import exp

import cv2
import numpy as np

from kiosk.domain.faces.face_detail import Box, Quality
from kiosk.vision.arrays import Image

SHARPNESS_WIDTH_PX, MAX_SHARPNESS_HEIGHT_PX = 64, 256
"""Faces are measured at this size: finer detail says nothing of a person, and differs from camera to camera."""
SHARPNESS_SCALE = 0.022
"""Variance of the Laplacian, as a share of the squared brightness, at which sharpness is 63. A Gaussian of 1.5 % of the
face's width leaves 0.0066 (0.0044-0.0133 on nine of ten faces), which is 25."""
CONTRAST_SIDE_PX = 32
"""Contrast is measured at this size, in which noise has gone and features have not."""
BRIGHTNESS_EXPONENT = 0.6
"""Makes 25 of a tenth of full scale. In proportion to light, 25 would refuse faces that compare as well as any: the
darkest of 44 photographed ones had 29, which is 47 now."""


def face_quality(rgb: Image, box: Box, *, sampled: bool = False) -> Quality:
    """Measure one face of a picture; a box outside the picture is 0 in both.

    With `sampled` only some of its pixels are looked at, which is several times faster and takes noise for sharpness.
    """
    width_px = int(box.right * rgb.shape[1]) - max(int(box.left * rgb.shape[1]), 0)
    green = _cut_out(rgb, box, max(width_px // SHARPNESS_WIDTH_PX, 1) if sampled else 1)
    if green.size == 0:
        return Quality(0.0, 0.0)
    small = green if sampled else _at_one_size(green)
    light = float(cv2.mean(small)[0])
    deviation = float(cv2.meanStdDev(cv2.Laplacian(small, cv2.CV_16S))[1][0, 0])
    return Quality(brightness=_brightness(light), sharpness=_sharpness((deviation / max(light, 1.0)) ** 2))


def face_contrast(rgb: Image, box: Box) -> float:
    """Return how many grey levels (0-255) lie between the darker and the brighter quarter of a face.

    Noise is averaged away; what is overexposed or lies in the dark has hardly any. A box outside the picture has 0.
    """
    green = _cut_out(rgb, box, 1)
    if green.size == 0:
        return 0.0
    small = cv2.resize(green, (CONTRAST_SIDE_PX, CONTRAST_SIDE_PX), interpolation=cv2.INTER_AREA)
    dark, bright = np.percentile(small, (25, 75))
    return float(bright - dark)


def picture_brightness(image: Image) -> float:
    """Mean luma of a picture, 0-100, measured on every eighth pixel."""
    return _brightness(float(image[::8, ::8].mean()))


def _cut_out(rgb: Image, box: Box, step: int) -> Image:
    """Every so many-th pixel in the box; green alone is close enough to luma."""
    height_px, width_px = rgb.shape[:2]
    left, right = max(int(box.left * width_px), 0), int(box.right * width_px)
    top, bottom = max(int(box.top * height_px), 0), int(box.bottom * height_px)
    return np.ascontiguousarray(rgb[top:bottom:step, left:right:step, 1])


def _at_one_size(green: Image) -> Image:
    height_px, width_px = green.shape
    whole = max(width_px // SHARPNESS_WIDTH_PX, 1)
    if whole > 1 and height_px >= whole:
        # By a whole number first, which OpenCV does faster.
        even = green[: height_px // whole * whole, : width_px // whole * whole]
        green = _resized(even, width_px // whole, height_px // whole)
    high_px = round(height_px / width_px * SHARPNESS_WIDTH_PX)
    return _resized(green, SHARPNESS_WIDTH_PX, min(max(high_px, 1), MAX_SHARPNESS_HEIGHT_PX))


def _resized(grey: Image, width_px: int, height_px: int) -> Image:
    """Averages neighbours where there are too many, and interpolates where there are too few."""
    way = cv2.INTER_AREA if grey.shape[1] > width_px else cv2.INTER_LINEAR
    return np.asarray(cv2.resize(grey, (width_px, height_px), interpolation=way), dtype=np.uint8)


def _sharpness(relative_variance: float) -> float:
    return 100.0 * (1 - exp(-relative_variance / SHARPNESS_SCALE))


def _brightness(light: float) -> float:
    """Of a mean value 0-255."""
    return float(100.0 * (light / 255) ** BRIGHTNESS_EXPONENT)
