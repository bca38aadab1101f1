"""Frames of the demo person, for benchmarks that need a face."""

from functools import cache
from math import sin

import cv2
import numpy as np
from numpy.typing import NDArray

from kiosk.terminal.camera.demo import people
from kiosk.terminal.camera.demo.head import SolidHead
from kiosk.terminal.camera.demo.motion import Motion
from kiosk.terminal.camera.demo.portrait import Portrait, stand
from kiosk.vision.face_mesh import FaceMesh

Image = NDArray[np.uint8]


@cache
def portrait() -> Portrait:
    """The demo person's picture and mesh."""
    image = np.asarray(cv2.imread(str(people.demo_person())), dtype=np.uint8)
    with FaceMesh(still=True, irises=True) as mesh:
        return Portrait(image, mesh.points(np.ascontiguousarray(image[:, :, ::-1]))[0])


def camera_frames(count: int) -> list[Image]:
    """Different 1280x720 frames of a head that turns to and fro."""
    head = SolidHead(stand(portrait()))
    return [head.render(Motion(yaw_deg=15 * sin(i / 10))) for i in range(count)]


def percentile(values: list[float], percent: float) -> float:
    """A percentile by linear interpolation."""
    return float(np.percentile(values, percent))
