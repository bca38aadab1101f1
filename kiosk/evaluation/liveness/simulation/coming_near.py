"""What comes near: a person, a print that is flat or bent, a recording on a display, a mask."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import cv2
import numpy as np

from kiosk.domain.liveness.frames import LinearColour
from kiosk.evaluation.liveness.simulation.approach import Approach, NearSeen
from kiosk.evaluation.liveness.simulation.behaviour import Body, Wander
from kiosk.evaluation.liveness.simulation.camera import Camera
from kiosk.evaluation.liveness.simulation.display import Device, show_on
from kiosk.evaluation.liveness.simulation.head import FACE_WIDTH_M, Build, Layer, draw_head
from kiosk.evaluation.liveness.simulation.light import Illumination
from kiosk.evaluation.liveness.simulation.portrait import NECK_RATIO, Texture
from kiosk.evaluation.liveness.simulation.room import Room
from kiosk.evaluation.liveness.simulation.scene import draw_behind, look_into
from kiosk.evaluation.liveness.simulation.sheet import Sheet, SheetPose, draw_sheet
from kiosk.evaluation.liveness.simulation.whole_screen import AutomaticExposure, at_distance, lay_over
from kiosk.evaluation.liveness.simulation.window import HEIGHT_PX, WIDTH_PX, Image, Window

PORTRAIT_M = 1.2
"""How far away cameras are when portraits are taken."""
SWAY_AT_M = 0.6
"""Where a manner's pixels of sway are measured."""
HALVES = 2
"""A camera's noise is kept for half a picture."""


class NearPresentation(Protocol):
    """A bona fide or attack presentation over simulated time."""

    camera: Camera

    def move(self, time_s: float, elapsed_s: float, seen: NearSeen) -> None:
        """React to what the screen has shown."""
        ...

    def draw(self, window: Window, shine: LinearColour) -> Image:
        """What is before the camera now, lit by this colour of the screen."""
        ...


@dataclass(frozen=True, slots=True)
class Place:
    """Where the terminal stands, and what its camera is like."""

    room: Room
    light: Illumination
    camera: Camera
    exposure: AutomaticExposure
    reflects: float = 1.0
    """How much of the screen's light is thrown back by what stands there."""

    def expose(self, layer: Layer, window: Window, distance_m: float, shine: LinearColour) -> Image:
        """What the camera sees of a layer so far away, before the room; once a picture."""
        near = at_distance(self.light, distance_m)
        behind = draw_behind(self.room, window, (0.0, 0.0), 0.0, self.light, None)
        image = lay_over(behind, layer, window, near, shine, self.exposure.gain)
        self.exposure.settle(1 / self.camera.profile.fps, near, shine, self.reflects)
        parts = [self.camera.expose(np.ascontiguousarray(part), window) for part in np.hsplit(image, HALVES)]
        return np.asarray(np.hstack(parts), dtype=np.uint8)


def solid(depth: float = 1.0) -> Build:
    """A head that shows more of its shape the nearer it is."""
    return Build(depth, NECK_RATIO, rigid=True, portrait_m=PORTRAIT_M)


class NearPerson:
    """Somebody who comes near, or wears a mask that does: nobody stands still, and eyes stay on the screen."""

    def __init__(
        self, textures: Sequence[Texture], body: Body, approach: Approach, place: Place, build: Build | None = None
    ) -> None:
        self._textures, self._body, self._approach, self._place = textures, body, approach, place
        self._build, self._manner, self._time_s = build or solid(), body.manner, 0.0
        self.camera = place.camera

    def move(self, time_s: float, elapsed_s: float, seen: NearSeen) -> None:
        """Lean nearer, and let what is beside that go on."""
        self._time_s, body, approach = time_s, self._body, self._approach
        approach.move(time_s, elapsed_s, seen)
        body.manner = replace(self._manner, sway_px=self._manner.sway_px * SWAY_AT_M / approach.distance_m)
        body.face_px, body.x_px, body.y_px = approach.face_px, approach.x_px, approach.y_px
        body.settle(elapsed_s)

    def draw(self, window: Window, shine: LinearColour) -> Image:
        """The person before the room."""
        return self._place.expose(self.layer(window), window, self._approach.distance_m, shine)

    def layer(self, window: Window) -> Layer:
        """The person alone."""
        light = at_distance(self._place.light, self._approach.distance_m)
        return draw_head(self._texture(), self._body.pose, window, light, self._build)

    def _texture(self) -> Texture:
        """What they look like now: the pictures of a clip to and fro."""
        count = len(self._textures)
        at = int(self._time_s * 15) % max(2 * count - 2, 1)
        return self._textures[at if at < count else 2 * count - 2 - at]


@dataclass(frozen=True, slots=True)
class Bend:
    """How a print is bent, by the radius that it would have with a face of life size; no radius is flat."""

    radius_mm: float | None = None
    is_level: bool = False
    """About a level axis, so that forehead and chin go back."""
    is_gradual: bool = False
    """The more, the nearer it comes."""

    def degrees(self, way: float) -> float:
        """Over the width of the face, at so much of the way."""
        if self.radius_mm is None:
            return 0.0
        share = float(np.clip(way, 0, 1)) if self.is_gradual else 1.0
        return share * float(np.degrees(1000 * FACE_WIDTH_M / self.radius_mm))


@dataclass(frozen=True, slots=True)
class Tilt:
    """How a print is held: turned so far at first and so far at half the distance, by hands that tremble."""

    first_deg: tuple[float, float, float]
    """About the upright and the level axis, and in the picture."""
    last_deg: tuple[float, float, float]
    tremor_deg: float
    tremor_px: float


class NearPrint:
    """A print that is brought near."""

    def __init__(
        self, sheet: Sheet, bend: Bend, tilt: Tilt, approach: Approach, place: Place, random: np.random.Generator
    ) -> None:
        self._sheet, self._bend, self._tilt, self._approach, self._place = sheet, bend, tilt, approach, place
        self._tremor = Wander(random, 5, 0.8)
        self._pose = SheetPose()
        self.camera = place.camera

    def move(self, time_s: float, elapsed_s: float, seen: NearSeen) -> None:
        """Bring it nearer, turned and bent as it is by then."""
        approach, tilt, bend = self._approach, self._tilt, self._bend
        approach.move(time_s, elapsed_s, seen)
        shake, way = self._tremor.step(elapsed_s), float(np.clip(approach.way, 0, 1))
        yaw, pitch, roll = (
            first + (last - first) * way + tilt.tremor_deg * float(trembles)
            for first, last, trembles in zip(tilt.first_deg, tilt.last_deg, shake, strict=False)
        )
        self._pose = SheetPose(
            yaw, pitch, roll, WIDTH_PX / 2 + approach.x_px + tilt.tremor_px * float(shake[3]),
            HEIGHT_PX / 2 + approach.y_px + tilt.tremor_px * float(shake[4]), approach.face_px,
            bend.degrees(approach.way), bend.is_level,
        )  # fmt: skip

    def draw(self, window: Window, shine: LinearColour) -> Image:
        """The print before the room."""
        distance_m = self._approach.distance_m
        layer = draw_sheet(self._sheet, self._pose, window, at_distance(self._place.light, distance_m))
        return self._place.expose(layer, window, distance_m, shine)


class NearReplay:
    """A display before the camera on which somebody comes near who was recorded once, in step with the guidance."""

    def __init__(
        self,
        recorded: NearPerson,
        device: Device,
        shows_px: float,
        distance_m: float,
        place: Place,
        another_room: Room,
    ) -> None:
        """`shows_px` is the width of a face for which the display is made, in pixels of the camera's picture."""
        self._recorded, self._device, self._shows_px, self._distance_m = recorded, device, shows_px, distance_m
        self._place, self._room, self._time_s = place, another_room, 0.0
        self.camera = place.camera

    def move(self, time_s: float, elapsed_s: float, seen: NearSeen) -> None:
        """Play on."""
        self._time_s = time_s
        self._recorded.move(time_s, elapsed_s, seen)

    def draw(self, window: Window, shine: LinearColour) -> Image:
        """The display, which stays where it is."""
        behind = look_into(self._room, window, (0.0, 0.0))
        layer = self._recorded.layer(window)
        picture = np.asarray(cv2.blendLinear(layer.image, behind, layer.alpha, 1 - layer.alpha), dtype=np.uint8)
        middle = WIDTH_PX / 2, HEIGHT_PX / 2
        glass = show_on(self._device, picture, window, middle, self._shows_px, self._time_s)
        return self._place.expose(glass, window, self._distance_m, shine)
