"""What the demonstration can put before the camera: a live person, and the attacks that must fail."""

from collections.abc import Callable

import cv2
import numpy as np

from kiosk.terminal.camera.demo.attack import Attack
from kiosk.terminal.camera.demo.head import SolidHead
from kiosk.terminal.camera.demo.lighting import Exposure, Scene, empty_room
from kiosk.terminal.camera.demo.motion import DemoPerson, Motion, Temper
from kiosk.terminal.camera.demo.perspective_head import FOCAL_PX, PerspectiveHead
from kiosk.terminal.camera.demo.portrait import HEIGHT_PX, WIDTH_PX, Image, Portrait, room, stand
from kiosk.terminal.camera.demo.print_out import PrintOut

BEND_DEG = 160.0
"""Of the whole photograph, so that the face itself is bent by about 80 degrees."""
SWAP_AT_DEG = 5.0
SWAP_AT_SCALE = 1.4
"""In the challenge of coming near nobody turns."""
BYSTANDER_OFFSET_PX, BYSTANDER_NEAR_OFFSET_PX, BYSTANDER_FACE_PX = 190, 310, 110
"""Beside a person who comes near there is room further out."""


class _EmptyRoom:
    def __init__(self, portrait: Portrait) -> None:
        self._room = room(portrait.image)

    def render(self, motion: Motion) -> Image:
        moved = motion.all_of_it
        matrix = np.array([[1, 0, moved.shift_x_px], [0, 1, moved.shift_y_px]])
        picture = cv2.warpAffine(self._room, matrix, (WIDTH_PX, HEIGHT_PX), borderMode=cv2.BORDER_REPLICATE)
        return np.asarray(picture, dtype=np.uint8)

    def exposure(self, motion: Motion) -> Exposure:
        return empty_room()


class _Swap:
    def __init__(self, first: Scene, second: Scene) -> None:
        self._first, self._second = first, second

    def render(self, motion: Motion) -> Image:
        return self._present(motion).render(motion)

    def exposure(self, motion: Motion) -> Exposure:
        return self._present(motion).exposure(motion)

    def _present(self, motion: Motion) -> Scene:
        return self._second if _is_under_way(motion) else self._first


def _is_under_way(motion: Motion) -> bool:
    """Whether the challenge has begun: the head turns, or comes near."""
    return abs(motion.yaw_deg) > SWAP_AT_DEG or motion.scale > SWAP_AT_SCALE


class _Bystander:
    """The second person looks over the first one's shoulder as soon as the challenge has begun."""

    def __init__(self, person: Scene, bystander: Portrait, offset_px: int) -> None:
        self._person = person
        centre_x_px = WIDTH_PX / 2 + offset_px
        standing = stand(bystander, centre_x_px, BYSTANDER_FACE_PX)
        left, top = standing.points[:, :2].min(axis=0) - 15
        right, bottom = standing.points[:, :2].max(axis=0) + 15
        self._spot = (slice(int(top), int(bottom)), slice(int(left), int(right)))
        self._face = standing.image[self._spot]

    def render(self, motion: Motion) -> Image:
        picture = self._person.render(motion)
        if _is_under_way(motion):
            picture[self._spot] = self._face
        return picture

    def exposure(self, motion: Motion) -> Exposure:
        """The second person stands further back."""
        return self._person.exposure(motion)


def scene(attack: Attack | None, portrait: Portrait, another: Portrait | None, *, comes_near: bool = False) -> Scene:
    """What stands before the camera; `another` is needed by the attacks that need another person.

    Whoever `comes_near` has depth in perspective; photographs have none however near they come.
    """
    stranger = another or portrait

    def somebody(seen: Portrait) -> Scene:
        return PerspectiveHead(seen) if comes_near else SolidHead(stand(seen))

    focal_px = FOCAL_PX if comes_near else None
    offset_px = BYSTANDER_NEAR_OFFSET_PX if comes_near else BYSTANDER_OFFSET_PX
    builders: dict[Attack | None, Callable[[], Scene]] = {
        Attack.PHOTO: lambda: PrintOut(portrait, focal_px=focal_px),
        Attack.BENT_PHOTO: lambda: PrintOut(portrait, BEND_DEG, always_bent=comes_near, focal_px=focal_px),
        Attack.TWO_PEOPLE: lambda: _Bystander(somebody(portrait), stranger, offset_px),
        Attack.SWAP: lambda: _Swap(somebody(portrait), somebody(stranger)),
        Attack.IMPOSTOR: lambda: somebody(stranger),
        Attack.NO_FACE: lambda: _EmptyRoom(portrait),
    }
    return builders.get(attack, lambda: somebody(portrait))()


def person(attack: Attack | None, *, comes_near: bool = False) -> DemoPerson:
    """How whoever stands before the camera reacts to instructions."""
    tempers = {Attack.STILL: Temper.IGNORES, Attack.WRONG_SIDE: Temper.OPPOSES}
    temper = tempers.get(attack, Temper.FOLLOWS) if attack else Temper.FOLLOWS
    return DemoPerson(temper, comes_near=comes_near)
