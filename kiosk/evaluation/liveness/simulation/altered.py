"""Persons who are not who they were: swapped in mid turn, morphed at the start, or a stranger in single frames."""

from collections.abc import Sequence

import cv2
import numpy as np

from kiosk.evaluation.liveness.simulation.behaviour import Customer
from kiosk.evaluation.liveness.simulation.camera import Camera
from kiosk.evaluation.liveness.simulation.light import Illumination
from kiosk.evaluation.liveness.simulation.person import Person
from kiosk.evaluation.liveness.simulation.portrait import (
    CELL_PX,
    FACE_POINTS,
    TEXTURE_HEIGHT_PX,
    TEXTURE_WIDTH_PX,
    Points,
    Texture,
)
from kiosk.evaluation.liveness.simulation.presentation import Seen
from kiosk.evaluation.liveness.simulation.room import Room
from kiosk.evaluation.liveness.simulation.window import Field, Image

SWAP_AT_DEG = 6.0
MORPH_S = 0.45
"""For which the morph is shown at the start of the challenge: long enough for every reference frame."""


class Swapped(Person):
    """One person looks straight, and another one turns."""

    def __init__(
        self,
        first: Sequence[Texture],
        second: Sequence[Texture],
        customer: Customer,
        room: Room,
        light: Illumination,
        camera: Camera,
    ) -> None:
        super().__init__(first, customer, room, light, camera)
        self._second, self._done = second, False

    def texture(self) -> Texture:
        """Whoever it is now."""
        pose = self.pose()
        self._done = self._done or float(np.hypot(pose.yaw_deg, pose.pitch_deg)) > SWAP_AT_DEG
        if self._done:
            self.textures = self._second
        return super().texture()


class Morphed(Person):
    """A morph of two at the start, then the one, and from the first target on the other."""

    def __init__(
        self,
        morph: Texture,
        pair: tuple[Texture, Texture],
        customer: Customer,
        room: Room,
        light: Illumination,
        camera: Camera,
    ) -> None:
        super().__init__((morph,), customer, room, light, camera)
        self._pair, self._turning_since_s, self._reached = pair, -1.0, 0

    def move(self, time_s: float, elapsed_s: float, seen: Seen) -> None:
        """Note how far the challenge has come."""
        super().move(time_s, elapsed_s, seen)
        if seen.is_turning and self._turning_since_s < 0:
            self._turning_since_s = time_s
        self._reached = seen.guide.targets_reached

    def texture(self) -> Texture:
        """Whoever it is now."""
        if self._turning_since_s < 0 or self.time_s - self._turning_since_s < MORPH_S:
            return super().texture()
        return self._pair[min(self._reached, 1)]


class SwappedFrames(Person):
    """A genuine person, of whose frames between start and targets some show a stranger in the same pose."""

    def __init__(
        self,
        textures: Sequence[Texture],
        stranger: Texture,
        count: int,
        customer: Customer,
        room: Room,
        light: Illumination,
        camera: Camera,
        random: np.random.Generator,
    ) -> None:
        super().__init__(textures, customer, room, light, camera)
        self._stranger, self._left, self._random = stranger, count, random
        self._now = False

    def move(self, time_s: float, elapsed_s: float, seen: Seen) -> None:
        """Choose whether the next frame is swapped: only those that prove nothing."""
        super().move(time_s, elapsed_s, seen)
        off = seen.off_px
        proves_nothing = (
            seen.is_turning and off is not None and float(np.hypot(*off)) > 25 and abs(self.pose().yaw_deg) > 3
        )
        self._now = bool(proves_nothing and self._left > 0 and self._random.random() < 0.5)
        self._left -= self._now

    def texture(self) -> Texture:
        """Whoever it is now."""
        return self._stranger if self._now else super().texture()


def morph(one: Texture, other: Texture, share: float = 0.5) -> Texture:
    """Two faces in one: both warped to the mean of their meshes, and their colours mixed."""
    mean = (1 - share) * one.points + share * other.points
    pictures = [_warp(texture, mean) for texture in (one, other)]
    image = cv2.addWeighted(pictures[0], 1 - share, pictures[1], share, 0)
    return Texture(
        f"{one.person}+{other.person}", np.asarray(image, dtype=np.uint8), np.maximum(one.alpha, other.alpha), mean
    )


def _warp(texture: Texture, points: Points) -> Image:
    """The picture with its mesh moved to these points, by inverse distances."""
    columns, rows = np.arange(0, TEXTURE_WIDTH_PX, CELL_PX), np.arange(0, TEXTURE_HEIGHT_PX, CELL_PX)
    x, y = np.meshgrid(columns.astype(np.float32), rows.astype(np.float32))
    mesh, source = points[:FACE_POINTS, :2], texture.points[:FACE_POINTS, :2]
    weights = ((x[..., None] - mesh[:, 0]) ** 2 + (y[..., None] - mesh[:, 1]) ** 2 + 6.0) ** -1.5
    shift = (weights @ (source - mesh)) / weights.sum(axis=-1)[..., None]
    size = (TEXTURE_WIDTH_PX, TEXTURE_HEIGHT_PX)
    field: Field = np.asarray(cv2.resize((np.stack([x, y], -1) + shift).astype(np.float32), size), dtype=np.float32)
    return np.asarray(cv2.remap(texture.image, field[..., 0], field[..., 1], cv2.INTER_LINEAR), dtype=np.uint8)
