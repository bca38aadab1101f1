from collections.abc import Iterator
from itertools import count
from types import TracebackType
from typing import Self

import numpy as np
import pytest

from kiosk.errors import CameraLost
from kiosk.terminal.camera.latest import LatestFrame
from kiosk.terminal.camera.picture_watch import FAULTY_S, PictureWatch
from kiosk.terminal.camera.pump import CameraPump
from kiosk.terminal.camera.source import Frame
from tests.unit.terminal.camera.test_pump import Heard

RANDOM = np.random.default_rng(0)


def noisy(level: float, at_s: float) -> Frame:
    return Frame(np.clip(RANDOM.normal(level, 3, (240, 320, 3)), 0, 255).astype(np.uint8), at_s, 0)


def faults(*frames: Frame) -> list[str]:
    watch = PictureWatch()
    return [watch.find_fault(frame) for frame in frames]


def test_a_camera_that_films_has_no_fault() -> None:
    assert set(faults(*(noisy(90, i / 10) for i in range(60)))) == {""}


@pytest.mark.parametrize(
    ("frames", "fault"),
    [
        ([noisy(2, i / 10) for i in range(30)], "its pictures are black"),
        ([Frame(np.full((240, 320, 3), 90, np.uint8), i / 10, i) for i in range(30)], "its picture is frozen"),
    ],
)
def test_black_and_frozen_pictures_are_found_within_two_seconds(frames: list[Frame], fault: str) -> None:
    found = faults(*frames)
    assert found[-1] == fault
    assert not any(said for said, frame in zip(found, frames, strict=True) if frame.captured_at_s < FAULTY_S)


def test_a_picture_that_goes_on_is_trusted_again() -> None:
    still = Frame(np.full((240, 320, 3), 90, np.uint8), 1.9, 0)
    assert faults(noisy(90, 0), still, noisy(90, 2.1), noisy(90, 4.2)) == [""] * 4


class Flapping:
    """A camera that films for a second, by its own clock, and fails; from the fourth time on it stays."""

    name, synthetic = "flapping", False

    def __init__(self, opened: int) -> None:
        self._lasts_s = 1.0 if opened < 3 else 9.0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        pass

    def frames(self) -> Iterator[Frame]:
        for i in range(int(self._lasts_s * 10)):
            yield noisy(90, i / 10)
        raise CameraLost("pulled out")


def test_a_flapping_camera_is_restored_once_it_stays() -> None:
    heard, opened = Heard(), count()
    with CameraPump(
        lambda: Flapping(next(opened)), LatestFrame(), heard.failed, heard.restored, reopen_pause_s=0.0, probation_s=3.0
    ):
        assert [heard.next(), heard.next()] == ["CAMERA_LOST", "restored"]
    assert next(opened) >= 4
