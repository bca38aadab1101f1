"""Finds the page of a document in a picture, and makes it straight."""

from collections.abc import Iterator
from itertools import islice

import cv2
import numpy as np
from numpy.typing import NDArray

from kiosk.vision.arrays import Image

LOOK_WIDTH_PX, LOOK_HEIGHT_PX = 480, 1_920
"""Pages are looked for at this width of the picture; one that would be higher shows no page, however narrow it is."""
MAX_CANDIDATES = 400
"""Quadrilaterals that are measured; pictures of documents have some fifty."""
MIN_AREA = 0.06
"""Of the picture; a smaller quadrilateral is a box on a page rather than a page."""
ASPECTS = (1.33, 1.80)
"""Of pages: 1.42 for passports and TD2 cards, 1.59 for TD1 cards (ISO/IEC 7810), and room for perspective.

Portraits have 1.29."""
MIN_FILL = 0.90
"""How much of its quadrilateral the outline of a page must cover; corners are rounded, and thumbs cover some."""
MIN_EDGE_SHARE = 0.55
"""How much of a page's sides must be seen as edges."""
MAX_SKEW = 0.45
"""Cosine of the sharpest angle that perspective gives a corner."""
MAX_PAGES = 4
SECOND_SHARE = 0.4
"""Of the largest page's area; a smaller one beside it is a box or a stamp."""
MAX_OVERLAP = 0.05
"""Of the smaller page's area; what overlaps more is the same page, or a part of it."""
MARGIN = 0.01
"""Of the page, kept around it when it is made straight."""

PageCorners = NDArray[np.float32]
"""4x2 in pixels: top left, top right, bottom right, bottom left, of the picture as it is."""


def find_page(bgr: Image) -> PageCorners | None:
    """The corners of the largest page; None when there is none, as in a picture that the page fills."""
    return next(iter(find_pages(bgr)), None)


def find_pages(bgr: Image) -> list[PageCorners]:
    """The corners of all pages that lie beside each other, the largest first: both sides of a card in one picture."""
    scale = min(LOOK_WIDTH_PX / bgr.shape[1], LOOK_HEIGHT_PX / bgr.shape[0], 1.0)
    small = np.asarray(cv2.resize(bgr, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), dtype=np.uint8)
    edges = _edges(small)
    near = np.asarray(cv2.dilate(edges, np.ones((5, 5), dtype=np.uint8)), dtype=np.uint8)
    found = [corners for corners in islice(_candidates(small, edges), MAX_CANDIDATES) if _is_page(corners, near)]
    pages: list[PageCorners] = []
    for corners in sorted(found, key=lambda each: -float(cv2.contourArea(each))):
        if len(pages) < MAX_PAGES and not any(_overlap(corners, page) for page in pages):
            pages.append(corners)
    least = SECOND_SHARE * max((float(cv2.contourArea(page)) for page in pages), default=0.0)
    return [np.asarray(page / scale, np.float32) for page in pages if float(cv2.contourArea(page)) >= least]


def straighten(bgr: Image, corners: PageCorners, width_px: int | None = None) -> Image:
    """The page alone, upright as far as its corners tell, as wide as it is in the picture or as wide as asked."""
    matrix, size = straightening(corners, width_px)
    return np.asarray(cv2.warpPerspective(bgr, matrix, size, flags=cv2.INTER_CUBIC), dtype=np.uint8)


def straightening(corners: PageCorners, width_px: int | None = None) -> tuple[NDArray[np.float64], tuple[int, int]]:
    """The 3x3 matrix from the picture to the straight page, and the page's size in pixels with its margin."""
    wide, high = sides_px(corners)
    scale = width_px / wide if width_px else 1.0
    width, height = max(round(wide * scale), 1), max(round(high * scale), 1)
    edge = round(MARGIN * width)
    target = np.array([[0, 0], [width, 0], [width, height], [0, height]], dtype=np.float32) + edge
    matrix = cv2.getPerspectiveTransform(corners.astype(np.float32), target.astype(np.float32))
    return np.asarray(matrix, dtype=np.float64), (width + 2 * edge, height + 2 * edge)


def sides_px(corners: PageCorners) -> tuple[float, float]:
    """Width and height of the page: the longer of each pair of sides."""
    lengths = np.linalg.norm(np.roll(corners, -1, axis=0) - corners, axis=1)
    return float(max(lengths[0], lengths[2])), float(max(lengths[1], lengths[3]))


def _edges(small: Image) -> Image:
    """Edges of all channels: a card may differ from the table in colour alone."""
    blurred = cv2.GaussianBlur(small, (5, 5), 0)
    edges = np.zeros(small.shape[:2], dtype=np.uint8)
    for channel in cv2.split(blurred):
        edges |= np.asarray(cv2.Canny(channel, 30, 90), dtype=np.uint8)
    return edges


def _candidates(small: Image, edges: Image) -> Iterator[PageCorners]:
    """Quadrilaterals around outlines: of closed edges, and of what is lighter or darker than the rest."""
    grey = cv2.GaussianBlur(cv2.cvtColor(small, cv2.COLOR_BGR2GRAY), (7, 7), 0)
    _, light = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)
    saturation = cv2.GaussianBlur(cv2.cvtColor(small, cv2.COLOR_BGR2HSV)[..., 1], (7, 7), 0)
    _, colourful = cv2.threshold(saturation, 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)
    closed = [cv2.dilate(edges, np.ones((size, size), dtype=np.uint8)) for size in (3, 7)]
    masks = [*closed, *(cv2.bitwise_not(each) for each in closed), light, cv2.bitwise_not(light), colourful]
    for mask in masks:
        outlines, _ = cv2.findContours(mask, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
        for outline in outlines:
            if cv2.contourArea(outline) > MIN_AREA * edges.size or cv2.arcLength(outline, True) > edges.shape[0]:
                corners = _quadrilateral(np.asarray(outline, dtype=np.int32))
                if corners is not None and cv2.contourArea(corners) > MIN_AREA * edges.size:
                    yield corners


def _quadrilateral(outline: NDArray[np.int32]) -> PageCorners | None:
    """The four corners of an outline's hull; None when it is no quadrilateral."""
    hull = cv2.convexHull(outline)
    around = cv2.arcLength(hull, True)
    for share in (0.02, 0.04, 0.06):
        points = cv2.approxPolyDP(hull, share * around, True)
        if len(points) == 4:
            corners = points.reshape(4, 2).astype(np.float32)
            fill = float(cv2.contourArea(hull)) / max(float(cv2.contourArea(corners)), 1.0)
            return _ordered(corners) if MIN_FILL < fill < 1 / MIN_FILL else None
    return None


def _overlap(a: PageCorners, b: PageCorners) -> bool:
    """Whether two pages are one, or one is a part of the other."""
    shared, _ = cv2.intersectConvexConvex(a, b)
    return bool(shared > MAX_OVERLAP * min(cv2.contourArea(a), cv2.contourArea(b)))


def _ordered(corners: PageCorners) -> PageCorners:
    """Clockwise from the top left one, the first side being a long one."""
    centre = corners.mean(axis=0)
    turned = corners[np.argsort(np.arctan2(*(corners - centre).T[::-1]))]
    wide, high = sides_px(turned)
    turned = turned if wide >= high else np.roll(turned, -1, axis=0)
    # Of the two ways round, the one that leaves the page the right way up as seen by the camera.
    upright = turned if turned[:2, 1].sum() <= turned[2:, 1].sum() else np.roll(turned, -2, axis=0)
    return np.asarray(upright, dtype=np.float32)


def _is_page(corners: PageCorners, near_edges: Image) -> bool:
    wide, high = sides_px(corners)
    if not ASPECTS[0] <= wide / max(high, 1.0) <= ASPECTS[1]:
        return False
    ways = np.roll(corners, -1, axis=0) - corners
    ways = ways / np.maximum(np.linalg.norm(ways, axis=1, keepdims=True), 1e-6)
    skew = np.abs((ways * np.roll(ways, -1, axis=0)).sum(axis=1)).max()
    is_seen = bool(skew < MAX_SKEW) and _edge_share(corners, near_edges) > MIN_EDGE_SHARE
    return is_seen and not _is_frame(corners, near_edges)


def _edge_share(corners: PageCorners, near_edges: Image) -> float:
    """How much of the sides are edges in the picture."""
    sides = np.zeros(near_edges.shape, dtype=np.uint8)
    cv2.polylines(sides, [corners.astype(np.int32)], True, (255,), 1)
    return float(cv2.countNonZero(cv2.bitwise_and(sides, near_edges))) / max(float(cv2.countNonZero(sides)), 1.0)


def _is_frame(corners: PageCorners, edges: Image) -> bool:
    """Whether it is the picture itself."""
    height_px, width_px = edges.shape
    frame = np.array([[0, 0], [width_px, 0], [width_px, height_px], [0, height_px]], dtype=np.float32)
    return bool(np.abs(corners - frame).max() < 0.02 * width_px)
