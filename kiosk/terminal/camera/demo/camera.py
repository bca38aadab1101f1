"""The demo camera: paced like a real one, and declared as none."""

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from math import sin
from threading import Event
from types import TracebackType
from typing import Self

from kiosk.terminal.camera.demo.lighting import Scene
from kiosk.terminal.camera.demo.motion import DemoPerson, Motion
from kiosk.terminal.camera.source import Frame

FPS = 24.0
LONGEST_STEP_S = 0.12
"""On a machine that is too slow for its pictures the person is slow as well, and does not turn too far."""
SWAY_PX, SWAY_HZ = 1.2, 0.9
"""Nobody stands perfectly still, not even who does not follow."""


class DemoCamera:
    """A camera that films a scene in which the demo person moves."""

    name = "demo person"
    synthetic = True

    def __init__(
        self, scene: Scene, person: DemoPerson, fps: float = FPS, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._scene, self._person, self._fps, self._clock = scene, person, fps, clock
        self._closed = Event()

    def __enter__(self) -> Self:
        self._closed.clear()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._closed.set()

    def frames(self) -> Iterator[Frame]:
        """Frames at the camera's pace, until it is closed."""
        began_s = before_s = self._clock()
        index = 0
        while not self._closed.is_set():
            now_s = self._clock()
            motion = sway(self._person.move(min(now_s - before_s, LONGEST_STEP_S)), now_s - began_s)
            before_s = now_s
            yield Frame(self._scene.render(motion), now_s, index)
            index += 1
            self._closed.wait(max(began_s + index / self._fps - self._clock(), 0.0))


def sway(motion: Motion, time_s: float) -> Motion:
    """The motion of somebody who stands as still as people can, at that time."""
    phase = 2 * 3.1416 * SWAY_HZ * time_s
    return replace(
        motion,
        yaw_deg=motion.yaw_deg + 0.3 * sin(phase / 2),
        shift_x_px=motion.shift_x_px + SWAY_PX * sin(phase),
        shift_y_px=motion.shift_y_px + SWAY_PX * sin(0.7 * phase),
    )
