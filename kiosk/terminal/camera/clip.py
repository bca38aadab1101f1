"""A video file in place of a camera."""

import math
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

import cv2
import numpy as np
from numpy.typing import NDArray

from kiosk.errors import ClipUnreadable
from kiosk.terminal.camera.source import Frame

USUAL_FPS = 25.0
"""For files that state no frame rate, or one that no camera has."""
MAX_FPS = 240.0
READERS = (cv2.CAP_FFMPEG, cv2.CAP_OPENCV_MJPEG)
"""An installed kiosk has only the second: Motion JPEG in AVI."""


class ClipCamera:
    """Plays a file at its own pace, once or for ever; never taken for a real camera."""

    synthetic = True

    def __init__(
        self,
        path: Path,
        *,
        loop: bool = False,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], object] = time.sleep,
    ) -> None:
        self.name = path.name
        self._path, self._loop = path, loop
        self._clock, self._sleep = clock, sleep
        self._video: cv2.VideoCapture | None = None
        self._interval_s = 1.0 / USUAL_FPS

    def __enter__(self) -> Self:
        self._video = _open(self._path)
        self._interval_s = 1.0 / _fps(self._video)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._release()

    def frames(self) -> Iterator[Frame]:
        """The pictures of the file, each when it is due."""
        due_s = self._clock()
        for index, image in enumerate(self._images()):
            self._sleep(max(due_s - self._clock(), 0.0))
            now_s = self._clock()
            yield Frame(image, now_s, index)
            # Who reads slower than the file plays gets the next picture at once, but no burst to make up for it.
            due_s = max(due_s + self._interval_s, now_s)

    def _images(self) -> Iterator[NDArray[np.uint8]]:
        count = 0
        while self._video is not None:
            done, image = self._video.read()
            if done:
                count += 1
                yield np.asarray(image, dtype=np.uint8)
            elif count == 0:
                raise ClipUnreadable(f"{self.name} has no pictures")
            elif self._loop:
                self._rewind()
                count = 0
            else:
                return

    def _rewind(self) -> None:
        """Open the file anew, because not every format can be set back."""
        self._release()
        self._video = _open(self._path)

    def _release(self) -> None:
        if self._video is not None:
            self._video.release()
            self._video = None


def _open(path: Path) -> cv2.VideoCapture:
    # OpenCV would take other texts for addresses, pipelines and numbered pictures.
    if not path.is_file():
        raise ClipUnreadable(f"{path.name} is missing")
    for reader in READERS:
        video = cv2.VideoCapture(str(path), reader)
        if video.isOpened():
            return video
        video.release()
    raise ClipUnreadable(f"{path.name} is not a video that can be read")


def _fps(video: cv2.VideoCapture) -> float:
    fps = float(video.get(cv2.CAP_PROP_FPS))
    return fps if math.isfinite(fps) and 1.0 <= fps <= MAX_FPS else USUAL_FPS
