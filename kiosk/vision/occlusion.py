"""Whether something covers eyes, nose or mouth of a still face: there is none of the detail that belongs there.

The face is brought to one size and shape by eyes, nose and mouth. Lips and the base of the nose have edges that run
across, eyes have edges, fine detail and a pupil darker than the skin below. A mask, dark glasses or a hand have less.
And a mouth is like its mirror image.

Measured on 117 uncovered faces of some 40 people (press photographs, portraits on documents, frames of clips; beards,
glasses, grimaces, closed eyes): none was called covered, nor was one of those that are sharp enough after they were
blurred, darkened, made noisy, small, or compressed hard. Of 83 each with drawn coverings: blue and white masks 100 %,
black ones 91 %, dark glasses 99 %, a bar over the eyes 93 %, a hand-coloured patch over the mouth 100 %, over one side
of the face 93-96 %, over both eyes 67 %. Real hands have creases and shadows of their own: in a clip of a woman, nine
of nine frames with her hand over half of her face, none of five with it before mouth and chin, none of twelve with it
at one corner of the mouth. Hair, scarves below the mouth and clear glasses are not looked for.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cbrt, exp, sqrt

import cv2
import numpy as np
from numpy.typing import NDArray

from kiosk.vision.arrays import Image, Points

SIDE_PX = 128
PLACES_PX = ((44, 50), (84, 50), (64, 74), (64, 92))
"""Where the eyes, the tip of the nose and the mouth lie in what is looked at."""
LIPS = (61, 146, 91, 181, 84, 17, 314, 405, 321, 375, 291, 409, 270, 269, 267, 0, 37, 39, 40, 185)
NOSE_BASE = (48, 64, 98, 97, 2, 326, 327, 294, 278, 4)
FOREHEAD = (9, 107, 66, 105, 104, 69, 108, 151, 337, 299, 333, 334, 296, 336)


@dataclass(frozen=True, slots=True)
class Eye:
    """Outlines of an eye, of the lid above it, of the skin below, and of the cheek, in points of the mesh."""

    opening: Sequence[int]
    lid: Sequence[int]
    below: Sequence[int]
    cheek: Sequence[int]


LEFT = Eye(
    (33, 246, 161, 160, 159, 158, 157, 173, 133, 155, 154, 153, 145, 144, 163, 7),
    (247, 30, 29, 27, 28, 56, 65, 52, 53, 46),
    (110, 24, 23, 22, 26, 112, 243, 121, 120, 119, 118, 117, 111),
    (50, 101, 118, 117, 123, 187, 205, 36),
)
RIGHT = Eye(
    (263, 466, 388, 387, 386, 385, 384, 398, 362, 382, 381, 380, 374, 373, 390, 249),
    (467, 260, 259, 257, 258, 286, 295, 282, 283, 276),
    (339, 254, 253, 252, 256, 341, 463, 350, 349, 348, 347, 346, 340),
    (280, 330, 347, 346, 352, 411, 425, 266),
)
COVERED_LOWER, COVERED_EYE = 0.17, 0.065
"""What nose and mouth, and the eye that shows less, must exceed; uncovered faces had 0.20 and 0.077 at least."""
COVERED_MOUTH, MAX_YAW_DEG = 0.30, 15.0
"""How like its mirror image a mouth must be when the head is not turned further; uncovered ones had 0.39 at least."""
MOUTH_PX, REACH_PX = (78, 106, 36, 64), (3, 4)
"""Top, bottom, left and middle of the mouth's left half, and how far its mirror image may lie up, down and aside."""
SLOPE = 0.15
"""Of the ratio to these: a tenth from the threshold is 66 % sure, a third 90 %."""
MIN_LIGHT, MIN_CONTRAST = 8.0, 0.005
"""Of 255, and of the light: darker or flatter is as good as nothing."""

Values = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Occlusion:
    """Whether a face is covered, and how sure that is, 50-100."""

    covered: bool
    confidence: float


def occlusion(rgb: Image, points: Points, yaw_deg: float) -> Occlusion:
    """Look at one face; its mesh has 468 points in pixels, or 478 with the irises."""
    face = Aligned(rgb, points)
    ratio = min(face.lower() / COVERED_LOWER, face.eye(LEFT) / COVERED_EYE, face.eye(RIGHT) / COVERED_EYE)
    if abs(yaw_deg) <= MAX_YAW_DEG:
        ratio = min(ratio, face.symmetry() / COVERED_MOUTH)
    chance = 1 / (1 + exp(min((ratio - 1) / SLOPE, 50.0)))
    return Occlusion(chance > 0.5, 100 * max(chance, 1 - chance))


class Aligned:
    """A face at one size, with its edges and its detail."""

    def __init__(self, rgb: Image, points: Points) -> None:
        self._points, self._green = _aligned(rgb, points)
        smooth = cv2.GaussianBlur(self._green, (0, 0), 1)
        skin = (FOREHEAD, *(outline for eye in (LEFT, RIGHT) for outline in (eye.below, eye.cheek)))
        self.light = max(float(np.median([self._median(outline) for outline in skin])), MIN_LIGHT)
        self._edges = np.asarray(np.abs(cv2.Sobel(smooth, cv2.CV_32F, 0, 1)), dtype=np.float32) / self.light
        self._detail = np.asarray(np.abs(cv2.Laplacian(smooth, cv2.CV_32F)), dtype=np.float32) / self.light

    def lower(self) -> float:
        """Edges that run across lips and base of the nose, as shares of the face's light."""
        lips, nose = (float(self._within(outline, self._edges).mean()) for outline in (LIPS, NOSE_BASE))
        return float(sqrt(lips * nose))

    def eye(self, eye: Eye) -> float:
        """An eye's edges, fine detail and contrast to the skin below, as shares of the face's light."""
        edges = np.concatenate([self._within(outline, self._edges) for outline in (eye.opening, eye.lid)]).mean()
        detail = self._within(eye.opening, self._detail).mean()
        pupil = float(np.percentile(self._within(eye.opening, self._green), 10))
        contrast = max((self._median(eye.below) - pupil) / self.light, MIN_CONTRAST)
        return float(cbrt(float(edges * detail) * contrast))

    def light_within(self, eye: Eye) -> float:
        """The light between the lids, as a share of the skin's."""
        return self._median(eye.opening) / self.light

    def symmetry(self) -> float:
        """How like the other half of the mouth one half is, -1 to 1, whatever the light's direction."""
        smooth = cv2.GaussianBlur(self._green, (0, 0), 2)
        shape = smooth - cv2.GaussianBlur(smooth, (0, 0), 10)
        even = np.asarray(shape / (cv2.GaussianBlur(np.abs(shape), (0, 0), 8) + 2), dtype=np.float32)
        top, bottom, left, right = MOUTH_PX
        up, aside = REACH_PX
        mirrored = np.ascontiguousarray(even[top - up : bottom + up, ::-1][:, left - aside : right + aside])
        return float(cv2.matchTemplate(mirrored, even[top:bottom, left:right], cv2.TM_CCOEFF_NORMED).max())

    def _median(self, outline: Sequence[int]) -> float:
        return float(np.median(self._within(outline, self._green)))

    def _within(self, outline: Sequence[int], values: Values) -> Values:
        """The values inside an outline and on it."""
        mask = np.zeros((SIDE_PX, SIDE_PX), np.uint8)
        corners = np.clip(np.round(self._points[list(outline)]), 0, SIDE_PX - 1).astype(np.int32)
        cv2.fillPoly(mask, [corners], (1,))
        return values[mask > 0]


def _aligned(rgb: Image, points: Points) -> tuple[Points, Values]:
    """Points and green channel after the affine map that brings eyes, nose and mouth to their places."""
    flat = np.asarray(points[:, :2], dtype=np.float64)
    seen = np.array([flat[list(group)].mean(axis=0) for group in ((33, 133), (362, 263), (1,), (61, 291))])
    matrix = np.linalg.lstsq(np.c_[seen, np.ones(len(seen))], np.array(PLACES_PX, dtype=np.float64), rcond=None)[0]
    green = np.ascontiguousarray(rgb[..., 1])
    warped = cv2.warpAffine(green, matrix.T, (SIDE_PX, SIDE_PX))
    return np.asarray(np.c_[flat, np.ones(len(flat))] @ matrix, dtype=np.float32), np.asarray(warped, dtype=np.float32)
