"""The work of the tracking thread: newest camera frame in, cropped picture and observation out."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from threading import Semaphore

import numpy as np
from numpy.typing import NDArray

from kiosk.domain.faces.face_detail import Box, Observation
from kiosk.domain.liveness.frames import CameraMeasures
from kiosk.terminal.camera.latest import LatestFrame
from kiosk.terminal.camera.pump import CameraPump
from kiosk.terminal.camera.source import CameraSource, Frame
from kiosk.terminal.session.events import CameraFailed, CameraRestored
from kiosk.terminal.session.page_capture import PageView
from kiosk.terminal.ui.page_stability import PageStability
from kiosk.terminal.ui.presence_watch import PresenceWatch
from kiosk.terminal.ui.threads import Worker
from kiosk.vision.camera_measures import CameraMeter
from kiosk.vision.crop import place_in_whole
from kiosk.vision.tracker import FrameSize, Tracker

WAIT_S = 0.1
"""How soon the thread notices that it should stop."""


@dataclass(frozen=True, slots=True)
class Tracked:
    """A cropped BGR picture, which nobody may change any more, and what was seen in it."""

    image: NDArray[np.uint8]
    observation: Observation
    whole: NDArray[np.uint8] | None = None
    """The camera's picture that it is cropped from."""
    part: Box | None = None
    """Which part of it the crop shows, in ratios."""
    camera: CameraMeasures | None = None
    """What the camera's own pixels show; None where nobody wants to know, or it cannot be measured."""
    zoom: float | None = None
    """How much of the camera's picture was wanted, as `TrackingMode.zoom`."""


@dataclass(frozen=True, slots=True)
class PageTracked:
    """The camera's whole BGR picture, which nobody may change any more, and what was seen of a page in it."""

    image: NDArray[np.uint8]
    view: PageView


@dataclass(frozen=True, slots=True)
class Moved:
    """Somebody moved before the camera."""


class TrackedSubject(StrEnum):
    """What is looked for in the camera's pictures."""

    FACE = "face"
    PAGE = "page"
    NOTHING = "nothing"


class TrackingMode:
    """Holds what to look for; the GUI thread changes it at any time, the tracking thread reads it for every picture."""

    def __init__(self) -> None:
        self.subject = TrackedSubject.FACE
        self.measures_camera = False
        """Whether the camera's own pixels are measured as well, which takes a few milliseconds."""
        self.follows_face = False
        """Whether the crop may move to where the face is."""
        self.zoom: float | None = None
        """How much of the camera's picture is tracked; None for as much as usual."""
        self.part: Box | None = None
        """Which part of it is the crop, from the challenge's beginning to its end; None while it may move."""

    def admits(self, tracked: Tracked) -> bool:
        """Whether a picture is of the part that is wanted, and not one that was under way before it was fixed."""
        return tracked.zoom == self.zoom and (self.part is None or tracked.part == self.part)


def prepare_tracking(
    open_source: Callable[[], CameraSource], size: FrameSize, frame_slots: Semaphore, mode: TrackingMode
) -> Callable[[Worker], None]:
    """Return work that reports Tracked, PageTracked or Moved, CameraFailed and CameraRestored until it is stopped.

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
        stability, meter, presence = PageStability(), CameraMeter(), PresenceWatch()
        with Tracker(size) as tracker, pump:
            while not worker.stopping.is_set():
                frame, subject = latest.take(WAIT_S), mode.subject
                if subject is not TrackedSubject.PAGE:
                    stability.forget()
                if not mode.measures_camera:
                    meter.forget()
                if subject is TrackedSubject.FACE:
                    presence.forget()
                elif frame is not None and presence.sees_movement(frame.image, frame.captured_at_s):
                    worker.report(Moved())
                if frame is None or subject is TrackedSubject.NOTHING or not frame_slots.acquire(blocking=False):
                    continue
                if subject is TrackedSubject.PAGE:
                    worker.report(PageTracked(frame.image, stability.observe(frame.image)))
                else:
                    worker.report(_track_face(frame, tracker, mode, meter, follows_face=size.follows_face))

    return work


def _track_face(
    frame: Frame, tracker: Tracker, mode: TrackingMode, meter: CameraMeter, *, follows_face: bool
) -> Tracked:
    zoom = mode.zoom
    image, part = tracker.crop(frame.image, zoom, mode.part), tracker.part
    observation = tracker.observe(image, frame.captured_at_s)
    if follows_face and mode.follows_face and zoom is None and mode.part is None:
        tracker.follow(frame.image, observation)
    else:
        tracker.rest()
    measures = None
    if mode.measures_camera and len(observation.faces) == 1:
        measures = meter.measure(frame.image, place_in_whole(observation.faces[0].bounding_box, part))
    return Tracked(image, observation, frame.image, part, measures, zoom)
