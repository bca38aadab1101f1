"""The face engine of this server: all faces of a picture, and what they are compared by."""

import time
from contextlib import suppress
from dataclasses import replace
from queue import LifoQueue
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from kiosk.errors import AnalysisFailed
from kiosk.liveness.faces import Box, FaceDetail, Point
from kiosk.rekognition_local import measures
from kiosk.rekognition_local.faces import AnalysedFace
from kiosk.rekognition_local.images import Picture
from kiosk.rekognition_local.recent import Recent
from kiosk.vision.descriptor import SIMILARITY_ANCHORS, Describer
from kiosk.vision.face_mesh import face_detail
from kiosk.vision.still_faces import StillFace, StillFaces

MAX_FACES = 100
"""As many as the service describes, the largest first."""
MIN_FACE_SHARE = 40 / 1920
"""Of the picture's longer side: the service finds faces from 40 pixels in 1920x1080, and in proportion in others."""
MODEL_VERSION = "100.1"
"""Digits and dots, as the service's model demands, and far above the service's own: thresholds by version never mix."""
WORKERS = 2
"""Pictures that are analysed at the same time; a worker keeps one core busy."""
RECENT_PICTURES, RECENT_DESCRIPTORS = 64, 256
RECENT_S = 180.0
"""As long as a liveness session: its first frame is compared with many others."""

_EYES = {"eyeLeft": (33, 133), "eyeRight": (362, 263)}
_PUPILS = {"leftPupil": measures.LEFT_IRIS, "rightPupil": measures.RIGHT_IRIS}


class FaceAnalyser:
    """Any thread may use it, several at a time."""

    model_version = MODEL_VERSION
    """What the service calls `FaceModelVersion`; descriptors of different versions cannot be compared."""

    def __init__(self) -> None:
        """Load the networks; raises ModelMissing and ModelDamaged."""
        self._finders: LifoQueue[StillFaces] = LifoQueue()
        for _ in range(WORKERS):
            self._finders.put(StillFaces())
        self._describer, self._describer_lock = Describer(), Lock()
        self._faces: Recent[str, tuple[AnalysedFace, ...]] = Recent(RECENT_PICTURES, RECENT_S, time.monotonic)
        self._descriptors: Recent[tuple[str, Box], tuple[float, ...]] = Recent(
            RECENT_DESCRIPTORS, RECENT_S, time.monotonic
        )

    def faces(self, picture: Picture) -> tuple[AnalysedFace, ...]:
        """All faces, the largest first, at most 100; raises AnalysisFailed."""
        return self._faces.get(picture.digest, lambda: self._analyse(picture))

    def descriptor(self, picture: Picture, face: AnalysedFace) -> tuple[float, ...]:
        """128 numbers of one of the picture's faces, in about 250 ms; raises AnalysisFailed."""
        key = (picture.digest, face.detail.bounding_box)
        return self._descriptors.get(key, lambda: self._describe(picture, face))

    def similarities(self, distances: NDArray[np.float64]) -> NDArray[np.float64]:
        """Similarity 0-100 of each Euclidean distance of two descriptors; falls strictly until it is 0."""
        anchors, similarities = zip(*SIMILARITY_ANCHORS, strict=True)
        return np.asarray(np.interp(distances, anchors, similarities), dtype=np.float64)

    def forget_old(self) -> None:
        """Drop faces and descriptors that nobody asked for lately."""
        self._faces.drop_old()
        self._descriptors.drop_old()

    def close(self) -> None:
        """Close the networks; nobody may use it any more."""
        while not self._finders.empty():
            self._finders.get().__exit__(None, None, None)

    def _analyse(self, picture: Picture) -> tuple[AnalysedFace, ...]:
        finder = self._finders.get()
        try:
            found = finder.find(picture.rgb, MAX_FACES)
        except (RuntimeError, ValueError) as error:
            # A graph that failed once refuses every picture from then on.
            finder = _replacement(finder)
            raise AnalysisFailed("face detection") from error
        finally:
            self._finders.put(finder)
        faces = (_analysed(face, picture.rgb) for face in found)
        smallest_px = MIN_FACE_SHARE * max(picture.rgb.shape[:2])
        return tuple(face for face in faces if max(face.width_px, face.height_px) >= smallest_px)

    def _describe(self, picture: Picture, face: AnalysedFace) -> tuple[float, ...]:
        try:
            with self._describer_lock:
                return self._describer.describe(picture.rgb, face.detail.landmarks)
        except (RuntimeError, ValueError) as error:
            raise AnalysisFailed("descriptor") from error


def _replacement(broken: StillFaces) -> StillFaces:
    """A new finder; raises ModelMissing and ModelDamaged, and then the broken one is not closed."""
    finder = StillFaces()
    # MediaPipe says at the end once more what went wrong.
    with suppress(RuntimeError, ValueError):
        broken.__exit__(None, None, None)
    return finder


def _analysed(face: StillFace, rgb: NDArray[np.uint8]) -> AnalysedFace:
    detail = face_detail(face.points, rgb)
    height_px, width_px = rgb.shape[:2]
    return AnalysedFace(
        replace(detail, landmarks=_landmarks(face, detail, rgb), confidence=100 * face.score),
        measures.eyes_open(face.points),
        measures.mouth_open(face.points),
        measures.gaze(face.points),
        round(detail.bounding_box.width * width_px),
        round(detail.bounding_box.height * height_px),
    )


def _landmarks(face: StillFace, detail: FaceDetail, rgb: NDArray[np.uint8]) -> dict[str, Point]:
    ratios = face.points[:, :2] / (rgb.shape[1], rgb.shape[0])
    eyes = {name: ratios[list(corners)].mean(axis=0) for name, corners in _EYES.items()}
    pupils = {name: ratios[index] for name, index in _PUPILS.items()}
    return {**detail.landmarks, **{name: Point(float(x), float(y)) for name, (x, y) in (eyes | pupils).items()}}
