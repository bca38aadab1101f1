"""A specimen document that the demo person holds before the camera, a little askew as people do."""

from collections.abc import Mapping

import cv2
import numpy as np
from numpy.typing import NDArray

from kiosk.domain.identity.step_results import Side
from kiosk.terminal.camera.demo.lighting import Exposure, Scene
from kiosk.terminal.camera.demo.motion import DemoPerson, Motion
from kiosk.terminal.camera.demo.portrait import HEIGHT_PX, WIDTH_PX, Image, blend
from kiosk.terminal.camera.demo.specimen import SpecimenFields, draw_card

HELD_WIDTH_PX = 860
"""Of the page in the camera's picture."""
TURN_DEG, LEAN = 2.5, 0.03
"""How far the page is turned in the picture, and how much shorter its upper edge looks than its lower one."""
ROUNDING_PX = 24


class HeldDocument:
    """A scene in which the page that the person holds covers whoever stands there."""

    def __init__(self, scene: Scene, person: DemoPerson, pages: Mapping[Side, Image]) -> None:
        self._scene, self._person = scene, person
        self._pages = {side: (page, *_place(page)) for side, page in pages.items()}

    def render(self, motion: Motion) -> Image:
        """One 1280x720 BGR picture."""
        picture, side = self._scene.render(motion), self._person.held_side
        if side is None or side not in self._pages:
            return picture
        page, matrix, mask = self._pages[side]
        # Hands sway as the rest of a person does.
        sway = np.array([[1, 0, motion.shift_x_px], [0, 1, motion.shift_y_px], [0, 0, 1]]) @ matrix
        size = (WIDTH_PX, HEIGHT_PX)
        front = cv2.warpPerspective(page, sway, size, flags=cv2.INTER_AREA)
        cover = cv2.warpPerspective(mask, sway, size, flags=cv2.INTER_LINEAR)
        return blend(picture, np.asarray(front, dtype=np.uint8), np.asarray(cover, dtype=np.float32))

    def exposure(self, motion: Motion) -> Exposure:
        """Of whoever stands there: the screen shows no colours while a page is held."""
        return self._scene.exposure(motion)


def specimen(portrait_bgr: Image) -> dict[Side, Image]:
    """Both sides of the demo person's card."""
    front, back = draw_card(portrait_bgr, SpecimenFields())
    return {Side.FRONT: front, Side.BACK: back}


def _place(page: Image) -> tuple[NDArray[np.float64], NDArray[np.float32]]:
    """The 3x3 matrix from page to picture, and the page's own mask, 0-1."""
    high, wide = page.shape[:2]
    half = np.array([HELD_WIDTH_PX, HELD_WIDTH_PX * high / wide]) / 2
    corners = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]], dtype=np.float64)
    corners[:2, 0] *= 1 - LEAN
    turn = np.radians(TURN_DEG)
    rotation = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    target = (corners * half) @ rotation.T + (WIDTH_PX / 2, HEIGHT_PX / 2)
    source = np.array([[0, 0], [wide, 0], [wide, high], [0, high]], dtype=np.float32)
    matrix = cv2.getPerspectiveTransform(source, target.astype(np.float32))
    mask = np.zeros((high, wide), dtype=np.float32)
    cv2.rectangle(mask, (ROUNDING_PX, 0), (wide - ROUNDING_PX, high), (1.0,), -1)
    cv2.rectangle(mask, (0, ROUNDING_PX), (wide, high - ROUNDING_PX), (1.0,), -1)
    for x in (ROUNDING_PX, wide - ROUNDING_PX):
        for y in (ROUNDING_PX, high - ROUNDING_PX):
            cv2.circle(mask, (x, y), ROUNDING_PX, (1.0,), -1)
    return np.asarray(matrix, dtype=np.float64), mask
