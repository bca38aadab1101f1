"""The work of the tracking thread: newest camera frame in, cropped picture and observation out."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from threading import Semaphore

import numpy as np
from numpy.typing import NDArray

from kiosk.domain.faces.face_detail import Observation
from kiosk.terminal.camera.latest import LatestFrame
from kiosk.terminal.camera.pump import CameraPump
from kiosk.terminal.camera.source import CameraSource
from kiosk.terminal.session.events import CameraFailed, CameraRestored
from kiosk.terminal.session.page_capture import PageView
from kiosk.terminal.ui.page_stability import PageStability
from kiosk.terminal.ui.threads import Worker
from kiosk.vision.tracker import FrameSize, Tracker

WAIT_S = 0.1
"""How soon the thread notices that it should stop."""


@dataclass(frozen=True, slots=True)
class Tracked:
    """A cropped BGR picture, which nobody may change any more, and what was seen in it."""

    image: NDArray[np.uint8]
    observation: Observation


@dataclass(frozen=True, slots=True)
class PageTracked:
    """The camera's whole BGR picture, which nobody may change any more, and what was seen of a page in it."""

    image: NDArray[np.uint8]
    view: PageView


class TrackedSubject(StrEnum):
    """What is looked for in the camera's pictures."""

    FACE = "face"
    PAGE = "page"
    NOTHING = "nothing"


class TrackingMode:
    """What to look for; the GUI thread changes it at any time, the tracking thread reads it for every picture."""

    def __init__(self) -> None:
        self.sight = TrackedSubject.FACE


def tracking(
    open_source: Callable[[], CameraSource], size: FrameSize, room: Semaphore, gaze: TrackingMode
) -> Callable[[Worker], None]:
    """Work that says Tracked or PageTracked, CameraFailed and CameraRestored until it is stopped.

    `room` holds a place for every picture that the GUI thread may be behind; whoever receives one releases it. When
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
        watch = PageStability()
        with Tracker(size) as tracker, pump:
            while not worker.stopping.is_set():
                frame, sight = latest.take(WAIT_S), gaze.sight
                if sight is not TrackedSubject.PAGE:
                    watch.forget()
                if frame is None or sight is TrackedSubject.NOTHING or not room.acquire(blocking=False):
                    continue
                if sight is TrackedSubject.PAGE:
                    worker.say(PageTracked(frame.image, watch.look(frame.image)))
                else:
                    image = tracker.crop(frame.image)
                    worker.say(Tracked(image, tracker.observe(image, frame.captured_at_s)))

    return work
