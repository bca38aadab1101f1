"""A photograph held before the camera: flat or bent about a vertical axis, turned and moved by hand."""

import cv2
import numpy as np
from numpy.typing import NDArray

from kiosk.terminal.camera.demo.lighting import GRID, Exposure, before_room, face_screen
from kiosk.terminal.camera.demo.motion import Motion
from kiosk.terminal.camera.demo.portrait import HEIGHT_PX, WIDTH_PX, Image, Portrait, blend, room

PHOTO_HEIGHT_PX = 560
EYE_DISTANCE_WIDTHS = 4.0
"""Distance of the camera, in widths of the photograph."""
TURN_GAIN, SHIFT_GAIN = 2.0, 3.0
"""The attacker tilts the photograph by this much for a degree that is asked of the head, and shifts it (pixels)."""
BEND_AFTER_DEG = 2.0
"""Unless it is always bent, a photograph is flat until the attacker begins to turn it."""


class PrintOut:
    """Renders a photograph in somebody's hands."""

    def __init__(
        self, portrait: Portrait, bend_deg: float = 0.0, *, always_bent: bool = False, focal_px: float | None = None
    ) -> None:
        """`bend_deg` is the angle that the whole photograph is bent by, 0 for a flat one.

        With the focal length of the camera, perspective grows as the photograph comes near.
        """
        self._focal_px = focal_px
        self._always_bent = always_bent
        scale = PHOTO_HEIGHT_PX / portrait.image.shape[0]
        self._photo = cv2.resize(portrait.image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
        self._nose = portrait.points[1, :2] * np.float32(scale)
        self._bend_deg = bend_deg
        self._room = room(portrait.image)

    def render(self, motion: Motion) -> Image:
        """The photograph turned and shifted instead of a head; its nose starts in the middle of the picture."""
        turn_deg = motion.yaw_deg * TURN_GAIN
        map_x, map_y, seen = self._map(turn_deg, self._bend_now(motion), motion)
        photo = cv2.remap(self._photo, map_x, map_y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT)
        mask = (seen & (map_y >= 0) & (map_y < self._photo.shape[0])).astype(np.float32)
        return blend(
            self._room,
            np.asarray(photo, dtype=np.uint8),
            np.asarray(cv2.GaussianBlur(mask, (3, 3), 0), dtype=np.float32),
        )

    def exposure(self, motion: Motion) -> Exposure:
        """How the screen lights the sheet, which faces everywhere as it is bent and turned there, and the room."""
        turn_deg, bend_deg = motion.yaw_deg * TURN_GAIN, self._bend_now(motion)
        map_x, map_y, seen = self._map(turn_deg, bend_deg, motion)
        height_px, width_px = self._photo.shape[:2]
        rows = (slice(None, None, GRID), slice(None, None, GRID))
        angle = np.radians(turn_deg + bend_deg * (map_x[rows] / width_px - 0.5))
        sheet = seen[rows] & (map_y[rows] >= 0) & (map_y[rows] < height_px)
        return before_room(face_screen(np.sin(angle), np.cos(angle)), sheet.astype(np.float32))

    def _eye_distance(self, scale: float) -> float:
        """In widths of the photograph."""
        return EYE_DISTANCE_WIDTHS if self._focal_px is None else self._focal_px / (self._photo.shape[1] * scale)

    def _bend_now(self, motion: Motion) -> float:
        bent = self._always_bent or abs(motion.yaw_deg) > BEND_AFTER_DEG
        return self._bend_deg if bent else 0.0

    def _map(
        self, turn_deg: float, bend_deg: float, motion: Motion
    ) -> tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.bool_]]:
        motion, width_px = motion.all_of_it, self._photo.shape[1]
        along, across, near = _bent_sheet(turn_deg, bend_deg, self._eye_distance(motion.scale))
        # A photograph bent too far hides its own edge; what is hidden is not seen.
        seen = np.gradient(across) > 0
        shift_px = motion.yaw_deg * SHIFT_GAIN
        columns = (np.arange(WIDTH_PX) - WIDTH_PX / 2 - shift_px - motion.shift_x_px) / (width_px * motion.scale)
        nose = self._nose[0] / width_px - 0.5
        columns = columns + np.interp(nose, along, across)
        u = np.interp(columns, across[seen], along[seen], left=np.nan, right=np.nan)
        size = np.interp(columns, across[seen], near[seen]) * motion.scale
        rows = (np.arange(HEIGHT_PX) - HEIGHT_PX / 2 - motion.shift_y_px - motion.pitch_deg * SHIFT_GAIN)[:, None]
        map_x = np.broadcast_to((u + 0.5) * width_px, (HEIGHT_PX, WIDTH_PX))
        map_y = rows / size[None] + self._nose[1]
        return np.nan_to_num(map_x, nan=-9.0).astype(np.float32), map_y.astype(np.float32), ~np.isnan(map_x)


def _bent_sheet(
    turn_deg: float, bend_deg: float, eye_distance: float
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Positions along a sheet, where a pinhole camera sees them, and how much larger or smaller they look there."""
    along = np.linspace(-0.5, 0.5, 1001)
    bend, turn = np.radians(max(bend_deg, 0.01)), np.radians(turn_deg)
    x, z = np.sin(bend * along) / bend, (1 - np.cos(bend * along)) / bend
    turned_x, turned_z = x * np.cos(turn) - z * np.sin(turn), x * np.sin(turn) + z * np.cos(turn)
    near = eye_distance / (eye_distance + turned_z)
    return along, turned_x * near, near
