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
    """Holds what to look for; the GUI thread changes it at any time, the tracking thread reads it for every picture."""

    def __init__(self) -> None:
        self.subject = TrackedSubject.FACE


def prepare_tracking(
    open_source: Callable[[], CameraSource], size: FrameSize, frame_slots: Semaphore, mode: TrackingMode
) -> Callable[[Worker], None]:
    """Return work that reports Tracked or PageTracked, CameraFailed and CameraRestored until it is stopped.

    `frame_slots` has one for every picture that the GUI thread may be behind; whoever receives one releases it. When
    there is none the frame is dropped, so that a slow screen shows fewer pictures and never old ones.
    """

    def work(worker: Worker) -> None:
        latest = LatestFrame()
        pump = CameraPump(
            open_source,
            latest,
            failed=lambda code: worker.report(CameraFailed(code)),
            restored=lambda: worker.report(CameraRestored()),
        )
        stability = PageStability()
        with Tracker(size) as tracker, pump:
            while not worker.stopping.is_set():
                frame, subject = latest.take(WAIT_S), mode.subject
                if subject is not TrackedSubject.PAGE:
                    stability.forget()
                if frame is None or subject is TrackedSubject.NOTHING or not frame_slots.acquire(blocking=False):
                    continue
                if subject is TrackedSubject.PAGE:
                    worker.report(PageTracked(frame.image, stability.observe(frame.image)))
                else:
                    image = tracker.crop(frame.image)
                    worker.report(Tracked(image, tracker.observe(image, frame.captured_at_s)))

    return work
