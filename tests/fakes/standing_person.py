"""A camera before which somebody stands still."""

import time
from collections.abc import Iterator
from functools import cache
from types import TracebackType
from typing import Self

import cv2
import numpy as np
from numpy.typing import NDArray

from kiosk.terminal.camera.demo import people
from kiosk.terminal.camera.demo.portrait import Portrait, stand
from kiosk.terminal.camera.source import Frame
from kiosk.vision.face_mesh import FaceMesh


@cache
def _picture() -> NDArray[np.uint8]:
    image = np.asarray(cv2.imread(str(people.demo_person())), dtype=np.uint8)
    with FaceMesh(still=True) as mesh:
        points = mesh.points(np.ascontiguousarray(image[:, :, ::-1]))[0]
    return stand(Portrait(image, points)).image


class StandingPerson:
    """Twenty frames a second, each a pixel further, because nobody stands perfectly still."""

    name = "standing person"
    synthetic = True

    def __enter__(self) -> Self:
        self._open = True
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open = False

    def frames(self) -> Iterator[Frame]:
        picture, index = _picture(), 0
        while self._open:
            yield Frame(np.roll(picture, index % 3, axis=1), time.monotonic(), index)
            index += 1
            time.sleep(0.05)
