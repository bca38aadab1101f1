from collections.abc import Iterator
from types import TracebackType
from typing import Self

import numpy as np
import pytest
from numpy.typing import NDArray

from kiosk.terminal.camera.device.facts import DeviceFacts
from kiosk.terminal.camera.source import Frame
from kiosk.terminal.camera.turned import set_upright

UPRIGHT = np.arange(2 * 3 * 3, dtype=np.uint8).reshape(2, 3, 3)


class OnePicture:
    """Implements `CameraSource` and `DescribedSource`."""

    name, synthetic = "one picture", False

    def __init__(self, image: NDArray[np.uint8]) -> None:
        self._image, self.open = image, False
        self.device_facts: DeviceFacts | None = None

    def __enter__(self) -> Self:
        self.open = True
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.open = False

    def frames(self) -> Iterator[Frame]:
        yield Frame(self._image, 1.0, 0)


@pytest.mark.parametrize("turn_deg", [0, 90, 180, 270])
@pytest.mark.parametrize("mirrored", [False, True])
def test_pictures_come_upright(turn_deg: int, mirrored: bool) -> None:
    as_mounted = np.rot90(UPRIGHT, turn_deg // 90)
    filmed = OnePicture(np.ascontiguousarray(as_mounted[:, ::-1] if mirrored else as_mounted))
    with set_upright(filmed, turn_deg, mirrored=mirrored) as camera:
        assert filmed.open
        (frame,) = camera.frames()
    assert not filmed.open
    assert np.array_equal(frame.image, UPRIGHT)
    assert (frame.captured_at_s, camera.name, camera.synthetic) == (1.0, "one picture", False)


def test_what_is_upright_is_left_alone() -> None:
    source = OnePicture(UPRIGHT)
    assert set_upright(source, 0, mirrored=False) is source
