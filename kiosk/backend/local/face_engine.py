"""The local face engine: face mesh and dlib descriptors, with no network."""

from queue import LifoQueue
from threading import Lock

import cv2
import numpy as np

from kiosk.backend.ports import Descriptor
from kiosk.errors import AnalysisFailed
from kiosk.liveness.faces import FaceDetail
from kiosk.vision.descriptor import MODEL_ID, Describer, similarity
from kiosk.vision.face_mesh import FaceMesh
from kiosk.vision.jpeg import decode_jpeg

MESHES = 2
"""Frames that are analysed at the same time; a mesh keeps one core busy."""


class LocalFaceEngine:
    """Implements `FaceEngine` on this machine; any thread may call it, detection and description run side by side."""

    model_id = MODEL_ID

    def __init__(self) -> None:
        """Load the models; raises ModelMissing."""
        self._meshes: LifoQueue[FaceMesh] = LifoQueue()
        for _ in range(MESHES):
            self._meshes.put(FaceMesh(still=True))
        self._describer, self._describer_lock = Describer(), Lock()

    def detect(self, jpeg: bytes) -> tuple[FaceDetail, ...]:
        """All faces, at most two; raises ImageTruncated and AnalysisFailed."""
        image = decode_jpeg(jpeg)
        rgb = np.asarray(cv2.cvtColor(image, cv2.COLOR_BGR2RGB), dtype=np.uint8)
        mesh = self._meshes.get()
        try:
            return mesh.detect(rgb)
        except (RuntimeError, ValueError) as error:
            raise AnalysisFailed("face mesh") from error
        finally:
            self._meshes.put(mesh)

    def describe(self, jpeg: bytes, face: FaceDetail) -> Descriptor:
        """Descriptor of one face, in about 250 ms; raises ImageTruncated and AnalysisFailed."""
        rgb = np.asarray(cv2.cvtColor(decode_jpeg(jpeg), cv2.COLOR_BGR2RGB), dtype=np.uint8)
        try:
            with self._describer_lock:
                return Descriptor(MODEL_ID, self._describer.describe(rgb, face.landmarks))
        except (RuntimeError, ValueError) as error:
            raise AnalysisFailed("descriptor") from error

    def similarity(self, a: Descriptor, b: Descriptor) -> float:
        """Similarity 0-100; raises AnalysisFailed when the descriptors are not both of this model."""
        if not a.model_id == b.model_id == MODEL_ID:
            raise AnalysisFailed("descriptors of different models cannot be compared")
        return similarity(a.values, b.values)
