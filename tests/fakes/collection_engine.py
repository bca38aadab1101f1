"""A face engine whose faces are made by hand, and operations on it whose answers are held against the model."""

import itertools
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np
from numpy.typing import NDArray

from kiosk.backend.engines.collections.store import CollectionStore
from kiosk.domain.faces.face_detail import Box, FaceDetail, Point, Pose, Quality
from kiosk.rekognition_local.collections.operations import collection_operations
from kiosk.rekognition_local.faces import AnalysedFace, Gaze, Judged
from kiosk.rekognition_local.images import Images, Picture, decode
from kiosk.rekognition_local.model import load_model
from kiosk.vision.dlib_descriptor import SCALE
from tests.unit.rekognition_local.conformance import violations

if TYPE_CHECKING:
    from botocore.model import ServiceModel

KEY = bytes(range(32))
NOW_S = 1_790_000_000.0
LENGTH = 1.4
"""Of a descriptor, about."""
LANDMARKS = ("eyeLeft", "eyeRight", "mouthLeft", "mouthRight", "nose")
NO_VIOLATION = {".DeletedFaces: 0 is out of range"}
"""The model gives this list the limits of a request's; AWS's own examples rely on its being there when it is empty."""

Vector = NDArray[np.float64]


def person(number: int) -> Vector:
    """A person's descriptor: strangers are about 2.0 apart."""
    vector = np.random.default_rng(number).normal(size=128)
    return vector * LENGTH / np.linalg.norm(vector)


def photo(number: int, shot: int, distance: float = 0.2) -> Vector:
    """Another photograph of the same person, that far from the first."""
    turn = np.random.default_rng((number, shot)).normal(size=128)
    return person(number) + turn * distance / np.linalg.norm(turn)


def similarity(distance: float) -> float:
    """What the engine makes of a distance."""
    return float(SCALE.similarities(np.array(distance)))


def analysed(place: int, *, sharpness: float = 80.0, size: float = 0.3) -> AnalysedFace:
    """A face at the `place`th place from the left."""
    box = Box(0.05 + 0.31 * place, 0.2, size, size)
    detail = FaceDetail(
        box, {name: Point(0.5, 0.5) for name in LANDMARKS}, Pose(0, 0, 0), Quality(80.0, sharpness), 99.5
    )
    return AnalysedFace(detail, Judged(True, 99), Judged(False, 99), Gaze(0, 0, 90), 100, 100)


@cache
def model() -> "ServiceModel":
    """The service's model, which takes a moment to read."""
    return load_model()


class FakeCollectionEngine:
    """Implements `Engine`: knows the pictures that it made itself, and sees nobody in any other."""

    def __init__(self, model_version: str = "100.1") -> None:
        self.model_version = model_version
        self._pictures: dict[str, dict[Box, tuple[AnalysedFace, Vector]]] = {}
        self._numbers = itertools.count()

    def picture(self, *people: Vector, **face: float) -> dict[str, Any]:
        """An `Image` member that shows them, the first the largest, 3 at most."""
        image = np.random.default_rng((7, next(self._numbers))).integers(0, 256, (80, 80, 3), dtype=np.uint8)
        data = cv2.imencode(".png", image)[1].tobytes()
        faces = [analysed(place, **{"size": 0.3 - 0.05 * place, **face}) for place in range(len(people))]
        found = {each.detail.bounding_box: (each, vector) for each, vector in zip(faces, people, strict=True)}
        self._pictures[decode(data).digest] = found
        return {"Bytes": data}

    def blur(self, image: dict[str, Any], place: int) -> None:
        """Make one of the faces too blurred for any filter."""
        digest = decode(image["Bytes"]).digest
        faces = list(self._pictures[digest].values())
        blurred = analysed(place, sharpness=1.0, size=faces[place][0].detail.bounding_box.width)
        faces[place] = (blurred, faces[place][1])
        self._pictures[digest] = {face.detail.bounding_box: (face, vector) for face, vector in faces}

    def faces(self, picture: Picture) -> tuple[AnalysedFace, ...]:
        return tuple(face for face, _ in self._pictures.get(picture.digest, {}).values())

    def descriptor(self, picture: Picture, face: AnalysedFace) -> tuple[float, ...]:
        return tuple(self._pictures[picture.digest][face.detail.bounding_box][1])

    def similarities(self, distances: NDArray[np.float64]) -> NDArray[np.float64]:
        return SCALE.similarities(distances)


class Service:
    """The operations on a folder."""

    def __init__(self, folder: Path, engine: FakeCollectionEngine | None = None) -> None:
        self.engine = engine or FakeCollectionEngine()
        self.now_s = NOW_S
        self.store = CollectionStore(folder, KEY)
        self._operations = collection_operations(
            self.store, self.engine, Images(None), lambda: self.now_s, "eu-central-1"
        )

    def __call__(self, operation: str, **members: Any) -> dict[str, Any]:
        """Carry out; the answer holds nothing that the model does not know."""
        answer: Mapping[str, Any] = self._operations[operation](members)
        shape = model().operation_model(operation).output_shape
        assert set(violations(shape, answer)) <= NO_VIOLATION
        return dict(answer)

    def index(self, *people: Vector, collection: str = "c", **members: Any) -> list[str]:
        """Index a new picture of them; the ids of the faces."""
        answer = self("IndexFaces", CollectionId=collection, Image=self.engine.picture(*people), **members)
        return [record["Face"]["FaceId"] for record in answer["FaceRecords"]]
