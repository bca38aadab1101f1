"""Instruments with a shape of their own in somebody's hands: reliefs, and prints whose eyes are cut out."""

from kiosk.domain.liveness.light import LightStep
from kiosk.evaluation.liveness.simulation.camera import Camera
from kiosk.evaluation.liveness.simulation.hands import Hands
from kiosk.evaluation.liveness.simulation.head import Build, HeadPose, draw_head
from kiosk.evaluation.liveness.simulation.light import Illumination
from kiosk.evaluation.liveness.simulation.portrait import Texture
from kiosk.evaluation.liveness.simulation.presentation import Seen
from kiosk.evaluation.liveness.simulation.room import Room
from kiosk.evaluation.liveness.simulation.scene import draw_behind, lay_over
from kiosk.evaluation.liveness.simulation.window import Image, Window

PIVOT = 0.1
"""A hand turns it about a place a tenth of the face's width behind the nose."""


class ReliefAttack:
    """A moulded print with a share of a head's depth, turned and shifted by hand."""

    def __init__(
        self, texture: Texture, depth: float, hands: Hands, room: Room, light: Illumination, camera: Camera
    ) -> None:
        self._texture, self._build, self._hands = texture, Build(depth, PIVOT, rigid=True), hands
        self._room, self._light, self.camera = room, light, camera
        self._time_s = 0.0

    def move(self, time_s: float, elapsed_s: float, seen: Seen) -> None:
        """React to what the screen has shown."""
        self._time_s = time_s
        self._hands.move(time_s, elapsed_s, seen)

    def draw(self, window: Window, step: LightStep | None) -> Image:
        """The relief before the room."""
        shift, held = self.camera.sway(self._time_s), self._hands.held
        pose = HeadPose(
            held.yaw_deg, held.pitch_deg, held.roll_deg, held.x_px + shift[0], held.y_px + shift[1], held.face_px
        )
        behind = draw_behind(self._room, window, shift, self._time_s, self._light, step)
        layer = draw_head(self._texture, pose, window, self._light, self._build)
        return self.camera.expose(lay_over(behind, layer, window, self._light, step), window)
