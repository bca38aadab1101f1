"""A genuine person before the camera."""

from collections.abc import Sequence
from dataclasses import replace

from kiosk.domain.liveness.light import LightStep
from kiosk.evaluation.liveness.simulation.behaviour import Customer
from kiosk.evaluation.liveness.simulation.camera import Camera
from kiosk.evaluation.liveness.simulation.head import ALIVE, Build, HeadPose, draw_head
from kiosk.evaluation.liveness.simulation.light import Illumination
from kiosk.evaluation.liveness.simulation.portrait import Texture
from kiosk.evaluation.liveness.simulation.presentation import Seen
from kiosk.evaluation.liveness.simulation.room import Room
from kiosk.evaluation.liveness.simulation.scene import draw_behind, lay_over
from kiosk.evaluation.liveness.simulation.window import Image, Window


class Person:
    """Somebody with one picture, or with the consecutive pictures of a clip, to and fro."""

    def __init__(
        self,
        textures: Sequence[Texture],
        customer: Customer,
        room: Room,
        light: Illumination,
        camera: Camera,
        build: Build = ALIVE,
    ) -> None:
        self.textures, self.customer, self._room, self._light = textures, customer, room, light
        self.camera, self._build = camera, build
        self.time_s = 0.0

    def move(self, time_s: float, elapsed_s: float, seen: Seen) -> None:
        """React to what the screen has shown."""
        self.time_s = time_s
        self.customer.move(time_s, elapsed_s, seen)

    def draw(self, window: Window, step: LightStep | None) -> Image:
        """The person before the room."""
        shift = self.camera.sway(self.time_s)
        behind = draw_behind(self._room, window, shift, self.time_s, self._light, step)
        layer = draw_head(self.texture(), moved(self.pose(), shift), window, self._light, self._build)
        return self.camera.expose(lay_over(behind, layer, window, self._light, step), window)

    def pose(self) -> HeadPose:
        """Where the head is now."""
        return self.customer.pose

    def texture(self) -> Texture:
        """What they look like now."""
        count = len(self.textures)
        place = int(self.time_s * 15) % max(2 * count - 2, 1)
        return self.textures[place if place < count else 2 * count - 2 - place]


def moved(pose: HeadPose, shift_px: tuple[float, float]) -> HeadPose:
    """The same head for a camera that has moved."""
    return replace(pose, x_px=pose.x_px + shift_px[0], y_px=pose.y_px + shift_px[1])
