"""Prints before the camera: flat, bent from the start, or bent more and more as they are turned."""

from dataclasses import dataclass, replace

from kiosk.domain.liveness.light import LightStep
from kiosk.evaluation.liveness.simulation.camera import Camera
from kiosk.evaluation.liveness.simulation.hands import Hands
from kiosk.evaluation.liveness.simulation.light import Illumination
from kiosk.evaluation.liveness.simulation.portrait import Points
from kiosk.evaluation.liveness.simulation.presentation import Seen
from kiosk.evaluation.liveness.simulation.room import Room
from kiosk.evaluation.liveness.simulation.scene import draw_behind, lay_over
from kiosk.evaluation.liveness.simulation.sheet import Sheet, SheetPose, draw_sheet
from kiosk.evaluation.liveness.simulation.window import Image, Window
from kiosk.terminal.camera.demo.eyes import Eyes
from kiosk.terminal.camera.demo.portrait import Portrait

EYES_SHARE = 0.6
"""Of the tilt that eyes behind the print take back."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What is done to a print."""

    bend_deg: float = 0.0
    """Over the width of the face."""
    is_gradual: bool = False
    """Bent by as much as it is turned, up to that angle."""
    is_level: bool = False
    nose: float = 0.0
    """Of paper, in widths of the face."""
    has_eyes: bool = False
    """Whether its eyes are cut out, and the attacker's own look through, at the screen."""


class PrintAttack:
    """A print in an attacker's hands."""

    def __init__(
        self, sheet: Sheet, points: Points, shape: Shape, hands: Hands, room: Room, light: Illumination, camera: Camera
    ) -> None:
        self._sheet, self._shape, self._hands = sheet, shape, hands
        self._room, self._light, self.camera = room, light, camera
        self._eyes = Eyes(Portrait(sheet.image, points))
        self._time_s = 0.0

    def move(self, time_s: float, elapsed_s: float, seen: Seen) -> None:
        """React to what the screen has shown."""
        self._time_s = time_s
        self._hands.move(time_s, elapsed_s, seen)

    def draw(self, window: Window, step: LightStep | None) -> Image:
        """The print before the room."""
        shift, held, shape = self.camera.sway(self._time_s), self._hands.held, self._shape
        bend_deg = min(shape.bend_deg, 3 * self._hands.turning_deg) if shape.is_gradual else shape.bend_deg
        pose = SheetPose(
            held.yaw_deg, held.pitch_deg, held.roll_deg, held.x_px + shift[0], held.y_px + shift[1], held.face_px,
            bend_deg, shape.is_level, shape.nose,
        )  # fmt: skip
        behind = draw_behind(self._room, window, shift, self._time_s, self._light, step)
        layer = draw_sheet(self._with_eyes(held.yaw_deg, held.pitch_deg), pose, window, self._light)
        return self.camera.expose(lay_over(behind, layer, window, self._light, step), window)

    def _with_eyes(self, yaw_deg: float, pitch_deg: float) -> Sheet:
        """The print with the attacker's eyes, which look at the screen however it is tilted."""
        if not self._shape.has_eyes:
            return self._sheet
        share = EYES_SHARE
        return replace(self._sheet, image=self._eyes.look(-share * yaw_deg, -share * pitch_deg))
