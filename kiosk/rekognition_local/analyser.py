"""The face engine of this server: all faces of a picture, and what they are compared by."""

import time
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from kiosk.backend.engines.local.face_finder_pool import FaceFinderPool
from kiosk.backend.engines.local.recent_cache import RecentCache
from kiosk.domain.faces.face_detail import Box, FaceDetail, Point
from kiosk.domain.faces.quality_components import sample_quality
from kiosk.errors import AnalysisFailed
from kiosk.rekognition_local import measures
from kiosk.rekognition_local.faces import UNSURE, AnalysedFace
from kiosk.rekognition_local.images import Picture
from kiosk.vision.descriptor import DescriptorModel
from kiosk.vision.descriptor_models import load_descriptor_model
from kiosk.vision.eyewear import eyewear
from kiosk.vision.face_mesh import measure_face
from kiosk.vision.photo_faces import PhotoFace
from kiosk.vision.quality_components import native_measures
from kiosk.vision.still_detail import MIN_SHARPNESS, still_detail

MAX_FACES = 100
"""As many as the service describes, the largest first."""
MIN_FACE_SHARE = 40 / 1920
"""Of the picture's longer side: the service finds faces from 40 pixels in 1920x1080, and in proportion in others."""
RECENT_PICTURES, RECENT_DESCRIPTORS = 64, 256
RECENT_S = 180.0
"""As long as a liveness session: its first frame is compared with many others."""

_EYES = {"eyeLeft": (33, 133), "eyeRight": (362, 263)}
_PUPILS = {"leftPupil": measures.LEFT_IRIS, "rightPupil": measures.RIGHT_IRIS}


class FaceAnalyser:
    """Any thread may use it, several at a time."""

    def __init__(self, descriptor_model: DescriptorModel | None = None) -> None:
        """Load the networks, SFace among them unless another model is given; raises ModelMissing and ModelDamaged.

        The version of its model is what the service calls `FaceModelVersion`.
        """
        self._finders = FaceFinderPool()
        self._descriptor_model = descriptor_model or load_descriptor_model()
        self.model_version = self._descriptor_model.version
        self._faces: RecentCache[str, tuple[AnalysedFace, ...]] = RecentCache(RECENT_PICTURES, RECENT_S, time.monotonic)
        self._descriptors: RecentCache[tuple[str, Box], tuple[float, ...]] = RecentCache(
            RECENT_DESCRIPTORS, RECENT_S, time.monotonic
        )

    def faces(self, picture: Picture) -> tuple[AnalysedFace, ...]:
        """All faces, the largest first, at most 100; raises AnalysisFailed."""
        return self._faces.get(picture.digest, lambda: self._analyse(picture))

    def largest_face(self, picture: Picture) -> Box | None:
        """Where the largest face is, in a fifth of the time that all of them take; raises AnalysisFailed."""
        found = self._finders.find(picture.rgb, 1)
        return measure_face(found[0].points, picture.rgb, sampled=True).bounding_box if found else None

    def descriptor(self, picture: Picture, face: AnalysedFace) -> tuple[float, ...]:
        """Of one of the picture's faces, in about 250 ms; raises AnalysisFailed."""
        key = (picture.digest, face.detail.bounding_box)
        return self._descriptors.get(key, lambda: self._describe(picture, face))

    def similarities(self, distances: NDArray[np.float64]) -> NDArray[np.float64]:
        """Similarity 0-100 of each Euclidean distance of two descriptors; falls strictly until it is 0."""
        return self._descriptor_model.scale.similarities(distances)

    def forget_old(self) -> None:
        """Drop faces and descriptors that nobody asked for lately."""
        self._faces.drop_old()
        self._descriptors.drop_old()

    def close(self) -> None:
        """Close the networks; nobody may use it any more."""
        self._finders.close()

    def _analyse(self, picture: Picture) -> tuple[AnalysedFace, ...]:
        found = self._finders.find(picture.rgb, MAX_FACES)
        faces = (_analysed(face, picture.rgb) for face in found)
        smallest_px = MIN_FACE_SHARE * max(picture.rgb.shape[:2])
        return tuple(face for face in faces if max(face.width_px, face.height_px) >= smallest_px)

    def _describe(self, picture: Picture, face: AnalysedFace) -> tuple[float, ...]:
        try:
            return self._descriptor_model.describe(picture.rgb, face.detail.landmarks)
        except (RuntimeError, ValueError) as error:
            raise AnalysisFailed("descriptor") from error


def _analysed(face: PhotoFace, rgb: NDArray[np.uint8]) -> AnalysedFace:
    detail = still_detail(face, rgb)
    height_px, width_px = rgb.shape[:2]
    # As for what covers a face: blurred ones show nothing of it.
    worn = eyewear(rgb, face.points) if detail.quality.sharpness > MIN_SHARPNESS else None
    return AnalysedFace(
        replace(detail, landmarks=_landmarks(face, detail, rgb)),
        measures.eyes_open(face.points),
        measures.mouth_open(face.points),
        measures.gaze(face.points),
        round(detail.bounding_box.width * width_px),
        round(detail.bounding_box.height * height_px),
        smile=measures.smile(face.points),
        eyeglasses=UNSURE if worn is None else measures.eyeglasses(worn),
        sunglasses=UNSURE if worn is None else measures.sunglasses(worn),
        worth=sample_quality(detail, native_measures(rgb, face.points)),
    )


def _landmarks(face: PhotoFace, detail: FaceDetail, rgb: NDArray[np.uint8]) -> dict[str, Point]:
    ratios = face.points[:, :2] / (rgb.shape[1], rgb.shape[0])
    eyes = {name: ratios[list(corners)].mean(axis=0) for name, corners in _EYES.items()}
    pupils = {name: ratios[index] for name, index in _PUPILS.items()}
    return {**detail.landmarks, **{name: Point(float(x), float(y)) for name, (x, y) in (eyes | pupils).items()}}
