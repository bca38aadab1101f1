"""A picture as a solid head: its face mesh gives the depth, and the picture is warped as head and eyes turn."""

import cv2
import numpy as np
from numpy.typing import NDArray

from kiosk.terminal.camera.demo.eyelids import close_lids
from kiosk.terminal.camera.demo.eyes import Eyes
from kiosk.terminal.camera.demo.lighting import GRID, Exposure, Field, before_room, face_screen
from kiosk.terminal.camera.demo.motion import Motion
from kiosk.terminal.camera.demo.portrait import Image, Portrait

NECK_RATIO = 0.75
"""The tip of the nose lies this many face widths before the axis that the head turns about."""
HEAD_RATIO, STILL_RATIO = 1.25, 2.1
"""Elliptic distances from the face's centre up to which everything turns, and from which everything stays."""
FACE_RATIO, BESIDE_RATIO = 1.1, 1.5
"""Such distances up to which the screen lights what is seen as a face, and from which it lights the room."""
NEIGHBOURS_POWER = 6
FACE_POINTS = 468
"""Of the mesh without irises, which have no depth of their own."""
RELIEF = 1.5
"""Depth is exaggerated: an orthographic head on a flat mesh looks less turned than a real one to the tracker."""
ROUNDS = 8
"""Fixed-point steps that turn 'where does this pixel go' into 'where does this pixel come from'."""


class SolidHead:
    """Renders a standing portrait with its head turned."""

    def __init__(self, portrait: Portrait) -> None:
        self._eyes, self._points = Eyes(portrait), portrait.points
        height_px, width_px = portrait.image.shape[:2]
        self._size = (width_px, height_px)
        columns, rows = np.arange(0, width_px, GRID), np.arange(0, height_px, GRID)
        x, y = np.meshgrid(columns.astype(np.float32), rows.astype(np.float32))
        points = portrait.points[:FACE_POINTS]
        self._grid = (x, y)
        self._nose = points[1, :2]
        face_width_px = float(np.ptp(points[:, 0]))
        self._weight = _head_weight(x, y, points, HEAD_RATIO, STILL_RATIO)
        self._lit = _head_weight(x, y, points, FACE_RATIO, BESIDE_RATIO)
        # Depth before the axis of the neck: the nose is furthest from it.
        self._depth = NECK_RATIO * face_width_px - RELIEF * (_depth(x, y, points) - float(points[1, 2]))
        self._normals = _normals(self._depth)

    def render(self, motion: Motion) -> Image:
        """The picture with the eyes turned in the head and closed, the head turned, then shifted and scaled about the
        nose."""
        looks = self._eyes.look(motion.eyes_yaw_deg, motion.eyes_pitch_deg)
        image = close_lids(looks, self._points, motion.closed_lids)
        back_x, back_y = self._backwards(motion)
        map_x = cv2.resize(back_x, self._size, interpolation=cv2.INTER_LINEAR)
        map_y = cv2.resize(back_y, self._size, interpolation=cv2.INTER_LINEAR)
        return np.asarray(
            cv2.remap(image, map_x, map_y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE), dtype=np.uint8
        )

    def exposure(self, motion: Motion) -> Exposure:
        """How the screen lights the head as it is turned, and the room beside it."""
        near = before_room(face_screen(*_turn(self._normals, motion)), self._lit)
        back_x, back_y = self._backwards(motion)
        at = (back_x / GRID, back_y / GRID)
        left, right = (
            np.asarray(cv2.remap(each, *at, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE), dtype=np.float32)
            for each in (near.left, near.right)
        )
        return Exposure(left, right)

    def _backwards(self, motion: Motion) -> tuple[Field, Field]:
        """For every grid point of the result, the pixel of the picture that is seen there."""
        (x, y), (nose_x, nose_y) = self._grid, self._nose
        target_x = (x - nose_x - motion.shift_x_px) / motion.scale + nose_x
        target_y = (y - nose_y - motion.shift_y_px) / motion.scale + nose_y
        moved_x, moved_y = self._displacement(motion)
        from_x, from_y = target_x.astype(np.float32), target_y.astype(np.float32)
        for _ in range(ROUNDS):
            at = (from_x / GRID, from_y / GRID)
            step_x = cv2.remap(moved_x, *at, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
            step_y = cv2.remap(moved_y, *at, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
            from_x = np.asarray(target_x - step_x, dtype=np.float32)
            from_y = np.asarray(target_y - step_y, dtype=np.float32)
        return from_x, from_y

    def _displacement(self, motion: Motion) -> tuple[Field, Field]:
        """How far each grid point of the picture moves when the head turns (orthographic) and leans."""
        yaw, pitch = np.radians(motion.yaw_deg), np.radians(motion.pitch_deg)
        (x, y), (nose_x, nose_y) = self._grid, self._nose
        move_x = (x - nose_x) * (np.cos(yaw) - 1) + self._depth * np.sin(yaw) + motion.lean_x_px
        move_y = (y - nose_y) * (np.cos(pitch) - 1) + self._depth * np.sin(pitch) + motion.lean_y_px
        return (move_x * self._weight).astype(np.float32), (move_y * self._weight).astype(np.float32)


def _head_weight(x: Field, y: Field, points: NDArray[np.float32], inner: float, outer: float) -> Field:
    """1 up to an elliptic distance from the face's centre, and 0 from another one on."""
    centre = (points[:, :2].min(axis=0) + points[:, :2].max(axis=0)) / 2
    half = np.ptp(points[:, :2], axis=0) / 2
    radius = np.hypot((x - centre[0]) / half[0], (y - centre[1]) / half[1])
    ramp = np.clip((outer - radius) / (outer - inner), 0, 1)
    return np.asarray(ramp * ramp * (3 - 2 * ramp), dtype=np.float32)


def _normals(depth: Field) -> tuple[Field, Field, Field]:
    """Unit normals of the surface at every grid point: right and down in the image, and towards the camera."""
    down, right = np.gradient(depth, GRID)
    length = np.sqrt(right**2 + down**2 + 1)
    return tuple(np.asarray(each / length, dtype=np.float32) for each in (-right, -down, np.ones_like(depth)))  # type: ignore[return-value]


def _turn(normals: tuple[Field, Field, Field], motion: Motion) -> tuple[Field, Field]:
    """What of the normals points to the right of the image, and what towards the camera, once the head is turned."""
    yaw, pitch = np.radians(motion.yaw_deg), np.radians(motion.pitch_deg)
    right, down, ahead = normals
    ahead = ahead * np.cos(pitch) - down * np.sin(pitch)
    turned = right * np.cos(yaw) + ahead * np.sin(yaw), ahead * np.cos(yaw) - right * np.sin(yaw)
    return np.asarray(turned[0], dtype=np.float32), np.asarray(turned[1], dtype=np.float32)


def _depth(x: Field, y: Field, points: NDArray[np.float32]) -> Field:
    """The mesh's z at every grid point, by inverse distance weighting, smoothed so that the warp cannot fold."""
    flat = np.column_stack([x.ravel(), y.ravel()])
    total, weights = np.zeros(len(flat)), np.zeros(len(flat))
    for point in points:
        distance = np.hypot(flat[:, 0] - point[0], flat[:, 1] - point[1]) + 1.0
        weight = distance ** -float(NEIGHBOURS_POWER)
        total += weight * point[2]
        weights += weight
    depth = (total / weights).reshape(x.shape).astype(np.float32)
    return np.asarray(cv2.GaussianBlur(depth, (0, 0), 1.5), dtype=np.float32)
