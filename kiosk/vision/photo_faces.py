"""Every face of a still picture, near or far, cut off or turned: a detector says where, and a mesh has to agree.

The face mesh alone looks at the picture as a whole and sees no face below a tenth of its width.
"""

import os
from dataclasses import dataclass, replace
from types import TracebackType
from typing import Self

import cv2
import numpy as np

from kiosk.vision import models
from kiosk.vision.arrays import Image, Points
from kiosk.vision.face_detector import GREY, BoxCorners, Detected, FaceDetector, area, distinct, same_face
from kiosk.vision.face_mesh import demand_size, mesh_corners
from kiosk.vision.mediapipe_import import import_without_plotting

MIN_MESH_SCORE = 0.5
MIN_SURE_SCORE = 0.8
"""Of the better of two looks, the second one at the face alone."""
SURE_AT_ONCE = 0.9
NEAR_PX, NEAR_BORDER = 192, 1 / 6
"""First the picture as a whole, small and with room around it: whoever stands near is found, and nobody missed who is
larger than those whom the second look finds."""
FAR_PX = 1024
"""Longer side of the second look; measured: faces of 40 pixels are found in 1920x1080."""
LIFT_BELOW = 80.0
"""Mean brightness of 255 of a picture that is looked at again with its shadows lifted, when nobody was seen."""
CROPS = (2.0, 3.0, 1.5)
"""Sides of the crop that the mesh looks at, of the detected face's; the first one nearly always does."""
SECOND_LOOK_PX = 192
MAX_CROP_PX = 640
"""The mesh looks at 256 pixels of a face."""
MESHES_A_CROP = 2


@dataclass(frozen=True, slots=True)
class PhotoFace:
    """A face: 478x3 in pixels, the last ten the irises, and the detector's score 0-1."""

    points: Points
    score: float


class PhotoFaceFinder:
    """Finds faces; made and used on one thread at a time, closed by whoever made it."""

    def __init__(self) -> None:
        """Load the networks; raises ModelMissing and ModelDamaged."""
        for model in models.STILL_FACES:
            models.verify_model(model)
        self._detector = FaceDetector()
        # WORKAROUND(mediapipe 0.10.21): its C++ side logs to stderr unless told before it is loaded.
        os.environ.setdefault("GLOG_minloglevel", "3")
        with import_without_plotting():
            from mediapipe.python.solutions.face_mesh import FaceMesh
        self._mesh = FaceMesh(
            static_image_mode=True,
            max_num_faces=MESHES_A_CROP,
            refine_landmarks=True,
            min_detection_confidence=MIN_MESH_SCORE,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._mesh.close()

    def find(self, rgb: Image, limit: int) -> list[PhotoFace]:
        """All faces, the largest first, at most `limit`; what has no mesh is no face.

        Who asks for one face alone is answered by the first look, if that sees it. Raises ValueError for a side beyond
        MAX_SIDE_PX of the face mesh.
        """
        demand_size(rgb)
        near = list(self._detector.detect(rgb, NEAR_PX, border=NEAR_BORDER))
        found = self._confirmed(rgb, near, limit)
        if limit > 1 or not found:
            side_px = min(FAR_PX, max(rgb.shape[:2]))
            far = self._detector.detect(rgb, side_px) if side_px > NEAR_PX else ()
            found = self._confirmed(rgb, [*near, *far], limit) or self._look_again(rgb, limit)
        return found

    def _look_again(self, rgb: Image, limit: int) -> list[PhotoFace]:
        """For whoever was not seen: turned upright each way, then with the shadows lifted."""
        turned = [
            one for turns in (1, 2, 3) for one in self._detector.detect(rgb, NEAR_PX, border=NEAR_BORDER, turns=turns)
        ]
        found = self._confirmed(rgb, turned, limit)
        if found or rgb.mean() >= LIFT_BELOW:
            return found
        lifted = _lift_shadows(rgb)
        return self._confirmed(lifted, list(self._detector.detect(lifted, NEAR_PX, border=NEAR_BORDER)), limit)

    def _confirmed(self, rgb: Image, detections: list[Detected], limit: int) -> list[PhotoFace]:
        faces: list[PhotoFace] = []
        for detection in sorted(distinct(detections), key=lambda one: -area(one.corners)):
            if len(faces) == limit:
                break
            sure = self._sure(rgb, detection)
            points = self._mesh_of(rgb, sure) if sure.score >= MIN_SURE_SCORE else None
            if points is None:
                continue
            corners = mesh_corners(points)
            if not any(same_face(corners, mesh_corners(face.points)) for face in faces):
                faces.append(PhotoFace(points, sure.score))
        return sorted(faces, key=lambda face: -area(mesh_corners(face.points)))

    def _sure(self, rgb: Image, detected: Detected) -> Detected:
        """The same face, after a second look at one that is not sure: it may be one that stands on its head."""
        if detected.score >= SURE_AT_ONCE:
            return detected
        crop = _cut(rgb, detected.corners, CROPS[0])
        looks = [detected]
        for turns in range(4):
            for one in self._detector.detect(crop.pixels, SECOND_LOOK_PX, turns=turns):
                if same_face(crop.place(one.corners), detected.corners):
                    looks.append(replace(detected, score=one.score, turns=turns))
        return max(looks, key=lambda look: look.score)

    def _mesh_of(self, rgb: Image, detected: Detected) -> Points | None:
        """The mesh of the face in this place; None when there is none."""
        for share in CROPS:
            crop = _cut(rgb, detected.corners, share)
            upright = np.ascontiguousarray(np.rot90(crop.pixels, detected.turns))
            side_px = crop.pixels.shape[0] * crop.scale
            for face in self._mesh.process(upright).multi_face_landmarks or []:
                ratios = np.array([(point.x, point.y, point.z) for point in face.landmark], dtype=np.float32)
                points = _turn_points_back(ratios, detected.turns) * np.float32(side_px)
                points[:, :2] += np.array([crop.left_px, crop.top_px], dtype=np.float32)
                if same_face(mesh_corners(points), detected.corners):
                    return points
        return None


@dataclass(frozen=True, slots=True)
class _Crop:
    """A square around a face, with grey where the picture ends, and where it was cut out."""

    pixels: Image
    left_px: float
    top_px: float
    scale: float
    """Pixels of the picture for one of the square's."""

    def place(self, box: BoxCorners) -> BoxCorners:
        """A box of the square, in the picture."""
        left, top, right, bottom = (each * self.scale for each in box)
        return left + self.left_px, top + self.top_px, right + self.left_px, bottom + self.top_px


def _cut(rgb: Image, corners: BoxCorners, share: float) -> _Crop:
    """Cut out a square of `share` times the face's larger side, made smaller where more pixels are of no use."""
    left, top, right, bottom = corners
    side_px = max(int(share * max(right - left, bottom - top)), 2)
    x, y = int((left + right - side_px) / 2), int((top + bottom - side_px) / 2)
    height_px, width_px = rgb.shape[:2]
    x0, y0 = min(max(x, 0), width_px - 1), min(max(y, 0), height_px - 1)
    x1, y1 = max(min(x + side_px, width_px), x0 + 1), max(min(y + side_px, height_px), y0 + 1)
    crop_px = min(side_px, MAX_CROP_PX)
    scale = side_px / crop_px
    inside = rgb[y0:y1, x0:x1]
    if scale > 1:
        size = (max(round((x1 - x0) / scale), 1), max(round((y1 - y0) / scale), 1))
        inside = np.asarray(cv2.resize(inside, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)
    pixels = np.full((crop_px, crop_px, 3), GREY, dtype=np.uint8)
    column, row = min(round((x0 - x) / scale), crop_px - 1), min(round((y0 - y) / scale), crop_px - 1)
    fits = inside[: crop_px - row, : crop_px - column]
    pixels[row : row + fits.shape[0], column : column + fits.shape[1]] = fits
    return _Crop(pixels, x, y, scale)


def _turn_points_back(ratios: Points, turns: int) -> Points:
    """From a square that was turned to the left by quarters, to the square as it was."""
    x, y, z = ratios[:, 0], ratios[:, 1], ratios[:, 2]
    match turns % 4:
        case 1:
            x, y = 1 - y, x
        case 2:
            x, y = 1 - x, 1 - y
        case 3:
            x, y = y, 1 - x
    return np.stack([x, y, z], axis=1)


def _lift_shadows(rgb: Image) -> Image:
    """The same picture with dark parts as bright as a lit face."""
    luma = cv2.cvtColor(rgb, cv2.COLOR_RGB2YCrCb)
    luma[:, :, 0] = cv2.createCLAHE(4.0, (4, 4)).apply(luma[:, :, 0])
    return np.asarray(cv2.cvtColor(luma, cv2.COLOR_YCrCb2RGB), dtype=np.uint8)
