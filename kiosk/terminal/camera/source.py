"""What a camera is to the rest of the program."""

from collections.abc import Iterator
from dataclasses import dataclass
from types import TracebackType
from typing import Protocol, Self

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Frame:
    """One picture: HxWx3, BGR, unmirrored; `captured_at_s` is on the monotonic clock."""

    image: NDArray[np.uint8]
    captured_at_s: float
    index: int


class CameraSource(Protocol):
    """Opened, read and closed on the camera's thread; opening and reading may block and raise CameraError."""

    name: str
    synthetic: bool
    """Whether this is anything but a real device."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    def frames(self) -> Iterator[Frame]:
        """Frames as they come, until the source is closed or ends."""
