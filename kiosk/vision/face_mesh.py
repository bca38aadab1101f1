"""Faces of a picture by MediaPipe's face mesh, whose models come inside its wheel: no download, no network."""

import os
from types import TracebackType
from typing import Self

import numpy as np
from numpy.typing import NDArray

from kiosk.liveness.faces import Box, FaceDetail, Point
from kiosk.vision.mesh_points import LANDMARKS
from kiosk.vision.pose import head_pose
from kiosk.vision.quality import face_quality

MAX_FACES = 2
"""More than one is all that has to be known."""
MIN_CONFIDENCE = 0.5

Image = NDArray[np.uint8]
Points = NDArray[np.float32]


class FaceMesh:
    """Finds faces and their landmarks; made and used on one thread, closed by whoever made it."""

    def __init__(self, *, still: bool) -> None:
        """With `still` every picture is new; otherwise faces are tracked from frame to frame."""
        # WORKAROUND(mediapipe 0.10.21): its C++ side logs to stderr unless told before it is loaded.
        os.environ.setdefault("GLOG_minloglevel", "3")
        from mediapipe.python.solutions.face_mesh import FaceMesh as MediaPipeFaceMesh

        self._mesh = MediaPipeFaceMesh(
            static_image_mode=still,
            max_num_faces=MAX_FACES,
            refine_landmarks=False,
            min_detection_confidence=MIN_CONFIDENCE,
            min_tracking_confidence=MIN_CONFIDENCE,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._mesh.close()

    def points(self, rgb: Image) -> list[Points]:
        """Meshes of all faces, each 468x3 in pixels (z in the same unit, away from the camera)."""
        rgb.flags.writeable = False
        found = self._mesh.process(rgb).multi_face_landmarks or []
        rgb.flags.writeable = True
        scale = np.array([rgb.shape[1], rgb.shape[0], rgb.shape[1]], dtype=np.float32)
        return [np.array([(p.x, p.y, p.z) for p in face.landmark], dtype=np.float32) * scale for face in found]

    def detect(self, rgb: Image, grey: Image) -> tuple[FaceDetail, ...]:
        """Describe all faces; both pictures are the same, HxWx3 and HxW."""
        return tuple(face_detail(points, grey) for points in self.points(rgb))


def face_detail(points: Points, grey: Image) -> FaceDetail:
    """What the rules of liveness want to know of a mesh."""
    height_px, width_px = grey.shape
    box = _bounding_box(points, width_px, height_px)
    return FaceDetail(
        bounding_box=box,
        landmarks={
            name: Point(float(points[index, 0]) / width_px, float(points[index, 1]) / height_px)
            for name, index in LANDMARKS.items()
        },
        pose=head_pose(points),
        quality=face_quality(grey, box),
        # The mesh says no more than that it is above its threshold.
        confidence=100 * MIN_CONFIDENCE,
    )


def _bounding_box(points: Points, width_px: int, height_px: int) -> Box:
    left, top = (float(value) for value in points[:, :2].min(axis=0))
    right, bottom = (float(value) for value in points[:, :2].max(axis=0))
    return Box(left / width_px, top / height_px, (right - left) / width_px, (bottom - top) / height_px)
