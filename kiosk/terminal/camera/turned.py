"""A camera that is mounted on its side or upside down, or delivers mirrored pictures, as one that is not."""

from collections.abc import Iterator
from dataclasses import replace
from types import TracebackType
from typing import Self

import cv2
import numpy as np
from numpy.typing import NDArray

from kiosk.terminal.camera.device.facts import DeviceFacts
from kiosk.terminal.camera.source import CameraSource, Frame

TURNS = {90: cv2.ROTATE_90_CLOCKWISE, 180: cv2.ROTATE_180, 270: cv2.ROTATE_90_COUNTERCLOCKWISE}


def set_upright(source: CameraSource, turn_deg: int, *, mirrored: bool) -> CameraSource:
    """The camera with its pictures turned clockwise by 0, 90, 180 or 270 degrees, and mirrored back first."""
    return source if turn_deg == 0 and not mirrored else TurnedCamera(source, turn_deg, mirrored=mirrored)


class TurnedCamera:
    """Implements `CameraSource` and `DescribedSource`."""

    def __init__(self, source: CameraSource, turn_deg: int, *, mirrored: bool) -> None:
        self._source, self._turn, self._mirrored = source, TURNS.get(turn_deg), mirrored
        self.name, self.synthetic = source.name, source.synthetic

    @property
    def device_facts(self) -> DeviceFacts | None:
        """What the system says of the device."""
        facts: DeviceFacts | None = getattr(self._source, "device_facts", None)
        return facts

    def __enter__(self) -> Self:
        self._source.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._source.__exit__(kind, error, trace)

    def frames(self) -> Iterator[Frame]:
        """The pictures as somebody before the camera would have them."""
        for frame in self._source.frames():
            self.name = self._source.name
            yield replace(frame, image=self._upright(frame.image))

    def _upright(self, image: NDArray[np.uint8]) -> NDArray[np.uint8]:
        if self._mirrored:
            image = np.asarray(cv2.flip(image, 1), dtype=np.uint8)
        return image if self._turn is None else np.asarray(cv2.rotate(image, self._turn), dtype=np.uint8)
