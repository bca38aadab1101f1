"""Every face of a still picture, small ones too: MediaPipe's detectors over picture and tiles, then a mesh each.

The face mesh alone looks at the picture as a whole and sees no face below a tenth of its width.
"""

import os
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from types import TracebackType
from typing import TYPE_CHECKING, Self

import numpy as np

from kiosk.vision import models
from kiosk.vision.arrays import Image, Points
from kiosk.vision.face_mesh import demand_size
from kiosk.vision.mediapipe_import import import_without_plotting

if TYPE_CHECKING:
    from mediapipe.framework.formats.detection_pb2 import Detection

MIN_SCORE = 0.5
MIN_SURE_SCORE = 0.75
"""Of the better of two looks, the second one at the face alone. Measured: what is no face had 0.72 and 0.60 at most on
146 pictures without faces, and 96 faces of 40 to 100 pixels had 0.85 at least in the second look."""
SURE_AT_ONCE = 0.9
SHORT_RANGE, FULL_RANGE = 0, 1
TILE_SHARES = (1 / 2, 1 / 4)
"""Sides of the tiles, of the picture's longer side; measured: faces of 40 pixels are found in 1920x1080."""
MIN_TILE_PX = 200
"""A smaller tile shows the detector (192 pixels wide) no more than the picture does."""
OVERLAP = 0.25
"""Of neighbouring tiles; a face on the edge of one lies wholly inside another."""
CROPS = (2.0, 3.0, 1.5)
"""Sides of the crop that the mesh looks at, of the detected face's; the first one nearly always does."""
SAME_FACE = 0.5
"""Two boxes are of one face when they share this much of the smaller one."""
MESHES_A_CROP = 2

BoxCorners = tuple[float, float, float, float]
"""Left, top, right, bottom in pixels."""


@dataclass(frozen=True, slots=True)
class Detected:
    """Where a detector sees a face, and its score 0-1."""

    corners: BoxCorners
    score: float


@dataclass(frozen=True, slots=True)
class PhotoFace:
    """A face: 478x3 in pixels, the last ten the irises, and the detector's score 0-1."""

    points: Points
    score: float


class PhotoFaceFinder:
    """Finds faces; made and used on one thread at a time, closed by whoever made it."""

    def __init__(self) -> None:
        """Load the networks; raises ModelMissing and ModelDamaged."""
        for model in models.STILL_FACES:
            models.verify_model(model)
        # WORKAROUND(mediapipe 0.10.21): its C++ side logs to stderr unless told before it is loaded.
        os.environ.setdefault("GLOG_minloglevel", "3")
        with import_without_plotting():
            from mediapipe.python.solutions.face_detection import FaceDetection
            from mediapipe.python.solutions.face_mesh import FaceMesh
        self._near, self._far = (FaceDetection(MIN_SCORE, model) for model in (SHORT_RANGE, FULL_RANGE))
        self._mesh = FaceMesh(
            static_image_mode=True,
            max_num_faces=MESHES_A_CROP,
            refine_landmarks=True,
            min_detection_confidence=MIN_SCORE,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        # All of them, even if one fails.
        with ExitStack() as stack:
            for graph in (self._near, self._far, self._mesh):
                stack.callback(graph.close)

    def find(self, rgb: Image, limit: int) -> list[PhotoFace]:
        """All faces, the largest first, at most `limit`; what has no mesh is no face.

        Raises ValueError for a side beyond MAX_SIDE_PX of the face mesh.
        """
        demand_size(rgb)
        faces: list[PhotoFace] = []
        for detection in sorted(distinct(self._detect(rgb)), key=lambda one: -_area(one.corners)):
            if len(faces) == limit:
                break
            score = self._sure_score(rgb, detection)
            points = self._mesh_of(rgb, detection.corners) if score >= MIN_SURE_SCORE else None
            if points is not None and not any(_same(_corners(points), _corners(face.points)) for face in faces):
                faces.append(PhotoFace(points, score))
        return sorted(faces, key=lambda face: -_area(_corners(face.points)))

    def _detect(self, rgb: Image) -> Iterator[Detected]:
        height_px, width_px = rgb.shape[:2]
        for network in (self._near, self._far):
            yield from _detections(network.process(rgb).detections, (0, 0, width_px, height_px))
        for tile in tiles(width_px, height_px):
            left, top, right, bottom = tile
            crop = np.ascontiguousarray(rgb[top:bottom, left:right])
            for one in _detections(self._far.process(crop).detections, tile):
                if not _is_cut(one.corners, tile, (width_px, height_px)):
                    yield one

    def _sure_score(self, rgb: Image, detected: Detected) -> float:
        """The score, after a second look at a face that is not sure."""
        if detected.score >= SURE_AT_ONCE:
            return detected.score
        left, top, right, bottom = place = _crop(detected.corners, CROPS[0], rgb.shape[1], rgb.shape[0])
        again = _detections(self._near.process(np.ascontiguousarray(rgb[top:bottom, left:right])).detections, place)
        return max([detected.score, *(one.score for one in again if _same(one.corners, detected.corners))])

    def _mesh_of(self, rgb: Image, corners: BoxCorners) -> Points | None:
        """The mesh of the face in this place; None when there is none."""
        for share in CROPS:
            left, top, right, bottom = _crop(corners, share, rgb.shape[1], rgb.shape[0])
            crop = np.ascontiguousarray(rgb[top:bottom, left:right])
            scale = np.array([right - left, bottom - top, right - left], dtype=np.float32)
            for face in self._mesh.process(crop).multi_face_landmarks or []:
                ratios = np.array([(point.x, point.y, point.z) for point in face.landmark], dtype=np.float32)
                points = ratios * scale + np.array([left, top, 0], dtype=np.float32)
                if _same(_corners(points), corners):
                    return points
        return None


def tiles(width_px: int, height_px: int) -> list[tuple[int, int, int, int]]:
    """Overlapping squares that cover the picture, level by level: left, top, right, bottom."""
    found: list[tuple[int, int, int, int]] = []
    for share in TILE_SHARES:
        side = round(max(width_px, height_px) * share)
        if side >= MIN_TILE_PX:
            found += [
                (left, top, min(left + side, width_px), min(top + side, height_px))
                for top in _starts(height_px, side)
                for left in _starts(width_px, side)
            ]
    return found


def distinct(detections: Iterator[Detected]) -> list[Detected]:
    """One detection a face: the one with the highest score."""
    kept: list[Detected] = []
    for one in sorted(detections, key=lambda detection: -detection.score):
        if not any(_same(one.corners, other.corners) for other in kept):
            kept.append(one)
    return kept


def _starts(length: int, side: int) -> list[int]:
    if length <= side:
        return [0]
    count = -(-(length - side) // round(side * (1 - OVERLAP))) + 1
    return [round(index * (length - side) / (count - 1)) for index in range(count)]


def _detections(found: "list[Detection] | None", tile: tuple[int, int, int, int]) -> Iterator[Detected]:
    left, top, right, bottom = tile
    for one in found or []:
        box = one.location_data.relative_bounding_box
        x, y = left + box.xmin * (right - left), top + box.ymin * (bottom - top)
        width, height = box.width * (right - left), box.height * (bottom - top)
        yield Detected((x, y, x + width, y + height), float(one.score[0]))


def _is_cut(corners: BoxCorners, tile: tuple[int, int, int, int], size_px: tuple[int, int]) -> bool:
    """Whether the face touches an edge of the tile that is none of the picture."""
    left, top, right, bottom = tile
    return (
        (corners[0] <= left > 0)
        or (corners[1] <= top > 0)
        or (corners[2] >= right < size_px[0])
        or (corners[3] >= bottom < size_px[1])
    )


def _crop(corners: BoxCorners, share: float, width_px: int, height_px: int) -> tuple[int, int, int, int]:
    left, top, right, bottom = corners
    half = share * max(right - left, bottom - top) / 2
    x, y = (left + right) / 2, (top + bottom) / 2
    return (
        min(max(int(x - half), 0), width_px - 1),
        min(max(int(y - half), 0), height_px - 1),
        min(max(int(x + half) + 1, 1), width_px),
        min(max(int(y + half) + 1, 1), height_px),
    )


def _corners(points: Points) -> BoxCorners:
    left, top = (float(value) for value in points[:, :2].min(axis=0))
    right, bottom = (float(value) for value in points[:, :2].max(axis=0))
    return left, top, right, bottom


def _same(a: BoxCorners, b: BoxCorners) -> bool:
    width = min(a[2], b[2]) - max(a[0], b[0])
    height = min(a[3], b[3]) - max(a[1], b[1])
    return min(width, height) > 0 and width * height > SAME_FACE * min(_area(a), _area(b))


def _area(corners: BoxCorners) -> float:
    return max(corners[2] - corners[0], 0.0) * max(corners[3] - corners[1], 0.0)
