"""Puts layers before a room: what a camera would see if it had no faults."""

import cv2
import numpy as np

from kiosk.domain.liveness.light import LightStep
from kiosk.evaluation.liveness.simulation.camera import factor_table
from kiosk.evaluation.liveness.simulation.head import Layer
from kiosk.evaluation.liveness.simulation.light import Illumination, gain
from kiosk.evaluation.liveness.simulation.room import MARGIN_PX, Passer, Room
from kiosk.evaluation.liveness.simulation.window import HEIGHT_PX, WIDTH_PX, Field, Image, Window


def draw_behind(
    room: Room,
    window: Window,
    shift_px: tuple[float, float],
    time_s: float,
    light: Illumination,
    step: LightStep | None,
) -> Image:
    """The room through a window, shifted by so much, with what little light of the screen reaches its wall."""
    seen = look_into(room, window, shift_px)
    wall = light.wall_share() / light.face_share()
    factors = gain(light, step, wall, wall)
    if room.passer is not None:
        return tint(_walk(seen, room.passer, window, shift_px, time_s), factors)
    if shift_px != (0.0, 0.0):
        return tint(seen, factors)
    key = (window, factors.tobytes())
    if key not in room.seen:
        room.seen[key] = tint(seen, factors)
    return room.seen[key]


def look_into(room: Room, window: Window, shift_px: tuple[float, float], scale: float = 1.0) -> Image:
    """The room's own picture, shifted, and enlarged about the middle of the camera's picture."""
    key = (window, shift_px, scale)
    if key in room.seen:
        return room.seen[key]
    middle = WIDTH_PX / 2, HEIGHT_PX / 2
    zoom = 1 / scale
    matrix = np.array(
        [
            [window.step * zoom, 0, MARGIN_PX + middle[0] + (window.left - middle[0] - shift_px[0]) * zoom],
            [0, window.step * zoom, MARGIN_PX + middle[1] + (window.top - middle[1] - shift_px[1]) * zoom],
        ],
        dtype=np.float64,
    )
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    seen = cv2.warpAffine(room.image, matrix, window.size, flags=flags, borderMode=cv2.BORDER_REPLICATE)
    picture = np.asarray(seen, dtype=np.uint8)
    if shift_px == (0.0, 0.0):
        room.seen[key] = picture
    return picture


def lay_over(behind: Image, layer: Layer, window: Window, light: Illumination, step: LightStep | None) -> Image:
    """A lit layer over what is behind it."""
    factors = gain(light, step, layer.left_shade, layer.right_shade)
    front = cv2.multiply(layer.image, window.refine(factors), dtype=cv2.CV_8U)
    return np.asarray(cv2.blendLinear(front, behind, layer.alpha, 1 - layer.alpha), dtype=np.uint8)


def tint(image: Image, factors: Field) -> Image:
    """Bytes times one factor for each channel (1x1x3)."""
    return np.asarray(cv2.LUT(image, factor_table(factors[0, 0].astype(np.float64))), dtype=np.uint8)


def _walk(behind: Image, passer: Passer, window: Window, shift_px: tuple[float, float], time_s: float) -> Image:
    """The room with whoever walks by."""
    left = passer.start_px + passer.speed_px_s * (time_s - passer.from_s) + shift_px[0]
    if time_s < passer.from_s or not -passer.image.shape[1] < left < WIDTH_PX:
        return behind
    zoom = 1 / window.step
    across, down = (left - window.left) * zoom, (passer.top_px + shift_px[1] - window.top) * zoom
    # Only the columns that the figure can be in, with one beside it for what is interpolated.
    first, last = (
        int(np.clip(place, 0, window.size[0])) for place in (across - 1, across + passer.image.shape[1] * zoom + 2)
    )
    if first >= last:
        return behind
    matrix, size = np.array([[zoom, 0, across - first], [0, zoom, down]]), (last - first, window.size[1])
    front = cv2.warpAffine(passer.image, matrix, size, borderMode=cv2.BORDER_REPLICATE)
    alpha = cv2.warpAffine(passer.alpha, matrix, size)
    seen = behind.copy()
    seen[:, first:last] = cv2.blendLinear(front, np.ascontiguousarray(behind[:, first:last]), alpha, 1 - alpha)
    return seen
