"""The local face engine: face mesh and descriptors, with no network."""

from queue import LifoQueue

import cv2
import numpy as np

from kiosk.backend.ports import Descriptor
from kiosk.domain.faces.face_detail import FaceDetail
from kiosk.errors import AnalysisFailed
from kiosk.vision.decoding import decode_jpeg
from kiosk.vision.descriptor import DescriptorModel
from kiosk.vision.descriptor_models import load_descriptor_model
from kiosk.vision.face_mesh import FaceMesh

FRAME_WORKERS = 2
"""Frames that are analysed at the same time; a mesh keeps one core busy."""


class LocalExpressionEngine:
    """Implements `FaceEngine` with landmarks that tell what eyes and mouth do; any thread may call it."""

    model_id = "none"
    """It compares no faces."""

    def __init__(self) -> None:
        """Load the models; raises ModelMissing and ModelDamaged."""
        self._meshes = _meshes(irises=True)

    def detect(self, jpeg: bytes) -> tuple[FaceDetail, ...]:
        """All faces, at most two; raises ImageErrors and AnalysisFailed."""
        return _detect(self._meshes, jpeg)


class LocalFaceEngine:
    """Implements `FaceEngine` on this machine; any thread may call it, detection and description run side by side."""

    def __init__(self, descriptor_model: DescriptorModel | None = None) -> None:
        """Load the models, SFace among them unless another model is given; raises ModelMissing, ModelDamaged."""
        self._meshes = _meshes(irises=True)
        self.descriptor_model = descriptor_model or load_descriptor_model()
        """Others may share it, who compare faces by the same model."""
        self.model_id = self.descriptor_model.model_id

    def detect(self, jpeg: bytes) -> tuple[FaceDetail, ...]:
        """All faces, at most two; raises ImageErrors and AnalysisFailed."""
        return _detect(self._meshes, jpeg)

    def describe(self, jpeg: bytes, face: FaceDetail) -> Descriptor:
        """Descriptor of one face, in about 30 ms; raises ImageErrors and AnalysisFailed."""
        rgb = np.asarray(cv2.cvtColor(decode_jpeg(jpeg), cv2.COLOR_BGR2RGB), dtype=np.uint8)
        try:
            return Descriptor(self.model_id, self.descriptor_model.describe(rgb, face.landmarks))
        except (RuntimeError, ValueError) as error:
            raise AnalysisFailed("descriptor") from error

    def similarity(self, a: Descriptor, b: Descriptor) -> float:
        """Similarity 0-100; raises AnalysisFailed when the descriptors are not both of this model."""
        if not a.model_id == b.model_id == self.model_id:
            raise AnalysisFailed("descriptors of different models cannot be compared")
        return self.descriptor_model.scale.similarity(a.values, b.values)


def _meshes(*, irises: bool) -> LifoQueue[FaceMesh]:
    meshes: LifoQueue[FaceMesh] = LifoQueue()
    for _ in range(FRAME_WORKERS):
        meshes.put(FaceMesh(still=True, irises=irises))
    return meshes


def _detect(meshes: LifoQueue[FaceMesh], jpeg: bytes) -> tuple[FaceDetail, ...]:
    image = decode_jpeg(jpeg)
    rgb = np.asarray(cv2.cvtColor(image, cv2.COLOR_BGR2RGB), dtype=np.uint8)
    mesh = meshes.get()
    try:
        return mesh.detect(rgb)
    except (RuntimeError, ValueError) as error:
        raise AnalysisFailed("face mesh") from error
    finally:
        meshes.put(mesh)
