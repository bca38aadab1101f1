"""Live tracking: one camera frame in, the cropped picture and an observation out."""

from dataclasses import dataclass
from types import TracebackType
from typing import Self

import cv2
import numpy as np

from kiosk.domain.faces.face_detail import Observation
from kiosk.vision.arrays import Image
from kiosk.vision.crop import centre_crop
from kiosk.vision.face_mesh import FaceMesh
from kiosk.vision.quality import picture_brightness


@dataclass(frozen=True, slots=True)
class FrameSize:
    """Size of the frames that are tracked and uploaded, and how much of the camera's picture they show."""

    width_px: int
    height_px: int
    zoom: float


class Tracker:
    """Crops and tracks; made and used on the tracking thread, closed by whoever made it."""

    def __init__(self, size: FrameSize) -> None:
        self._size = size
        self._mesh = FaceMesh(still=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._mesh.__exit__(kind, error, trace)

    def crop(self, image: Image) -> Image:
        """The part of a camera's BGR picture that is tracked, shown and uploaded."""
        return centre_crop(image, self._size.width_px, self._size.height_px, self._size.zoom)

    def observe(self, frame: Image, captured_at_s: float) -> Observation:
        """Track the faces of a cropped BGR frame."""
        rgb = np.asarray(cv2.cvtColor(frame, cv2.COLOR_BGR2RGB), dtype=np.uint8)
        faces = self._mesh.detect(rgb)
        brightness = faces[0].quality.brightness if faces else picture_brightness(frame)
        return Observation(captured_at_s, faces, brightness)
