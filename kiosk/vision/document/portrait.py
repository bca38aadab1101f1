"""The portrait on a page: the largest face, cut out with room around it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from kiosk.domain.documents.portraits import can_be_portrait
from kiosk.domain.faces.face_detail import Box
from kiosk.vision.arrays import Image
from kiosk.vision.jpeg import encode_jpeg
from kiosk.vision.photo_faces import PhotoFace

ROOM = 0.45
"""Kept around the face's mesh on each side, of its size: hair, chin and ears, as comparers want them."""
MIN_CROP_PX, MAX_ENLARGED_PX = 160, 640
"""Smaller crops are enlarged: detectors of faces see no more in them, but refuse less. No face is four times as long as
wide."""
JPEG_QUALITY = 95

MAX_FACES = 8
"""Where there are more, some may be unseen."""
FOREHEAD, CHIN = 10, 152
"""Of the face mesh."""
PARTS = ((0.0, 1.0), (0.0, 0.5), (0.5, 1.0))
"""From where to where (ratios of its width) a page is looked at: pale portraits are found in its half alone."""

FindFaces = Callable[[Image, int], Sequence[PhotoFace]]
"""All faces of an RGB picture, the largest first, at most so many."""


@dataclass(frozen=True, slots=True)
class PageFace:
    """A face on a page."""

    box: Box
    """Of its mesh, in ratios of the page."""
    tilt_deg: float
    """How far its forehead leans from straight up, clockwise, -180 to 180."""


def faces_on(page: Image, find: FindFaces, *, thoroughly: bool) -> list[PageFace]:
    """Faces of a BGR page, the largest first.

    `thoroughly` looks at its halves, too, where none or no face as wide as a portrait's is seen.
    """
    width_px = page.shape[1]
    best: list[PageFace] = []
    for start, end in PARTS if thoroughly else PARTS[:1]:
        left = round(start * width_px)
        rgb = cv2.cvtColor(page[:, left : round(end * width_px)], cv2.COLOR_BGR2RGB)
        found = [_placed(face, left, page) for face in find(np.asarray(rgb, dtype=np.uint8), MAX_FACES)]
        if found and can_be_portrait(found[0].box, 1.0):
            return _distinct([*found, *best])
        best = _distinct([*best, *found])
    return best


def _distinct(faces: Sequence[PageFace]) -> list[PageFace]:
    """Each face once, the largest first."""
    kept: list[PageFace] = []
    for face in sorted(faces, key=lambda each: -each.box.area):
        if len(kept) < MAX_FACES and not any(one.box.contains(face.box.centre) for one in kept):
            kept.append(face)
    return kept


def _placed(face: PhotoFace, left_px: int, page: Image) -> PageFace:
    height_px, width_px = page.shape[:2]
    left, top = (float(value) for value in face.points[:, :2].min(axis=0))
    right, bottom = (float(value) for value in face.points[:, :2].max(axis=0))
    box = Box((left + left_px) / width_px, top / height_px, (right - left) / width_px, (bottom - top) / height_px)
    up = face.points[FOREHEAD, :2] - face.points[CHIN, :2]
    return PageFace(box, float(np.degrees(np.arctan2(up[0], -up[1]))))


def portrait_box(face: Box) -> Box:
    """The face with room around it, inside the page."""
    wide = face.enlarge(ROOM)
    left, top = max(wide.left, 0.0), max(wide.top, 0.0)
    return Box(left, top, min(wide.right, 1.0) - left, min(wide.bottom, 1.0) - top)


def portrait_jpeg(page: Image, box: Box) -> bytes:
    """The crop as a JPEG file of its own."""
    height_px, width_px = page.shape[:2]
    crop = page[
        round(box.top * height_px) : max(round(box.bottom * height_px), round(box.top * height_px) + 1),
        round(box.left * width_px) : max(round(box.right * width_px), round(box.left * width_px) + 1),
    ]
    scale = min(MIN_CROP_PX / min(crop.shape[:2]), MAX_ENLARGED_PX / max(crop.shape[:2]))
    if scale > 1:
        crop = np.asarray(cv2.resize(crop, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC), dtype=np.uint8)
    return encode_jpeg(np.ascontiguousarray(crop), JPEG_QUALITY)
