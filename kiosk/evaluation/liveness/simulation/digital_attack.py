"""A recording that a program hands to the terminal as a camera's picture, moved until the nose meets the target."""

from dataclasses import dataclass

from kiosk.domain.liveness.light import LightStep
from kiosk.evaluation.liveness.simulation.behaviour import Delay
from kiosk.evaluation.liveness.simulation.camera import Camera
from kiosk.evaluation.liveness.simulation.hands import Hands
from kiosk.evaluation.liveness.simulation.light import Illumination, gain
from kiosk.evaluation.liveness.simulation.presentation import Seen
from kiosk.evaluation.liveness.simulation.recording import Placement, Recording
from kiosk.evaluation.liveness.simulation.replay_attack import wanted_way
from kiosk.evaluation.liveness.simulation.room import Room
from kiosk.evaluation.liveness.simulation.scene import look_into, tint
from kiosk.evaluation.liveness.simulation.window import Image, Window

SHADE = 0.8
"""Light of each half of the screen on a face, on average."""


@dataclass(frozen=True, slots=True)
class Trick:
    """What the program does besides moving the picture."""

    keeps_room: bool = False
    """Whether only the person is moved, before a room that stands still."""
    tints: bool = False
    """Whether it colours the picture as the screen is coloured, the same all over."""


class DigitalAttack:
    """Pictures that no camera has seen, through an unchanged or a patched terminal."""

    def __init__(self, recording: Recording, trick: Trick, hands: Hands, room: Room, camera: Camera) -> None:
        self._recording, self._trick, self._hands, self._room, self.camera = recording, trick, hands, room, camera
        self._delay = Delay(0.15)

    def move(self, time_s: float, elapsed_s: float, seen: Seen) -> None:
        """Choose what is played, and where."""
        before = self._delay(time_s, seen)
        self._recording.play_towards(wanted_way(before) if before.is_turning else None, elapsed_s)
        self._hands.move(time_s, elapsed_s, seen)

    def draw(self, window: Window, step: LightStep | None) -> Image:
        """The picture that is handed over."""
        held = self._hands.held
        scale = held.face_px / self._hands.grip.start_face_px
        placement = Placement((held.x_px - 640, held.y_px - 360), scale)
        behind = look_into(self._room, window, (0.0, 0.0)) if self._trick.keeps_room else None
        picture = self._recording.draw(window, placement, behind)
        if self._trick.tints:
            picture = tint(picture, gain(Illumination(), step, SHADE, SHADE))
        return self.camera.expose(picture, window)
