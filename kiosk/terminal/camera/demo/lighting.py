"""The light of the kiosk's screen on what stands before it, by Lambert's law, above the room's own light."""

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import cv2
import numpy as np
from numpy.typing import NDArray

from kiosk.domain.liveness.light import ScreenShine
from kiosk.terminal.camera.demo.motion import Motion
from kiosk.terminal.camera.demo.portrait import HEIGHT_PX, WIDTH_PX, Image

GRID = 4
"""Light is computed for every fourth pixel and interpolated between."""
ASIDE_DEG = 17.0
"""How far to the side the middle of each half of a screen of 24 to 27 inches is, from half a metre."""
STRENGTH = 0.3
"""Light of one half of the screen on what faces it against the room's: some 60 of 200 lux, with a bright panel in an
ordinary room."""
ROOM_EXPOSURE = 0.05
"""Of what is two metres behind the customer, by the square of the distance."""
LATENCY_S = 0.06
"""From what is painted to a picture that shows it: two frames of a screen and an exposure."""
REMEMBERED = 64
"""Changes of the screen, one in each of its pictures while a colour comes down: more than a camera can be late by."""
GAMMA = 2.2
FULL = 128.0
"""What leaves a pixel as it is, in eight bits."""

Field = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Exposure:
    """How much of the light of each half of the screen reaches what a pixel shows, 0-1, for every GRID-th pixel; left
    and right are the screen's, and so the customer's own."""

    left: Field
    right: Field


class Scene(Protocol):
    """Whatever stands before the camera; called on the camera's thread."""

    def render(self, motion: Motion) -> Image:
        """One 1280x720 BGR picture in the room's own light."""

    def exposure(self, motion: Motion) -> Exposure:
        """How the screen lights what that picture shows."""


class ScreenGlow:
    """What the screen shines with: set from the window's thread, read on the camera's."""

    def __init__(self, clock: Callable[[], float] = time.monotonic, latency_s: float = LATENCY_S) -> None:
        self._clock, self._latency_s = clock, latency_s
        self._shown: deque[tuple[float, ScreenShine | None]] = deque(maxlen=REMEMBERED)

    def show(self, shine: ScreenShine | None) -> None:
        """Shine like this from now on; None for the screen's usual look."""
        self._shown.append((self._clock(), shine))

    @property
    def seen(self) -> ScreenShine | None:
        """What a picture shows of it that is taken now."""
        until_s = self._clock() - self._latency_s
        # A copy, as the window's thread may add to it meanwhile.
        return next((shine for shown_at_s, shine in reversed(tuple(self._shown)) if shown_at_s <= until_s), None)


class LitScene:
    """A scene in the light of a screen, which the camera shows a little late."""

    def __init__(self, scene: Scene, glow: ScreenGlow) -> None:
        self._scene, self._glow = scene, glow

    def render(self, motion: Motion) -> Image:
        """One picture; the room's light is not even looked at while the screen shows nothing."""
        light = self._glow.seen
        picture = self._scene.render(motion)
        return picture if light is None else shine(picture, self._scene.exposure(motion), light)

    def exposure(self, motion: Motion) -> Exposure:
        """As without the light."""
        return self._scene.exposure(motion)


def shine(picture: Image, exposure: Exposure, screen: ScreenShine, strength: float = STRENGTH) -> Image:
    """The BGR picture with the light of a screen above that of its room, as a camera exposes it."""
    left, right = (np.array(half[::-1], dtype=np.float32) for half in (screen.left, screen.right))
    light = exposure.left[..., None] * left + exposure.right[..., None] * right
    gain = ((1 + strength * light) / (1 + strength)) ** (1 / GAMMA)
    coarse = np.clip(np.rint(gain * FULL), 0, 255).astype(np.uint8)
    fine = cv2.resize(coarse, (picture.shape[1], picture.shape[0]), interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.multiply(picture, fine, scale=1 / FULL), dtype=np.uint8)


def face_screen(normal_x: Field, normal_z: Field) -> Exposure:
    """Exposure of surfaces by their normals: x to the right of the unmirrored image, z towards the camera.

    The left half of the screen is on the customer's left, and so to the right of the image.
    """
    across, ahead = np.sin(np.radians(ASIDE_DEG)), np.cos(np.radians(ASIDE_DEG))
    left = np.clip(normal_x * across + normal_z * ahead, 0, 1)
    right = np.clip(-normal_x * across + normal_z * ahead, 0, 1)
    return Exposure(left.astype(np.float32), right.astype(np.float32))


def before_room(exposure: Exposure, weight: Field) -> Exposure:
    """What is near the screen where the weight is 1, and the room behind it where it is 0."""
    left, right = (weight * each + (1 - weight) * ROOM_EXPOSURE for each in (exposure.left, exposure.right))
    return Exposure(left.astype(np.float32), right.astype(np.float32))


def empty_room() -> Exposure:
    """Of a picture in which nobody stands."""
    everywhere = np.full((HEIGHT_PX // GRID, WIDTH_PX // GRID), ROOM_EXPOSURE, dtype=np.float32)
    return Exposure(everywhere, everywhere)
