"""The work of the tracking thread: newest camera frame in, cropped picture and observation out."""

from collections.abc import Callable
from dataclasses import dataclass
from threading import Semaphore

import numpy as np
from numpy.typing import NDArray

from kiosk.camera.latest import LatestFrame
from kiosk.camera.pump import CameraPump
from kiosk.camera.source import CameraSource
from kiosk.liveness.faces import Observation
from kiosk.session.events import CameraFailed, CameraRestored
from kiosk.ui.threads import Worker
from kiosk.vision.tracker import FrameSize, Tracker

WAIT_S = 0.1
"""How soon the thread notices that it should stop."""


@dataclass(frozen=True, slots=True)
class Tracked:
    """A cropped BGR picture, which nobody may change any more, and what was seen in it."""

    image: NDArray[np.uint8]
    observation: Observation


def tracking(open_source: Callable[[], CameraSource], size: FrameSize, room: Semaphore) -> Callable[[Worker], None]:
    """Work that says Tracked, CameraFailed and CameraRestored until it is stopped.

    `room` holds a place for every Tracked that the GUI thread may be behind; whoever receives one releases it. When
    there is none the frame is dropped, so that a slow screen shows fewer pictures and never old ones.
    """

    def work(worker: Worker) -> None:
        latest = LatestFrame()
        pump = CameraPump(
            open_source,
            latest,
            failed=lambda code: worker.say(CameraFailed(code)),
            restored=lambda: worker.say(CameraRestored()),
        )
        with Tracker(size) as tracker, pump:
            while not worker.stopping.is_set():
                frame = latest.take(WAIT_S)
                if frame is None or not room.acquire(blocking=False):
                    continue
                image = tracker.crop(frame.image)
                worker.say(Tracked(image, tracker.observe(image, frame.captured_at_s)))

    return work
