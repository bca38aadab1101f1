"""A picture as a solid head: its face mesh gives the depth, and the picture is warped as the head turns."""

import cv2
import numpy as np
from numpy.typing import NDArray

from kiosk.terminal.camera.demo.motion import Motion
from kiosk.terminal.camera.demo.portrait import Image, Portrait

GRID = 4
"""The warp is computed for every fourth pixel and interpolated between."""
NECK_RATIO = 0.75
"""The tip of the nose lies this many face widths before the axis that the head turns about."""
HEAD_RATIO, STILL_RATIO = 1.25, 2.1
"""Elliptic distances from the face's centre up to which everything turns, and from which everything stays."""
NEIGHBOURS_POWER = 6
RELIEF = 1.5
"""Depth is exaggerated: an orthographic head on a flat mesh looks less turned than a real one to the tracker."""
ROUNDS = 8
"""Fixed-point steps that turn 'where does this pixel go' into 'where does this pixel come from'."""

Field = NDArray[np.float32]


class SolidHead:
    """Renders a standing portrait with its head turned."""

    def __init__(self, portrait: Portrait) -> None:
        self._image = portrait.image
        height_px, width_px = portrait.image.shape[:2]
        self._size = (width_px, height_px)
        columns, rows = np.arange(0, width_px, GRID), np.arange(0, height_px, GRID)
        x, y = np.meshgrid(columns.astype(np.float32), rows.astype(np.float32))
        points = portrait.points
        self._grid = (x, y)
        self._nose = points[1, :2]
        face_width_px = float(np.ptp(points[:, 0]))
        self._weight = _head_weight(x, y, points)
        # Depth before the axis of the neck: the nose is furthest from it.
        self._depth = NECK_RATIO * face_width_px - RELIEF * (_depth(x, y, points) - float(points[1, 2]))

    def render(self, motion: Motion) -> Image:
        """The picture with the head turned, then shifted and scaled about the nose."""
        back_x, back_y = self._backwards(motion)
        map_x = cv2.resize(back_x, self._size, interpolation=cv2.INTER_LINEAR)
        map_y = cv2.resize(back_y, self._size, interpolation=cv2.INTER_LINEAR)
        return np.asarray(
            cv2.remap(self._image, map_x, map_y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE), dtype=np.uint8
        )

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
        """How far each grid point of the picture moves when the head turns (orthographic)."""
        yaw, pitch = np.radians(motion.yaw_deg), np.radians(motion.pitch_deg)
        (x, y), (nose_x, nose_y) = self._grid, self._nose
        move_x = (x - nose_x) * (np.cos(yaw) - 1) + self._depth * np.sin(yaw)
        move_y = (y - nose_y) * (np.cos(pitch) - 1) + self._depth * np.sin(pitch)
        return (move_x * self._weight).astype(np.float32), (move_y * self._weight).astype(np.float32)


def _head_weight(x: Field, y: Field, points: NDArray[np.float32]) -> Field:
    centre = (points[:, :2].min(axis=0) + points[:, :2].max(axis=0)) / 2
    half = np.ptp(points[:, :2], axis=0) / 2
    radius = np.hypot((x - centre[0]) / half[0], (y - centre[1]) / half[1])
    ramp = np.clip((STILL_RATIO - radius) / (STILL_RATIO - HEAD_RATIO), 0, 1)
    return np.asarray(ramp * ramp * (3 - 2 * ramp), dtype=np.float32)


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
