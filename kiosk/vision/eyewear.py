"""Whether somebody wears glasses: dark where both eyes should be, or a frame that crosses the bridge of the nose.

Measured on 69 pictures of some 30 people (press photographs, portraits on documents, frames of clips), nine of which
show four people with clear glasses: a frame was seen on the three with bold ones, on none of the six with wire rims,
and on none of the 60 without glasses. So a frame that is seen is one; where none is seen, who knows. Frames that were
drawn onto all of them were seen on 68. Nobody in those pictures wears sunglasses: none were seen, and drawn ones on 67.
"""

from dataclasses import dataclass
from math import exp

import cv2
import numpy as np

from kiosk.vision.arrays import Image, Points
from kiosk.vision.occlusion import COVERED_EYE, LEFT, RIGHT, SLOPE, Aligned, Values

SIDE_PX = 256
PLACES_PX = ((88, 100), (168, 100), (128, 184), (128, 148))
"""Where eyes, mouth and tip of the nose lie."""
GROUPS = ((33, 133), (362, 263), (61, 291), (1,))
BRIDGE = np.s_[84:122, 114:142]
FOREHEAD, NOSE = np.s_[40:70, 90:166], np.s_[130:160, 100:156]
"""Where a frame crosses the nose, and skin whose own creases and noise it is measured by."""
COLUMNS_PX, REACH_PX = 7, 5
"""Of the four parts that a frame has to cross one like the other, and how far it may be bent between them."""
FRAME, FRAME_SLOPE = 1.0, 0.15
"""Ratio of a frame to creases: faces with bold frames had 1.3-2.7, those without glasses 0.7 at most."""
DARK, DARK_SLOPE = 0.5, 0.08
"""Light within the eyes' outlines to the skin's. Dark eyes have as little as drawn sunglasses, 0.15-0.4; what covers
eyes and has more is no sunglasses."""


@dataclass(frozen=True, slots=True)
class Eyewear:
    """Chances, 0-1, of a frame across the nose and of dark glasses before both eyes."""

    frame: float
    dark: float


def eyewear(rgb: Image, points: Points) -> Eyewear:
    """Look at one face, whose mesh has 468 points or more in pixels."""
    face = Aligned(rgb, points)
    # Both eyes are hidden, and both are dark: a hand or a bar of another colour is no pair of glasses.
    hidden = _chance((COVERED_EYE - max(face.eye(LEFT), face.eye(RIGHT))) / COVERED_EYE, SLOPE)
    darkness = _chance(DARK - max(face.light_within(LEFT), face.light_within(RIGHT)), DARK_SLOPE)
    return Eyewear(frame=_chance(_frame(rgb, points) - FRAME, FRAME_SLOPE), dark=min(hidden, darkness))


def _frame(rgb: Image, points: Points) -> float:
    """The strongest line that crosses the bridge of the nose, dark or bright, to creases of the skin."""
    lines = _lines(rgb, points)
    strongest = max(_crossing(sign * lines[BRIDGE]) for sign in (1, -1))
    creases = float(np.abs(lines[FOREHEAD]).mean() + np.abs(lines[NOSE]).mean())
    return strongest / (creases + 0.01)


def _lines(rgb: Image, points: Points) -> Values:
    """Fine structure of the upright face, relative to its light."""
    flat = np.asarray(points[:, :2], dtype=np.float64)
    seen = np.array([flat[list(group)].mean(axis=0) for group in GROUPS])
    matrix = np.linalg.lstsq(np.c_[seen, np.ones(len(seen))], np.array(PLACES_PX, dtype=np.float64), rcond=None)[0]
    green = cv2.warpAffine(np.ascontiguousarray(rgb[..., 1]), matrix.T, (SIDE_PX, SIDE_PX)).astype(np.float32)
    light = np.log(cv2.GaussianBlur(green, (0, 0), 1.2) + 12)
    return np.asarray(cv2.GaussianBlur(light, (0, 0), 1.5) - cv2.GaussianBlur(light, (0, 0), 5), dtype=np.float32)


def _crossing(lines: Values) -> float:
    """How strong the weakest part of the strongest line is, in the columns side by side."""
    parts = [lines[:, start : start + COLUMNS_PX].mean(axis=1) for start in range(0, lines.shape[1], COLUMNS_PX)]
    reached = [cv2.dilate(np.ascontiguousarray(part[:, None]), np.ones((REACH_PX, 1)))[:, 0] for part in parts]
    return float(np.min(reached, axis=0).max())


def _chance(above: float, slope: float) -> float:
    return 1 / (1 + exp(min(max(-above / slope, -50.0), 50.0)))
