"""What the demonstration can put before the camera: a live person, and the attacks that must fail."""

from collections.abc import Callable
from typing import Protocol

import cv2
import numpy as np

from kiosk.terminal.camera.demo.attack import Attack
from kiosk.terminal.camera.demo.head import SolidHead
from kiosk.terminal.camera.demo.motion import DemoPerson, Motion, Temper
from kiosk.terminal.camera.demo.portrait import HEIGHT_PX, WIDTH_PX, Image, Portrait, room, stand
from kiosk.terminal.camera.demo.print_out import PrintOut

BEND_DEG = 160.0
"""Of the whole photograph, so that the face itself is bent by about 80 degrees."""
SWAP_AT_DEG = 5.0
BYSTANDER_OFFSET_PX, BYSTANDER_FACE_PX = 190, 110


class Scene(Protocol):
    """Whatever stands before the camera; called on the camera's thread."""

    def render(self, motion: Motion) -> Image:
        """One 1280x720 BGR picture."""


class _EmptyRoom:
    def __init__(self, portrait: Portrait) -> None:
        self._room = room(portrait.image)

    def render(self, motion: Motion) -> Image:
        matrix = np.array([[1, 0, motion.shift_x_px], [0, 1, motion.shift_y_px]])
        moved = cv2.warpAffine(self._room, matrix, (WIDTH_PX, HEIGHT_PX), borderMode=cv2.BORDER_REPLICATE)
        return np.asarray(moved, dtype=np.uint8)


class _Swap:
    def __init__(self, first: Scene, second: Scene) -> None:
        self._first, self._second = first, second

    def render(self, motion: Motion) -> Image:
        return (self._second if abs(motion.yaw_deg) > SWAP_AT_DEG else self._first).render(motion)


class _Bystander:
    """The second person looks over the first one's shoulder as soon as the head begins to turn."""

    def __init__(self, person: Scene, bystander: Portrait) -> None:
        self._person = person
        centre_x_px = WIDTH_PX / 2 + BYSTANDER_OFFSET_PX
        standing = stand(bystander, centre_x_px, BYSTANDER_FACE_PX)
        left, top = standing.points[:, :2].min(axis=0) - 15
        right, bottom = standing.points[:, :2].max(axis=0) + 15
        self._spot = (slice(int(top), int(bottom)), slice(int(left), int(right)))
        self._face = standing.image[self._spot]

    def render(self, motion: Motion) -> Image:
        picture = self._person.render(motion)
        if abs(motion.yaw_deg) > SWAP_AT_DEG:
            picture[self._spot] = self._face
        return picture


def scene(attack: Attack | None, portrait: Portrait, another: Portrait | None) -> Scene:
    """What stands before the camera; `another` is needed by the attacks that need another person."""
    stranger = another or portrait
    builders: dict[Attack | None, Callable[[], Scene]] = {
        Attack.PHOTO: lambda: PrintOut(portrait),
        Attack.BENT_PHOTO: lambda: PrintOut(portrait, BEND_DEG),
        Attack.TWO_PEOPLE: lambda: _Bystander(SolidHead(stand(portrait)), stranger),
        Attack.SWAP: lambda: _Swap(SolidHead(stand(portrait)), SolidHead(stand(stranger))),
        Attack.IMPOSTOR: lambda: SolidHead(stand(stranger)),
        Attack.NO_FACE: lambda: _EmptyRoom(portrait),
    }
    return builders.get(attack, lambda: SolidHead(stand(portrait)))()


def person(attack: Attack | None) -> DemoPerson:
    """How whoever stands before the camera reacts to instructions."""
    tempers = {Attack.STILL: Temper.IGNORES, Attack.WRONG_SIDE: Temper.OPPOSES}
    return DemoPerson(tempers.get(attack, Temper.FOLLOWS) if attack else Temper.FOLLOWS)
