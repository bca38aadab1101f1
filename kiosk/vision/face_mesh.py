"""Faces of a picture by MediaPipe's face mesh, whose models come inside its wheel: no download, no network."""

import os
from collections.abc import Mapping
from types import TracebackType
from typing import TYPE_CHECKING, Self

import numpy as np

from kiosk.domain.faces.face_detail import Box, FaceDetail, Point
from kiosk.vision import models
from kiosk.vision.arrays import Image, Points
from kiosk.vision.face_detector import BoxCorners, FaceDetector, area, same_face
from kiosk.vision.mediapipe_import import import_without_plotting
from kiosk.vision.mesh_points import EXPRESSION, LANDMARKS
from kiosk.vision.pose import head_pose
from kiosk.vision.quality import face_quality

if TYPE_CHECKING:
    from mediapipe.framework.formats.landmark_pb2 import NormalizedLandmarkList

MAX_FACES = 2
"""More than one is all that has to be known."""
MIN_CONFIDENCE = 0.5
INSIDE = 0.8
"""Share of a mesh's box that lies in a larger one's from which both are of one face; measured .91 and .93 on the demo
person. Somebody who looks over a shoulder has more of the face beside it."""
CONFIRMED_PX, CONFIRMED_BORDER = 320, 1 / 6
"""Size at which a picture of several faces is looked at again, with room around it for faces at its edges."""
MAX_SIDE_PX = 32_766
"""OpenCV's `remap` demands sides below SHRT_MAX, and MediaPipe calls it in a thread that then ends the process."""

WIRE = np.dtype({"names": ["x", "y", "z"], "formats": ["<f4"] * 3, "offsets": [3, 8, 13], "itemsize": 17})
"""One landmark of three numbers in protobuf's encoding: two bytes of frame, then a tag before each number."""


class FaceMesh:
    """Finds faces and their landmarks; made and used on one thread, closed by whoever made it."""

    def __init__(self, *, still: bool, irises: bool = False) -> None:
        """With `still` every picture is new; otherwise faces are tracked from frame to frame.

        With `irises` landmarks also tell what eyes and mouth do, which takes half as long again.

        Raises ModelMissing and ModelDamaged.
        """
        for model in models.LIVE_FACES:
            models.verify_model(model)
        # WORKAROUND(mediapipe 0.10.21): its C++ side logs to stderr unless told before it is loaded.
        os.environ.setdefault("GLOG_minloglevel", "3")
        with import_without_plotting():
            from mediapipe.python.solutions.face_mesh import FaceMesh as MediaPipeFaceMesh

        self._still = still
        self._detector = FaceDetector()
        self._landmarks = {**LANDMARKS, **EXPRESSION} if irises else LANDMARKS
        self._mesh = MediaPipeFaceMesh(
            static_image_mode=still,
            max_num_faces=MAX_FACES,
            refine_landmarks=irises,
            min_detection_confidence=MIN_CONFIDENCE,
            min_tracking_confidence=MIN_CONFIDENCE,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._mesh.close()

    def forget(self) -> None:
        """Follow nobody any more: the next picture shows another part of the room."""
        self._mesh.reset()

    def points(self, rgb: Image) -> list[Points]:
        """Meshes of all faces, each 468x3, or 478x3 with irises, in pixels (z in the same unit, away from the camera).

        Raises ValueError for a side beyond MAX_SIDE_PX.
        """
        demand_size(rgb)
        rgb.flags.writeable = False
        found = self._mesh.process(rgb).multi_face_landmarks or []
        rgb.flags.writeable = True
        scale = np.array([rgb.shape[1], rgb.shape[0], rgb.shape[1]], dtype=np.float32)
        meshes = _without_inner([_positions(face) * scale for face in found])
        return meshes if len(meshes) < 2 else self._confirmed(meshes, rgb)

    def _confirmed(self, meshes: list[Points], rgb: Image) -> list[Points]:
        """Those where another network sees a face too, for this one takes ties and collars for some; all of them where
        it sees none."""
        seen = [one.corners for one in self._detector.detect(rgb, CONFIRMED_PX, border=CONFIRMED_BORDER)]
        confirmed = [mesh for mesh in meshes if any(same_face(mesh_corners(mesh), corners) for corners in seen)]
        return confirmed or meshes

    def describe(self, points: Points, rgb: Image) -> FaceDetail:
        """What the rules want to know of one of the meshes of a picture."""
        return measure_face(points, rgb, self._landmarks, sampled=not self._still)

    def detect(self, rgb: Image) -> tuple[FaceDetail, ...]:
        """Describe all faces; raises ValueError for a side beyond MAX_SIDE_PX."""
        return tuple(self.describe(points, rgb) for points in self.points(rgb))


def demand_size(rgb: Image) -> None:
    """Raises ValueError for a picture that would end the process instead of raising anything."""
    if max(rgb.shape[:2]) > MAX_SIDE_PX:
        raise ValueError(f"a side of the picture has more than {MAX_SIDE_PX} pixels")


def _without_inner(meshes: list[Points]) -> list[Points]:
    """No head is inside another: the network sometimes lays a second, smaller mesh over half of a turned face."""
    corners = [mesh_corners(mesh) for mesh in meshes]
    return [
        mesh
        for mesh, own in zip(meshes, corners, strict=True)
        if not any(area(own) < area(other) and same_face(own, other, INSIDE) for other in corners)
    ]


def mesh_corners(points: Points) -> BoxCorners:
    """Left, top, right and bottom of a mesh, in its own unit."""
    left, top = (float(value) for value in points[:, :2].min(axis=0))
    right, bottom = (float(value) for value in points[:, :2].max(axis=0))
    return left, top, right, bottom


def _positions(face: "NormalizedLandmarkList") -> Points:
    """The landmarks as an array, read from their wire format: fifteen times faster than from the objects."""
    wire = face.SerializeToString()
    if len(wire) == len(face.landmark) * WIRE.itemsize:
        numbers = np.frombuffer(wire, dtype=WIRE)
        return np.stack([numbers["x"], numbers["y"], numbers["z"]], axis=1)
    return np.array([(point.x, point.y, point.z) for point in face.landmark], dtype=np.float32)


def measure_face(
    points: Points, rgb: Image, landmarks: Mapping[str, int] = LANDMARKS, *, sampled: bool = False
) -> FaceDetail:
    """What the rules of liveness want to know of a mesh; `sampled` is for whoever needs no exact sharpness."""
    height_px, width_px = rgb.shape[:2]
    box = _bounding_box(points, width_px, height_px)
    positions = (points[list(landmarks.values()), :2] / (width_px, height_px)).tolist()
    return FaceDetail(
        bounding_box=box,
        landmarks={name: Point(x, y) for name, (x, y) in zip(landmarks, positions, strict=True)},
        pose=head_pose(points),
        quality=face_quality(rgb, box, sampled=sampled),
        # The mesh says no more than that it is above its threshold.
        confidence=100 * MIN_CONFIDENCE,
    )


def _bounding_box(points: Points, width_px: int, height_px: int) -> Box:
    left, top, right, bottom = mesh_corners(points)
    return Box(left / width_px, top / height_px, (right - left) / width_px, (bottom - top) / height_px)
