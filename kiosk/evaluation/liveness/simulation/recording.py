"""A recorded person: somebody who once turned the head this way and that before another camera, and is played again."""

from dataclasses import dataclass, replace

import cv2
import numpy as np

from kiosk.evaluation.liveness.simulation.behaviour import Body
from kiosk.evaluation.liveness.simulation.head import HeadPose, draw_head
from kiosk.evaluation.liveness.simulation.light import Illumination
from kiosk.evaluation.liveness.simulation.portrait import Texture
from kiosk.evaluation.liveness.simulation.room import Room
from kiosk.evaluation.liveness.simulation.scene import look_into
from kiosk.evaluation.liveness.simulation.window import HEIGHT_PX, WIDTH_PX, Image, Window

DIRECTIONS = 8
"""In which the recorded person has turned, evenly around: an attacker with a good library."""


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a recorded picture is shown in the camera's: shifted, and enlarged about the middle."""

    shift_px: tuple[float, float] = (0.0, 0.0)
    scale: float = 1.0


class Recording:
    """A person recorded in a room of their own, by daylight."""

    def __init__(self, texture: Texture, body: Body, room: Room, turn_deg: float) -> None:
        self._texture, self.body, self._room, self._turn_deg = texture, body, room, turn_deg
        self._light = Illumination()

    def play_towards(self, way: tuple[float, float] | None, elapsed_s: float) -> None:
        """Go on with the recording that turns this way best; None for the one that looks straight."""
        goal = (0.0, 0.0) if way is None else self._nearest(way)
        self.body.turn_towards(*goal, elapsed_s)
        self.body.settle(elapsed_s)

    def _nearest(self, way: tuple[float, float]) -> tuple[float, float]:
        step = 2 * np.pi / DIRECTIONS
        angle = round(float(np.arctan2(way[1], way[0])) / step) * step
        return float(self._turn_deg * np.cos(angle)), float(self._turn_deg * 0.8 * np.sin(angle))

    def draw(self, window: Window, placement: Placement, behind: Image | None = None) -> Image:
        """The recorded picture as it is now, so placed; before another background than its own if there is one."""
        if behind is None:
            behind = look_into(self._room, window, placement.shift_px, placement.scale)
        layer = draw_head(self._texture, placed(self.body.pose, placement), window, self._light)
        return np.asarray(cv2.blendLinear(layer.image, behind, layer.alpha, 1 - layer.alpha), dtype=np.uint8)


class Loop(Recording):
    """A recording that begins anew when it ends, whatever is asked for: left, right, up and down."""

    WAYS = ((1.0, 0.0), (-1.0, 0.0), (0.0, -1.0), (0.0, 1.0), None)
    EACH_S = 1.3

    def __init__(self, texture: Texture, body: Body, room: Room, turn_deg: float) -> None:
        super().__init__(texture, body, room, turn_deg)
        self._played_s = 0.0

    def play_towards(self, way: tuple[float, float] | None, elapsed_s: float) -> None:
        """Go on; it looks straight until something is asked for."""
        self._played_s = self._played_s + elapsed_s if way is not None or self._played_s else 0.0
        index = int(self._played_s / self.EACH_S) % len(self.WAYS)
        super().play_towards(self.WAYS[index] if self._played_s else None, elapsed_s)


def placed(pose: HeadPose, placement: Placement) -> HeadPose:
    """Where a recorded head is in the camera's picture."""
    scale, (across, down) = placement.scale, placement.shift_px
    return replace(
        pose,
        x_px=WIDTH_PX / 2 + (pose.x_px - WIDTH_PX / 2) * scale + across,
        y_px=HEIGHT_PX / 2 + (pose.y_px - HEIGHT_PX / 2) * scale + down,
        face_px=pose.face_px * scale,
    )
