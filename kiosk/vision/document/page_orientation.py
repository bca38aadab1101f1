"""Turns the page of a picture the right way up."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from kiosk.domain.faces.face_detail import Box
from kiosk.vision.arrays import Image
from kiosk.vision.document.page import PageCorners, find_pages, sides_px, straightening
from kiosk.vision.document.text import TextNetworks
from kiosk.vision.document.text_boxes import Quad, size_of

MAX_SIDE_PX = 2_600
"""Of the straight page: 500 dots an inch for a passport."""
MIN_LINES = 3
"""What has less text than this was no page, but something like one."""
MAX_OVERHANG = 0.03
"""Of the page's width, by which a line may reach over its edge."""
BEYOND = 0.45
"""Of the page's height: how far above and below it lines may still be its own."""
LARGE = 0.4
"""Share of the picture from which on a page's lines are seen well enough in the picture."""
LINES_ASKED = 8
"""How many of the longest lines say which way up the page is."""

Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class UprightPage:
    """The page alone, the right way up, with the places of its lines."""

    image: Image
    matrix: Matrix
    """3x3, from pixels of the picture as it was handed in to pixels of `image`."""
    quads: list[Quad]
    is_page: bool
    """Whether a page was found; else all of the picture is taken for one."""

    def in_picture(self, box: Box, size_px: tuple[int, int]) -> Box:
        """A box in ratios of the page as one in ratios of the picture, whose width and height these are."""
        height_px, width_px = self.image.shape[:2]
        corners = np.array(
            [[x * width_px, y * height_px] for x in (box.left, box.right) for y in (box.top, box.bottom)]
        )
        points = cv2.perspectiveTransform(corners[None], np.linalg.inv(self.matrix))[0] / np.array(size_px)
        (left, top), (right, bottom) = points.min(axis=0).clip(0, 1), points.max(axis=0).clip(0, 1)
        return Box(float(left), float(top), float(right - left), float(bottom - top))


def turn_upright(bgr: Image, networks: TextNetworks) -> UprightPage:
    """The largest page of the picture, or the picture itself where there is none with text."""
    return turn_all_upright(bgr, networks)[0]


def turn_all_upright(bgr: Image, networks: TextNetworks) -> list[UprightPage]:
    """Every page of the picture that has text, the largest first; the picture itself where there is none.

    Both sides of a card may lie in one picture.
    """
    height_px, width_px = bgr.shape[:2]
    whole = _limited(np.eye(3), width_px, height_px)
    quads = _mapped(networks.find(bgr), whole[0])
    lines = _mapped(quads, np.linalg.inv(whole[0]))
    pages: list[UprightPage] = []
    for corners in find_pages(bgr):
        # Others than the largest must have their text in the picture as it is.
        if any(_crosses(quad, corners) for quad in lines) or (pages and len(_within(lines, corners)) < MIN_LINES):
            continue
        if _is_beside_text(lines, corners):
            continue
        page = _page(bgr, corners, lines, networks)
        if len(page.quads) >= MIN_LINES:
            pages.append(page)
        elif not pages:
            break
    return pages or [_turned(bgr, whole, networks, quads, is_page=False)]


def whole_picture(bgr: Image, networks: TextNetworks) -> UprightPage:
    """The picture as if it were the page."""
    matrix, size = _limited(np.eye(3), bgr.shape[1], bgr.shape[0])
    image = _warped(bgr, matrix, size)
    return UprightPage(image, matrix, networks.find(image), is_page=False)


def turn_page(bgr: Image, page: UprightPage, by_deg: float) -> UprightPage:
    """The page turned clockwise by so much, its lines with it, each the right way up; cut from `bgr` anew."""
    angle, (height_px, width_px) = np.radians(by_deg), page.image.shape[:2]
    cosine, sine = round(float(np.cos(angle)), 6), round(float(np.sin(angle)), 6)
    turn = np.array([[cosine, -sine, 0], [sine, cosine, 0], [0, 0, 1]], dtype=np.float64)
    frame = np.array([[0, 0], [width_px, 0], [width_px, height_px], [0, height_px]], dtype=np.float32)
    corners = cv2.perspectiveTransform(frame[None], turn)[0]
    turn[:2, 2] = -corners.min(axis=0)
    width, height = (corners.max(axis=0) - corners.min(axis=0)).round().astype(int)
    matrix, size = _limited(turn @ page.matrix, int(width), int(height))
    quads = _mapped(page.quads, matrix @ np.linalg.inv(page.matrix))
    return UprightPage(_warped(bgr, matrix, size), matrix, [_headed(quad) for quad in quads], page.is_page)


def _headed(quad: Quad) -> Quad:
    """The line read from the left rather than from the right."""
    return np.roll(quad, 2, axis=0) if quad[1, 0] < quad[0, 0] else quad


def _page(bgr: Image, corners: PageCorners, lines: list[Quad], networks: TextNetworks) -> UprightPage:
    """The page with these corners; `lines` are those of the picture."""
    corners = _grown(corners, lines)
    matrix, (width_px, height_px) = straightening(corners)
    large = cv2.contourArea(corners) > LARGE * bgr.shape[0] * bgr.shape[1]
    placed = _limited(matrix, width_px, height_px)
    # Lines that ran up or down in the picture have no left end there.
    inside = [_headed(line) for line in _inside(_mapped(lines, placed[0]), placed[1])] if large else None
    return _turned(bgr, placed, networks, inside, is_page=True)


def _within(lines: list[Quad], corners: PageCorners) -> list[Quad]:
    centres = ((line, line.mean(axis=0)) for line in lines)
    return [line for line, (x, y) in centres if cv2.pointPolygonTest(corners, (float(x), float(y)), False) > 0]


def _is_beside_text(lines: list[Quad], corners: PageCorners) -> bool:
    """Whether it has no text itself, and that beside it would be taken for its own: a portrait rather than a page."""
    return not _within(lines, corners) and len(_within(lines, _grown(corners, lines))) >= MIN_LINES


def _mapped(quads: list[Quad], matrix: Matrix) -> list[Quad]:
    """The same places after a perspective."""
    return [np.asarray(cv2.perspectiveTransform(quad[None], matrix)[0], dtype=np.float32) for quad in quads]


def _inside(quads: list[Quad], size: tuple[int, int]) -> list[Quad]:
    return [quad for quad in quads if (quad.mean(axis=0) > 0).all() and (quad.mean(axis=0) < size).all()]


def _grown(corners: PageCorners, lines: list[Quad]) -> PageCorners:
    """The page with the lines right above and below it: zones often lie on ground of their own, whose edge is clearer
    than that of the page."""
    wide, high = sides_px(corners)
    target = np.array([[0, 0], [wide, 0], [wide, high], [0, high]], dtype=np.float32)
    matrix = np.asarray(cv2.getPerspectiveTransform(corners, target), dtype=np.float64)
    middles = [(line, line.mean(axis=0)) for line in _mapped(lines, matrix)]
    near = [line for line, (x, y) in middles if 0 < x < wide and -BEYOND * high < y < (1 + BEYOND) * high]
    if not near:
        return corners
    reach, edge = np.concatenate(near), MAX_OVERHANG * wide
    top, bottom = min(reach[:, 1].min() - edge, 0.0), max(reach[:, 1].max() + edge, high)
    grown = np.array([[0, top], [wide, top], [wide, bottom], [0, bottom]], dtype=np.float32)
    inside = top > -edge and bottom < high + edge
    return corners if inside else _mapped([grown], np.linalg.inv(matrix))[0]


def _crosses(quad: Quad, corners: PageCorners) -> bool:
    """Whether a line of text runs over the edge of what looks like a page, which then is none."""
    room = MAX_OVERHANG * sides_px(corners)[0]
    depths = [cv2.pointPolygonTest(corners, (float(x), float(y)), True) for x, y in quad]
    return min(depths) < -room and max(depths) > room


def _limited(matrix: Matrix, width_px: int, height_px: int) -> tuple[Matrix, tuple[int, int]]:
    """The same with no side longer than it may be."""
    scale = min(MAX_SIDE_PX / max(width_px, height_px), 1.0)
    return np.diag([scale, scale, 1.0]) @ matrix, (round(width_px * scale), round(height_px * scale))


def _turned(
    bgr: Image,
    placed: tuple[Matrix, tuple[int, int]],
    networks: TextNetworks,
    known: list[Quad] | None,
    *,
    is_page: bool,
) -> UprightPage:
    """`known` are the lines' places on the page, if they have been looked for."""
    matrix, size = placed
    image = _warped(bgr, matrix, size)
    quads = networks.find(image) if known is None else known
    if _is_sideways(quads):
        matrix, size = np.array([[0, -1, size[1] - 1], [1, 0, 0], [0, 0, 1]]) @ matrix, (size[1], size[0])
        image = _warped(bgr, matrix, size)
        quads = networks.find(image)
    if networks.upside_down(image, _longest(quads)) > 0.5:
        over = np.array([[-1, 0, size[0] - 1], [0, -1, size[1] - 1], [0, 0, 1]], dtype=np.float64)
        matrix, image = over @ matrix, np.ascontiguousarray(image[::-1, ::-1])
        corner = np.array([size[0] - 1, size[1] - 1], dtype=np.float32)
        quads = [np.roll(corner - quad, 2, axis=0) for quad in reversed(quads)]
    return UprightPage(image, matrix, quads, is_page)


def _warped(bgr: Image, matrix: Matrix, size: tuple[int, int]) -> Image:
    if np.array_equal(matrix, np.eye(3)):
        return bgr
    shrinks = abs(np.linalg.det(matrix[:2, :2])) < 0.8
    flags = cv2.INTER_AREA if shrinks else cv2.INTER_CUBIC
    return np.asarray(cv2.warpPerspective(bgr, matrix, size, flags=flags, borderMode=cv2.BORDER_REPLICATE), np.uint8)


def _is_sideways(quads: list[Quad]) -> bool:
    """Whether more length of text runs up and down than to the side."""
    along = np.array([np.abs(quad[1] - quad[0]) for quad in quads if size_of(quad)[0] > 2 * size_of(quad)[1]])
    return bool(along.size and along[:, 1].sum() > along[:, 0].sum())


def _longest(quads: list[Quad]) -> list[Quad]:
    return sorted(quads, key=lambda quad: -size_of(quad)[0])[:LINES_ASKED]
