"""A picture as a solid head before a pinhole camera: what is nearer grows more, unlike on any photograph."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from kiosk.terminal.camera.demo.lighting import GRID, Exposure, Field, before_room, face_screen
from kiosk.terminal.camera.demo.motion import STAND_MM, Motion
from kiosk.terminal.camera.demo.portrait import HEIGHT_PX, WIDTH_PX, Image, Portrait, room

EYES_MM = 90.0
"""Between the outer corners of an adult's eyes (Farkas)."""
PORTRAIT_MM = 1200.0
"""How far the camera was when the picture was taken."""
FOCAL_PX = 914.0
"""Of a camera that sees 70 degrees across."""
OUTER_EYES = (33, 263)
NOSE_TIP = 1
DEPTH_STEP = 8
"""Depth is kept for every eighth pixel of the picture."""
STEP = 8
"""So is where a pixel of the result comes from."""
ROUNDS = 8
NEIGHBOURS_POWER = 4
FACE_POINTS = 468
MARGIN_PX = 26
"""Over which the picture's edge goes over into the room."""


@dataclass(frozen=True, slots=True)
class _Sight:
    """Where in the picture each STEP-th pixel of the result comes from."""

    from_x: Field
    from_y: Field


class PerspectiveHead:
    """Renders somebody at any distance."""

    def __init__(self, portrait: Portrait) -> None:
        self._image = portrait.image
        points = portrait.points[:FACE_POINTS]
        left, right = points[OUTER_EYES[0], :2], points[OUTER_EYES[1], :2]
        self._mm_per_px = EYES_MM / float(np.linalg.norm(left - right))
        self._centre = (left + right) / 4 + points[NOSE_TIP, :2] / 2
        self._depth_mm = _depth_mm(portrait.image, points, self._mm_per_px)
        self._normals = _normals(self._depth_mm, self._mm_per_px)
        self._mask = _mask(portrait.image)
        self._face = _face_weight(portrait.image, points)
        # Upside down: a blur of somebody looks like a face to a face mesh.
        self._room = np.asarray(cv2.flip(room(portrait.image), 0), dtype=np.uint8)

    def render(self, motion: Motion) -> Image:
        """The person at a distance of STAND_MM over the scale; turns of the head are left out."""
        sight = self._look(motion)
        map_x, map_y = _enlarge(sight.from_x), _enlarge(sight.from_y)
        mask = cv2.remap(self._mask, map_x, map_y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT)
        picture = cv2.remap(self._image, map_x, map_y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
        return np.asarray(cv2.blendLinear(picture, self._room, mask, 1 - mask), dtype=np.uint8)

    def exposure(self, motion: Motion) -> Exposure:
        """How the screen lights the face, which turns no side to it, and the room."""
        sight = self._look(motion)
        lit = before_room(face_screen(self._normals[0], self._normals[1]), self._face)
        at = (sight.from_x / DEPTH_STEP, sight.from_y / DEPTH_STEP)
        size = (WIDTH_PX // GRID, HEIGHT_PX // GRID)
        left, right = (
            np.asarray(
                cv2.resize(cv2.remap(each, *at, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE), size),
                dtype=np.float32,
            )
            for each in (lit.left, lit.right)
        )
        return Exposure(left, right)

    def _look(self, motion: Motion) -> _Sight:
        """For every STEP-th pixel of the result, what of the picture is seen there; rounds settle the depth."""
        distance_mm = STAND_MM / motion.scale
        x, y = _grid(WIDTH_PX, HEIGHT_PX, STEP)
        x = x - WIDTH_PX / 2 - motion.shift_x_px
        y = y - HEIGHT_PX / 2 - motion.shift_y_px
        depth = np.zeros_like(x)
        from_x, from_y = x, y
        for _ in range(ROUNDS):
            scale = FOCAL_PX * self._mm_per_px * (1 + depth / PORTRAIT_MM) / np.maximum(distance_mm + depth, 60.0)
            from_x = np.asarray(x / scale + self._centre[0], dtype=np.float32)
            from_y = np.asarray(y / scale + self._centre[1], dtype=np.float32)
            at = (from_x / DEPTH_STEP, from_y / DEPTH_STEP)
            found = cv2.remap(self._depth_mm, *at, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
            depth = np.asarray(found, dtype=np.float32)
        return _Sight(from_x, from_y)


def _grid(width_px: int, height_px: int, step: int) -> tuple[Field, Field]:
    columns, rows = np.arange(0, width_px, step), np.arange(0, height_px, step)
    x, y = np.meshgrid(columns.astype(np.float32), rows.astype(np.float32))
    return x, y


def _enlarge(coarse: Field) -> Field:
    """Pixels between those of the grid, of which the first lies in the corner."""
    matrix = np.array([[STEP, 0, 0], [0, STEP, 0]], dtype=np.float32)
    size = (WIDTH_PX, HEIGHT_PX)
    return np.asarray(
        cv2.warpAffine(coarse, matrix, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE), dtype=np.float32
    )


def _depth_mm(image: Image, points: NDArray[np.float32], mm_per_px: float) -> Field:
    """How far behind the eyes everything lies; beside the face as far as the nearest of its points."""
    x, y = _grid(image.shape[1], image.shape[0], DEPTH_STEP)
    z_eyes = float(points[list(OUTER_EYES), 2].mean())
    total, weights = np.zeros_like(x), np.zeros_like(x)
    for point in points:
        weight = (np.hypot(x - point[0], y - point[1]) + 1) ** np.float32(-NEIGHBOURS_POWER)
        total += weight * (point[2] - z_eyes)
        weights += weight
    smoothed = cv2.GaussianBlur(total / weights, (0, 0), max(1.5 / (mm_per_px * DEPTH_STEP), 0.5))
    return np.asarray(smoothed * np.float32(mm_per_px), dtype=np.float32)


def _normals(depth_mm: Field, mm_per_px: float) -> tuple[Field, Field]:
    """Of the surface's unit normals, what points to the right of the image, and what towards the camera."""
    down, right = np.gradient(depth_mm, DEPTH_STEP * mm_per_px)
    length = np.sqrt(right**2 + down**2 + 1)
    return np.asarray(right / length, dtype=np.float32), np.asarray(1 / length, dtype=np.float32)


def _mask(image: Image) -> Field:
    """Whoever stands there goes on below the picture, and goes over into the room elsewhere."""
    mask = np.zeros(image.shape[:2], dtype=np.float32)
    mask[MARGIN_PX:, MARGIN_PX:-MARGIN_PX] = 1
    soft = cv2.GaussianBlur(mask, (0, 0), MARGIN_PX / 2.5, borderType=cv2.BORDER_REPLICATE)
    return np.asarray(soft, dtype=np.float32)


def _face_weight(image: Image, points: NDArray[np.float32]) -> Field:
    """1 on the face, which is near the screen, and less around it."""
    x, y = _grid(image.shape[1], image.shape[0], DEPTH_STEP)
    centre = (points[:, :2].min(axis=0) + points[:, :2].max(axis=0)) / 2
    half = np.ptp(points[:, :2], axis=0) / 2
    radius = np.hypot((x - centre[0]) / half[0], (y - centre[1]) / half[1])
    ramp = np.clip((1.7 - radius) / 0.5, 0, 1)
    return np.asarray(ramp * ramp * (3 - 2 * ramp), dtype=np.float32)
