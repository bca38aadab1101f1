"""One look at a frame of the camera: where the page is, and what keeps it from being read. A few milliseconds."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from kiosk.domain.documents.document import Finding
from kiosk.domain.faces.face_detail import Point
from kiosk.vision.arrays import Image
from kiosk.vision.document.page import PageCorners, find_page, sides_px, straighten

MIN_PAGE_WIDTH_PX = 480
"""Of the picture's own pixels: ten for each of the 44 characters in a line of a passport, and the margins."""
MEASURE_WIDTH_PX, MEASURE_HEIGHT_PX = 480, 1_920
"""Pages are measured at one size, so that the measures hardly depend on the distance; what would be higher is no page,
and is not blown up."""
MIN_SHARPNESS = 16.0
"""Measured on 25 specimens: in focus they have 37 to 93, and blurred by a pixel at this size 10 to 21."""
STREAKED_ALONG, STREAKED_ACROSS, STREAKED_ASLANT = 0.7, 3.0, 0.85
"""Fine detail along the lines in that across them, and of one slant in the other's: what moved lost it one way.

Of 42 specimens and 140 drawn pages in focus and out of it 0.9 to 1.3, with barcodes up to 2.4, and aslant 0.97 to 1.07;
of pages that moved by 5 to 9 pixels along their lines 0.3 to 0.62. The limits were set on these."""
GLARE_LEVEL = 250
"""Of all three channels, less the camera's noise; what shines is white whatever the page's colour."""
MAX_GLARE = 0.015
"""Of the page's area in one patch: as much as some eight characters of a zone."""
WHITE_PAGE = 240
"""Median of the page from which on it is simply white, and nothing can be said of glare."""
STEADY = 0.02
"""How far a corner may move between two frames, as a ratio of the picture: of a page that lies still, corners are found
within 0.012."""

EDGE_PX = 2
_SECOND_DIFFERENCES = tuple(
    np.array(rows, dtype=np.float32)
    for rows in (
        [[0, 0, 0], [-1, 2, -1], [0, 0, 0]],
        [[0, -1, 0], [0, 2, 0], [0, -1, 0]],
        [[-1, 0, 0], [0, 2, 0], [0, 0, -1]],
        [[0, 0, -1], [0, 2, 0], [-1, 0, 0]],
    )
)
"""Along the lines, across them, and along both slants."""


@dataclass(frozen=True, slots=True)
class PageObservation:
    """What one look saw; all measures are 0 when there is no page."""

    corners: tuple[Point, Point, Point, Point] | None
    """Top left, top right, bottom right, bottom left, as ratios of the picture."""
    hint: Finding | None
    """NO_PAGE, PAGE_TOO_SMALL, BLURRED, GLARE, or None when the page can be read."""
    sharpness: float = 0.0
    """0-100."""
    glare: float = 0.0
    """Area of the largest shining patch, as a ratio of the page's."""
    area: float = 0.0
    """Of the page, as a ratio of the picture's."""


def observe_page(bgr: Image) -> PageObservation:
    """Look at one frame of the camera; any size."""
    corners = find_page(bgr)
    if corners is None:
        return PageObservation(None, Finding.NO_PAGE)
    height_px, width_px = bgr.shape[:2]
    page = straighten(bgr, corners, MEASURE_WIDTH_PX)
    focus, shine = sharpness(page), glare(page)
    points = [Point(float(x) / width_px, float(y) / height_px) for x, y in corners]
    return PageObservation(
        corners=(points[0], points[1], points[2], points[3]),
        hint=_hint(corners, focus, shine),
        sharpness=focus,
        glare=shine,
        area=float(cv2.contourArea(corners)) / (height_px * width_px),
    )


def is_steady(before: PageObservation, after: PageObservation) -> bool:
    """Whether both show the page in the same place."""
    if before.corners is None or after.corners is None:
        return False
    pairs = zip(before.corners, after.corners, strict=True)
    return all(abs(a.x - b.x) < STEADY and abs(a.y - b.y) < STEADY for a, b in pairs)


def sharpness(page: Image) -> float:
    """How fine the detail is for its contrast, 0-100: the Laplacian's deviation against that of the page itself."""
    grey = cv2.cvtColor(page, cv2.COLOR_BGR2GRAY)
    contrast = float(cv2.meanStdDev(grey)[1][0, 0])
    detail = float(cv2.meanStdDev(cv2.Laplacian(grey, cv2.CV_16S))[1][0, 0])
    return min(100.0, 50.0 * detail / contrast) if contrast > 1.0 else 0.0


def is_streaked(page: Image) -> bool:
    """Whether the page moved while it was exposed: in one direction it has less fine detail than in the other."""
    if min(page.shape[:2]) <= 2 * EDGE_PX:
        return False
    grey = cv2.cvtColor(page, cv2.COLOR_BGR2GRAY).astype(np.float32)
    along, across, falling, rising = (_detail(grey, kernel) for kernel in _SECOND_DIFFERENCES)
    if min(along, across, falling, rising) <= 0.0:
        return False
    aslant = falling / rising
    return not (
        STREAKED_ALONG <= along / across <= STREAKED_ACROSS and STREAKED_ASLANT <= aslant <= 1 / STREAKED_ASLANT
    )


def _detail(grey: NDArray[np.float32], kernel: NDArray[np.float32]) -> float:
    """Deviation of a second difference, without the page's edges."""
    return float(cv2.filter2D(grey, -1, kernel)[EDGE_PX:-EDGE_PX, EDGE_PX:-EDGE_PX].std())


def glare(page: Image) -> float:
    """Area of the largest shining patch as a ratio of the page's; 0 on a page that is white itself."""
    darkest = np.asarray(cv2.blur(page, (3, 3)).min(axis=2), dtype=np.uint8)
    if float(np.median(darkest)) >= WHITE_PAGE:
        return 0.0
    shining = cv2.threshold(darkest, GLARE_LEVEL - 1, 255, cv2.THRESH_BINARY)[1]
    # Thin white strokes and lines are print, not light.
    patches = cv2.morphologyEx(shining, cv2.MORPH_OPEN, np.ones((7, 7), dtype=np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(patches)
    return max((float(stats[label, cv2.CC_STAT_AREA]) for label in range(1, count)), default=0.0) / darkest.size


def _hint(corners: PageCorners, focus: float, shine: float) -> Finding | None:
    if sides_px(corners)[0] < MIN_PAGE_WIDTH_PX:
        return Finding.PAGE_TOO_SMALL
    if focus < MIN_SHARPNESS:
        return Finding.BLURRED
    return Finding.GLARE if shine > MAX_GLARE else None
