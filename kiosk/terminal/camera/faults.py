"""A camera that goes wrong on purpose, for tests and diagnostics."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from types import TracebackType
from typing import Self

import numpy as np

from kiosk.errors import CameraLost
from kiosk.terminal.camera.source import CameraSource, Frame


@dataclass(frozen=True, slots=True)
class Faults:
    """What goes wrong; frames are counted from 0 and None means never."""

    slow_open_s: float = 0.0
    freeze_from: int | None = None
    """From this frame on the picture stays the same."""
    black_from: int | None = None
    shrink_from: int | None = None
    """From this frame on the picture has half the width and height."""
    lost_from: int | None = None


class FaultyCamera:
    """Another source with faults put in; never taken for a real camera."""

    synthetic = True

    def __init__(self, source: CameraSource, faults: Faults, sleep: Callable[[float], object] = time.sleep) -> None:
        self.name = source.name
        self._source, self._faults, self._sleep = source, faults, sleep

    def __enter__(self) -> Self:
        self._sleep(self._faults.slow_open_s)
        self._source.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._source.__exit__(kind, error, trace)

    def frames(self) -> Iterator[Frame]:
        """The other source's frames with the faults put in."""
        frozen: Frame | None = None
        for count, frame in enumerate(self._source.frames()):
            if _due(self._faults.lost_from, count):
                raise CameraLost("lost on purpose")
            if frozen is None or not _due(self._faults.freeze_from, count):
                frozen = frame
            yield self._spoilt(replace(frame, image=frozen.image), count)

    def _spoilt(self, frame: Frame, count: int) -> Frame:
        image = frame.image
        if _due(self._faults.black_from, count):
            image = np.zeros_like(image)
        if _due(self._faults.shrink_from, count):
            image = np.ascontiguousarray(image[::2, ::2])
        return replace(frame, image=image)


def _due(begin: int | None, count: int) -> bool:
    return begin is not None and count >= begin
