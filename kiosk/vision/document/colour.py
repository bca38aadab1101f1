"""Whether a page has colours at all: copies in black and white have none, whatever the light is."""

import cv2
import numpy as np

from kiosk.vision.arrays import Image

MEASURE_SIDE_PX = 480
"""Longer side at which it is measured, so that the sensor's coloured noise is averaged away."""
MIN_COLOUR = 8.0
"""CIELAB distance that the hundredth part of a page with a portrait has at least from the light's own tint: 15 to 45 on
27 specimens of the developers', and 3.5 to 6.3 on the same in black and white, tinted, with noise and as JPEG of 70."""
PERCENTILE = 99.0
LIT, LIT_PERCENTILE, MAX_GAIN = 0.9, 98.0, 6.0
"""Of the brightest channel, how bright the page's paper is made before it is measured: colours fade with the light."""
NOISE_PER_GAIN = 3.5
"""By how much more a page must differ where it was made lighter, and its noise with it. With a noise of 9 levels,
copies in black and white at 1, 0.5, 0.3 and 0.12 of the light measured 5, 9, 13 and 23, drawn pages 31 and more."""


def is_grey(bgr: Image) -> bool:
    """Whether the picture of a page has no colours but the light's tint, which follows its lightness."""
    measured, gain = colour(bgr)
    return bool(measured < MIN_COLOUR + NOISE_PER_GAIN * (gain - 1))


def colour(bgr: Image) -> tuple[float, float]:
    """How far the most colourful hundredth of a page lies from what its lightness alone would explain, in CIELAB, and
    by how much it was made lighter."""
    scale = MEASURE_SIDE_PX / max(bgr.shape[:2])
    small = cv2.resize(bgr, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA) if scale < 1 else bgr
    seen = cv2.medianBlur(small, 3).astype(np.float32) / 255
    paper = float(np.percentile(seen.max(axis=2), LIT_PERCENTILE))
    gain = min(max(LIT / max(paper, 1 / 255), 1.0), MAX_GAIN)
    lab = cv2.cvtColor(np.clip(seen * gain, 0, 1), cv2.COLOR_BGR2LAB).reshape(-1, 3)
    lightness, tints = lab[:, 0], lab[:, 1:]
    terms = np.stack([np.ones_like(lightness), lightness, lightness**2], axis=1)
    explained = terms @ np.linalg.lstsq(terms, tints, rcond=None)[0]
    return float(np.percentile(np.linalg.norm(tints - explained, axis=1), PERCENTILE)), gain
