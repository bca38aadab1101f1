"""An engine that knows people made by hand, and their photographs."""

import json

import numpy as np
from numpy.typing import NDArray

from kiosk.backend.ports import Descriptor, SizedFace
from kiosk.domain.faces.face_detail import Box, FaceDetail, Pose, Quality
from kiosk.errors import ImageNotJpeg

NUMBERS = 32
OLD, NEW = "hand-made-1", "hand-made-2"


def photo(*people: int, shot: int = 0, sharpness: float = 80.0, unusable_by: str = "") -> bytes:
    """A picture of them, the first the largest; `unusable_by` is a model that sees nobody on it."""
    return json.dumps({"people": people, "shot": shot, "sharpness": sharpness, "unusable_by": unusable_by}).encode()


class FakeIndexingEngine:
    """Implements `IndexingEngine`: two photographs of one person are 0.1 apart, strangers about 1.4."""

    def __init__(self, model_id: str = OLD) -> None:
        self.model_id = model_id
        self.looks = 0

    def describe_largest(self, image: bytes) -> tuple[SizedFace, Descriptor] | None:
        shown = _read(image)
        self.looks += 1
        people = () if shown["unusable_by"] == self.model_id else shown["people"]
        if not people:
            return None
        face = FaceDetail(Box(0.1, 0.2, 0.25, 0.3), {}, Pose(0, 0, 0), Quality(80, shown["sharpness"]), 99)
        turn = 0.07 * _direction(self.model_id, people[0], shown["shot"] + 1)
        values = tuple(map(float, _direction(self.model_id, people[0], 0) + turn))
        return SizedFace(face, 640, 480), Descriptor(self.model_id, values)

    def similarities(self, distances: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.clip(100.0 - 50.0 * np.asarray(distances, dtype=np.float64), 0.0, 100.0)


def _direction(model: str, person: int, shot: int) -> NDArray[np.float64]:
    seed = int.from_bytes(model.encode(), "big") % 2**32
    vector = np.random.default_rng((seed, person, shot)).normal(size=NUMBERS)
    return np.asarray(vector / np.linalg.norm(vector))


def _read(image: bytes) -> dict:  # type: ignore[type-arg]
    try:
        return dict(json.loads(image))
    except ValueError:
        raise ImageNotJpeg from None
