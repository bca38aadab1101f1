"""Live tracking: one camera frame in, the cropped picture and an observation out; the crop follows the face."""

from dataclasses import dataclass
from itertools import count
from types import TracebackType
from typing import Self

import cv2
import numpy as np

from kiosk.domain.faces.face_detail import Box, Observation, Point
from kiosk.vision.arrays import Image
from kiosk.vision.crop import crop_part, cut_out
from kiosk.vision.face_follower import FaceFollower, search_part
from kiosk.vision.face_mesh import FaceMesh
from kiosk.vision.quality import face_contrast, picture_brightness


@dataclass(frozen=True, slots=True)
class FrameSize:
    """Size of the frames that are tracked and uploaded, and how much of the camera's picture they show."""

    width_px: int
    height_px: int
    zoom: float
    follows_face: bool = True
    """Whether the crop goes to where the face is before a challenge begins."""


class Tracker:
    """Crops and tracks; made and used on the tracking thread, closed by whoever made it."""

    def __init__(self, size: FrameSize) -> None:
        self._size = size
        self._mesh = FaceMesh(still=False)
        self._searching: FaceMesh | None = None
        """Made when the first face has to be searched for."""
        self._searches = count()
        self._follower = FaceFollower(size.width_px, size.height_px, size.zoom)
        self._part = Box(0.0, 0.0, 1.0, 1.0)
        self._zoom: float | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._mesh.__exit__(kind, error, trace)
        if self._searching is not None:
            self._searching.__exit__(kind, error, trace)

    @property
    def part(self) -> Box:
        """Which part of the camera's picture the latest crop shows, in ratios."""
        return self._part

    def crop(self, image: Image, zoom: float | None = None, fixed: Box | None = None) -> Image:
        """The part of a camera's BGR picture that is tracked, shown and uploaded; with a zoom, that of its middle.

        A part that is `fixed` is it whatever moved meanwhile.
        """
        size = self._size
        if zoom != self._zoom:
            # Where faces were means nothing there, and one that is followed and found again would count twice.
            self._zoom = zoom
            self._mesh.forget()
        if fixed is not None and zoom is None:
            self._follower.stay(fixed)
            self._part = fixed
            return cut_out(image, fixed)
        self._part = (
            self._follower.part(image) if zoom is None else crop_part(image, size.width_px, size.height_px, zoom)
        )
        return cut_out(image, self._part)

    def observe(self, frame: Image, captured_at_s: float) -> Observation:
        """Track the faces of a cropped BGR frame."""
        rgb = np.asarray(cv2.cvtColor(frame, cv2.COLOR_BGR2RGB), dtype=np.uint8)
        faces = self._mesh.detect(rgb)
        brightness = faces[0].quality.brightness if faces else picture_brightness(frame)
        contrast = face_contrast(rgb, faces[0].bounding_box) if faces else None
        return Observation(captured_at_s, faces, brightness, contrast, moving=self._follower.moving)

    def follow(self, whole: Image, observation: Observation) -> None:
        """Let the next crop be where the face is that was observed in this one, or is found in the whole picture."""
        if self._follower.wants_search(observation.faces, observation.captured_at_s):
            self._follower.jump(self._search(whole))
        else:
            self._follower.step(observation.faces, self._part)

    def rest(self) -> None:
        """Leave the crop where it is."""
        self._follower.moving = False

    def _search(self, whole: Image) -> Point | None:
        """Look for the largest face in a part of the picture, each time in another: the detector sees no small ones.

        Return where its nose is in the whole picture.
        """
        if self._searching is None:
            self._searching = FaceMesh(still=True)
        part = search_part(whole, next(self._searches))
        rgb = np.asarray(cv2.cvtColor(cut_out(whole, part), cv2.COLOR_BGR2RGB), dtype=np.uint8)
        largest = max(self._searching.detect(rgb), key=lambda face: face.bounding_box.area, default=None)
        if largest is None:
            return None
        return Point(part.left + largest.nose.x * part.width, part.top + largest.nose.y * part.height)
