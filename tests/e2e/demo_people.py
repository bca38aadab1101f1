"""The demo person before a browser's camera, and the demonstration's attacks."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from kiosk.domain.faces.face_detail import FaceDetail
from kiosk.domain.liveness.challenge import Hint
from kiosk.domain.liveness.nose.challenge import NoseChallenge
from kiosk.domain.liveness.nose.directions import direction_hint
from kiosk.terminal.camera.demo import people
from kiosk.terminal.camera.demo.attack import Attack
from kiosk.terminal.camera.demo.attacks import person, scene
from kiosk.terminal.camera.demo.camera import sway
from kiosk.terminal.camera.demo.lighting import Scene
from kiosk.terminal.camera.demo.portrait import Portrait
from kiosk.vision.crop import centre_crop, to_size
from kiosk.vision.face_mesh import FaceMesh
from tests.e2e.sample_client import Habits, State

ZOOM = 1.8
"""The demo's room is wide; somebody before a browser's camera fills more of the picture."""

Image = NDArray[np.uint8]


@cache
def portrait(path: Path) -> Portrait:
    image = np.asarray(cv2.imread(str(path)), dtype=np.uint8)
    with FaceMesh(still=True, irises=True) as mesh:
        return Portrait(image, mesh.points(np.ascontiguousarray(image[:, :, ::-1]))[0])


@cache
def standing(attack: Attack | None) -> Scene:
    """Made once: a scene keeps nothing of what it has rendered, and its depth takes long to compute."""
    return scene(attack, portrait(people.demo_person()), portrait(people.another_person()))


class DemoPeople:
    """Whoever the attack puts before the camera, the demo person without one.

    `pace` 2 moves twice as fast, `nearness` 2 shows the face twice as wide.
    """

    def __init__(self, habits: Habits, attack: Attack | None = None, pace: float = 1.0, nearness: float = 0.9) -> None:
        self._habits, self._pace, self._zoom, self._time_s = habits, pace, ZOOM * nearness, 0.0
        self._scene = standing(attack)
        self._person = person(attack)
        self._hint: Hint | None = None

    def picture(self, elapsed_s: float) -> Image:
        """The camera's next picture; nobody stands perfectly still."""
        self._time_s += elapsed_s
        motion = self._person.move(elapsed_s * self._pace)
        swaying = sway(motion, self._time_s)
        width_px, height_px = self._habits.width_px, self._habits.height_px
        return to_size(centre_crop(self._scene.render(swaying), width_px, height_px, self._zoom), width_px, height_px)

    def look(self, state: State, challenge: NoseChallenge, faces: Sequence[FaceDetail]) -> None:
        """See where the nose is and where the box is; before the box is shown, keep still."""
        if state is State.NOSE and len(faces) == 1:
            self._hint = direction_hint(faces[0].nose, challenge.nose_target, self._hint)
        self._person.see(self._hint or Hint.HOLD_STILL)
