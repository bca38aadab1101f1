"""Cameras made by hand."""

from collections.abc import Iterator, Sequence
from types import TracebackType
from typing import Self

import numpy as np
from numpy.typing import NDArray

from kiosk.terminal.camera.source import Frame


def picture(value: int, width_px: int = 8, height_px: int = 6) -> NDArray[np.uint8]:
    return np.full((height_px, width_px, 3), value, dtype=np.uint8)


class ScriptedCamera:
    """Delivers the given items in order and raises those that are exceptions; an empty rest ends it."""

    name = "scripted"
    synthetic = True

    def __init__(self, *items: int | Exception) -> None:
        self._items: Sequence[int | Exception] = items
        self.open = False

    def __enter__(self) -> Self:
        self.open = True
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.open = False

    def frames(self) -> Iterator[Frame]:
        for index, item in enumerate(self._items):
            if isinstance(item, Exception):
                raise item
            yield Frame(picture(item), float(index), index)
