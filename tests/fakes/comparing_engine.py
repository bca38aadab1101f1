"""The local backend's comparison of faces, over the face engine that is told what it sees."""

import numpy as np
from numpy.typing import NDArray

from kiosk.backend.ports import Comparison, Descriptor, SizedFace
from kiosk.domain.faces.face_detail import FaceDetail
from kiosk.errors import NoFaceFound
from tests.factories.jpeg_files import digest
from tests.fakes.face_engine import FakeFaceEngine


class FakeComparingEngine:
    """Implements `ComparingEngine` of the local backend: sees what the face engine was shown."""

    model_id = "fake"

    def __init__(self, engine: FakeFaceEngine) -> None:
        self._engine = engine

    def faces(self, image: bytes, limit: int = 20) -> tuple[SizedFace, ...]:
        return tuple(SizedFace(face, 640, 480) for face in self._engine.detect(image)[:limit])

    def forget_old(self) -> None:
        pass

    def describe_largest(self, image: bytes) -> tuple[SizedFace, Descriptor] | None:
        faces = self.faces(image)
        return (faces[0], self.describe(image, faces[0].face)) if faces else None

    def describe(self, image: bytes, face: FaceDetail) -> Descriptor:
        (person,) = self._engine.describe(image, face).values
        turn = np.random.default_rng([int(person), 1, int(digest(image)[:8], 16)]).normal(size=32)
        vector = np.random.default_rng([int(person), 0, 0]).normal(size=32) + 0.02 * turn
        return Descriptor(self.model_id, tuple(map(float, vector / np.linalg.norm(vector))))

    def compare(self, source: bytes, target: bytes) -> Comparison:
        faces = [self.faces(image) for image in (source, target)]
        if not all(faces):
            raise NoFaceFound
        a, b = (self.describe(image, found[0].face) for image, found in zip((source, target), faces, strict=True))
        distance = np.array([np.linalg.norm(np.subtract(a.values, b.values))])
        return Comparison(float(self.similarities(distance)[0]), self.model_id)

    def similarities(self, distances: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.clip(100.0 - 10.0 * np.asarray(distances, dtype=np.float64), 0.0, 100.0)
