"""A recording on a display before the camera, which the attacker moves until the nose meets the target."""

import numpy as np

from kiosk.domain.liveness.light import LightStep
from kiosk.evaluation.liveness.simulation.behaviour import Delay
from kiosk.evaluation.liveness.simulation.camera import Camera
from kiosk.evaluation.liveness.simulation.display import Device, show_on
from kiosk.evaluation.liveness.simulation.hands import Hands
from kiosk.evaluation.liveness.simulation.light import Illumination
from kiosk.evaluation.liveness.simulation.presentation import Seen
from kiosk.evaluation.liveness.simulation.recording import Placement, Recording
from kiosk.evaluation.liveness.simulation.room import Room
from kiosk.evaluation.liveness.simulation.scene import draw_behind, lay_over
from kiosk.evaluation.liveness.simulation.window import Image, Window


class ReplayAttack:
    """A recorded turn of the head, chosen by what the guidance asks for; `hands` is None for a display that stays."""

    def __init__(
        self, recording: Recording, device: Device, hands: Hands | None, room: Room, light: Illumination, camera: Camera
    ) -> None:
        self._recording, self._device, self._hands = recording, device, hands
        self._room, self._light, self.camera = room, light, camera
        self._delay = Delay(0.35)
        self._time_s = 0.0

    def move(self, time_s: float, elapsed_s: float, seen: Seen) -> None:
        """Choose what is played, and move the display."""
        self._time_s = time_s
        before = self._delay(time_s, seen)
        self._recording.play_towards(wanted_way(before) if before.is_turning else None, elapsed_s)
        if self._hands is not None:
            self._hands.move(time_s, elapsed_s, seen)

    def draw(self, window: Window, step: LightStep | None) -> Image:
        """The display before the room."""
        shift = np.array(self.camera.sway(self._time_s))
        at, scale = shift, 1.0
        if self._hands is not None:
            held = self._hands.held
            at = shift + np.array([held.x_px - 640, held.y_px - 360])
            scale = held.face_px / self._hands.grip.start_face_px
        placement = Placement((float(at[0]), float(at[1])), scale)
        picture = self._recording.draw(window, placement)
        face_px = self._recording.body.pose.face_px * scale
        layer = show_on(self._device, picture, window, (640 + at[0], 360 + at[1]), face_px, self._time_s)
        behind = draw_behind(self._room, window, (float(shift[0]), float(shift[1])), self._time_s, self._light, step)
        return self.camera.expose(lay_over(behind, layer, window, self._light, step), window)


def wanted_way(seen: Seen) -> tuple[float, float]:
    """From the middle to the target, in image heights."""
    challenge = seen.challenge
    target = challenge.targets[min(seen.guide.targets_reached, len(challenge.targets) - 1)]
    return (target.centre.x - 0.5) * challenge.aspect, target.centre.y - 0.5
